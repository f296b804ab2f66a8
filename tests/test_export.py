"""The library as a file gives back every figure with its digits, and every record."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from asking import GOOD, answer, ask

from altto_cli import load, to_rows
from altto_cli.cli.files import write
from altto_cli.errors import OutputError
from altto_cli.export.tables import tables
from altto_cli.model import Record, Result
from altto_cli.view.records import RESULT_COLUMNS

LIBRARY = load(GOOD)
RESULTS = [(study, result) for study in LIBRARY.studies for result in study.results]
#: Lists of a study, each a table.
LISTS = ("sources", "strategies", "endpoints", "populations", "groups", "results", "facts",
         "remarks", "conflicts", "refusals", "elsewhere", "overlaps")  # fmt: skip


def exported(kind: str, path: Path) -> Path:
    out = answer("export", "--to", kind, "-o", str(path), "--evidence", str(GOOD))
    assert out == f"{path}: {len(LIBRARY.studies)} studies, {len(RESULTS)} results\n"
    return path


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = exported("sqlite", tmp_path_factory.mktemp("export") / "altto.db")
    with closing(sqlite3.connect(path)) as opened:
        opened.row_factory = sqlite3.Row
        yield opened


def figures(record: Record, prefix: str = "") -> Iterator[tuple[str, Decimal]]:
    """Every printed figure of a record, under the name of its column."""
    for field in record.fields.values():
        value = getattr(record, field.name)
        if isinstance(value, Decimal):
            yield prefix + field.name, value
        elif isinstance(value, Record):
            yield from figures(value, prefix if field.name == "effect" else f"{field.name}_")


def of_row(result: Result, row: Any) -> None:
    said = list(figures(result))
    for name, value in said:
        assert row[f"{name}_text"] == str(value), (result.id, name)
        assert row[name] == float(value)
    assert sum(row[name] is not None for name in row.keys() if name.endswith("_text")) == len(  # noqa: SIM118
        [*said, *([result.window.text] if result.window else [])]
    )


def test_every_record_has_a_row(database: sqlite3.Connection) -> None:
    assert LIBRARY.studies[0].fields.keys() >= set(LISTS)
    for name in LISTS:
        [rows] = database.execute(f"SELECT count(*) FROM {name}").fetchone()
        assert rows == sum(len(getattr(study, name)) for study in LIBRARY.studies), name
    [touches] = database.execute("SELECT count(*) FROM conflicts_touches").fetchone()
    assert touches == sum(
        len(each.touches) for study in LIBRARY.studies for each in study.conflicts
    )
    assert len(RESULTS) > 60


def test_every_list_of_a_study_is_a_table() -> None:
    lists = {
        field.name
        for study in LIBRARY.studies
        for field in study.fields.values()
        if isinstance(value := getattr(study, field.name), tuple)
        if any(isinstance(each, Record) for each in value)
    }
    assert lists <= set(LISTS) <= set(tables(LIBRARY.studies))


def test_sqlite_gives_back_every_figure_with_its_digits(database: sqlite3.Connection) -> None:
    for study, result in RESULTS:
        key = (study.id, result.id)
        row = database.execute("SELECT * FROM results WHERE study = ? AND id = ?", key).fetchone()
        of_row(result, row)


def test_keys_of_the_database_lead_somewhere(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    keys = database.execute("PRAGMA foreign_key_list(results)").fetchall()
    assert {key["table"] for key in keys} == {
        "studies", "sources", "strategies", "endpoints", "populations",
    }  # fmt: skip
    database.execute("PRAGMA foreign_keys = ON")
    database.execute("UPDATE results SET source = 'nothing' WHERE study = 'altto-endocrine'")
    with pytest.raises(sqlite3.IntegrityError):
        database.commit()
    database.rollback()


def test_a_view_reads_like_the_file_of_the_contract(
    database: sqlite3.Connection, tmp_path: Path
) -> None:
    lines = list(csv.DictReader(io.StringIO(exported("csv", tmp_path / "all.csv").read_text())))
    rows = [dict(row) for row in database.execute("SELECT * FROM results_csv")]
    assert list(rows[0]) == list(RESULT_COLUMNS)
    assert [row["id"] for row in rows] == [line["id"] for line in lines]
    plain = [{key: cell.removeprefix("'") for key, cell in line.items()} for line in lines]
    assert [{key: cell.removeprefix("'") for key, cell in row.items()} for row in rows] == plain
    for name in ("studies", "sources"):
        [count] = database.execute(f"SELECT count(*) FROM {name}_csv").fetchone()
        assert count == len(database.execute(f"SELECT id FROM {name}").fetchall())


def test_csv_has_the_lines_that_answers_have(tmp_path: Path) -> None:
    whole = exported("csv", tmp_path / "all.csv").read_text(encoding="utf-8").splitlines()
    shown = answer("dfs", "-f", "csv").splitlines()
    assert whole[0] == shown[0]
    assert set(shown) <= set(whole)


def test_json_gives_back_every_figure_with_its_digits(tmp_path: Path) -> None:
    whole = json.loads(exported("json", tmp_path / "all.json").read_text(encoding="utf-8"))
    rows = {(row["study"], row["id"]): row for row in whole["tables"]["results"]}
    objects = {(each["study"], each["id"]): each for each in whole["results"]}
    assert len(rows) == len(objects) == len(RESULTS)
    for study, result in RESULTS:
        of_row(result, rows[study.id, result.id])
        if result.effect:
            printed = objects[study.id, result.id]["effect"]["estimate_text"]
            assert printed == str(result.effect.estimate)


def test_a_line_of_jsonl_stands_alone(tmp_path: Path) -> None:
    lines = exported("jsonl", tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(RESULTS)
    for line, (study, result) in zip(map(json.loads, lines), RESULTS, strict=True):
        assert (line["schema"], line["id"]) == ("altto/results/1", result.id)
        assert line["study"]["id"] == study.id
        assert line["evidence"] == {"version": study.version, "sha256": study.sha256}


def test_the_data_package_is_valid_and_read_with_its_types(tmp_path: Path) -> None:
    from frictionless import Package

    folder = exported("datapackage", tmp_path / "altto")
    package = Package(str(folder / "datapackage.json"))
    report = package.validate()
    assert [error.message for task in report.tasks for error in task.errors] == []
    assert report.valid
    results = package.get_resource("results")
    assert len(results.schema.foreign_keys) >= 4
    rows = {(row["study"], row["id"]): row.to_dict() for row in results.read_rows()}
    for study, result in RESULTS:
        of_row(result, {key: _plain(value) for key, value in rows[study.id, result.id].items()})


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else value


def test_a_data_package_replaces_only_a_data_package(tmp_path: Path) -> None:
    folder = exported("datapackage", tmp_path / "altto")
    words = ("export", "--to", "datapackage", "-o", str(folder))
    assert ask(*words).code == 3
    (folder / "results.csv").write_text("old")
    assert ask(*words, "--force").code == 0
    assert "altto-endocrine" in (folder / "results.csv").read_text(encoding="utf-8")
    (folder / "thesis.docx").write_text("mine")
    assert ask(*words, "--force", "--evidence", str(GOOD)).code == 3
    assert (folder / "thesis.docx").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["altto"]


@pytest.mark.parametrize("kind", ["json", "jsonl", "csv", "sqlite", "datapackage"])
def test_what_a_file_cannot_hold_is_named(kind: str, tmp_path: Path) -> None:
    said = ask("export", "--to", kind, "-o", str(tmp_path / "file")).err
    assert said.startswith("altto: not in it: ")
    assert ("sizes of groups, facts" in said) == (kind in ("jsonl", "csv"))


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text("mine")
    ran = ask("export", "--to", "json", "-o", str(path))
    assert (ran.code, ran.out, path.read_text()) == (3, "", "mine")


def test_where_there_are_no_hard_links_a_file_is_written_and_none_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "new.json"

    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.link", refused)
    write(path, b"one", force=False)
    assert path.read_bytes() == b"one"
    path.unlink()

    def saved_meanwhile(*_: object) -> None:
        path.write_bytes(b"mine")
        raise PermissionError

    monkeypatch.setattr("os.link", saved_meanwhile)
    with pytest.raises(OutputError, match="exists already"):
        write(path, b"two", force=False)
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [(path.name, b"mine")]


def test_what_is_saved_meanwhile_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "new.json"
    link = os.link

    def saved_meanwhile(*names: Path) -> None:
        path.write_bytes(b"mine")
        link(*names)

    monkeypatch.setattr("os.link", saved_meanwhile)
    with pytest.raises(OutputError, match="exists already"):
        write(path, b"two", force=False)
    assert path.read_bytes() == b"mine"


def test_rows_become_a_frame_with_figures_and_digits() -> None:
    import pandas
    import polars

    rows = to_rows(LIBRARY)
    for frame in (pandas.DataFrame(rows), polars.DataFrame(rows, infer_schema_length=None)):
        assert len(frame) == len(RESULTS)
    frame = pandas.DataFrame(rows).set_index(["study", "id"])
    row = frame.loc[("altto-endocrine", "dfs-premenopausal-ofs-ai-vs-serm")]
    assert (row.estimate, row.ci_low_text, row.treatment_n) == (0.44, "0.23", 118)
    assert row.treatment_event_free_percent_text == "90.0"
    assert (row.randomised, row.adjusted) == (False, True)
    assert row.evidence_version
    assert "Design: " in row.remarks
    assert [name for name in rows[0] if not name.endswith("_text")] == list(RESULT_COLUMNS)


def test_rows_need_no_library() -> None:
    code = (
        "import sys, altto_cli; altto_cli.to_rows(altto_cli.load());"
        "assert not {'pandas', 'polars', 'typer', 'rich'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
