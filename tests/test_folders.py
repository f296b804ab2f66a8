"""Whatever stands where evidence is: it is read, it is skipped as documented, or it is a fault."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from asking import ask

from altto_cli import load
from altto_cli.check import check
from altto_cli.errors import EvidenceError
from altto_cli.loader import files
from altto_cli.loader.reading import read_study

GOOD = Path(__file__).parent / "good" / "aurora"
NOT_TEXT = "it is no file with text in it"


@pytest.fixture
def all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one sound study, from which paths are shown."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(GOOD, tmp_path / "aurora")
    return tmp_path


@pytest.fixture
def denied(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Takes away the right to read a file or folder, also from root."""
    paths: set[str] = set()

    def guarded(name: str) -> None:
        real = getattr(os, name)

        def guard(path: object, *more: object) -> object:
            if os.fspath(path) in paths:  # type: ignore[call-overload]
                raise PermissionError(13, "Permission denied", path)
            return real(path, *more)

        monkeypatch.setattr(os, name, guard)

    for name in ("open", "scandir", "listdir"):
        guarded(name)
    return lambda path: paths.add(str(path))


def faults(folder: Path) -> list[str]:
    """What is said by a look-up, which must be what `check` says."""
    with pytest.raises(EvidenceError) as refused:
        load(folder)
    said = sorted(map(str, refused.value.problems))
    assert said == sorted(str(each) for each in check([str(folder)]).problems)
    return said


def linked(path: Path, to: str) -> None:
    path.symlink_to(to)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def socket_at(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)
    os.chdir(here)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (os.mkfifo, NOT_TEXT),
        (device, NOT_TEXT),
        (socket_at, NOT_TEXT),
        (lambda path: linked(path, "nowhere"), "it cannot be read: No such file or directory"),
        (lambda path: linked(path, path.name), "it cannot be read: Too many levels of symbolic"),
        (
            lambda path: linked(path, "."),
            "a link to a folder is not followed; put its files here",
        ),
    ],
)
@pytest.mark.parametrize("name", ["more.yaml", "study.yaml"])
def test_what_is_no_plain_file_is_a_fault_and_is_not_waited_for(
    all: Path, made: Callable[[Path], None], said: str, name: str
) -> None:
    (all / "aurora" / name).unlink(missing_ok=True)
    made(all / "aurora" / name)
    found = faults(all)
    assert next(each for each in found if name in each).startswith(
        f"aurora/{name}:1:1: unreadable-file: {said}"
    )


def test_a_link_to_a_file_is_read(all: Path) -> None:
    (all / "aurora" / "outcomes.yaml").rename(all / "elsewhere")
    (all / "aurora" / "outcomes.yaml").symlink_to("../elsewhere")
    assert load(all).study("aurora").results


@pytest.mark.parametrize("name", ["conflicts.YAML", "conflicts.yml", "conflicts.Yaml"])
def test_an_ending_that_is_not_read_is_a_fault(all: Path, name: str) -> None:
    (all / "aurora" / "remarks.yaml").rename(all / "aurora" / name)
    assert faults(all) == [
        f"aurora/{name}:1:1: file-ending: only .yaml is read; name it conflicts.yaml"
    ]


def test_a_study_of_another_ending_is_a_fault(all: Path) -> None:
    (all / "aurora" / "study.yaml").rename(all / "aurora" / "study.YML")
    assert "aurora/study.YML:1:1: file-ending: only .yaml is read; name it study.yaml" in faults(
        all
    )


def test_a_linked_folder_below_a_study_is_a_fault(all: Path) -> None:
    (all / "aurora" / "more").symlink_to(all)
    assert faults(all) == [
        "aurora/more:1:1: unreadable-file: a link to a folder is not followed; put its files here"
    ]


def test_a_linked_study_is_read(all: Path, tmp_path: Path) -> None:
    (all / "links").mkdir()
    (all / "links" / "aurora").symlink_to("../aurora")
    assert load(all / "links").study("aurora").results


def test_a_link_to_a_study_that_is_gone_is_a_fault(all: Path) -> None:
    (all / "boreas").symlink_to("gone")
    assert faults(all) == [
        "boreas:1:1: unreadable-file: it cannot be read: No such file or directory"
    ]


