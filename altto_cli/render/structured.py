"""JSON and JSON Lines, as the contract has them."""

import json as json_module
from collections.abc import Mapping
from typing import Any

from altto_cli import __version__
from altto_cli.view.page import Page, Row

_TOOL = {"name": "altto", "version": __version__}


def json(page: Page) -> str:
    """The whole answer as one object."""
    lists: dict[str, list[Mapping[str, Any]]] = {table.collection: [] for table in page.tables}
    for table in page.tables:
        lists[table.collection] += [row.record for row in table.rows()]
    only = page.studies[0] if len(page.studies) == 1 else None
    answer = {
        "schema": f"altto/{page.schema}/1",
        "tool": _TOOL,
        "study": only,
        "evidence": only and only["evidence"],
        "query": page.query,
        "studies": page.studies,
        **lists,
        "notes": [note.words for note in page.notes if not note.rows]
        + [f"{label}: {text}" for label, text in page.foot],
        "sources": page.sources,
    }
    return json_module.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def jsonl(page: Page) -> str:
    """One row a line, each with its study and evidence, so that a line stands alone."""
    return "".join(
        json_module.dumps(_line(page, table.collection, row), ensure_ascii=False) + "\n"
        for table in page.tables
        for row in table.rows()
    )


def _only(page: Page) -> str | None:
    return page.studies[0]["id"] if len(page.studies) == 1 else None


def _line(page: Page, collection: str, row: Row) -> dict[str, Any]:
    schema = "results" if collection == "results" else page.schema
    own = row.record["id"] if collection == "studies" else row.record.get("study", _only(page))
    study = next((one for one in page.studies if one["id"] == own), None)
    return {
        **row.record,
        "schema": f"altto/{schema}/1",
        "tool": _TOOL,
        "study": study,
        "evidence": study and study["evidence"],
    }
