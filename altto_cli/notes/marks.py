"""The two lines around an answer in a note, and what stands in the first: command and state."""

import re
from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from altto_cli.errors import UnknownWordError

_STATE = rb"(?P<state> \# (?P<checksum>[0-9a-f]{12})(?: (?P<evidence>[^#\s][^#\r\n]*?))?)?"


class Marks(NamedTuple):
    """How marks are written in one kind of text."""

    opening: re.Pattern[bytes]
    closing: re.Pattern[bytes]
    #: What stands around the command in a new opening mark, and the whole closing mark.
    before: str
    after: str
    end: str


HTML = Marks(
    re.compile(
        rb"(?P<head><!--\s*altto:[ \t]*(?P<command>.*?))" + _STATE + rb"(?P<tail>\s*-->\s*)"
    ),
    re.compile(rb"<!--\s*/altto\s*-->\s*"),
    "<!-- altto: ",
    " -->",
    "<!-- /altto -->",
)
ORG = Marks(
    re.compile(rb"(?P<head>\#[ \t]+altto:[ \t]*(?P<command>.*?))" + _STATE + rb"(?P<tail>\s*)"),
    re.compile(rb"\#[ \t]+/altto\s*"),
    "# altto: ",
    "",
    "# /altto",
)


class Answer(NamedTuple):
    """What a command answers: lines of text, and the evidence it rests on."""

    text: str
    #: Study, version and first digits of the hash, for each study.
    evidence: str


def checksum(inside: bytes) -> str:
    """Twelve digits that change when the text changes; how its lines end does not matter."""
    plain = inside.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return sha256(plain).hexdigest()[:12]


def state(answer: Answer) -> str:
    """What stands after the command: a checksum of the answer, and the version of its evidence.

    The evidence names itself and must not be able to end the mark.
    """
    evidence = re.sub(r"[^\w., -]", "?", answer.evidence).replace("--", "-")
    return f" # {checksum(answer.text.encode())} {evidence}".rstrip()


def block(words: Sequence[str], answer: Answer, marks: Marks = HTML) -> str:
    """A block to be put into a note, from the command's words and its answer."""
    from shlex import join

    command = join(words)
    if not command.isprintable() or "-->" in command:
        raise UnknownWordError(f"{command!r} cannot stand in the mark of a block; ask without it")
    first = f"{marks.before}{command}{state(answer)}{marks.after}"
    return f"{first}\n{answer.text}{marks.end}\n"
