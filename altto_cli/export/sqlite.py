"""The library as an SQLite database, with its keys, and a view for each file of the contract."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from altto_cli.export.results import entries
from altto_cli.export.tables import Table, Value, tables
from altto_cli.model import Study
from altto_cli.view import records

#: The key of a row, and the cells of the line that altto prints of it.
Line: TypeAlias = tuple[dict[str, Value], dict[str, str]]
_TYPES = {"text": "TEXT", "number": "REAL", "integer": "INTEGER", "boolean": "INTEGER"}


def sqlite(studies: Sequence[Study]) -> bytes:
    """The bytes of the database file."""
    database = sqlite3.connect(":memory:")
    try:
        database.execute("PRAGMA foreign_keys = ON")
        with database:
            whole = tables(studies).values()
            for table in whole:
                _create(database, table)
            for table in whole:
                _fill(database, table)
            for name, lines in _contract(studies).items():
                _view(database, name, lines)
        return database.serialize()
    finally:
        database.close()


def _create(database: sqlite3.Connection, table: Table) -> None:
    columns = [f"{_quoted(column.name)} {_TYPES[column.kind]}" for column in table.columns]
    key = ", ".join(map(_quoted, table.key))
    rules = [f"PRIMARY KEY ({key})", *_references(table)]
    database.execute(f"CREATE TABLE {_quoted(table.name)} ({', '.join([*columns, *rules])})")


def _fill(database: sqlite3.Connection, table: Table) -> None:
    places = ", ".join("?" * len(table.columns))
    database.executemany(f"INSERT INTO {_quoted(table.name)} VALUES ({places})", table.rows)


def _references(table: Table) -> Iterator[str]:
    """The foreign keys; they are minded at the end, since sources name each other."""
    for fields, other, named in foreign_keys(table):
        ours, theirs = (", ".join(map(_quoted, names)) for names in (fields, named))
        yield (
            f"FOREIGN KEY ({ours}) REFERENCES {_quoted(other)} ({theirs}) "
            "DEFERRABLE INITIALLY DEFERRED"
        )


def foreign_keys(table: Table) -> Iterator[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    """The columns that name a record of another table, that table, and its columns."""
    study = "id" if table.name == "studies" else "study"
    for column in table.columns:
        if column.refers == "studies":
            yield (column.name,), "studies", ("id",)
        elif column.refers:
            yield (study, column.name), column.refers, ("study", "id")


def _contract(
    studies: Sequence[Study],
) -> Mapping[str, list[tuple[dict[str, Value], dict[str, str]]]]:
    """The lines of each file of the contract, with the key of the row that each one is."""
    return {
        "studies": [({"id": study.id}, records.flat(records.study(study))) for study in studies],
        "sources": [
            ({"study": study.id, "id": each.id}, records.flat(records.source(study, each)))
            for study in studies
            for each in study.sources
        ],
        "results": [
            ({"study": entry.study.id, "id": entry.json["id"]}, entry.cells)
            for entry in entries(studies)
        ],
    }


def _view(
    database: sqlite3.Connection,
    name: str,
    lines: Sequence[Line],
) -> None:
    """Beside each row the line that altto prints of it, and a view that reads like the file."""
    database.execute(f"ALTER TABLE {_quoted(name)} ADD COLUMN line TEXT")
    for key, line in lines:
        where = " AND ".join(f"{_quoted(each)} = ?" for each in key)
        values = (json.dumps(line, ensure_ascii=False), *key.values())
        database.execute(f"UPDATE {_quoted(name)} SET line = ? WHERE {where}", values)
    columns = list(lines[0][1]) if lines else []
    read = [f"json_extract(line, '$.\"{column}\"') AS {_quoted(column)}" for column in columns]
    if read:
        database.execute(
            f"CREATE VIEW {_quoted(f'{name}_csv')} AS SELECT {', '.join(read)} FROM {_quoted(name)}"
        )


def _quoted(name: str) -> str:
    return f'"{name}"'
