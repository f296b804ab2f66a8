"""A printed interval implies a P value against a non-inferiority margin as it does against 1."""

from __future__ import annotations

import math
from typing import NamedTuple

from altto_cli.stats.intervals import se_from_ci, two_sided_p
from altto_cli.stats.printed import PrintedRatio, Span
from altto_cli.stats.rounding import p_range, wald_se_range, z_range_joint


class MarginTest(NamedTuple):
    """The Wald test of a ratio against its margin."""

    #: at the printed numbers; below 0 for a ratio below the margin
    standard_error: float
    z: float
    #: of being beyond the margin, over the rounding of the three numbers
    one_sided: Span
    two_sided: Span


def margin_test(ratio: PrintedRatio, margin: float) -> MarginTest | None:
    """z = (ln ratio − ln M)/SE; one-sided P is Φ(z) for M above 1, Φ(−z) below.

    Piaggio et al., JAMA 2012;308:2594 (CONSORT). Ranges lie over the Wald intervals that round to
    the printed numbers, the margin being exact. A margin above 1 belongs to a bad event. Tests by
    other methods, such as a stratified one, rightly differ. None for a margin of 1 and where
    `wald_se_range` has no standard error. `ValueError` for a margin that is not above 0.
    """
    if margin <= 0:
        raise ValueError(f"no test against a margin of {margin}")
    deviates = z_range_joint(ratio, margin) if wald_se_range(ratio) and margin != 1 else None
    if deviates is None:
        return None
    standard_error = se_from_ci(ratio.values)
    low, high = deviates if margin > 1 else Span(-deviates.high, -deviates.low)
    return MarginTest(
        standard_error,
        (math.log(ratio.values.estimate) - math.log(margin)) / standard_error,
        Span(lower_tail(low), lower_tail(high)),
        p_range(deviates),
    )


def lower_tail(z: float) -> float:
    """Φ(z), exact in the lower tail."""
    half = two_sided_p(z) / 2
    return half if z <= 0 else 1 - half
