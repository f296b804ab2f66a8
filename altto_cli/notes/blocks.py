"""Blocks in the bytes of a note: where they begin and end, and what a person may have changed."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from altto_cli.notes.marks import HTML, ORG, Marks, checksum

_BOM = b"\xef\xbb\xbf"
_MARK = re.compile(rb"\s*(?:<!--\s*|\#[ \t]+)/?altto\b")
_FENCE = re.compile(
    rb"(?P<indent> {0,3})(?P<list>(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*)"
    rb"(?P<fence>`{3,}(?=[^`]*$)|~{3,})",
    re.DOTALL,
)
_ORG_BEGIN = re.compile(rb"\s*#\+begin_(src|example|export|comment)\b", re.IGNORECASE)


class Misplaced(NamedTuple):
    """A mark that has not got its other one, or does not begin its line."""

    line: int
    message: str


class Block(NamedTuple):
    """An answer in a note: the bytes from `start` to `end` are the opening mark and the inside."""

    #: The line of the opening mark, counted from 1.
    line: int
    start: int
    end: int
    command: str
    #: The opening mark as far as the command goes, and what follows altto's own words in it.
    head: bytes
    tail: bytes
    newline: bytes
    inside: bytes
    checksum: str | None
    evidence: str

    @property
    def is_edited(self) -> bool:
        """Whether the inside is not what altto wrote: a person's work, perhaps."""
        if self.checksum is None:
            return bool(self.inside.strip())
        return self.checksum != checksum(self.inside)


class Fences:
    """Follows a text line by line and knows which lines are code that is shown, not marks."""

    def __init__(self, marks: Marks) -> None:
        self._is_org = marks is ORG
        self._until: re.Pattern[bytes] | None = None
        #: How far lines must be indented to belong to the list item in which the code stands.
        self._indent = 0

    def hold(self, line: bytes) -> bool:
        """Whether this line, the next of the text, is code or the beginning or end of it."""
        if self._until:
            outside = line.strip() and len(line) - len(line.lstrip(b" \t")) < self._indent
            if not outside:
                if self._until.fullmatch(line):
                    self._until = None
                return True
            self._until = None
        if b"```" not in line and b"~~~" not in line and not self._is_org:
            return False
        opened = _ORG_BEGIN.match(line) if self._is_org else _FENCE.match(line)
        if opened is None:
            return False
        if self._is_org:
            self._until = re.compile(rb"\s*#\+end_%b\s*" % opened[1], re.IGNORECASE)
        else:
            fence, listed = opened["fence"], opened["list"]
            self._indent = len(opened["indent"]) + len(listed) if listed else 0
            indent = rb"[ \t]*" if listed else rb" {0,3}"
            self._until = re.compile(rb"%b%b{%d,}\s*" % (indent, fence[:1], len(fence)))
        return True


def marks_of(name: str) -> Marks:
    """How marks are written in a file of this name."""
    return ORG if name.casefold().endswith(".org") else HTML


def blocks(data: bytes, marks: Marks) -> Iterator[Block | Misplaced]:
    """The blocks of a note in order, and the marks with which something is wrong."""
    if b"altto" not in data:
        return
    fences = Fences(marks)
    start = len(_BOM) if data.startswith(_BOM) else 0
    opened: tuple[int, int, re.Match[bytes], int] | None = None
    at = start
    for number, line in enumerate(data[start:].splitlines(keepends=True), 1):
        before, at = at, at + len(line)
        if fences.hold(line) or b"altto" not in line or not _MARK.match(line):
            continue
        if found := marks.opening.fullmatch(line):
            if opened:
                yield Misplaced(number, f"a block inside the block of line {opened[0]}")
            opened = number, before, found, at
        elif marks.closing.fullmatch(line):
            if opened:
                yield _block(data, *opened, before)
            else:
                yield Misplaced(number, "a block ends here that begins nowhere")
            opened = None
        elif marks.opening.fullmatch(line.strip()) or marks.closing.fullmatch(line.strip()):
            yield Misplaced(number, "a mark must begin its line; this one is indented")
    if opened:
        yield Misplaced(opened[0], f"the block is not closed; end it with {marks.end}")


def _block(
    data: bytes, number: int, start: int, found: re.Match[bytes], inside: int, end: int
) -> Block:
    line = data[start:inside]
    newline = line[len(line.rstrip(b"\r\n")) :]
    state = found["checksum"]
    return Block(
        line=number,
        start=start,
        end=end,
        command=found["command"].decode("utf-8", "replace").strip(),
        head=found["head"].rstrip(),
        tail=found["tail"].rstrip(b"\r\n"),
        newline=newline,
        inside=data[inside:end],
        checksum=state.decode() if state else None,
        evidence=(found["evidence"] or b"").decode("utf-8", "replace"),
    )
