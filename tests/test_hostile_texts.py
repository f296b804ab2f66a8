"""Audited texts and notes that stand in the way: an error with its place, no wait, nothing acts."""

from __future__ import annotations

import json
import os
import signal
import socket
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import promise
import pytest
import writing
from asking import ask
from hypothesis import HealthCheck, given, settings

from altto_cli.audit.inputs import docx
from altto_cli.notes import files as note_files
from altto_cli.signs import harmless

NOT_TEXT = "it is no file with text in it"
QUICK = settings(
    max_examples=settings().max_examples // 3,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """In an empty folder, and stopped where something is waited for."""
    monkeypatch.chdir(tmp_path)
    ask.cache_clear()

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(300)
    yield
    signal.alarm(0)


def device(path: str) -> None:
    Path(path).symlink_to("/dev/zero")


def link(path: str) -> None:
    Path(path).symlink_to(path)


def listening(path: str) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path)


@pytest.mark.parametrize("command", ["audit", "notes"])
@pytest.mark.parametrize(
    ("made", "said"),
    [
        (os.mkfifo, NOT_TEXT),
        (device, NOT_TEXT),
        (listening, NOT_TEXT),
        (link, "Too many levels of symbolic links"),
    ],
)
def test_what_is_no_plain_file_is_said_and_not_waited_for(
    command: str, made: Callable[[str], None], said: str
) -> None:
    made("a.md")
    ran = ask(command, "a.md")
    assert (ran.out, ran.code) == ("", 3)
    assert "a.md" in ran.err
    assert said in ran.err


@pytest.mark.parametrize("command", ["audit", "notes"])
def test_a_folder_that_cannot_be_listed_is_said(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("mine/shut").mkdir(parents=True)
    real = os.scandir

    def guarded(path: str) -> object:
        if os.fspath(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", guarded)
    ran = ask(command, "mine")
    assert (ran.out, ran.code) == ("", 3)
    assert ran.err == "altto: mine/shut cannot be read: Permission denied\n"


def test_a_pipe_that_is_open_already_is_read() -> None:
    read, write = os.pipe()
    os.write(write, b"HR 0.77 (95% CI 0.61-0.97)")
    os.close(write)
    assert "1 ratio with an interval" in ask("audit", f"/dev/fd/{read}").out
    os.close(read)


@pytest.mark.parametrize(
    "text", ["HR 1.2 (95% CI 1e-99-2e99)", "HR 1e-99 (95% CI 1e-99-2e-98)", "HR 9 (95% CI 1-2e999)"]
)
def test_an_interval_without_end_is_judged_and_compared(text: str) -> None:
    Path("a.txt").write_text(text, "utf-8")
    assert "1 ratio with an interval" in ask("audit", "a.txt").out


@pytest.mark.parametrize("p", ["0.03\\q", "0.03\t", "\\ud800"])
def test_a_record_of_json_is_read_whatever_its_strings_hold(p: str) -> None:
    Path("a.json").write_text(f'{{"hr": 0.77, "ci_low": 0.61, "ci_high": 0.97, "p": "{p}"}}')
    assert "1 ratio with an interval" in ask("audit", "a.json").out


@pytest.mark.parametrize(
    "text", ["HR 0.77 (95% CI 0.61-0.97)", "A \\ud800 HR 0.77 (95% CI 0.61-0.97) \\q"]
)
def test_a_sentence_of_json_is_read_beside_whatever_names(text: str) -> None:
    Path("a.json").write_text(f'{{"id": "x", "a b": [1, "{text}"], "c": ""}}', "utf-8")
    assert "1 ratio with an interval" in ask("audit", "a.json").out


def test_a_document_that_would_fill_memory_is_not_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(docx, "LARGEST", 1_000_000)
    with zipfile.ZipFile("a.docx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 1_000_001)
    ran = ask("audit", "a.docx")
    assert ran.code == 3
    assert "unpacked it is larger than 1 MB" in ran.err


def test_a_note_that_would_fill_memory_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(note_files, "LARGEST", 1_000_000)
    Path("a.md").write_bytes(b"a" * 1_000_001)
    ran = ask("notes", "a.md")
    assert ran.code == 3
    assert "a.md:1: cannot be read: it is larger than 1 MB" in ran.err


@QUICK
@given(writing.texts())
def test_whatever_stands_in_a_text_is_read_or_refused_and_does_not_act(data: bytes) -> None:
    for name in ("a.txt", "a.html", "a.tex", "a.json", "a.csv", "a.xml", "a"):
        Path(name).write_bytes(data)
        for format in ("markdown", "json"):
            out, code = promise.said(["audit", name, "-f", format])
            assert code in (0, 3)
            assert harmless(out, keep="\n\t") == out
            assert format != "json" or not out or json.loads(out)["schema"] == "altto/audit/1"


@QUICK
@given(writing.texts())
def test_whatever_stands_in_a_note_stays_there(data: bytes) -> None:
    Path("a.md").write_bytes(data)
    for flag in ("--check", "--diff", "--force"):
        out, code = promise.said(["notes", "a.md", flag])
        assert code in promise.CODES
        assert harmless(out, keep="\n\t") == out
        after = Path("a.md").read_bytes()
        if flag != "--force" or not _begins_a_block(data):
            assert after == data


def _begins_a_block(data: bytes) -> bool:
    return b"altto:" in data
