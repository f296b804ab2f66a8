"""What stands where around a drawn interval, in characters and in a picture alike."""

from altto_cli.render.forest.axis import Axis, span
from altto_cli.view.page import VERSUS, Cell, Column, Row, Table


class Columns:
    """The columns of a table by their place: before the drawing, after it, and beneath the row."""

    def __init__(self, table: Table) -> None:
        self.columns = table.columns
        self.strong = next(i for i, column in enumerate(self.columns) if column.strong)

    @property
    def ratio_header(self) -> str:
        """The header over the ratios."""
        return self.columns[self.strong].header

    @property
    def beneath_header(self) -> str:
        """What the figures beneath each comparison are."""
        return ", ".join(each.header for each in self._below if _is_bare(each))

    @property
    def _below(self) -> tuple[Column, ...]:
        return self.columns[self.strong + 1 :]

    def name(self, row: Row) -> str:
        """Who is compared: Premenopausal, OFS + AI v SERM alone."""
        return ", ".join(filter(None, map(_said, row.cells[: self.strong])))

    def ratio(self, row: Row) -> str:
        """The ratio with its marks: 0.44 (0.23–0.85) [a]."""
        return _said(row.cells[self.strong])

    def beneath(self, row: Row) -> str:
        """What the groups showed: 90.0% [b] v 77.6%, 118 v 903; P with its header."""
        cells = zip(self._below, map(_said, row.cells[self.strong + 1 :]), strict=True)
        return ", ".join(
            said if _is_bare(column) else f"{column.header} {said}"
            for column, said in cells
            if said
        )


def _is_bare(column: Column) -> bool:
    """Whether the header of the whole table says what its figures are."""
    return column.align == "versus"


def _said(cell: Cell) -> str:
    return VERSUS.join(part.words for part in cell)


def key(table: Table, scale: Axis, *, derived: str, bare: str, leaves: str) -> str:
    """What the unusual signs that occur in the plot mean; empty where there are none."""
    rows = [line for line in table.lines if isinstance(line, Row) and line.interval]
    spans = [span(scale, row.interval) for row in rows if row.interval]
    said = []
    if any(row.derived for row in rows):
        said.append(f"{derived}: derived")
    if any(drawn.low is None for drawn in spans):
        said.append(f"{bare}: interval not reported")
    if any(drawn.leaves_low or drawn.leaves_high for drawn in spans):
        said.append(f"{leaves}: the interval goes on beyond the axis")
    return "; ".join(said)
