"""Rules over ratios and percentages beside each other in one result, rounding allowed for.

None of them is certain: another denominator, adjustment or strata may explain what they find. They
say what to look at again.
"""

from collections.abc import Callable
from decimal import Decimal
from math import log1p
from typing import TypeAlias

from altto_cli import wording
from altto_cli.appraise.figures import (
    band,
    has_width,
    meet,
    p_band,
    p_span,
    printed_ratio,
)
from altto_cli.appraise.interactions import interaction
from altto_cli.appraise.intervals import is_outside
from altto_cli.check import differences
from altto_cli.check.rule import Rule, Said
from altto_cli.model import Arm, Effect, Result, Study
from altto_cli.stats.printed import PrintedRatio, Span
from altto_cli.stats.rounding import p_range_joint

#: What a group has, over rounding.
_OfArm: TypeAlias = Callable[[Study, Result, Arm], Span | None]


def ratio_of_groups(study: Study) -> Said:
    """The rates or percentages of two groups give about the ratio that stands beside them.

    Events per patient-years beside a rate or hazard ratio; percentages, or events among patients,
    beside a risk or odds ratio. What they give lies in the interval, or on the ratio's side of 1
    where none is printed. A risk, odds or rate ratio that is not adjusted they give itself, within
    rounding. Strata or other patients in the model may explain it; first look for a digit, a per
    100 for a per 1,000, or sides exchanged.
    """
    for result in study.results:
        effect, found = result.effect, _divided(study, result)
        if effect and found and _disagrees(effect, found):
            ratio = wording.effect(effect)
            message = f"{ratio} beside {_printed(found)}, which the two groups give"
            yield effect.at("estimate"), f"{message}; read both again"


def _disagrees(effect: Effect, found: Span) -> bool:
    estimate = band(effect.estimate)
    low, high = float(estimate.lowest), float(estimate.highest)
    if effect.measure != "hazard ratio" and effect.adjusted is False:
        return found.high < low or found.low > high
    if effect.ci_low is None or effect.ci_high is None:
        return found.high < 1 < low or high < 1 < found.low
    limits = band(effect.ci_low).lowest, band(effect.ci_high).highest
    return found.high < float(limits[0]) or found.low > float(limits[1])


def _printed(found: Span) -> str:
    return "–".join(dict.fromkeys(f"{each:.2f}" for each in found))


def _divided(study: Study, result: Result) -> Span | None:
    """The ratio that the figures of the two groups give, over rounding."""
    first, second, effect = result.treatment, result.reference, result.effect
    if not first or not second or not effect:
        return None
    for of_arm in _OF_MEASURE.get(effect.measure, ()):
        one, other = of_arm(study, result, first), of_arm(study, result, second)
        if one and other and one.low > 0 and other.low > 0:
            return Span(one.low / other.high, one.high / other.low)
    return None


def _rate(study: Study, result: Result, arm: Arm) -> Span | None:
    """Events a patient-year."""
    if arm.event_rate is None or not arm.per_patient_years:
        return None
    figure = band(arm.event_rate)
    years = arm.per_patient_years
    return Span(float(figure.lowest / years), float(figure.highest / years))


def _risk(study: Study, result: Result, arm: Arm) -> Span | None:
    """The share of patients with the event."""
    if arm.event_percent is not None:
        figure = band(arm.event_percent)
        return Span(float(figure.lowest / 100), float(figure.highest / 100))
    if arm.event_free_percent is not None:
        figure = band(arm.event_free_percent)
        return Span(float(1 - figure.highest / 100), float(1 - figure.lowest / 100))
    patients = wording.size(study, result, arm)[0]
    if arm.events is None or not patients:
        return None
    return Span(arm.events / patients, arm.events / patients)


def _odds(study: Study, result: Result, arm: Arm) -> Span | None:
    risk = _risk(study, result, arm)
    if risk is None or risk.high >= 1:
        return None
    return Span(risk.low / (1 - risk.low), risk.high / (1 - risk.high))


