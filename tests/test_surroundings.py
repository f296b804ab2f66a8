"""Every command in hostile surroundings ends as the contract says, with the answer or without."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from io import BufferedWriter, RawIOBase, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings

from altto_cli.cli import main

HERE = Path(__file__).parent
#: Whether the run may take hours.
IS_LONG = settings().max_examples > 1_000
WALKER = str(HERE / "surroundings.py")
#: Says when the program has begun: at the first import that it makes.
START = """
import sys
class Telling:
    def find_spec(self, name, *more):
        if name == "altto_cli.cli":
            print(flush=True)
sys.meta_path.insert(0, Telling())
from altto_cli.__main__ import main
main()
"""
#: On 1 the answer may stand on stdout: check found faults.
ANSWERED_WITH_1 = ("check", "doctor", "appraise", "audit", "notes")


class Case(NamedTuple):
    """What a command printed in one of the surroundings."""

    setting: str
    words: tuple[str, ...]
    out: str
    err: str
    code: int


def walked(walk: str, *flags: str, **env: str) -> list[Case]:
    turns = [] if IS_LONG else ["in-turn"]
    done = subprocess.run(
        [sys.executable, *flags, WALKER, walk, *turns],
        capture_output=True,
        env={**os.environ, "TERM": "xterm", **env},
        check=False,
    )
    assert not done.stderr, done.stderr.decode()
    return [Case(each[0], tuple(each[1]), *each[2:]) for each in json.loads(done.stdout)]


def faults(cases: list[Case]) -> list[str]:
    """What breaks the contract, whatever the surroundings are."""
    found = []
    for case in cases:
        wrong = [word for word in ("Traceback", "fault of altto", "Exception") if word in case.err]
        if case.code not in (0, 1, 2, 3, 130):
            wrong.append("code")
        silent = case.code in (2, 3) or (case.code == 1 and case.words[0] not in ANSWERED_WITH_1)
        if silent and case.out:
            wrong.append("stdout")
        if wrong:
            found.append(f"{case.setting}: {' '.join(case.words)}: {wrong} {case.code} {case.err}")
    return found


def plain(cases: list[Case]) -> dict[tuple[str, ...], Case]:
    found = {case.words: case for case in cases if case.setting == "plain"}
    bare = [words for words, case in found.items() if len(words) == 1 and case.code == 2]
    assert bare in ([], [("perimenopausal",)]), "say in surroundings.py what these need"
    assert len(found) > 20
    return found


def expected(case: Case, usual: Case) -> bool:
    """Whether the case is what the usual one becomes in its surroundings."""
    same = (case.out, case.code) == (usual.out, usual.code)
    match case.setting.split():
        case ["stdout" | "all", "closed" | "full"]:
            return case.code == 3 if usual.out else case.code == usual.code
        case ["stdout", "unread"] | ["reader", *_]:
            # A reader who goes has what was wanted, also of a list of faults.
            return case.code in (0, usual.code) and usual.out.startswith(case.out)
        case ["stdin", "closed"] if "-" in case.words:
            return (case.out, case.code) == ("", 3)
        case ["interrupted", _]:
            begun = usual.err.startswith(case.err) and usual.out.startswith(case.out)
            return (case.code == 130 and begun) or same
        case ["read-only"] | ["no", "home" | "room"] | ["folder", "gone"]:
            if case.words == ("doctor",):
                # It says how the place is.
                return case.code == usual.code and bool(case.out)
            # What reads or writes a file of its own says that it cannot.
            own = not {"new", "-o", "notes", "audit"}.isdisjoint(case.words)
            return same or (case.code == 3 and own)
        case ["ascii" | "cp1252" | "cp037"]:
            return case.code == usual.code and bool(case.out) == bool(usual.out)
        case ["width", _] | ["dumb"] | ["strange" | "path", *_]:
            # Note and text stay behind in the folder from which the path leads.
            return case.code == usual.code or not {"notes", "audit"}.isdisjoint(case.words)
    return same


def test_every_command_ends_as_the_contract_says() -> None:
    cases = walked("of_all")
    assert faults(cases) == []
    usual = plain(cases)
    assert [
        (case, usual[case.words].code) for case in cases if not expected(case, usual[case.words])
    ] == []


@pytest.mark.parametrize(
    ("flags", "env"),
    [
        (["-O", "-I", "-W", "error"], {}),
        (["-B"], {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    ],
)
def test_every_command_answers_whatever_python_is_told(
    flags: list[str], env: dict[str, str]
) -> None:
    cases = walked("of_interpreter", *flags, **env)
    assert faults(cases) == []
    plain(cases)


def test_fifty_at_once_give_one_answer_to_each_question() -> None:
    cases = walked("at_once")
    assert len(cases) == 50
    assert {(case.out, case.err, case.code) for case in cases} == {
        (cases[0].out, "", 0),
        (cases[1].out, "", 0),
    }
    assert cases[0].words != cases[1].words


class Leaving(RawIOBase):
    """A pipe whose reader goes after so many bytes."""

    def __init__(self, most: int) -> None:
        self.most, self.read_so_far = most, b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        taken = bytes(data[: self.most - len(self.read_so_far)])
        if not taken:
            raise BrokenPipeError(errno.EPIPE, "Broken pipe")
        self.read_so_far += taken
        return len(taken)


@pytest.mark.parametrize("typed", ["explain dfs -f text", "schema -h"])
def test_a_reader_may_go_at_any_byte(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["altto", *typed.split()])

    def read(most: int) -> tuple[bytes, str, object]:
        pipe, said = Leaving(most), StringIO()
        with monkeypatch.context() as here:
            here.setattr(sys, "stdout", TextIOWrapper(BufferedWriter(pipe), "utf-8"))
            here.setattr(sys, "stderr", said)
            with pytest.raises(SystemExit) as ended:
                main()
        return pipe.read_so_far, said.getvalue(), ended.value.code

    whole, *rest = read(sys.maxsize)
    assert (len(whole) > 100, rest) == (True, ["", 0])
    # The step meets every place in a line and in a character of several bytes.
    found = {most: read(most) for most in range(0, len(whole), 1 if IS_LONG else 11)}
    assert found == {most: (whole[:most], "", 0) for most in found}


def interrupted(milliseconds: int) -> tuple[bytes, int]:
    """What is said on stderr, and the exit code, when Ctrl-C comes so long after the start."""
    process = subprocess.Popen(
        [sys.executable, "-c", START, "compare", "ai", "serm", "--studies"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=HERE.parent,
        # A shell starts what runs in its background deaf to Ctrl-C.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdout
    process.stdout.readline()
    time.sleep(milliseconds / 1000)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    return err, process.returncode


@pytest.mark.parametrize("milliseconds", [2, 10, 40, 80])
def test_ctrl_c_at_the_start_is_quiet(milliseconds: int) -> None:
    ended = (interrupted(milliseconds) for _ in range(5))
    # In a callback of its own imports Python itself says that it ignores Ctrl-C, and goes on.
    heard = next(each for each in ended if b"Exception ignored in" not in each[0])
    assert heard in ((b"", 130), (b"", 0))


@pytest.mark.parametrize("in_class", [False, True])
@pytest.mark.parametrize("module", ["typer", "altto_cli.cli", "yaml", "altto_cli.view"])
def test_ctrl_c_while_a_module_is_imported_is_quiet(module: str, in_class: bool) -> None:
    more = ["-h"] if module == "typer" else []
    code = f"""
import sys
class Interrupting:
    def find_spec(self, name, *more):
        if name == {module!r}:
            if {in_class}:
                type("Made", (), {{"field": Interrupted()}})
            raise KeyboardInterrupt
class Interrupted:
    def __set_name__(self, *_):
        raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupting())
from altto_cli.__main__ import main
sys.argv = ["altto", "dfs", "--evidence", "tests/good", *{more!r}]
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        cwd=HERE.parent,
        # A compiled form would be read without the module.
        env={**os.environ, "ALTTO_CACHE": "off"},
        check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"", 130)