@pytest.mark.parametrize("name", ["aurora", "aurora/more", "aurora/study.yaml", "boreas", "."])
def test_what_may_not_be_read_is_a_fault(
    all: Path, denied: Callable[[Path], None], name: str
) -> None:
    (all / "aurora" / "more").mkdir()
    (all / "boreas").mkdir()
    denied(all / name)
    place = str(all) if name == "." else name
    shown = "." if name == "." else place
    assert faults(all) == [f"{shown}:1:1: unreadable-file: it cannot be read: Permission denied"]
    ran = ask("dfs", "--evidence", str(all))
    assert (ran.out, ran.code) == ("", 3)


def test_names_that_begin_with_a_point_are_skipped(all: Path) -> None:
    (all / "aurora" / ".#outcomes.yaml").symlink_to("someone@host.1234:1700000000")
    (all / "aurora" / "._outcomes.yaml").write_bytes(b"\0\5\26\7")
    (all / "aurora" / ".git").mkdir()
    (all / "aurora" / ".git" / "config.yaml").write_text("[")
    (all / ".git").mkdir()
    (all / ".git" / "study.yaml").write_text("[")
    assert load(all).study("aurora").sha256 == load(GOOD).study("aurora").sha256


def test_what_cannot_be_taken_for_evidence_is_skipped(all: Path) -> None:
    for name in ("notes.md", "outcomes.yaml~", "outcomes.yaml.bak", "paper.pdf"):
        (all / "aurora" / name).write_bytes(b"\xff")
    (all / "paper.pdf").symlink_to("gone")
    os.mkfifo(all / "pipe")
    assert load(all).study("aurora").sha256 == load(GOOD).study("aurora").sha256


def test_a_folder_named_like_a_file_is_a_folder(all: Path) -> None:
    (all / "aurora" / "more.yaml").mkdir()
    (all / "aurora" / "outcomes.yaml").rename(all / "aurora" / "more.yaml" / "outcomes.yaml")
    assert load(all).study("aurora").results == load(GOOD).study("aurora").results


def test_a_file_that_vanishes_is_a_fault(all: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = files._walk

    def walk(folder: Path) -> object:
        yield from real(folder)
        (folder / "remarks.yaml").unlink(missing_ok=True)

    monkeypatch.setattr(files, "_walk", walk)
    _, problems = read_study(all / "aurora")
    assert [str(each) for each in problems] == [
        "aurora/remarks.yaml:1:1: unreadable-file: it cannot be read: No such file or directory"
    ]


def test_folders_may_stand_deep_in_folders(all: Path) -> None:
    deep = all / "aurora"
    for _ in range(400):
        deep /= "d"
    deep.mkdir(parents=True)
    shutil.move(all / "aurora" / "outcomes.yaml", deep / "outcomes.yaml")
    assert load(all).study("aurora").results


def test_a_file_that_is_too_large_is_a_fault(all: Path) -> None:
    with (all / "aurora" / "more.yaml").open("wb") as file:
        file.truncate(100_000_000)
    assert faults(all) == [
        "aurora/more.yaml:1:1: unreadable-file: it is larger than 8 MB; divide it"
    ]


def test_a_study_that_is_too_large_is_a_fault(all: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_STUDY", 5_000)
    _, problems = read_study(all / "aurora")
    assert "the study is larger than 0 MB; reading stopped here" in str(problems[-1])


def test_a_name_cannot_act_or_forge_a_line(all: Path) -> None:
    name = "a\nstudy.yaml:1:1: \x1b[31m\u202e.yaml"
    (all / "aurora" / name).write_bytes(b"[")
    [fault] = faults(all)
    assert fault.startswith("aurora/a�study.yaml:1:1: �[31m�.yaml:2:1: yaml-syntax: ")


def test_a_name_that_is_no_text_is_read_and_shown(all: Path) -> None:
    os.rename(
        os.fsencode(all / "aurora" / "outcomes.yaml"), os.fsencode(all / "aurora") + b"/\xff.yaml"
    )
    assert load(all).study("aurora").results
    with open(os.fsencode(all / "aurora") + b"/\xff.yaml", "ab") as file:
        file.write(b"\n[")
    [fault] = faults(all)
    assert fault.startswith("aurora/�.yaml:")


def test_a_device_that_is_named_itself_is_a_fault(all: Path) -> None:
    (all / "zero.yaml").symlink_to("/dev/zero")
    ran = ask("check", "zero.yaml")
    assert (ran.out, ran.code) == ("", 3)
    assert "zero.yaml:1:1: unreadable-file: it is no file with text in it" in ran.err
