"""Times in years or months, as sources print them."""

from decimal import Decimal
from typing import Literal, NamedTuple


class Duration(NamedTuple):
    """A time with its unit as printed."""

    value: Decimal
    unit: Literal["years", "months"]

    @property
    def in_months(self) -> Decimal:
        """Comparable with that of another."""
        return self.value * 12 if self.unit == "years" else self.value


def duration(years: Decimal | None, months: Decimal | None) -> Duration | None:
    """The one of the two that is printed."""
    if years is not None:
        return Duration(years, "years")
    return None if months is None else Duration(months, "months")
