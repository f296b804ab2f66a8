"""The doctor says how evidence, cache, output and extras are, and what to do about each fault."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib import util
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import pytest
from asking import FORMATS, GOOD
from running import altto, on_terminal

from altto_cli.cli import doctor
from altto_cli.errors import EvidenceError
from altto_cli.loader import condition
from altto_cli.loader.condition import Condition, of_cache, of_evidence
from altto_cli.model import Place, Problem
from altto_cli.render import render
from altto_cli.view.pages.doctor import page

Said = tuple[str, str, str | None]
T = TypeVar("T")


def said(condition: Condition) -> Said:
    return condition.severity, condition.text, condition.next


def by_id(*folders: Path) -> dict[str, Said]:
    return {each.id: said(each) for each in of_evidence(folders)}


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that everybody may enter, and where we are."""
    with TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        monkeypatch.chdir(name)
        yield Path(name)
        for path in Path(name).rglob("*"):
            path.chmod(0o755)


def as_nobody(function: Callable[..., T], *given: Any) -> T:
    """What the function returns to somebody who is not root."""
    function(*given)  # for what it imports, which nobody else may read
    become = (os.setuid, (12345,)) if not os.getuid() else (None, ())
    with get_context("fork").Pool(1, *become) as pool:
        return pool.apply(function, given)


def test_every_folder_of_evidence_is_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    Path("file").write_text("")
    shutil.copytree(GOOD, "good")
    shutil.copytree(GOOD / "aurora", "aurora")
    Path("aurora/more.yaml").write_text("facts: [")
    found = by_id(*map(Path, ("missing", "empty", "file", "good", "aurora")))
    assert found["shipped"] == ("ok", "19 studies are shipped", None)
    assert found["good"] == ("ok", "1 study in good", None)
    assert found["missing"] == (
        "fault",
        "missing is not there",
        "make it, or leave it out of --evidence and ALTTO_EVIDENCE",
    )
    for name in ("empty", "file"):
        severity, text, next = found[name]
        assert severity == "fault"
        assert text.startswith(f"no evidence in {name}")
        assert next == "put a study there (altto new study DIR), or name its folder"
    severity, text, next = found["aurora"]
    assert (severity, next) == ("fault", "altto check aurora")
    assert text.startswith("aurora/more.yaml:2:1: yaml-syntax")
    assert "together" not in found


def test_beside_evidence_that_came_damaged_nothing_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def damaged(*_: object, **__: object) -> None:
        raise EvidenceError([Problem(Place("a.yaml", 3, 5), "yaml-syntax", "no text")])

    monkeypatch.setattr(condition, "load", damaged)
    said = "what is shipped is damaged: a.yaml:3:5: yaml-syntax: no text"
    assert by_id(GOOD) == {"shipped": ("fault", said, "install altto anew")}


def test_a_program_without_its_evidence_is_to_be_installed_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(Path(doctor.__file__).parents[1], tmp_path / "altto_cli")
    ran = altto("doctor", "-f", "json", "--evidence", str(GOOD), PYTHONPATH=str(tmp_path))
    assert (ran.err, ran.code) == ("", 1)
    found = {each["id"]: each for each in json.loads(ran.out)["conditions"]}
    assert found["shipped"]["severity"] == "fault"
    assert found["shipped"]["next"] == "install altto anew"
    assert not any(id.endswith("good") for id in found)


def test_folders_that_hold_the_same_study_do_not_go_together() -> None:
    severity, text, next = by_id(GOOD, GOOD / "aurora")["together"]
    assert severity == "fault"
    assert "repeated-study" in text
    assert next == f"altto check {GOOD} {GOOD / 'aurora'}"


def test_evidence_that_may_not_be_read_is_a_fault(folder: Path) -> None:
    shutil.copytree(GOOD, "good")
    Path("good/aurora").chmod(0)
    severity, text, _ = as_nobody(by_id, Path("good"))["good"]
    assert severity == "fault"
    assert "unreadable-file: it cannot be read: Permission denied" in text
    found = as_nobody(by_id, Path("good/aurora/in"))["good/aurora/in"]
    assert found[1] == "good/aurora/in cannot be read: Permission denied"


@pytest.fixture
def home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder that is not there yet."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setenv("ALTTO_CACHE", "cache")
    return Path("cache")


def test_a_broken_cache_is_told_from_a_missing_folder(home: Path) -> None:
    assert said(of_cache()) == ("ok", "cache, not there yet: made when it is needed", None)
    assert altto("dfs", PYTHONDONTWRITEBYTECODE="").code == 0
    severity, text, next = said(of_cache())
    assert (severity, next) == ("ok", None)
    assert text.endswith("; to remove it: rm -r cache")
    first, *_ = home.iterdir()
    first.write_bytes(first.read_bytes()[:-9])
    severity, text, next = said(of_cache())
    assert (severity, next) == ("warning", f"rm {first}")
    assert text.startswith("broken: 1 of ")


