"""The logarithmic axis: its ends, its ticks, and where on it a ratio stands."""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import exp, log
from typing import NamedTuple

from altto_cli.view.page import Interval

#: Ratios that people read as round, finest first; each is repeated in every decade but the first.
_FINE = ("0.5", "0.6", "0.7", "0.8", "0.9", "1", "1.1", "1.25", "1.5", "1.75", "2")
_DECADES = range(-3, 4)
_STEPS = ((1, 1.5, 2, 3, 5, 7), (1, 2, 5), (1,))
_DOUBLINGS = ("0.01", "0.05", "0.1", "0.25", "0.5", "1", "2", "4", "10", "20", "100")
_MOST_TICKS = 9
#: A whisker is followed as far as this multiple of the outermost estimates.
_REACH = 4
#: The shorter side of the axis has at least this share of the longer.
_BALANCE = 0.4
#: The least that the axis shows on either side of 1.
_LEAST = log(1.25)
#: An end moves out to a round ratio that lies within this share of the axis.
_SNAP = 0.12
_MARGIN = 0.02


class Axis(NamedTuple):
    """From `low` to `high`, both ratios; `ticks` holds the labels, 1 always among them."""

    low: float
    high: float
    ticks: tuple[str, ...]

    def at(self, ratio: float) -> float:
        """Where a ratio stands: 0 at the low end, 1 at the high end, beyond them outside."""
        if ratio <= 0:
            return float("-inf")
        return (log(ratio) - log(self.low)) / (log(self.high) - log(self.low))


class Span(NamedTuple):
    """What is drawn of an interval, as shares of the axis; `None` where there is no whisker."""

    estimate: float
    low: float | None
    high: float | None
    #: Whether the whisker leaves the axis.
    leaves_low: bool = False
    leaves_high: bool = False


def span(axis: Axis, interval: Interval) -> Span:
    """The interval on the axis, cut at its ends."""
    estimate = axis.at(float(interval.estimate))
    if interval.low is None or interval.high is None:
        return Span(estimate, None, None)
    low, high = axis.at(float(interval.low)), axis.at(float(interval.high))
    # An interval may lie wholly beyond an end: then an arrow stands at this end, and nothing else.
    within_low, within_high = (min(max(end, 0.0), 1.0) for end in (low, high))
    return Span(estimate, within_low, within_high, low < 0, high > 1)


def axis(
    intervals: Iterable[Interval], width: float, measure: Callable[[str], float], gap: float
) -> Axis:
    """The axis on which every estimate, 1, and every whisker of a usual length has its place.

    `width` is what is drawn on, `gap` the least distance between two labels, `measure` the width
    of a label, all in one unit.
    """
    low, high = _ends(list(intervals))
    low, high = _snapped(low, high)
    length = log(high) - log(low)
    low, high = exp(log(low) - _MARGIN * length), exp(log(high) + _MARGIN * length)
    bare = Axis(low, high, ("1",))
    fitting = [ticks for ticks in _choices(bare) if _fits(bare, ticks, width, measure, gap)]
    return bare._replace(ticks=max(fitting, key=len, default=("1",)))


def _ends(intervals: Sequence[Interval]) -> tuple[float, float]:
    estimates = [float(each.estimate) for each in intervals]
    low, high = min(estimates, default=1.0), max(estimates, default=1.0)
    lows = [max(float(each.low), low / _REACH) for each in intervals if each.low is not None]
    highs = [min(float(each.high), high * _REACH) for each in intervals if each.high is not None]
    below = max(_LEAST, -log(min([low, *lows])))
    above = max(_LEAST, log(max([high, *highs])))
    below, above = max(below, above * _BALANCE), max(above, below * _BALANCE)
    return exp(-below), exp(above)


def _snapped(low: float, high: float) -> tuple[float, float]:
    """The ends, moved out to a round ratio where one is near."""
    near = _SNAP * (log(high) - log(low))
    round_ratios = [float(label) for label in (*_decades(_STEPS[0]), *_FINE)]
    lows = [each for each in round_ratios if 0 <= log(low) - log(each) <= near]
    highs = [each for each in round_ratios if 0 <= log(each) - log(high) <= near]
    return max(lows, default=low), min(highs, default=high)


def _choices(bare: Axis) -> Iterable[tuple[str, ...]]:
    for labels in (_FINE, _DOUBLINGS, *map(_decades, _STEPS)):
        yield tuple(label for label in labels if 0 <= bare.at(float(label)) <= 1)


def _decades(steps: Sequence[float]) -> tuple[str, ...]:
    return tuple(f"{step * 10.0**power:.10g}" for power in _DECADES for step in steps)


def _fits(
    bare: Axis, ticks: Sequence[str], width: float, measure: Callable[[str], float], gap: float
) -> bool:
    """Whether the labels stand apart and tell of more than half of the axis."""
    places = [bare.at(float(label)) for label in ticks]
    if not 2 <= len(ticks) <= _MOST_TICKS or places[-1] - places[0] < 0.55:
        return False
    edges = [
        (place * width - measure(label) / 2, place * width + measure(label) / 2)
        for place, label in zip(places, ticks, strict=True)
    ]
    return all(after[0] - before[1] >= gap for before, after in pairwise(edges))
