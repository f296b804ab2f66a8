"""Lines of text for everything that is drawn: width, wrapping, alignment, hanging labels."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Literal, NamedTuple, TypeAlias
from unicodedata import combining, east_asian_width

from altto_cli.view.page import Hanging, Line

Role: TypeAlias = Literal["plain", "title", "label", "heading", "header", "strong", "mark", "dim"]
INDENT = "  "
GAP = "  "
#: The widest label beside which text hangs; a longer one stands above it.
_WIDEST_LABEL = 16
#: The narrowest page on which text hangs beside its label.
_LEAST_HANGING = 70
_APART = " · "
#: What reads wrongly in two lines, or else a word: 0.73 (0.53–1.00), P <0.05, 10 y 80.1 v 76.5,
#: the beginning of a command, an option with its value, N(1 − S).
_WHOLE = re.compile(
    r"(?:\d\S*[ ]\((?=\d|CI[ ])[^() ]*(?:[ ][^() ]+){0,3}\)"
    r"|(?:\d+[ ](?:y|mo)[ ](?:had[ ])?)?\d\S*(?:[ ]\[[a-z,]+\])?[ ]v[ ](?=\d)"
    r"|P[ ][<>=≤≥][ ]?(?=[\d.])|altto[ ](?=[a-z])|--[a-z]+[ ](?=\w)"
    r"|\w+[ ]±[ ](?=\w)|\w\([^() ]{1,3}(?:[ ][^() ]{1,3}){1,3}\)|\S)+"
)


class Piece(NamedTuple):
    """Some text and what it is, which decides how it looks."""

    text: str
    role: Role = "plain"


Drawn: TypeAlias = tuple[Piece, ...]


def width(text: str) -> int:
    """The columns that a terminal takes for the text."""
    if text.isascii():
        return len(text)
    return sum(_columns(sign) for sign in text)


def _columns(sign: str) -> int:
    if combining(sign):
        return 0
    return 2 if east_asian_width(sign) in "WF" else 1


def padded(text: str, room: int, align: str = "left") -> str:
    """The text, filled up to the room with spaces."""
    space = " " * (room - width(text))
    return space + text if align == "right" else text + space


def wrapped(text: str, room: float, measure: Callable[[str], float] = width) -> list[str]:
    """The words in lines of at most `room` columns; a longer word has a line of its own.

    A ratio stays with its interval, a P with its figure, two groups with their v, where they fit.
    """
    lines, line, used = list[str](), list[str](), 0.0
    space = measure(" ")
    wholes = (whole[0] for whole in _WHOLE.finditer(text))
    fitting = ([each] if measure(each) <= room else each.split() for each in wholes)
    for word in chain.from_iterable(fitting):
        needed = measure(word)
        if line and used + space + needed > room:
            lines.append(" ".join(line))
            line, used = [], 0.0
        used += needed + space * bool(line)
        line.append(word)
    return [*lines, " ".join(line)] if line else lines or [""]


def balanced(text: str, room: int) -> list[str]:
    """The words in as few lines as the room allows, none much longer than the others."""
    lines = wrapped(text, room)
    for narrower in range(width(text) // len(lines), room):
        if len(tried := wrapped(text, narrower)) == len(lines):
            return tried
    return lines


def further_in(text: str, room: int) -> list[str]:
    """The words in lines, the second and later ones further in, so that the first is found."""
    first, *more = wrapped(text, room)
    return [first, *(INDENT + line for line in wrapped(" ".join(more), room - len(INDENT)) if line)]


def paragraph(text: str, room: int, role: Role = "plain", indent: str = INDENT) -> Iterator[Drawn]:
    """The text between the margins."""
    for line in wrapped(text, room - len(indent)):
        yield (Piece(indent), Piece(line, role))


def flowing(
    items: Sequence[str], room: int, role: Role = "plain", indent: str = INDENT
) -> Iterator[Drawn]:
    """The items with points between them; none is broken unless it is wider than the page.

    None stands alone on the last line where one of the line before can go with it.
    """
    lines: list[list[str]] = [[]]
    for item in items:
        if lines[-1] and width(f"{indent}{_APART.join(lines[-1])} · {item} ·") > room:
            lines.append([])
        lines[-1].append(item)
    *full, last = lines
    if full and len(last) == 1 and len(full[-1]) > 1:
        together = [full[-1][-1], *last]
        if width(f"{indent}{_APART.join(together)}") <= room:
            full[-1], last = full[-1][:-1], together
    for line in full:
        yield from paragraph(f"{_APART.join(line)} ·", room, role, indent)
    yield from paragraph(_APART.join(last), room, role, indent) if last else ()


def hanging(items: Sequence[Hanging], room: int, labels: int) -> Iterator[Drawn]:
    """Labels with their text beside them, or beneath where there is little room."""
    for item in items:
        if room < _LEAST_HANGING or width(item.lead) > labels:
            yield from _beneath(item, room)
            continue
        beside = wrapped(item.text, room - len(INDENT) - labels - len(GAP))
        for number, line in enumerate(beside):
            lead = () if number else _lead(item)
            filled = " " * (labels + len(GAP) - sum(width(piece.text) for piece in lead))
            yield (Piece(INDENT), *lead, Piece(filled), Piece(line))


def _lead(item: Hanging) -> Drawn:
    mark = (Piece(f"[{item.mark}]", "mark"), Piece(" ")) if item.mark else ()
    return (*mark, Piece(item.label, "heading"))


def _beneath(item: Hanging, room: int) -> Iterator[Drawn]:
    lead = f"{item.lead}:"
    first, *more = wrapped(f"{lead} {item.text}", room - len(INDENT) * 2)
    if first.startswith(lead):
        yield (Piece(INDENT), *_lead(item), Piece(first[len(item.lead) :]))
    else:
        yield (Piece(INDENT), Piece(first))
    for line in more:
        yield (Piece(INDENT * 2), Piece(line))


def label_width(items: Sequence[Hanging]) -> int:
    """The room that the labels of these lines take together."""
    fitting = [width(item.lead) for item in items if width(item.lead) <= _WIDEST_LABEL]
    return max(fitting, default=0)


def across(line: Line, room: int) -> Iterator[Drawn]:
    """A line across the whole table, the rest of it further in."""
    indent = " " * (len(INDENT) + line.indent)
    role: Role = "heading" if line.heading else "plain"
    lines = wrapped(line.words, room - len(indent))
    if len(lines) > 1:
        lines = wrapped(line.words, room - len(indent) - len(INDENT))
    for number, each in enumerate(lines):
        yield (Piece(indent + INDENT * bool(number)), Piece(each, role))
