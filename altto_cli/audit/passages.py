"""Stretches of a document with the place of each character, as inputs give them to the reader."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple


class Spot(NamedTuple):
    """Where in a file something stands, counted from 1; None what a file has not got."""

    line: int | None = None
    column: int | None = None
    page: int | None = None
    paragraph: int | None = None


class Passage(NamedTuple):
    """Text as the reader takes it, and the spot of the character at each offset."""

    text: str
    spot: Callable[[int], Spot]
    #: prose, or records with a key for each figure
    kind: Literal["prose", "records"] = "prose"


#: What a line break or a typesetter puts inside words: "confi-¶dence", soft hyphens, joiners.
_INSIDE_WORDS = {
    "-\n": r"-\n[ \t]*(?=[a-z])",
    "\u2010\n": "\u2010\n[ \t]*(?=[a-z])",
    "\u00ad": "\u00ad[ \t]*\n?[ \t]*",
    "\ufffe": "\ufffe(?=[a-z])",
    **{sign: sign for sign in "\u200b\u200c\u200d\u2060\ufeff\ufb00\ufb01\ufb02\ufb03"},
}
_LIGATURES = {"\ufb01": "fi", "\ufb02": "fl", "\ufb00": "ff", "\ufb03": "ffi"}


class Edited:
    """A text with some of it replaced, which can tell where each of its characters stood."""

    def __init__(
        self, text: str, pattern: re.Pattern[str] | None, value: Callable[[re.Match[str]], str]
    ) -> None:
        self._starts, self._shifts = [0], [0]
        parts: list[str] = []
        last, length = 0, 0
        for match in pattern.finditer(text) if pattern else ():
            start, end = match.span()
            replacement = value(match)
            parts += (text[last:start], replacement)
            length += start - last + len(replacement)
            if len(replacement) != end - start:
                self._starts.append(length)
                self._shifts.append(end - length)
            last = end
        self.text = "".join([*parts, text[last:]]) if parts else text

    def origin(self, offset: int) -> int:
        """Where in the first text the character at this offset stood."""
        return offset + self._shifts[bisect_right(self._starts, offset) - 1]


def present(text: str, patterns: Mapping[str, str]) -> re.Pattern[str] | None:
    """A pattern for those whose sign is in the text; None where no sign is, as in most texts.

    `patterns` are by the sign that each begins with. To look for a sign is far faster than to try
    a pattern at each character.
    """
    found = "|".join(pattern for sign, pattern in patterns.items() if sign in text)
    return re.compile(found) if found else None


class Lines:
    """Line and column of each offset of a text that begins at a given line."""

    def __init__(self, text: str, first: int) -> None:
        self._text, self._first = text, first
        self._breaks: list[int] | None = None

    def spot(self, offset: int) -> Spot:
        """The line breaks are counted at the first question."""
        if self._breaks is None:
            self._breaks = [match.end() for match in re.finditer("\n", self._text)]
        line = bisect_right(self._breaks, offset)
        start = self._breaks[line - 1] if line else 0
        return Spot(self._first + line, offset - start + 1)


def whole_words(text: str) -> Edited:
    """The text with the words whole that a hyphen, a joiner or a ligature broke."""
    return Edited(text, present(text, _INSIDE_WORDS), _joined_word)


def _joined_word(match: re.Match[str]) -> str:
    mark, start = match[0], match.start()
    if mark[0] in "-\u2010\ufffe" and not match.string[max(start - 1, 0) : start].islower():
        return mark
    return _LIGATURES.get(mark, "")


def passage(text: str, first_line: int, edited: Edited) -> Passage:
    """Text that begins at a line of its file, `edited` where markup was taken out of it."""
    lines = Lines(text, first_line)
    whole = whole_words(edited.text)
    return Passage(whole.text, lambda offset: lines.spot(edited.origin(whole.origin(offset))))


def joined(pieces: Iterable[tuple[str, Spot]]) -> Passage:
    """Pieces of text, each with the spot of its first character."""
    texts, starts, spots, length = [], [], [], 0
    for text, spot in pieces:
        texts.append(text)
        starts.append(length)
        spots.append(spot)
        length += len(text)
    text = "".join(texts)
    whole = whole_words(text)

    def spot_of(offset: int) -> Spot:
        at = whole.origin(offset)
        place = bisect_right(starts, at) - 1
        first = spots[place]
        if first.line is None:
            return first
        before = text[starts[place] : at]
        breaks = before.count("\n")
        if not breaks:
            return first._replace(column=(first.column or 1) + len(before))
        column = len(before) - before.rfind("\n")
        return first._replace(line=first.line + breaks, column=column)

    return Passage(whole.text, spot_of)


def chunks(blocks: Iterable[str], size: int) -> Iterator[tuple[str, int]]:
    """Text cut between paragraphs into pieces of about `size`, each with its first line.

    A paragraph that is longer is cut between lines, and a line that is longer between words.
    """
    pending, line = "", 1
    for block in blocks:
        pending += block
        while len(pending) >= 2 * size:
            cut = _cut(pending, size)
            yield pending[:cut], line
            line += pending.count("\n", 0, cut)
            pending = pending[cut:]
    if pending:
        yield pending, line


def _cut(text: str, size: int) -> int:
    for end in ("\n\n", "\n", " "):
        at = text.rfind(end, size // 2, 2 * size)
        if at > 0:
            return at + len(end)
    return size
