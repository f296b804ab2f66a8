"""Tables laid out: the widths of columns, and how the figures of a column stand under each other.

A table library would hold padding and rules, but not lines across the columns, a figure on the
point with its mark beside it, or two figures on their v; and it cuts what does not fit. So the grid
is laid out here, once, as pieces with a role; whoever draws gives the roles their looks.
"""

from collections.abc import Iterable, Iterator, Sequence

from altto_cli.render.lines import (
    GAP,
    INDENT,
    Drawn,
    Piece,
    Role,
    across,
    balanced,
    padded,
    paragraph,
    width,
    wrapped,
)
from altto_cli.view.page import VERSUS, Cell, Column, Part, Row, Table

#: The narrowest column in which prose can be read, and one in which it is read easily.
LEAST_PROSE = 18
_EASY_PROSE = 30
#: How the cells of a column stand that may take several lines.
_WRAPPING = ("prose", "words")


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
        return self._set(self.widths)

    @property
    def least(self) -> int:
        """The width below which a value would be cut."""
        return self._set(map(self._least, range(len(self.widths))))

    @property
    def unbroken(self) -> int:
        """The width at which prose alone wraps, where a table may be as wide as it needs."""
        prose = (column.align == "prose" for column in self.table.columns)
        widths = zip(self.widths, prose, strict=True)
        return self._set(min(_EASY_PROSE, each) if is_prose else each for each, is_prose in widths)

    def _set(self, widths: Iterable[int]) -> int:
        """The width of the table with columns of these widths."""
        return len(INDENT) + max(sum(each + len(GAP) for each in widths) - len(GAP), 0)

    def _least(self, index: int) -> int:
        """The narrowest that a column can be: prose and headers wrap, values do not."""
        column, widest = self.table.columns[index], self.widths[index]
        if column.align == "prose":
            return min(LEAST_PROSE, widest)
        header, cells = column.header.split(), self._cells(index)
        if column.align == "words":
            words = (word for cell in cells for part in cell for word in part.words.split())
            return _most(map(width, (*header, *words))) + self._indent(index)
        return max(_most(map(width, header)), self.sides[index].width) + self._indent(index)

    def lines(self, room: int) -> Iterator[Drawn]:
        """The title, the header, a rule, and every line, within the room."""
        widths = self._fitted(room)
        if self.table.title:
            yield from paragraph(self.table.title, room, "heading")
        if self.rows and any(column.header for column in self.table.columns):
            yield from self._header(widths)
            rule = "─" * (sum(widths) + len(GAP) * (len(widths) - 1))
            yield (Piece(INDENT), Piece(rule, "dim"))
        for line in self.table.lines:
            if isinstance(line, Row):
                yield from self._row(line, widths)
            else:
                yield from across(line, room)

    def _fitted(self, room: int) -> list[int]:
        """The columns' widths; headers wrap before prose does, and the widest give way first."""
        widths, over = list(self.widths), self.natural - room
        least = [self._least(i) for i in range(len(widths))]
        wraps = [column.align in _WRAPPING for column in self.table.columns]
        while over > 0 and widths != least:
            giving = [i for i, each in enumerate(widths) if each > least[i]]
            widest = max(giving, key=lambda i: (not wraps[i], widths[i]))
            widths[widest] -= 1
            over -= 1
        return widths

    def _header(self, widths: Sequence[int]) -> Iterator[Drawn]:
        """The headers, standing on the rule where some take more lines than others."""
        columns = list[list[str]]()
        for i, (column, room) in enumerate(zip(self.table.columns, widths, strict=True)):
            align = "right" if self.sides[i].numbers_only else "left"
            indent = " " * self._indent(i)
            lines = balanced(column.header, room - len(indent))
            columns.append([padded(indent + line, room, align) for line in lines])
        deepest = max(map(len, columns))
        for number in range(deepest):
            pieces = [Piece(INDENT)]
            for lines, room in zip(columns, widths, strict=True):
                above = deepest - len(lines)
                text = lines[number - above] if number >= above else " " * room
                pieces += [Piece(text, "header"), Piece(GAP)]
            yield tuple(pieces)

    def _row(self, row: Row, widths: Sequence[int]) -> Iterator[Drawn]:
        cells: list[list[Drawn]] = []
        for i, (column, sides) in enumerate(zip(self.table.columns, self.sides, strict=True)):
            indent = " " * row.indent if not i else ""
            if column.align in _WRAPPING:
                text = VERSUS.join(part.words for part in row.cells[i])
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
    figure = part.text.partition(" ")[0]
    return width(figure.partition(".")[0].rstrip("%"))


def _after(part: Part) -> int:
    return width(part.words) - _before(part)
