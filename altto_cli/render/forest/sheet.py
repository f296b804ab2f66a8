"""A sheet on which a picture is drawn from top to bottom: text, lines, and how wide they are."""

import re

from altto_cli.render.forest import words
from altto_cli.render.forest.advance import SPARE, SPARE_IN_LINES, advance, shown

TITLE, BODY, SMALL = 17.0, 13.0, 11.0
_RAISED = 9.0
INK, FAINT, RULE = "#1a1a1a", "#4d4d4d", "#8c8c8c"
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_MARKS = re.compile(rf"((?:(?:^|[ {words.JOINED}])[{_SUPERSCRIPTS}]+)+)$")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def escaped(text: str) -> str:
    """The text as XML has it; signs that XML cannot hold are gone."""
    return shown(text).replace("\ufffe", "").replace("\uffff", "").translate(_ESCAPES)


def number(value: float) -> str:
    """A coordinate, to a hundredth of a unit."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def mark(number: int) -> str:
    """The mark of a note, which is drawn small and raised."""
    return "".join(_SUPERSCRIPTS[int(digit)] for digit in str(number))


def body(text: str) -> float:
    """The room that a text takes."""
    return _marked(text, BODY) * SPARE


def small(text: str) -> float:
    """The room that a text takes in a caption."""
    return _marked(text, SMALL) * SPARE_IN_LINES


def bold(text: str) -> float:
    """The room that a heading takes."""
    return advance(text, BODY, bold=True) * SPARE_IN_LINES


def large(text: str) -> float:
    """The room that the title takes."""
    return advance(text, TITLE, bold=True) * SPARE_IN_LINES


def _marked(text: str, size: float) -> float:
    """The width of a text that may end in marks."""
    marks = _MARKS.search(text)
    if not marks:
        return advance(text, size)
    return advance(text[: marks.start()], size) + advance(_plain(marks[0]), _RAISED)


def _plain(marks: str) -> str:
    return "".join(
        str(_SUPERSCRIPTS.index(sign)) if sign in _SUPERSCRIPTS else sign for sign in marks
    )


class Sheet:
    """Elements in the order in which they are painted; `y` is how far down the sheet is full."""

    def __init__(self, y: float) -> None:
        self.y = y
        self.out: list[str] = []

    def text(self, x: float, text: str, attributes: str = "") -> None:
        """A line of text whose baseline is at `y`."""
        if not text:
            return
        more = f" {attributes}" if attributes else ""
        marks = _MARKS.search(text)
        said = escaped(text[: marks.start()] if marks else text)
        if marks:
            said += (
                f'<tspan dy="-4" font-size="{number(_RAISED)}" fill="{FAINT}">'
                f"{escaped(_plain(marks[0]))}</tspan>"
            )
        self.out.append(f'<text x="{number(x)}" y="{number(self.y)}"{more}>{said}</text>')

    def line(self, kind: str, *ends: float, stroke: str = INK, width: float = 1) -> None:
        """A line from x, y to x, y."""
        x1, y1, x2, y2 = map(number, ends)
        self.out.append(
            f'<line class="{kind}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{stroke}" '
            f'stroke-width="{number(width)}"/>'
        )
