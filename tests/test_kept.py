"""What was read of a study is kept, and serves while nothing has changed."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from altto_cli.loader import kept
from altto_cli.loader.reading import read_study
from altto_cli.model import Study

GOOD = Path(__file__).parent / "good" / "aurora"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "aurora"
    home.mkdir()
    for path in GOOD.glob("*.yaml"):
        (home / path.name).write_bytes(path.read_bytes())
    monkeypatch.setenv("ALTTO_CACHE", str(tmp_path / "kept"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return home


def read(folder: Path) -> Study:
    study, problems = read_study(folder)
    assert study
    assert not problems
    return study


def test_nothing_is_recalled_before_it_was_kept(folder: Path) -> None:
    assert kept.recall(folder) is None


def test_what_was_kept_is_what_was_read(folder: Path) -> None:
    study = read(folder)
    kept.keep(folder, kept.stamp(folder), study)
    assert kept.recall(folder) == study


def test_a_file_that_changed_is_read_anew(folder: Path) -> None:
    kept.keep(folder, kept.stamp(folder), read(folder))
    with (folder / "study.yaml").open("a", encoding="utf-8") as file:
        file.write("# corrected\n")
    assert kept.recall(folder) is None


def test_a_change_while_reading_is_seen(folder: Path) -> None:
    before = kept.stamp(folder)
    study = read(folder)
    (folder / "more.yaml").write_text("facts: []\n", encoding="utf-8")
    kept.keep(folder, before, study)
    assert kept.recall(folder) is None


def test_another_figure_of_the_same_size_and_time_is_read_anew(folder: Path) -> None:
    path = folder / "outcomes.yaml"
    kept.keep(folder, kept.stamp(folder), read(folder))
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"0.82", b"0.28", 1))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert kept.recall(folder) is None


def test_another_program_of_the_same_size_and_time_reads_anew(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "altto_cli"
    shutil.copytree(kept._PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(kept, "_PACKAGE", package)
    kept.keep(folder, kept.stamp(folder), read(folder))
    assert kept.recall(folder)
    rule = package / "appraise" / "rates.py"
    before = rule.stat()
    rule.write_bytes(rule.read_bytes().replace(b"a", b"b", 1))
    os.utime(rule, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert kept.recall(folder) is None


def test_a_copy_that_calls_something_is_not_used(folder: Path, tmp_path: Path) -> None:
    class Acting:
        def __reduce__(self) -> tuple[object, ...]:
            return (os.mkdir, (str(tmp_path / "acted"),))

    kept.keep(folder, kept.stamp(folder), Acting())  # type: ignore[arg-type]
    assert kept.recall(folder) is None
    assert not (tmp_path / "acted").exists()


@pytest.mark.parametrize("place", [0, 3, 4, 100, -1])
def test_a_damaged_copy_is_not_used(folder: Path, tmp_path: Path, place: int) -> None:
    kept.keep(folder, kept.stamp(folder), read(folder))
    [copy] = (tmp_path / "kept").iterdir()
    data = bytearray(copy.read_bytes())
    data[place] ^= 1
    copy.write_bytes(data)
    assert kept.recall(folder) is None


def test_where_nothing_can_be_written_nothing_is_kept(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file where the folder should be", encoding="utf-8")
    kept.keep(folder, kept.stamp(folder), read(folder))
    assert kept.recall(folder) is None


def test_nothing_is_kept_when_it_is_switched_off(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALTTO_CACHE", "off")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    kept.keep(folder, kept.stamp(folder), read(folder))
    assert kept.recall(folder) is None
    monkeypatch.setenv("ALTTO_CACHE", str(tmp_path / "kept"))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    kept.keep(folder, kept.stamp(folder), read(folder))
    assert [each.name for each in tmp_path.iterdir()] == ["aurora"]


def test_what_is_kept_stands_in_the_user_s_cache_and_not_beside_the_program(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ALTTO_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    kept.keep(folder, kept.stamp(folder), read(folder))
    assert [each.parent for each in (tmp_path / "cache").rglob("*.pickle")] == [
        tmp_path / "cache" / "altto"
    ]
