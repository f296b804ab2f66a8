"""What is printed beside a difference, held against it: its interval, its P, its two groups."""

from collections.abc import Iterator
from decimal import Decimal

from altto_cli import wording
from altto_cli.appraise.figures import meet, p_band, p_span, rounded, signed_band
from altto_cli.appraise.finding import Finding, about
from altto_cli.appraise.observation import Value
from altto_cli.model import Arm, Difference, Result, Study
from altto_cli.stats.intervals import critical_value
from altto_cli.stats.printed import PrintedFigure, Span
from altto_cli.stats.rounding import p_range

#: The differences whose P is that of a Wald test, where no other is named.
_TESTED = ("mean difference", "risk difference")


def off_centre(said: Difference) -> str:
    """That a difference lies beside the middle of its interval, over rounding; or nothing."""
    if said.ci_low is None or said.ci_high is None:
        return ""
    estimate, low, high = map(signed_band, (said.estimate, said.ci_low, said.ci_high))
    least, greatest = low.lowest + high.lowest, low.highest + high.highest
    outside = estimate.highest < low.lowest or estimate.lowest > high.highest
    if outside or not (greatest < 2 * estimate.lowest or least > 2 * estimate.highest):
        return ""
    return f"{wording.signed(said.estimate)} is not the middle of {_limits(said)}"


def _limits(said: Difference) -> str:
    return " to ".join(wording.signed(each) for each in (said.ci_low, said.ci_high) if each)


def unlike_groups(result: Result) -> str:
    """That the two groups give another difference than the printed one; or nothing."""
    said, found = result.difference, subtracted(result)
    if said is None or found is None:
        return ""
    estimate = signed_band(said.estimate)
    other_side = (found.highest < 0 < estimate.lowest) or (estimate.highest < 0 < found.lowest)
    within = [estimate, estimate]
    if said.adjusted is not False and said.ci_low is not None and said.ci_high is not None:
        within = [signed_band(said.ci_low), signed_band(said.ci_high)]
    elif said.adjusted is not False:
        within = [found, found]
    apart = found.highest < within[0].lowest or found.lowest > within[1].highest
    if not (other_side or apart):
        return ""
    figures = f"{wording.signed(said.estimate)} beside {wording.signed(found.value)}"
    return f"{figures}, which the two groups give"


def unlike_p(said: Difference) -> str:
    """That the interval gives another P than the printed one; or nothing."""
    printed, given = _printed_p(said), p_of(said)
    if printed is None or given is None or meet(given, printed):
        return ""
    return f"P {said.p} beside {p_span(given)}, which the interval gives"


def _printed_p(said: Difference) -> Span | None:
    """A P of superiority that a Wald test of the interval should give."""
    is_such = said.measure in _TESTED and said.p_test in (None, "Wald")
    judged = is_such and said.p_kind in (None, "superiority")
    return p_band(said.p) if said.p and judged else None


def p_of(said: Difference) -> Span | None:
    """The two-sided P that a difference and its interval give, over rounding."""
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


def subtracted(result: Result) -> PrintedFigure | None:
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


def difference(study: Study, result: Result) -> Iterator[Finding]:
    """A difference goes with its interval, its P and its two groups, rounding allowed for.

    None of the three is certain: adjustment, another test or other patients may explain it.
    """
    said = result.difference
    if said is None:
        return
    told = [off_centre(said), unlike_groups(result), unlike_p(said)]
    doubts = [each for each in told if each]
    fits = "; ".join(_fits(result, said))
    if doubts or fits:
        yield about(
            study,
            [result],
            "difference",
            "check" if doubts else "note",
            text=f"{'; '.join(doubts) or fits}.",
            values=_values(result, said),
        )


def _fits(result: Result, said: Difference) -> Iterator[str]:
    """What of it was held against something and goes with it."""
    if found := subtracted(result):
        yield f"The two groups give {wording.signed(found.value)}"
    if said.ci_low is not None and said.ci_high is not None:
        yield f"{wording.signed(said.estimate)} lies in the middle of {_limits(said)}"
    given = p_of(said)
    if given and _printed_p(said):
        yield f"the interval gives P {p_span(given)}"


def _values(result: Result, said: Difference) -> dict[str, Value]:
    values: dict[str, Value] = {"estimate": wording.signed(said.estimate)}
    if found := subtracted(result):
        values["of_groups"] = wording.signed(found.value)
    if given := p_of(said):
        values |= {"p_low": rounded(given.low), "p_high": rounded(given.high)}
    return values
