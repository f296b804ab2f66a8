"""Every command that the README shows prints what the README says it prints."""

import re
import shlex
from pathlib import Path

import pytest
from asking import commands
from running import on_terminal

README = Path(__file__).parent.parent / "README.md"
_BLOCK = re.compile(
    r"^```(?:console|text)\n\$ (altto [^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
_VERSION = re.compile(r"\b20\d\d\.\d+\b|\b[0-9a-f]{7}\b|\b[0-9a-f]{64}\b|\b\d+\.\d+\.\d+\b")

BLOCKS = [found.groups() for found in _BLOCK.finditer(README.read_text(encoding="utf-8"))]


def without_versions(text: str) -> str:
    return _VERSION.sub("*", text).rstrip()


def test_the_readme_shows_the_five_questions_people_ask() -> None:
    assert len(BLOCKS) >= 5


@pytest.mark.parametrize(("command", "shown"), BLOCKS, ids=[command for command, _ in BLOCKS])
def test_a_command_prints_what_the_readme_shows(command: str, shown: str) -> None:
    ran = on_terminal(*shlex.split(command)[1:], width=100, NO_COLOR="1")
    assert without_versions(ran.out + ran.err) == without_versions(shown)


def test_every_command_of_the_program_stands_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    assert len(commands()) > 10
    assert [command for command in commands() if f"altto {command}" not in text] == []