def _hazard(study: Study, result: Result, arm: Arm) -> Span | None:
    """What percentages give, where the appraisal does not set them beside the ratio."""
    appraised = arm.time is not None and not study.endpoint(result.endpoint).competing_risks
    if appraised or (arm.event_percent is None and arm.event_free_percent is None):
        return None
    risk = _risk(study, result, arm)
    if risk is None or risk.high >= 1:
        return None
    return Span(-log1p(-risk.low), -log1p(-risk.high))


#: What is divided, by the measure; the first that both groups have.
_OF_MEASURE: dict[str, tuple[_OfArm, ...]] = {
    "rate ratio": (_rate,),
    "hazard ratio": (_rate, _hazard),
    "risk ratio": (_risk,),
    "odds ratio": (_odds,),
}


def percent_of_events(study: Study) -> Said:
    """A percentage with the event is that of the events among the patients, within rounding.

    12.1% of 618 are 75 events, not 57. It holds where no time is named; at 5 years the percentage
    is another. It may be of fewer patients than the group has, such as those who were treated: then
    their number stands in the arm, as `n`.
    """
    for result in study.results:
        for arm in result.arms:
            patients = wording.size(study, result, arm)[0]
            if arm.event_percent is None or arm.events is None or arm.time or not patients:
                continue
            share, printed = 100 * Decimal(arm.events) / patients, band(arm.event_percent)
            if not printed.lowest <= share <= printed.highest:
                of = f"{wording.count(arm.events)} of {wording.count(patients)} are {share:.1f}%"
                message = f"{of}, printed is {wording.percent(arm.event_percent)}; is n another?"
                yield arm.at("event_percent"), message


def percent_without(study: Study) -> Said:
    """Patients with the event are not taken for those without it, nor these for them.

    41 events of 618 are 7%; beside 6.0% without the event by 5 years, 94% would have had it. Where
    the events are nearer to what is printed than to what is entered, and there are many times as
    few, write `event_percent` for `event_free_percent`, or the other way round.
    """
    for result in study.results:
        for arm in result.arms:
            patients, printed = wording.size(study, result, arm)[0], wording.rate(arm)
            both = arm.event_percent is not None and arm.event_free_percent is not None
            if printed is None or arm.events is None or not patients or both:
                continue
            share = 100 * Decimal(arm.events) / patients
            had = printed if arm.event_percent is not None else 100 - printed
            if _MANY * share < had and abs(share - (100 - had)) < abs(share - had):
                key, other = "event_free_percent", "event_percent"
                if arm.event_percent is not None:
                    key, other = other, key
                said = f"{wording.count(arm.events)} of {wording.count(patients)} had the event"
                yield arm.at(key), f"{said}, not {wording.percent(had)}; write {other}?"


#: So many times the patients who had an event may have it by a later time, by far.
_MANY = 4


def unlike_patient_years(study: Study) -> Said:
    """Two rates that are compared are per as many patient-years.

    4.1 per 100 beside 2.6 per 1,000 is mostly a slip, and reads as a difference that nobody
    reported. Look at the source again.
    """
    for result in study.results:
        rated = [arm for arm in result.arms if arm.per_patient_years is not None]
        for arm in rated[1:]:
            if arm.per_patient_years != rated[0].per_patient_years:
                yield arm.at("per_patient_years"), _beside(arm, rated[0])


def _beside(arm: Arm, first: Arm) -> str:
    one, other = (wording.count(each.per_patient_years or 0) for each in (arm, first))
    return f"one rate is per {one} patient-years, the other per {other}; read both again"


def unlike_medians(study: Study) -> Said:
    """Two median times that are compared are both in years, or both in months.

    25.3 years beside 31.0 months is a key taken for the other.
    """
    for result in study.results:
        timed = [arm for arm in result.arms if arm.median_time]
        for arm in timed[1:]:
            if {arm.median_years, timed[0].median_years} > {None}:
                key = "median_months" if arm.median_years is None else "median_years"
                yield arm.at(key), "one median is in years, the other in months; read both again"


