"""A page drawn on a terminal: figures aligned on the point, warnings marked and beneath."""

from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from altto_cli.view.page import VERSUS, Page, Row, Table

_INDENT = "  "
_GAP = "  "
#: The widest that prose is set, for the eye to find the next line.
_MEASURE = 110
#: The narrowest column in which prose can be read.
_LEAST_PROSE = 24
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_STYLES: dict[str | None, str] = {"conflict": "bold magenta", "check": "magenta"}


def fits(page: Page, width: int) -> bool:
    """Whether every figure can be shown whole in this width."""
    return all(_Grid(page, table).least <= width for table in page.tables)


def table(page: Page, width: int | None, color: bool) -> str:
    """The page as a table; as wide as it is, when no width is given."""
    grids = [_Grid(page, each) for each in page.tables]
    if width is None:
        width = max(
            [80, *(min(grid.natural, _MEASURE) for grid in grids), *(g.least for g in grids)]
        )
    return _Drawing(page, grids, width, color).text()


def mark(number: int) -> str:
    """The mark of a note: ¹, ²."""
    return str(number).translate(_SUPERSCRIPTS)


class _Grid:
    """The lines of a table's cells, not yet padded, and how wide its columns are."""

    def __init__(self, page: Page, table: Table) -> None:
        self.table = table
        self.cells = {id(row): _cells(page, table, row) for row in table.rows()}
        columns = [
            [line for cells in self.cells.values() for line in cells[i]]
            for i in range(len(table.columns))
        ]
        self.points = [
            max((_before_point(line) for line in lines if _is_figure(line)), default=0)
            for lines in columns
        ]
        self.widths = [
            max(
                [cell_len(column.header), *(cell_len(self.aligned(i, line)) for line in columns[i])]
            )
            for i, column in enumerate(table.columns)
        ]

    @property
    def natural(self) -> int:
        """The width at which nothing wraps."""
        return len(_INDENT) + sum(self.widths) + len(_GAP) * (len(self.widths) - 1)

    @property
    def least(self) -> int:
        """The width below which a figure would be cut."""
        prose = (
            width - _LEAST_PROSE
            for column, width in zip(self.table.columns, self.widths, strict=True)
            if column.kind == "prose" and width > _LEAST_PROSE
        )
        return self.natural - sum(prose)

    def aligned(self, index: int, cell: str) -> str:
        """The cell with its point under those of the column."""
        if self.table.columns[index].kind != "decimal" or not _is_figure(cell):
            return cell
        return " " * (self.points[index] - _before_point(cell)) + cell


def _is_figure(cell: str) -> bool:
    return cell[:1].isdigit()


def _before_point(cell: str) -> int:
    return cell_len(cell.partition(".")[0].rstrip("%"))


def _cells(page: Page, table: Table, row: Row) -> list[list[str]]:
    """The lines of each cell, with the marks of the row's notes."""
    cells = [list(cell) for cell in row.cells]
    for column, lines in zip(table.columns, cells, strict=True):
        if column.kind == "pair" and row.joint == VERSUS:
            lines[1:] = [f" {VERSUS}{label}" for label in lines[1:]]
    beside, beneath = _marks(page, row)
    marked = cells[_marked_column(table)]
    if len(marked) == 1 and max(len(cell) for cell in cells) > 1:
        marked.append("")
    marked[0] = " ".join([marked[0], *beside])
    marked[-1] = " ".join([marked[-1], *beneath]).lstrip()
    return cells


def _marks(page: Page, row: Row) -> tuple[list[str], list[str]]:
    """The marks of the row's conflicts, beside its figure, and of its remarks, beneath."""
    numbered = enumerate((note for note in page.notes if note.rows), 1)
    own = [(mark(number), note) for number, note in numbered if row.name in note.rows]
    beside = [sign for sign, note in own if note.severity in _STYLES]
    return beside, [sign for sign, note in own if note.severity not in _STYLES]


def _marked_column(table: Table) -> int:
    """The column beside whose figure the marks stand."""
    strong = [i for i, column in enumerate(table.columns) if column.kind == "strong"]
    return strong[0] if strong else 0