def test_files_of_one_s_own_beside_the_cache_are_left_alone(home: Path) -> None:
    assert altto("dfs", PYTHONDONTWRITEBYTECODE="").code == 0
    (home / "my-notes.json").write_text("{")
    severity, text, next = said(of_cache())
    assert (severity, next) == ("ok", None)
    assert text.endswith(" MB in cache, beside files that are not altto's")


def test_the_folder_of_the_user_s_cache_is_altto_s_own(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.delenv("ALTTO_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    (folder / "altto").mkdir()
    (folder / "altto" / "of-an-older-version").write_text("")
    text = f"0.0 MB in altto; to remove it: rm -r {folder}/altto"
    assert said(of_cache()) == ("ok", text, None)


def test_what_others_could_have_written_is_worth_a_look(home: Path) -> None:
    assert altto("dfs", PYTHONDONTWRITEBYTECODE="").code == 0
    [first, *others] = home.iterdir()
    first.chmod(0o666)
    severity, text, next = said(of_cache())
    assert (severity, next) == ("warning", f"rm {first}")
    assert text == (
        f"1 of {1 + len(others)} files in cache could have been written by others: not used"
    )


def test_a_cache_that_cannot_be_is_said_with_the_reason(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("file").write_text("")
    elsewhere = "name another folder in ALTTO_CACHE, or off"
    for chosen, expected in {
        "off": ("ok", "off (ALTTO_CACHE or --no-cache)", None),
        "file": ("warning", "broken: file is no folder", elsewhere),
        "file/in": ("warning", "file/in cannot be made, file is no folder", elsewhere),
    }.items():
        monkeypatch.setenv("ALTTO_CACHE", chosen)
        assert said(of_cache()) == expected
    monkeypatch.setenv("ALTTO_CACHE", "cache")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert said(of_cache()) == ("ok", "nothing is kept (PYTHONDONTWRITEBYTECODE)", None)


def test_a_cache_that_may_not_be_written_or_read_is_worth_a_look(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, mode in {"closed": 0, "cache": 0o555, ".": 0o555}.items():
        Path(name).mkdir(exist_ok=True)
        Path(name).chmod(mode)
    for chosen, text in {
        "cache": "cache is read-only: nothing new is kept",
        "absent": "absent cannot be made, . is read-only",
        "closed": "closed cannot be read",
    }.items():
        monkeypatch.setenv("ALTTO_CACHE", chosen)
        assert said(as_nobody(of_cache))[:2] == ("warning", text)


def test_a_word_of_the_environment_that_is_none_is_a_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ALTTO_FORMAT", "xml")
    monkeypatch.setenv("ALTTO_NOTES", "all")
    [found] = doctor.of_environment()
    severity, text, next = said(found)
    assert (severity, text) == ("fault", "ALTTO_FORMAT is 'xml', which no look-up knows")
    assert next is not None
    assert next.startswith("set it to one of md, table, markdown")


def test_a_library_that_is_missing_comes_with_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(doctor.of_libraries())[0] == "ok"
    monkeypatch.setattr(doctor, "find_spec", lambda name: name != "rich" and util.find_spec(name))
    assert said(doctor.of_libraries()) == ("fault", "no Rich", "pip install Rich")


def test_extras_that_are_not_installed_come_with_their_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(doctor, "find_spec", lambda name: name != "docx" and util.find_spec(name))
    found = {each.id: said(each) for each in doctor.of_extras()}
    missing = ("ok", "not installed: audit reads Word files", "pip install python-docx")
    assert found["docx"] == missing
    severity, text, next = found["png"]
    assert (severity, next) == ("ok", None)
    assert text.startswith("resvg-py 0.")


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_says_fault_and_next_step(format: str) -> None:
    found = [Condition("a", "Evidence", "fault", "a is not there", "make it")]
    text = render(page(found, {"command": "doctor"}), format)
    assert "a is not there" in text
    assert "make it" in text


def test_the_doctor_ends_with_1_where_there_is_a_fault_and_answers_all_the_same() -> None:
    ran = altto("doctor", "-f", "json", ALTTO_EVIDENCE=f"{GOOD}{os.pathsep}/absent")
    assert (ran.err, ran.code) == ("", 1)
    whole = json.loads(ran.out)
    assert whole["schema"] == "altto/doctor/1"
    found = {each["id"]: each for each in whole["conditions"]}
    assert list(found["/absent"]) == ["id", "label", "severity", "text", "next"]
    assert found["/absent"]["text"] == "/absent is not there"
    assert {"altto", "python", "libraries", "shipped", "cache", "output", "png"} <= found.keys()


def test_the_doctor_says_how_the_output_is_and_writes_nothing(tmp_path: Path) -> None:
    env = {"ALTTO_CACHE": str(tmp_path / "cache"), "PYTHONDONTWRITEBYTECODE": ""}
    plain = altto("doctor", PYTHONIOENCODING="ascii", **env)
    assert (plain.err, plain.code) == ("", 0)
    assert "signs such as - and >= are spelt otherwise" in plain.out
    on = on_terminal("doctor", width=90, **env)
    assert "a terminal of 90 columns, with colour" in on.out
    assert list(tmp_path.iterdir()) == []
