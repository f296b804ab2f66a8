"""A table whose intervals are drawn in characters, for a terminal and for fenced Markdown.

Two lines a row: the comparison, its interval and its ratio; beneath it what its groups showed.
Where there is little room, the comparison stands above the drawing.
"""

import re
from collections.abc import Iterator

from altto_cli.render.forest.axis import axis, span
from altto_cli.render.forest.rows import Columns, key
from altto_cli.render.lines import GAP, INDENT, Drawn, Piece, across, padded, width, wrapped
from altto_cli.view.page import Interval, Line, Row, Table

#: The least, the wished and the greatest width of the drawing.
_LEAST, _WISHED, _MOST = 26, 30, 60
#: The least width of names beside it; longer ones are broken there.
_LEAST_NAMES = 36
#: How far what the groups showed stands under the comparison.
_BENEATH = 2
_BOX, _DERIVED, _BARE, _DERIVED_BARE = "■", "□", "●", "○"
_LEAVES_LOW, _LEAVES_HIGH, _ONE, _WHISKER, _CROSSING = "◄", "►", "│", "─", "┼"


class Plot:
    """The table laid out around its drawing, as `Grid` does it for a table of text."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.columns = Columns(table)
        lines = table.lines
        last = max((i for i, line in enumerate(lines) if isinstance(line, Row)), default=-1)
        self.drawn, self.after = lines[: last + 1], lines[last + 1 :]
        rows = [line for line in self.drawn if isinstance(line, Row)]
        self.intervals = [row.interval for row in rows if row.interval]
        self.ratio_width = max(
            map(width, [self.columns.ratio_header, *map(self.columns.ratio, rows)])
        )
        self.name_width = max(
            [width(self.columns.beneath_header)]
            + [row.indent + width(self.columns.name(row)) for row in rows]
            + [row.indent + _BENEATH + width(self.columns.beneath(row)) for row in rows]
        )

    @property
    def natural(self) -> int:
        """The width at which every comparison stands beside a drawing of the wished width."""
        return self._beside + _WISHED

    @property
    def least(self) -> int:
        """The width below which a ratio would be cut or an interval not be told from another."""
        return len(INDENT) + _LEAST + len(GAP) + self.ratio_width

    @property
    def _beside(self) -> int:
        """What a line has beside the drawing."""
        return len(INDENT) + self.name_width + len(GAP) * 2 + self.ratio_width

    def lines(self, room: int) -> Iterator[Drawn]:
        """The headers, the rows, the axis, and what stands under it."""
        return _Drawing(self, room).lines()


class _Drawing:
    """The plot in a room: the place of its drawing and of each ratio in it."""

    def __init__(self, plot: Plot, room: int) -> None:
        self.plot, self.columns, self.room = plot, plot.columns, room
        for_names = room - len(INDENT) - len(GAP) * 2 - plot.ratio_width - _LEAST
        self.is_beside = for_names >= min(plot.name_width, _LEAST_NAMES)
        self.names = min(plot.name_width, for_names)
        self.left = len(INDENT) + (self.names + len(GAP)) * self.is_beside
        self.width = min(room - self.left - len(GAP) - plot.ratio_width, _MOST)
        self.axis = axis(plot.intervals, self.width - 1, width, 2)
        self.one = round(self.axis.at(1) * (self.width - 1))

    def lines(self) -> Iterator[Drawn]:
        yield from self._headers()
        for line in self.plot.drawn:
            if isinstance(line, Row):
                yield from self._row(line)
            else:
                yield from map(self._with_one, across(line, self.room))
        yield from self._axis()
        for line in self.plot.after:
            assert isinstance(line, Line)
            yield from across(line, self.room)

    def _headers(self) -> Iterator[Drawn]:
        left, right = self.columns.beneath_header, self.columns.ratio_header
        ends = self.left + self.width + len(GAP)
        if len(INDENT) + width(left) + len(GAP) > ends:
            yield from (
                (Piece(INDENT), Piece(each, "header")) for each in wrapped(left, self.room - 2)
            )
            left = ""
        yield (Piece(padded(INDENT + left, ends) + right, "header"),)

    def _row(self, row: Row) -> Iterator[Drawn]:
        indent = INDENT + " " * row.indent
        name, beneath = self.columns.name(row), self.columns.beneath(row)
        drawing = (
            padded(self._interval(row.interval, row.derived), self.width)
            if row.interval
            else self._line()
        )
        drawn = (Piece(padded(drawing, self.width) + GAP), Piece(self.columns.ratio(row), "strong"))
        edge = len(INDENT) + self.names if self.is_beside else self.room
        first, *more = wrapped(name, edge - len(indent))
        if self.is_beside:
            yield (Piece(padded(indent + first, self.left)), *drawn)
        else:
            yield from ((Piece(indent + part),) for part in (first, *more))
            yield (Piece(INDENT), *drawn)
        for part in more if self.is_beside else ():
            yield self._with_one((Piece(indent + part),))
        indent += " " * _BENEATH
        for part in wrapped(beneath, edge - len(indent)) if beneath else ():
            yield self._with_one((Piece(indent + part),))

    def _with_one(self, line: Drawn) -> Drawn:
        """The line with the line at 1, where its words leave room for that."""
        if not self.is_beside:
            return line
        used = sum(width(piece.text) for piece in line)
        free = self.left + self.one - used
        return (*line, Piece(" " * free + _ONE)) if free > 0 else line

    def _line(self) -> str:
        return " " * self.one + _ONE

    def _cell(self, share: float, ratio: float) -> int:
        """The column of a ratio, on its own side of the line at 1 however near it is."""
        cell = round(share * (self.width - 1))
        if ratio < 1:
            return min(cell, self.one - 1)
        return max(cell, self.one + 1) if ratio > 1 else self.one

    def _interval(self, interval: Interval, derived: bool) -> str:
        line = list(padded(self._line(), self.width))
        drawn = span(self.axis, interval)
        estimate = self._cell(drawn.estimate, float(interval.estimate))
        if drawn.low is None or drawn.high is None or interval.low is None or interval.high is None:
            line[estimate] = _DERIVED_BARE if derived else _BARE
            return "".join(line)
        low = self._cell(drawn.low, float(interval.low))
        high = self._cell(drawn.high, float(interval.high))
        for i in range(low, high + 1):
            line[i] = _CROSSING if i == self.one else _WHISKER
        line[low], line[high] = "├", "┤"
        # Where both ends lie beyond the axis the arrow stands over the other's cap.
        if drawn.leaves_low:
            line[low] = _LEAVES_LOW
        if drawn.leaves_high:
            line[high] = _LEAVES_HIGH
        line[estimate] = _DERIVED if derived else _BOX
        return "".join(line)

    def _axis(self) -> Iterator[Drawn]:
        line, labels = [_WHISKER] * self.width, [" "] * self.width
        for label in self.axis.ticks:
            place = self._cell(self.axis.at(float(label)), float(label))
            line[place] = "┴"
            start = max(0, min(place - (len(label) - 1) // 2, self.width - len(label)))
            labels[start : start + len(label)] = label
        yield (Piece(" " * self.left + "".join(line)),)
        yield from self._sides("".join(labels))
        signs = key(
            self.plot.table,
            self.axis,
            derived=f"{_DERIVED} {_DERIVED_BARE}",
            bare=f"{_BARE} {_DERIVED_BARE}",
            leaves=f"{_LEAVES_LOW} {_LEAVES_HIGH}",
        )
        for part in wrapped(signs, self.room - len(INDENT)) if signs else ():
            yield (Piece(INDENT), Piece(part, "dim"))

    def _sides(self, labels: str) -> Iterator[Drawn]:
        """The labels of the axis, and what lies on either side of 1: before them, or under them."""
        assert self.plot.table.sides
        below, above = self.plot.table.sides
        said = f"{INDENT}{below} {_LEAVES_LOW} {_ONE} {_LEAVES_HIGH} {above}"
        if width(said) < self.left:
            yield (Piece(padded(said, self.left) + labels),)
            return
        yield (Piece(" " * self.left + labels),)
        one = self.left + self.one
        left, right = f"{below} {_LEAVES_LOW} ", f" {_LEAVES_HIGH} {above}"
        if width(left) <= one and one + 1 + width(right) <= self.room:
            yield (Piece(padded(left, one, "right") + _ONE + right),)
            return
        for side in (f"{_LEAVES_LOW} {below}", f"{_LEAVES_HIGH} {above}"):
            yield from ((Piece(INDENT + each),) for each in wrapped(side, self.room - len(INDENT)))


def fenced(table: Table, room: int) -> str:
    """The drawing in a code block that no label of it can end."""
    plot = Plot(table)
    drawn = "".join(
        "".join(piece.text for piece in line).rstrip() + "\n"
        for line in plot.lines(max(plot.least, min(room, plot.natural)))
    )
    longest = max((len(ticks) for ticks in re.findall("`+", drawn)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{drawn}{fence}"
