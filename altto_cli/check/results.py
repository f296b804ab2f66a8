"""Rules over one result: its groups, percentages, ratio, interval and P value.

A rule's name is its function's, its page the docstring.
"""

import re

from altto_cli.check.rule import Rule, Said
from altto_cli.model import Arm, Result

_P = re.compile(r"[<>=≤≥]?\s?(0?\.[0-9]+|0|1(\.0+)?)")
_ALONE = re.compile(rf"(?<![0-9.]){_P.pattern}(?![0-9]|\.[0-9])")


def two_rates(result: Result) -> Said:
    """A group has patients without the event or patients with it, in percent, not both.

    One is 100 minus the other; print has one of them, and that one is entered.
    """
    for arm in result.arms:
        if arm.event_free_percent is not None and arm.event_percent is not None:
            message = "event_free_percent stands here too; keep what is printed"
            yield arm.at("event_percent"), message


def unlike_rates(result: Result) -> Said:
    """The percentages of two groups are of one kind and belong to one time.

    80.1% without the event beside 12.1% with it, or 5 years beside 10, reads as a difference that
    nobody reported.
    """
    rated = [arm for arm in result.arms if _rates(arm)]
    for arm in rated[1:]:
        if _rates(arm)[0] not in _rates(rated[0]):
            yield arm.at(_rates(arm)[0]), f"{_rates(arm)[0]} stands beside {_rates(rated[0])[0]}"
        elif arm.time != rated[0].time:
            times = " beside ".join(map(_time, (arm, rated[0])))
            yield arm.at(_time_key(arm)), f"the percentages belong to different times: {times}"


def rate_time(result: Result) -> Said:
    """An event-free percentage has the time to which it belongs, and a time has a percentage.

    80.1% without the event says nothing without "at 10 years". Patients with an event may be
    counted over the whole follow-up, so their percentage may stand without.
    """
    for arm in result.arms:
        if arm.event_free_percent is not None and arm.time is None:
            yield arm.at("event_free_percent"), "at which time? add at_years"
        if arm.time is not None and not _rates(arm):
            yield arm.at(_time_key(arm)), "no percentage belongs to this time; leave it out"


def two_times(result: Result) -> Said:
    """A time stands in years or in months, as printed, not in both.

    Twelve months are a year; print has one of them, and that one is entered.
    """
    timed = (*result.arms, *([result.difference] if result.difference else []))
    for record in timed:
        for years, months in (("at_years", "at_months"), ("median_years", "median_months")):
            if None not in (getattr(record, years, None), getattr(record, months, None)):
                yield record.at(months), f"{years} stands here too; keep what is printed"


def patient_years(result: Result) -> Said:
    """A rate says in how many patient-years its events were counted: per 100, per 1,000.

    2.3 says nothing without them, and they say nothing without a rate.
    """
    for arm in result.arms:
        if arm.event_rate is not None and arm.per_patient_years is None:
            yield arm.at("event_rate"), "per how many patient-years? add per_patient_years"
        if arm.per_patient_years is not None and arm.event_rate is None:
            yield arm.at("per_patient_years"), "no rate belongs to these; add event_rate"


def _time(arm: Arm) -> str:
    return f"{arm.time.value} {arm.time.unit}" if arm.time else "no time"


def _time_key(arm: Arm) -> str:
    return "at_months" if arm.at_years is None and arm.at_months is not None else "at_years"


def _rates(arm: Arm) -> list[str]:
    names = ("event_free_percent", "event_percent")
    return [name for name in names if getattr(arm, name) is not None]


def says_nothing(result: Result) -> Said:
    """A result has a ratio, a difference, a P, percentages, rates, means, events or a statement.

    Without any of them it would be answered with "not reported" where there is nothing to report;
    what was looked for and not found is a fact of section "not reported".
    """
    counted = any(_counted(arm) for arm in result.arms) or result.events is not None
    if not (counted or result.estimates or result.p_value or result.statement):
        yield result.at(), f"{result.id} says nothing; add its figures or a statement, or delete it"


def _counted(arm: Arm) -> bool:
    values = (arm.events, arm.event_rate, arm.mean, arm.median_time)
    return bool(_rates(arm)) or any(value is not None for value in values)


def hidden_groups(result: Result) -> Said:
    """A result has treatment and reference, or groups, not both.

    Beside a treatment or a reference, `groups` is not shown.
    """
    if result.groups and (result.treatment or result.reference):
        yield result.at("groups"), "groups is not shown beside treatment and reference; keep one"


