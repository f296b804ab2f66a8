"""Two columns of a PDF page that were written line by line across both."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Literal, NamedTuple

#: Fewer lines on a side are no column.
_LEAST_LINES = 4
#: What columns of prose are, as shares of the page's width: at least so wide, and at most so far
#: apart; most of their lines fill most of the column, as cells of a table do not.
_LEAST_WIDTH, _WIDEST_GAP, _FILLED = 0.25, 0.1, 0.6


class Line(NamedTuple):
    """A piece of text on a page with its borders in points."""

    left: float
    bottom: float
    right: float
    text: str


Side = Literal["left", "right", "across"]


def unwoven(lines: Sequence[Line], width: float) -> str | None:
    """The text of a page column by column; None where it need not be put in order.

    A line across both columns, such as a heading, ends those above it.
    """
    middle = _gutter(lines, width)
    sides = [_side(line, middle) for line in lines]
    if not _are_columns(lines, sides, width) or not _are_woven(sides):
        return None
    parts: list[Line] = []
    pending: dict[Side, list[Line]] = {"left": [], "right": []}
    for line, side in zip(lines, sides, strict=True):
        if side == "across":
            parts += [*pending["left"], *pending["right"], line]
            pending = {"left": [], "right": []}
        else:
            pending[side].append(line)
    return _text([*parts, *pending["left"], *pending["right"]])


def _gutter(lines: Sequence[Line], width: float) -> float:
    """Where, in the middle of a page, the fewest lines are crossed."""
    places = [width * share / 100 for share in range(40, 61)]
    crossed = {at: sum(line.left < at < line.right for line in lines) for at in places}
    return min(places, key=lambda at: (crossed[at], abs(at - width / 2)))


def _side(line: Line, middle: float) -> Side:
    if line.left < middle < line.right:
        return "across"
    return "left" if line.right <= middle else "right"


def _are_columns(lines: Sequence[Line], sides: Sequence[Side], width: float) -> bool:
    left = [line for line, side in zip(lines, sides, strict=True) if side == "left"]
    right = [line for line, side in zip(lines, sides, strict=True) if side == "right"]
    if min(len(left), len(right)) < _LEAST_LINES:
        return False
    gap = min(line.left for line in right) - max(line.right for line in left)
    return gap <= _WIDEST_GAP * width and all(_is_prose(column, width) for column in (left, right))


def _is_prose(column: Sequence[Line], width: float) -> bool:
    extent = max(line.right for line in column) - min(line.left for line in column)
    filled = median(line.right - line.left for line in column)
    return extent >= _LEAST_WIDTH * width and filled >= _FILLED * extent


def _are_woven(sides: Sequence[Side]) -> bool:
    """Whether the text goes from side to side more often than columns in order do."""
    turns = sum({one, other} == {"left", "right"} for one, other in pairwise(sides))
    return turns >= _LEAST_LINES


def _text(lines: Sequence[Line]) -> str:
    """The pieces with a line feed between lines."""
    text = lines[0].text
    for before, line in pairwise(lines):
        goes_on = abs(before.bottom - line.bottom) < 2 and line.left > before.left
        separator = " " if goes_on else "\n"
        text += f"{separator}{line.text}"
    return text