def median_side(study: Study) -> Said:
    """The group with the higher hazard reaches its median time sooner.

    A ratio whose whole interval is above 1 says that treatment has the event sooner; its median is
    then the shorter one, as long as hazards are proportional. Look for sides exchanged, a ratio
    turned round, or a digit.
    """
    for result in study.results:
        first, second, effect = result.treatment, result.reference, result.effect
        if not first or not second or not effect or effect.measure != "hazard ratio":
            continue
        one, other = first.median_time, second.median_time
        if not one or not other or one.unit != other.unit:
            continue
        low = effect.ci_low if effect.ci_low is not None else effect.estimate
        high = effect.ci_high if effect.ci_high is not None else effect.estimate
        if (low > 1 and one.value > other.value) or (high < 1 and one.value < other.value):
            times = f"medians {one.value} and {other.value} {one.unit}"
            said = f"{times} beside {wording.effect(effect)}, which says the other way round"
            yield effect.at("estimate"), f"{said}; read both again"


def tenfold_p(study: Study) -> Said:
    """A P value is not ten times, nor a tenth of, what the interval, or two ratios, beside it give.

    Another test rightly gives another P, but a nought too many or too few is the commonest slip of
    all. Read the P and the interval again.
    """
    for result in study.results:
        effect, ratio = result.effect, printed_ratio(result.effect)
        if effect is None or ratio is None or effect.p_kind not in (None, "superiority"):
            continue
        given = None if is_outside(ratio) else _p(ratio)
        if given and _is_tenfold(effect.p, given):
            said = f"P {effect.p} beside {p_span(given)}, which the interval gives"
            yield effect.at("p"), f"{said}: about ten times apart; read both again"
    for found in interaction(study):
        low, high = (float(str(found.values.get(f"p_{end}", "nan"))) for end in ("low", "high"))
        lone = study.result(found.results[-1]).p_value
        two = Span(low, high)
        if lone and _is_tenfold(lone.p, two):
            said = f"P {lone.p} beside {p_span(two)}, which the two ratios give"
            yield lone.at("p"), f"{said}: about ten times apart; read both again"


def _is_tenfold(p: str | None, given: Span) -> bool:
    printed = p_band(p) if p and p[0] not in "<>≤≥" else None
    if printed is None or printed.high > 1 or meet(given, printed):
        return False
    return any(meet(given, Span(by * printed.low, by * printed.high)) for by in (0.1, 10.0))


def level_by_p(study: Study) -> Said:
    """The level of an interval is the one at which it goes with the P beside it.

    Where the report judges its P at .025, its interval may be one of 97.5%. Where the interval
    gives the printed P at that level, and another at the level that is entered, look again.
    """
    for result in study.results:
        effect, ratio = result.effect, printed_ratio(result.effect)
        if effect is None or ratio is None or not effect.p or not effect.p_threshold:
            continue
        threshold, printed = p_band(effect.p_threshold), p_band(effect.p)
        if threshold is None or printed is None or is_outside(ratio):
            continue
        judged = 100 - 50 * (threshold.low + threshold.high)
        here, there = _p(ratio), _p(ratio._replace(level=judged))
        if here and there and not meet(here, printed) and meet(there, printed):
            message = f"at {judged:g}% the interval gives the printed P {effect.p}"
            yield effect.at("ci_level"), f"{message}, at {ratio.level:g}% {p_span(here)}"


def _p(ratio: PrintedRatio) -> Span | None:
    return p_range_joint(ratio) if ratio.values.estimate and has_width(ratio) else None


#: What is worth a look.
WARNINGS: tuple[Rule, ...] = (
    *differences.WARNINGS,
    ratio_of_groups,
    percent_of_events,
    percent_without,
    unlike_patient_years,
    unlike_medians,
    median_side,
    tenfold_p,
    level_by_p,
)
