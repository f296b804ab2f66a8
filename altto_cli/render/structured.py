"""JSON and JSON Lines, as the contract has them."""

import json as json_module
from collections.abc import Mapping
from typing import Any

from altto_cli import __version__
from altto_cli.view.page import Entry, Page

_TOOL = {"name": "altto", "version": __version__}


def json(page: Page, *, notes: bool = True) -> str:
    """The whole answer as one object."""
    lists: dict[str, list[Mapping[str, Any]]] = {name: [] for name in page.collections}
    for entry in page.entries:
        lists.setdefault(entry.collection, []).append(entry.json)
    only = page.studies[0] if len(page.studies) == 1 else None
    answer = {
        "schema": f"altto/{page.schema}/1",
        "tool": _TOOL,
        "study": only,
        "evidence": only and only["evidence"],
        "query": page.query,
        "studies": page.studies,
        **lists,
        "notes": _notes(page),
        "sources": page.sources,
        "companions": page.named,
    }
    return json_module.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _notes(page: Page) -> list[str]:
    """Everything that the page says in words."""
    told = (*page.companions, *page.warnings, *(each for _, some in page.sections for each in some))
    return [
        *(["; ".join(page.label)] if page.label else []),
        *page.intro,
        *(f"{each.label}: {each.text}" for each in told),
        *page.notes,
        *page.closing,
        *filter(None, (page.stands_in, *page.evidence)),
    ]


def jsonl(page: Page, *, notes: bool = True) -> str:
    """One record a line, each with its study and evidence, so that a line stands alone."""
    return "".join(
        json_module.dumps(_line(page, entry), ensure_ascii=False) + "\n" for entry in page.entries
    )


def _only(page: Page) -> str | None:
    return page.studies[0]["id"] if len(page.studies) == 1 else None


def _line(page: Page, entry: Entry) -> dict[str, Any]:
    schema = "results" if entry.collection == "results" else page.schema
    own = (
        entry.json["id"] if entry.collection == "studies" else entry.json.get("study", _only(page))
    )
    study = next((one for one in page.studies if one["id"] == own), None)
    return {
        **entry.json,
        "schema": f"altto/{schema}/1",
        "tool": _TOOL,
        "study": study,
        "evidence": study and study["evidence"],
    }
