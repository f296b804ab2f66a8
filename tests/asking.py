"""Asks the program without starting it: the same commands, their words and exit codes."""

import re
import sys
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from io import BufferedReader, BytesIO, TextIOWrapper
from pathlib import Path
from unittest.mock import patch

from running import Ran

from altto_cli.cli import answer as showing
from altto_cli.cli.run import run
from altto_cli.cli.streams import tell_as_it_is
from altto_cli.errors import AlttoError
from altto_cli.render import render
from altto_cli.signs import harmless
from altto_cli.view.page import Page

GOOD = Path(__file__).parent / "good"
#: The invented study, whose text is hostile on purpose.
AURORA = ("--evidence", str(GOOD), "--study", "aurora")
FORMATS = ("table", "markdown", "csv", "tsv", "json", "jsonl", "text", "sentence")


def asked(*words: str, encoding: str = "utf-8") -> Ran:
    """What `altto words` prints in a pipe, and its exit code; a fault of the program is raised."""
    stdin = TextIOWrapper(BufferedReader(BytesIO()))
    out, err = (TextIOWrapper(BytesIO(), encoding, newline="") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err), patch.object(sys, "stdin", stdin):
        try:
            code = run(words)
        except AlttoError as error:
            tell_as_it_is(f"altto: {error}\n")
            code = error.exit_code
        except SystemExit as ended:
            code = int(ended.code or 0)
    return Ran(_written(out), _written(err), code)


def _written(stream: TextIOWrapper) -> str:
    stream.flush()
    written: bytes = stream.buffer.getvalue()  # type: ignore[attr-defined]
    return written.decode()


@cache
def ask(*words: str) -> Ran:
    """The same, remembered: where nothing that is asked of changes."""
    return asked(*words)


def answer(*words: str) -> str:
    """What `altto words` prints; it must be answered."""
    ran = ask(*words)
    assert ran.code == 0, ran.err
    return ran.out


@cache
def _page(*words: str) -> tuple[Page, bool]:
    """The page that answers, and whether with all its notes."""
    made: list[tuple[Page, bool]] = []

    def taken(page: Page, *_: object, notes: bool, **__: object) -> str:
        made.append((page, notes))
        return ""

    with patch.object(showing, "render", taken):
        ran = asked(*words)
    assert ran.code == 0, ran.err
    [only] = made
    return only


@cache
def drawn(words: tuple[str, ...], format: str, notes: str = "key") -> str:
    """What `altto words -f format --notes notes` prints, without making its page again.

    `test_a_page_is_the_same_in_every_format` holds that it does.
    """
    page, all_notes = _page(*words)
    return harmless(render(page, format, notes=all_notes or notes == "all"), keep="\n\t")


@cache
def commands() -> tuple[str, ...]:
    """The commands that `altto -h` lists."""
    listed = answer("-h").partition("Look up:")[2].partition("Options:")[0]
    return tuple(re.findall(r"^  ([a-z]+)(?:, [a-z]+)*  ", listed, re.MULTILINE))


def as_text(command: str, format: str) -> str:
    """What a person reads, wrapping undone."""
    return " ".join(answer(*command.split(), "-f", format).split())
