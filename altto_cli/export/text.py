"""The library as JSON, JSON Lines and CSV."""

import csv as csv_module
import json as json_module
from collections.abc import Iterable, Sequence
from io import StringIO

from altto_cli import __version__
from altto_cli.export.results import entries
from altto_cli.export.tables import Table, Value, tables
from altto_cli.model import Study
from altto_cli.render.escaping import cell as safe
from altto_cli.view import records

_TOOL = {"name": "altto", "version": __version__}


def json(studies: Sequence[Study]) -> bytes:
    """One object: studies, results and sources as answers have them, and everything as tables."""
    whole = {
        "schema": "altto/library/1",
        "tool": _TOOL,
        "studies": [records.study(study) for study in studies],
        "results": [entry.json for entry in entries(studies)],
        "sources": [records.source(study, each) for study in studies for each in study.sources],
        "tables": {name: list(table.records()) for name, table in tables(studies).items()},
    }
    return (json_module.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def jsonl(studies: Sequence[Study]) -> bytes:
    """One result a line, each with its study and evidence, so that a line stands alone."""
    lines = []
    for entry in entries(studies):
        study = records.study(entry.study)
        said = {"schema": "altto/results/1", "tool": _TOOL, "study": study}
        line = {**entry.json, **said, "evidence": study["evidence"]}
        lines.append(json_module.dumps(line, ensure_ascii=False) + "\n")
    return "".join(lines).encode()


def csv(studies: Sequence[Study]) -> bytes:
    """One result a line, in the contract's columns, with the digits as printed."""
    lines = [map(safe, entry.cells.values()) for entry in entries(studies)]
    return _delimited(records.RESULT_COLUMNS, lines)


def csv_of_table(table: Table) -> bytes:
    """A table with its types: true and false, empty where there is nothing."""
    names = [column.name for column in table.columns]
    return _delimited(names, [[_cell(value) for value in row] for row in table.rows])


def _cell(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _delimited(names: Sequence[str], rows: Iterable[Iterable[str]]) -> bytes:
    written = StringIO()
    writer = csv_module.writer(written, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)
    return written.getvalue().encode()
