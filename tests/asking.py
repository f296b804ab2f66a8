"""Asks the program without starting it: the same commands, their words and exit codes."""

import re
from functools import cache
from pathlib import Path

from running import Ran
from typer.testing import CliRunner

from altto_cli.cli import app
from altto_cli.errors import AlttoError

GOOD = Path(__file__).parent / "good"
#: The invented study, whose text is hostile on purpose.
AURORA = ("--evidence", str(GOOD), "--study", "aurora")
FORMATS = ("table", "markdown", "csv", "tsv", "json", "jsonl", "text", "sentence")


@cache
def ask(*words: str) -> Ran:
    """What `altto words` prints in a pipe, and its exit code; a fault of the program is raised."""
    done = CliRunner().invoke(app, list(words), prog_name="altto")
    if isinstance(done.exception, AlttoError):
        return Ran(done.stdout, f"altto: {done.exception}\n", done.exception.exit_code)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Ran(done.stdout, done.stderr, done.exit_code)


def answer(*words: str) -> str:
    """What `altto words` prints; it must be answered."""
    ran = ask(*words)
    assert ran.code == 0, ran.err
    return ran.out


@cache
def commands() -> tuple[str, ...]:
    """The commands that `altto -h` lists."""
    listed = answer("-h").partition("Look up:")[2].partition("Options:")[0]
    return tuple(re.findall(r"^  ([a-z]+)(?:, [a-z]+)?  ", listed, re.MULTILINE))


def as_text(command: str, format: str) -> str:
    """What a person reads, wrapping undone."""
    return " ".join(answer(*command.split(), "-f", format).split())
