"""A difference called significant has an interval without 1, at the level of the word."""

from __future__ import annotations

import math
from enum import StrEnum

from altto_cli.stats.printed import PrintedRatio
from altto_cli.stats.rounding import below_threshold, excludes_one, p_range_joint


class Agreement(StrEnum):
    """How a word stands to an interval."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    UNDETERMINED = "undetermined"


def word_against_interval(
    ratio: PrintedRatio, *, significant: bool, threshold: float | None = None
) -> Agreement | None:
    """Both limits' bands against 1 at the interval's level, or its P against another threshold.

    Gardner & Altman, BMJ 1986;292:746. Undetermined where the band of a limit holds 1, or the range
    of P the threshold. None for an interval without width, and at another threshold where no Wald
    interval rounds to the numbers.
    """
    if ratio.values.low == ratio.values.high:
        return None
    if has_another_level(ratio, threshold):
        span = p_range_joint(ratio) if ratio.values.estimate else None
        if span is None:
            return None
        excludes = below_threshold(span, threshold or 0)
    else:
        excludes = excludes_one(ratio)
    if excludes is None:
        return Agreement.UNDETERMINED
    return Agreement.AGREES if excludes is significant else Agreement.DISAGREES


def has_another_level(ratio: PrintedRatio, threshold: float | None) -> bool:
    """Whether the word is judged at another level than that of the interval."""
    own = 1 - ratio.level / 100
    return threshold is not None and not math.isclose(threshold, own, abs_tol=1e-9)
