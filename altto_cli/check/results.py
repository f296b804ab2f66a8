"""Rules over one result: its groups, percentages, ratio, interval and P value.

A rule's name is its function's, its page the docstring.
"""

import re

from altto_cli.check.rule import Rule, Said
from altto_cli.model import Arm, Result

_P = re.compile(r"[<>=≤≥]?\s?(0?\.[0-9]+|0|1(\.0+)?)")


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
        elif arm.at_years != rated[0].at_years:
            times = " years beside ".join(str(each.at_years) for each in (arm, rated[0]))
            yield arm.at("at_years"), f"the percentages belong to different times: {times}"


def rate_time(result: Result) -> Said:
    """An event-free percentage has the time to which it belongs, and a time has a percentage.

    80.1% without the event says nothing without "at 10 years". Patients with an event may be
    counted over the whole follow-up, so their percentage may stand without.
    """
    for arm in result.arms:
        if arm.event_free_percent is not None and arm.at_years is None:
            yield arm.at("event_free_percent"), "at which time? add at_years"
        if arm.at_years is not None and not _rates(arm):
            yield arm.at("at_years"), "no percentage belongs to this time; leave it out"


def _rates(arm: Arm) -> list[str]:
    names = ("event_free_percent", "event_percent")
    return [name for name in names if getattr(arm, name) is not None]


def says_nothing(result: Result) -> Said:
    """A result has a ratio, percentages, events, a median time or a statement.

    Without any of them it would be answered with "not reported" where there is nothing to report;
    what was looked for and not found is a fact of section "not reported".
    """
    counted = any(
        _rates(arm) or arm.events is not None or arm.median_years is not None for arm in result.arms
    )
    if not (counted or result.effect or result.statement or result.events is not None):
        yield result.at(), f"{result.id} says nothing; add its figures or a statement, or delete it"


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
    effect = result.effect
    if effect and (effect.ci_low is None) != (effect.ci_high is None):
        there, missing = ("ci_low", "ci_high") if effect.ci_high is None else ("ci_high", "ci_low")
        yield effect.at(there), f"{there} stands without {missing}; add it or leave both out"


def interval_level(result: Result) -> Said:
    """An interval has its confidence level, and a level has its interval.

    Not every interval is 95%: its level decides what can be computed from it and what it may be
    compared with.
    """
    effect = result.effect
    if not effect:
        return
    if effect.ci_low is not None and effect.ci_high is not None and effect.ci_level is None:
        yield effect.at("ci_low"), "an interval of which level? add ci_level"
    if effect.ci_low is None and effect.ci_high is None and effect.ci_level is not None:
        yield effect.at("ci_level"), "no interval has this level; leave it out"


def p_form(result: Result) -> Said:
    """A P value is a number from 0 to 1 as printed, perhaps after a sign: .048, "<0.001".

    What P it is stands in `p_kind`, `p_test` and `p_label`. "NS" and "significant" are the source's
    word: `significance`.
    """
    effect = result.effect
    if effect and effect.p and not _P.fullmatch(effect.p):
        found = _P.search(effect.p)
        hint = f"; did you mean {found[0].strip('= ')}?" if found else ""
        message = f"p is {effect.p!r}; write the number as printed, such as <0.001{hint}"
        yield effect.at("p"), message


def p_alone(result: Result) -> Said:
    """What is said of a P value stands beside one.

    `p_kind`, `p_test`, `p_label` and `p_threshold` without `p` say something of a number that
    is not there.
    """
    effect = result.effect
    if effect and effect.p is None:
        for key in ("p_kind", "p_test", "p_label", "p_threshold"):
            if getattr(effect, key) is not None:
                yield effect.at(key), f"{key} stands without p; add it or leave {key} out"


def ratio_of_ratios(result: Result) -> Said:
    """A ratio of hazard ratios compares two populations, and no other ratio does.

    The second stands in `versus_population`; without it the ratio would be read as one of
    treatment to reference.
    """
    effect, other = result.effect, result.versus_population
    of_ratios = effect is not None and effect.measure == "ratio of hazard ratios"
    if effect and of_ratios and other is None:
        yield effect.at("measure"), "a ratio of which populations? add versus_population"
    if other is not None and not of_ratios:
        message = "only a ratio of hazard ratios compares populations; leave it out"
        yield result.at("versus_population"), message
    elif other == result.population:
        yield result.at("versus_population"), f"{other} is compared with itself"


def window_order(result: Result) -> Said:
    """A window of follow-up ends after it begins."""
    window = result.window
    if window and window.from_years >= window.to_years:
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
    says_nothing,
    hidden_groups,
    same_strategy,
    half_interval,
    interval_level,
    p_form,
    p_alone,
    ratio_of_ratios,
    window_order,
    own_corroboration,
)
