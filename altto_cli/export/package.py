"""The library as a Data Package: CSV files, and one that says what stands in them."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from altto_cli import __version__
from altto_cli.export.sqlite import foreign_keys
from altto_cli.export.tables import Table, tables
from altto_cli.export.text import csv_of_table
from altto_cli.model import Study

#: The file that makes a folder a Data Package.
DESCRIPTOR = "datapackage.json"
_TYPES = {"text": "string", "number": "number", "integer": "integer", "boolean": "boolean"}


def package(studies: Sequence[Study]) -> Mapping[str, bytes]:
    """The files of the package by name."""
    # A table without rows would be a file whose columns no reader can tell.
    filled = {name: table for name, table in tables(studies).items() if table.rows}
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "altto",
        "title": "Published trial evidence",
        "description": f"Exported by altto {__version__}. A look-up of published figures, not "
        "advice for a patient. A column ending in _text has the digits as printed.",
        "version": "; ".join(f"{study.id} {study.version} {study.sha256[:7]}" for study in studies),
        "resources": [_resource(table, filled) for table in filled.values()],
    }
    files = {f"{name}.csv": csv_of_table(table) for name, table in filled.items()}
    said = json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n"
    return {**files, DESCRIPTOR: said.encode()}


def _resource(table: Table, filled: Mapping[str, Table]) -> dict[str, Any]:
    keys = [
        {
            "fields": list(fields),
            "reference": {"resource": _own(other, table), "fields": list(named)},
        }
        for fields, other, named in foreign_keys(table)
        if other in filled and _is_full(table, fields)
    ]
    schema = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [{"name": each.name, "type": _TYPES[each.kind]} for each in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
        **({"foreignKeys": keys} if keys else {}),
    }
    return {
        "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
        "name": table.name,
        "type": "table",
        "path": f"{table.name}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _is_full(table: Table, fields: Sequence[str]) -> bool:
    """Whether no cell is empty: as part of a key of two columns, one would name nothing."""
    at = [number for number, column in enumerate(table.columns) if column.name in fields]
    return all(row[number] is not None for row in table.rows for number in at)


def _own(other: str, table: Table) -> str:
    """A table names itself by an empty word."""
    return "" if other == table.name else other
