"""A number in print stands for every value that rounds to it."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import cached_property, lru_cache
from typing import NamedTuple

from altto_cli.model import Frozen


class Span(NamedTuple):
    """The least and the greatest value that a quantity can take."""

    low: float
    high: float


class Ratio(NamedTuple):
    """A ratio with the limits of its confidence interval, as unrounded floats."""

    estimate: float
    low: float
    high: float
    #: per cent, such as 95 or 97.5
    level: float


class PrintedFigure(NamedTuple):
    """A printed number and the closed band of values that round to it, exactly."""

    lowest: Decimal
    value: Decimal
    highest: Decimal


@lru_cache(maxsize=4096)
def printed_figure(text: str) -> PrintedFigure:
    """A printed number lies within half a unit of its last printed place: "0.80" is 0.795 to 0.805.

    The band is closed, so that rounding half up and half to even are both covered; truncation is
    not. It never reaches below 0: "0.00" is 0 to 0.005. `ValueError` if the text is not a number
    of at least 0.
    """
    lowest, value, highest = signed_figure(text)
    if value < 0:
        raise ValueError(f"not a printed number of at least 0: {text!r}")
    return PrintedFigure(max(lowest, Decimal(0)), value, highest)


def signed_figure(text: str) -> PrintedFigure:
    """The same of a number that may lie below 0: "-3.2" is -3.25 to -3.15, "0.0" -0.05 to 0.05."""
    try:
        value = Decimal(text)
    except InvalidOperation as unreadable:
        raise ValueError(f"not a printed number: {text!r}") from unreadable
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"not a printed number: {text!r}")
    half_unit = Decimal(5).scaleb(exponent - 1)
    return PrintedFigure(value - half_unit, value, value + half_unit)


class PrintedRatio(Frozen):
    """A ratio with its confidence interval as printed: 0.72 (0.55–0.92) at 95%.

    The three numbers may have different decimals, and an estimate outside its interval is kept as
    it stands. `ValueError` if one is not a number of at least 0, or if the limits are reversed.
    """

    estimate: str
    low: str
    high: str
    #: per cent, such as 95 or 97.5
    level: float

    def __init__(self, estimate: str, low: str, high: str, level: float) -> None:
        super().__init__(estimate=estimate, low=low, high=high, level=level)
        if self.figures[1].value > self.figures[2].value:
            raise ValueError(f"limits of an interval are reversed: {self.low} and {self.high}")

    @cached_property
    def figures(self) -> tuple[PrintedFigure, PrintedFigure, PrintedFigure]:
        """Estimate, lower and upper limit with their rounding bands, exactly."""
        return printed_figure(self.estimate), printed_figure(self.low), printed_figure(self.high)

    @cached_property
    def values(self) -> Ratio:
        """The three numbers at their printed values."""
        estimate, low, high = (float(figure.value) for figure in self.figures)
        return Ratio(estimate, low, high, self.level)

    @cached_property
    def lowest(self) -> Ratio:
        """The three numbers, each at the lower end of its rounding band."""
        estimate, low, high = (float(figure.lowest) for figure in self.figures)
        return Ratio(estimate, low, high, self.level)

    @cached_property
    def highest(self) -> Ratio:
        """The three numbers, each at the upper end of its rounding band."""
        estimate, low, high = (float(figure.highest) for figure in self.figures)
        return Ratio(estimate, low, high, self.level)