def same_strategy(result: Result) -> Said:
    """Treatment and reference are two strategies.

    A strategy compared with itself is a line copied and not changed.
    """
    if result.treatment and result.reference:
        strategy = result.reference.strategy
        if strategy == result.treatment.strategy:
            yield result.reference.at("strategy"), f"{strategy} is compared with itself"


def half_interval(result: Result) -> Said:
    """An interval has two limits.

    With one of them missing it is shown as not reported. Add the other, or leave both out.
    """
    for each in (*result.estimates, *result.arms):
        if (each.ci_low is None) != (each.ci_high is None):
            there = "ci_low" if each.ci_high is None else "ci_high"
            missing = "ci_high" if there == "ci_low" else "ci_low"
            yield each.at(there), f"{there} stands without {missing}; add it or leave both out"


def interval_level(result: Result) -> Said:
    """An interval has its confidence level, and a level has its interval.

    Not every interval is 95%: its level decides what can be computed from it and what it may be
    compared with.
    """
    for each in (*result.estimates, *result.arms):
        if each.ci_low is not None and each.ci_high is not None and each.ci_level is None:
            yield each.at("ci_low"), "an interval of which level? add ci_level"
        if each.ci_low is None and each.ci_high is None and each.ci_level is not None:
            yield each.at("ci_level"), "no interval has this level; leave it out"


def lone_interval(result: Result) -> Said:
    """An interval in a group is that of its percentage.

    One of a ratio stands in `effect`, one of a difference in `difference`; of means, medians and
    events in patient-years none is kept.
    """
    for arm in result.arms:
        if arm.ci_low is not None and not _rates(arm):
            yield arm.at("ci_low"), "the interval of which percentage? of a ratio it is in effect"


def p_form(result: Result) -> Said:
    """A P value is a number from 0 to 1 as printed, perhaps after a sign: .048, "<0.001".

    What P it is stands in `p_kind`, `p_test` and `p_label`. "NS" and "significant" are the source's
    word: `significance`.
    """
    for each in (*result.estimates, *([result.p_value] if result.p_value else [])):
        if each.p and not _P.fullmatch(each.p):
            found = _ALONE.search(each.p.replace(",", ".").replace("·", "."))
            hint = f"; did you mean {found[0].strip('= ')}?" if found else ""
            message = f"p is {each.p!r}; write the number as printed, such as <0.001{hint}"
            yield each.at("p"), message


def p_alone(result: Result) -> Said:
    """What is said of a P value stands beside one.

    `p_kind`, `p_test`, `p_label` and `p_threshold` without `p` say something of a number that
    is not there.
    """
    for each in result.estimates:
        for key in ("p_kind", "p_test", "p_label", "p_threshold"):
            if each.p is None and getattr(each, key, None) is not None:
                yield each.at(key), f"{key} stands without p; add it or leave {key} out"


def ratio_of_ratios(result: Result) -> Said:
    """A ratio of hazard ratios compares two populations, and no other ratio does.

    The second stands in `versus_population`; without it the ratio would be read as one of
    treatment to reference. It stands with the P of an interaction and with a statement too.
    """
    effect, other = result.effect, result.versus_population
    of_ratios = effect is not None and effect.measure == "ratio of hazard ratios"
    interaction = result.p_value is not None and result.p_value.p_kind == "interaction"
    if effect and of_ratios and other is None:
        yield effect.at("measure"), "a ratio of which populations? add versus_population"
    if other is not None and not (of_ratios or interaction or result.statement):
        message = "only a ratio of hazard ratios or an interaction compares populations"
        yield result.at("versus_population"), message
    elif other == result.population:
        yield result.at("versus_population"), f"{other} is compared with itself"


def window_order(result: Result) -> Said:
    """A window of follow-up ends after it begins."""
    window = result.window
    if window and window.to_years is not None and window.from_years >= window.to_years:
        said = f"to_years {window.to_years} is not after from_years {window.from_years}"
        yield window.at("to_years"), said


def own_corroboration(result: Result) -> Said:
    """A result is corroborated by another source than its own.

    Its own source prints it once, however often it is read.
    """
    for each in result.corroborated_by:
        if each.source == result.source:
            yield each.at("source"), f"{each.source} is the source of this result itself"


#: What is wrong with a result.
OF_RESULT: tuple[Rule, ...] = (
    two_rates,
    unlike_rates,
    rate_time,
    two_times,
    patient_years,
    says_nothing,
    hidden_groups,
    same_strategy,
    half_interval,
    interval_level,
    lone_interval,
    p_form,
    p_alone,
    ratio_of_ratios,
    window_order,
    own_corroboration,
)
