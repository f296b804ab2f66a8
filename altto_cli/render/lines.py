"""Lines of text for everything that is drawn: width, wrapping, alignment, hanging labels.

A table library would hold padding and rules, but not lines across the columns, a figure on the
point with its mark beside it, or two figures on their v; and it cuts what does not fit. So the grid
is laid out here, once, as pieces with a role; whoever draws gives the roles their looks.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias
from unicodedata import combining, east_asian_width

from altto_cli.view.page import VERSUS, Cell, Column, Hanging, Line, Part, Row, Table

Role: TypeAlias = Literal["plain", "title", "label", "heading", "header", "strong", "mark", "dim"]
INDENT = "  "
GAP = "  "
#: The narrowest column in which prose can be read.
LEAST_PROSE = 18
#: The widest label beside which text hangs; a longer one stands above it.
_WIDEST_LABEL = 16
#: The narrowest page on which text hangs beside its label.
_LEAST_HANGING = 70


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
    """The words in lines of at most `room` columns; a longer word has a line of its own."""
    lines, line, used = list[str](), list[str](), 0.0
    space = measure(" ")
    for word in text.split():
        needed = measure(word)
        if line and used + space + needed > room:
            lines.append(" ".join(line))
            line, used = [], 0.0
        used += needed + space * bool(line)
        line.append(word)
    return [*lines, " ".join(line)] if line else lines or [""]


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
    """The items with points between them; none is broken unless it is wider than the page."""
    line = ""
    for item in items:
        if line and width(f"{indent}{line} · {item} ·") > room:
            yield (Piece(indent), Piece(f"{line} ·", role))
            line = ""
        line = f"{line} · {item}" if line else item
    yield from paragraph(line, room, role, indent) if line else ()


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


class Grid:
    """A table laid out: the widths of its columns and of the sides of their cells."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.rows = [line for line in table.lines if isinstance(line, Row)]
        self.sides = [_Sides(column, self._cells(i)) for i, column in enumerate(table.columns)]
        self.widths = [
            max(width(column.header), sides.width + self._indent(i))
            for i, (column, sides) in enumerate(zip(table.columns, self.sides, strict=True))
        ]

    def _cells(self, index: int) -> list[Cell]:
        return [row.cells[index] for row in self.rows]

    def _indent(self, index: int) -> int:
        """The rows' indent, which widens the first column alone."""
        return max((row.indent for row in self.rows), default=0) if not index else 0

    @property
    def natural(self) -> int:
        """The width at which nothing wraps."""
        grid = sum(self.widths) + len(GAP) * (len(self.widths) - 1) if self.rows else 0
        return len(INDENT) + grid

    @property
    def least(self) -> int:
        """The width below which a value would be cut."""
        spare = (
            room - LEAST_PROSE
            for column, room in zip(self.table.columns, self.widths, strict=True)
            if column.align == "prose" and room > LEAST_PROSE
        )
        return self.natural - sum(spare)

    def lines(self, room: int) -> Iterator[Drawn]:
        """The title, the header, a rule, and every line, within the room."""
        widths = self._fitted(room)
        if self.table.title:
            yield from paragraph(self.table.title, room, "heading")
        if self.rows and any(column.header for column in self.table.columns):
            yield self._header(widths)
            rule = "─" * (sum(widths) + len(GAP) * (len(widths) - 1))
            yield (Piece(INDENT), Piece(rule, "dim"))
        for line in self.table.lines:
            if isinstance(line, Row):
                yield from self._row(line, widths)
            else:
                yield from across(line, room)

    def _fitted(self, room: int) -> list[int]:
        """The columns' widths, prose in what the others leave."""
        over = self.natural - room
        return [
            max(LEAST_PROSE, each - over) if column.align == "prose" and over > 0 else each
            for column, each in zip(self.table.columns, self.widths, strict=True)
        ]

    def _header(self, widths: Sequence[int]) -> Drawn:
        pieces = [Piece(INDENT)]
        for i, (column, room) in enumerate(zip(self.table.columns, widths, strict=True)):
            align = "right" if self.sides[i].numbers_only else "left"
            indent = " " * self._indent(i)
            pieces += [Piece(padded(indent + column.header, room, align), "header"), Piece(GAP)]
        return tuple(pieces)

    def _row(self, row: Row, widths: Sequence[int]) -> Iterator[Drawn]:
        cells: list[list[Drawn]] = []
        for i, (column, sides) in enumerate(zip(self.table.columns, self.sides, strict=True)):
            indent = " " * row.indent if not i else ""
            if column.align == "prose":
                text = " ".join(part.words for part in row.cells[i])
                room = widths[i] - len(indent)
                cells.append([(Piece(indent + each),) for each in wrapped(text, room)])
            else:
                cells.append([(Piece(indent), *sides.drawn(row.cells[i]))])
        for number in range(max(map(len, cells))):
            pieces = [Piece(INDENT)]
            for drawn, room in zip(cells, widths, strict=True):
                here = drawn[number] if number < len(drawn) else ()
                filled = room - sum(width(piece.text) for piece in here)
                pieces += [*here, Piece(" " * filled + GAP)]
            yield tuple(pieces)


class _Sides:
    """How the one or two figures of a column's cells stand under each other."""

    def __init__(self, column: Column, cells: Sequence[Cell]) -> None:
        self.column = column
        figures = [cell for cell in cells if len(cell) == 2 or _is_figure(cell[0])]
        sides = [[cell[side] for cell in figures if side < len(cell)] for side in (0, 1)]
        self.before = [_most(map(_before, side)) for side in sides]
        self.after = [_most(map(_after, side)) for side in sides]
        self.width = _most(sum(width(piece.text) for piece in self.drawn(cell)) for cell in cells)
        self.numbers_only = (
            column.align in ("versus", "decimal", "right")
            and all(len(cell) == 1 for cell in cells)
            and all(_is_figure(cell[0]) or not cell[0].text for cell in cells)
            and all("." not in cell[0].text for cell in cells)
        )

    def drawn(self, cell: Cell) -> Drawn:
        """The cell with its marks, its figures on the point and on the v."""
        if self.column.align not in ("versus", "decimal"):
            return tuple(piece for part in cell for piece in self._part(part))
        if len(cell) == 1 and not _is_figure(cell[0]):
            return self._part(cell[0])
        first = (Piece(" " * (self.before[0] - _before(cell[0]))), *self._part(cell[0]))
        if len(cell) == 1:
            return first
        filled = " " * (self.after[0] - _after(cell[0]))
        second = (Piece(" " * (self.before[1] - _before(cell[1]))), *self._part(cell[1]))
        return (*first, Piece(filled + VERSUS), *second)

    def _part(self, part: Part) -> Drawn:
        role: Role = "strong" if self.column.strong and part.text[:1].isdigit() else "plain"
        if not part.marks:
            return (Piece(part.text, role),)
        return (Piece(part.text, role), Piece(" "), Piece(f"[{','.join(part.marks)}]", "mark"))


def _most(values: Iterable[int]) -> int:
    return max(values, default=0)


def _is_figure(part: Part) -> bool:
    return part.text[:1].isdigit() and " " not in part.text


def _before(part: Part) -> int:
    """The columns before the point."""
    return width(part.text.partition(".")[0].rstrip("%"))


def _after(part: Part) -> int:
    return width(part.words) - _before(part)
