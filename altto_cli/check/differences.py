"""Rules over a difference and what is printed beside it, rounding allowed for; none is certain."""

from decimal import Decimal

from altto_cli import wording
from altto_cli.appraise.figures import meet, p_band, p_span, signed_band
from altto_cli.check.rule import Rule, Said
from altto_cli.model import Arm, Difference, Result, Study
from altto_cli.stats.intervals import critical_value
from altto_cli.stats.printed import PrintedFigure, Span
from altto_cli.stats.rounding import p_range


def difference_interval(study: Study) -> Said:
    """A difference lies in the middle of its interval, within rounding.

    Most intervals of differences are as long below as above: -3.2 (-5.1 to -1.3). Where one is not,
    a digit or a minus may be mistyped. Some methods give other intervals rightly; then leave it.
    """
    for result in study.results:
        said = result.difference
        if said and said.ci_low is not None and said.ci_high is not None:
            estimate, low, high = map(signed_band, (said.estimate, said.ci_low, said.ci_high))
            least, greatest = low.lowest + high.lowest, low.highest + high.highest
            outside = estimate.highest < low.lowest or estimate.lowest > high.highest
            if not outside and (greatest < 2 * estimate.lowest or least > 2 * estimate.highest):
                limits = " to ".join(wording.signed(each) for each in (said.ci_low, said.ci_high))
                message = (
                    f"{wording.signed(said.estimate)} is not the middle of {limits}; read it again"
                )
                yield said.at("estimate"), message


def difference_of_groups(study: Study) -> Said:
    """A difference is treatment less reference of the figures beside it, above 0 where they are.

    Where the sign is another, a minus was lost or the two sides were exchanged. What the figures
    give lies in the interval, and is the difference itself where that is not adjusted, within
    rounding.
    """
    for result in study.results:
        said, found = result.difference, _subtracted(result)
        if said is None or found is None:
            continue
        estimate = signed_band(said.estimate)
        other_side = (found.highest < 0 < estimate.lowest) or (estimate.highest < 0 < found.lowest)
        within = [estimate, estimate]
        if said.adjusted is not False and said.ci_low is not None and said.ci_high is not None:
            within = [signed_band(said.ci_low), signed_band(said.ci_high)]
        elif said.adjusted is not False:
            within = [found, found]
        apart = found.highest < within[0].lowest or found.lowest > within[1].highest
        if other_side or apart:
            figures = f"{wording.signed(said.estimate)} beside {wording.signed(found.value)}"
            yield said.at("estimate"), f"{figures}, which the two groups give; read both again"


def unlike_difference(study: Study) -> Said:
    """A difference is one of what stands beside it: of means a mean difference, and no other.

    A risk difference is read in percentage points, a mean difference in the unit of the endpoint.
    """
    for result in study.results:
        said, arms = result.difference, result.arms
        of_means = any(arm.mean is not None for arm in arms)
        others = (arm.event_free_percent or arm.event_percent or arm.event_rate for arm in arms)
        if said and said.measure == "mean difference" and not of_means and any(others):
            yield said.at("measure"), "a mean difference stands beside figures that are no means"
        elif said and said.measure != "mean difference" and of_means:
            yield said.at("measure"), f"a {said.measure} stands beside means"


def difference_p(study: Study) -> Said:
    """The P of a difference is about that which its interval gives, within rounding.

    Of means and of risks, where no other test is named. Another test may explain it; first look for
    a digit of the P or of the interval.
    """
    for result in study.results:
        said = result.difference
        if said is None or said.measure not in ("mean difference", "risk difference"):
            continue
        printed = p_band(said.p) if said.p and said.p_test in (None, "Wald") else None
        given = _p_of_difference(said)
        if printed and given and said.p_kind in (None, "superiority") and not meet(given, printed):
            yield said.at("p"), f"P {said.p} beside {p_span(given)}, which the interval gives"


def _p_of_difference(said: Difference) -> Span | None:
    if said.ci_low is None or said.ci_high is None or said.ci_level is None:
        return None
    estimate, low, high = map(signed_band, (said.estimate, said.ci_low, said.ci_high))
    least, greatest = high.lowest - low.highest, high.highest - low.lowest
    if least <= 0:
        return None
    factor = 2 * critical_value(float(said.ci_level))
    ends = (estimate.lowest, estimate.highest)
    deviates = [factor * float(end / width) for end in ends for width in (least, greatest)]
    return p_range(Span(min(deviates), max(deviates)))


def _subtracted(result: Result) -> PrintedFigure | None:
    """Treatment less reference of the figures that a difference is one of."""
    first, second, said = result.treatment, result.reference, result.difference
    if not first or not second or not said:
        return None
    one, other = _part(said, first), _part(said, second)
    if one is None or other is None or first.per_patient_years != second.per_patient_years:
        return None
    if said.measure == "rate difference" and said.per_patient_years != first.per_patient_years:
        return None
    high, low = signed_band(one), signed_band(other)
    return PrintedFigure(high.lowest - low.highest, one - other, high.highest - low.lowest)


def _part(said: Difference, arm: Arm) -> Decimal | None:
    """What a group contributes to a difference; of other patients without the event, less them."""
    if said.measure == "mean difference":
        return arm.mean
    if said.measure == "rate difference":
        return arm.event_rate
    free, had = arm.event_free_percent, arm.event_percent
    if said.measure == "risk difference":
        return -free if had is None and free is not None else had
    return -had if free is None and had is not None else free


#: What is worth a look.
WARNINGS: tuple[Rule, ...] = (
    difference_interval,
    difference_of_groups,
    unlike_difference,
    difference_p,
)
