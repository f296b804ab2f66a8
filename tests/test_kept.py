"""What was read of a study is kept, and serves while nothing has changed."""

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
    monkeypatch.setattr(kept, "_file", lambda folder: tmp_path / "kept" / f"{folder.name}.pickle")
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


@pytest.mark.parametrize("place", [0, 3, 4, 100, -1])
def test_a_damaged_copy_is_not_used(folder: Path, tmp_path: Path, place: int) -> None:
    kept.keep(folder, kept.stamp(folder), read(folder))
    copy = tmp_path / "kept" / "aurora.pickle"
    data = bytearray(copy.read_bytes())
    data[place] ^= 1
    copy.write_bytes(data)
    assert kept.recall(folder) is None


def test_where_nothing_can_be_written_nothing_is_kept(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file where the folder should be", encoding="utf-8")
    kept.keep(folder, kept.stamp(folder), read(folder))
    assert kept.recall(folder) is None
