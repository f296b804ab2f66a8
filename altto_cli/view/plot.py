"""A table with one drawn column: the ratios on a logarithmic axis."""

from altto_cli.model import record
from altto_cli.view.page import Row, Table


@record
class Plot(Table):
    """A table of which each row with an interval is drawn, just before its `strong` column."""

    #: What a ratio below 1 and one above 1 mean, in words under the axis.
    below: str
    above: str

    def drawn(self) -> list[Row]:
        """The rows that are drawn; the others are listed."""
        return [row for row in self.rows() if row.interval]

    @property
    def strong(self) -> int:
        """The column before which the drawn one stands."""
        return next(i for i, column in enumerate(self.columns) if column.kind == "strong")