class _Drawing:
    """The lines of a page, one under the other."""

    def __init__(self, page: Page, grids: Sequence[_Grid], width: int, color: bool) -> None:
        self.page = page
        self.grids = grids
        self.width = width
        self.out = StringIO()
        self.console = Console(
            file=self.out,
            width=width,
            force_terminal=color,
            color_system="standard" if color else None,
            markup=False,
            emoji=False,
            highlight=False,
            legacy_windows=False,
            _environ={},
        )

    def text(self) -> str:
        """The whole page."""
        self._title()
        for grid in self.grids:
            self._table(grid)
        self._notes()
        return self.out.getvalue()

    def _put(self, *parts: tuple[str, str] | str) -> None:
        line = Text.assemble(*parts)
        line.rstrip()
        self.console.print(line, soft_wrap=True)

    def _title(self) -> None:
        title, aside = self.page.title, self.page.aside
        needed = cell_len(title) + len(_GAP) + cell_len(aside)
        widest = max([needed, *(grid.natural for grid in self.grids)])
        if needed <= self.width:
            room = min(self.width, max(needed, _MEASURE), widest) - needed + len(_GAP)
            self._put((title, "bold"), " " * room, (aside, "dim"))
        else:
            self._prose(title, "bold", indent="")
            self._prose(aside, "dim", indent="")

    def _table(self, grid: _Grid) -> None:
        table, widths = grid.table, self._widths(grid)
        self._put()
        if table.title:
            self._put((table.title, "bold"))
        header = (_padded(c.header, w) for c, w in zip(table.columns, widths, strict=True))
        if any(column.header for column in table.columns):
            self._put(_INDENT, (_GAP.join(header), "dim"))
            self._put(_INDENT, ("─" * (sum(widths) + len(_GAP) * (len(widths) - 1)), "dim"))
        for number, section in enumerate(table.sections):
            if section.heading:
                if number:
                    self._put()
                self._prose(section.heading, "italic")
            for row in section.rows:
                self._row(grid, widths, row)
                if row.statement and row is not section.rows[-1]:
                    self._put()

    def _widths(self, grid: _Grid) -> list[int]:
        """The columns' widths, the prose in what the others leave."""
        room = min(self.width, _MEASURE) - (grid.natural - sum(grid.widths))
        kinds = [column.kind for column in grid.table.columns]
        fixed = sum(w for w, kind in zip(grid.widths, kinds, strict=True) if kind != "prose")
        share = max(_LEAST_PROSE, (room - fixed) // max(1, kinds.count("prose")))
        return [
            min(width, share) if kind == "prose" else width
            for width, kind in zip(grid.widths, kinds, strict=True)
        ]

    def _row(self, grid: _Grid, widths: Sequence[int], row: Row) -> None:
        columns = grid.table.columns
        cells = [
            [line for whole in cell for line in self._wrapped(whole, widths[i])]
            if columns[i].kind == "prose"
            else [grid.aligned(i, line) for line in cell]
            for i, cell in enumerate(grid.cells[id(row)])
        ]
        for number, lines in enumerate(zip_longest(*cells, fillvalue="")):
            parts: list[tuple[str, str] | str] = [_INDENT]
            for column, width, line in zip(columns, widths, lines, strict=True):
                strong = column.kind == "strong" and not number
                parts += [(_padded(line, width), "bold" if strong else ""), _GAP]
            self._put(*parts)
        if row.statement:
            self._prose(row.statement, "", indent=_INDENT * 2)

    def _notes(self) -> None:
        if self.page.notes:
            self._put()
        number = 0
        for note in self.page.notes:
            number += bool(note.rows)
            lead = f"{mark(number)} " if note.rows else ""
            self._prose(note.words, "", lead=lead, stress=note.severity)
        if self.page.foot:
            self._put()
        for label, text in self.page.foot:
            self._prose(f"{label}: {text}", "dim")

    def _prose(
        self,
        text: str,
        style: str,
        *,
        lead: str = "",
        indent: str = _INDENT,
        stress: str | None = None,
    ) -> None:
        """Wrapped lines; the word that says how grave a note is stands out."""
        room = min(self.width, _MEASURE) - len(indent) - len(lead)
        for number, line in enumerate(self._wrapped(text, room)):
            word = len(stress) if stress and not number else 0
            before = " " * len(lead) if number else lead
            self._put(indent, before, (line[:word], _STYLES.get(stress, "")), (line[word:], style))

    def _wrapped(self, text: str, width: int) -> Iterator[str]:
        for line in Text(text).wrap(self.console, width):
            yield line.plain.rstrip()


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))
