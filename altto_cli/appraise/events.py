"""Rules over the events behind a ratio: what its interval takes, and what the rates allow."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from altto_cli import wording
from altto_cli.appraise.figures import printed_ratio, rounded
from altto_cli.appraise.finding import Finding, about
from altto_cli.appraise.observation import Value
from altto_cli.model import Arm, Result, Severity, Study
from altto_cli.stats import events as stats
from altto_cli.stats.printed import PrintedRatio

#: Where a ratio comes from, as far as its measure tells: rate ratios may be one-step log-rank.
_MODELS: dict[str, stats.Model] = {
    "hazard ratio": "cox",
    "odds ratio": "logistic",
    "ratio of hazard ratios": "ratio of hazard ratios, cox",
    "rate ratio": "one-step log-rank",
    "risk ratio": "risk ratio",
}
#: A group of fewer events is small: a rate that rests on them has a relative standard error of
#: 1/√20 = 22% or more, and the log ratio of the group one of 0.22 or more, whatever else is known.
#: Vital statistics call a rate on fewer than 20 deaths unreliable for that (NCHS, CDC WISQARS).
FEW_EVENTS = 20


class Ceiling(NamedTuple):
    """The most events that a group can have had by the time of its rate."""

    arm: Arm
    events: int
    patients: int


def ceilings(study: Study, result: Result) -> list[Ceiling]:
    """N(1 − S), rounded down, of each group whose rate at a time and size are known."""
    found = []
    for arm in result.arms:
        patients, rate = wording.size(study, result, arm)[0], arm.event_free
        if patients is not None and rate is not None:
            most = stats.most_events_by_time(patients, wording.figure(rate))
            found.append(Ceiling(arm, most, patients))
    return found


def information_bound(study: Study, result: Result) -> Iterator[Finding]:
    """An interval as narrow as the printed one asks for at least 4/SE² events in all.

    Of a Cox or log-rank model with a model-based standard error. Reported events are held against
    the least value of 4/SE² over rounding; where none are reported, the most that the rates allow
    by their time stand beside it, which later events may exceed. Silent where the interval is not
    Wald. None of 10,000 honest results is below it.
    """
    effect, ratio = result.effect, printed_ratio(result.effect)
    if not effect or not ratio or effect.measure not in ("hazard ratio", "rate ratio"):
        return
    bound = stats.least_events_within_rounding(ratio)
    if bound is None:
        return
    least, events, known = stats.whole_events(bound), _total(result), ceilings(study, result)
    values: dict[str, Value] = {"least_events": least}
    severity: Severity = "note"
    text = f"The interval takes at least {wording.count(least)} events in all (4/SE²)"
    if events is not None:
        values["events"] = events
        severity = _severity(study, result) if events < least else "note"
        only = "only " if events < least else ""
        text += f"; {only}{wording.count(events)} are reported."
    elif len(known) == len(result.arms) > 0:
        most = sum(each.events for each in known)
        values |= {"events_at_most": most, **_time(known)}
        text += f"; by {_years(known)} the rates allow at most {wording.count(most)}."
    else:
        text += "; none are reported, nor sizes and rates that would bound them."
    yield about(
        study,
        [result],
        "information-bound",
        severity,
        text=text,
        values=values,
        compared=events is not None or bool(values.get("events_at_most")),
    )


def events_behind(study: Study, result: Result) -> Iterator[Finding]:
    """Each group has at least 1/SE² events, and by a time t at most N(1 − S(t)).

    With the standard error of a Cox, Poisson or logistic model, whatever else it holds; silent for
    rate ratios, which may be one-step log-rank and count expected events, for risk ratios and
    intervals that are not Wald. Printed counts or sizes below it contradict the interval, unless
    its standard error is robust or weighted, which is common where nothing was randomised. If the
    most events by t are too few, the ratio counts later ones too, or has another standard error.
    None of 10,000 honest Wald results is contradicted.
    """
    ratio = printed_ratio(result.effect)
    if not result.effect or not ratio or not result.treatment or not result.reference:
        return
    model = _MODELS[result.effect.measure]
    unrounded = stats.least_events_each(ratio, model)
    if unrounded is None:
        return
    least, known = stats.whole_events(unrounded), ceilings(study, result)
    values: dict[str, Value] = {"events_at_least_each": least}
    if known:
        values["events_at_most"] = {each.arm.strategy: each.events for each in known}
        values |= _time(known)
        values["patients"] = {each.arm.strategy: each.patients for each in known}
    against = _against(ratio, [each.events for each in known], model)
    values["later_events_needed"] = bool(against and against.too_narrow)
    counts = [arm.events for arm in result.arms if arm.events is not None]
    if len(counts) == 2:
        values["events"] = {arm.strategy: arm.events or 0 for arm in result.arms}
    few = min([*counts, *(each.events for each in known), *([least] * (not known))])
    values["few_events"] = few < FEW_EVENTS
    total = _total(result)
    split = stats.split_of_total(ratio, total, model) if total is not None else None
    if split and split.smaller_at_least is not None and len(counts) < 2:
        values["smaller_group_at_least"] = split.smaller_at_least
        values["larger_group_at_most"] = split.larger_at_most or 0
    broken = _broken(study, result, ratio, least, model)
    values |= broken.values
    yield about(
        study,
        [result],
        "events-behind",
        _severity(study, result) if broken.text else "note",
        text=broken.text or _behind(result, least, known, values),
        values=values,
        compared=bool(counts or known),
    )


class _Broken(NamedTuple):
    """What is printed that the bound does not allow; nothing where the text is empty."""

    text: str
    values: dict[str, Value]


def _broken(
    study: Study, result: Result, ratio: PrintedRatio, least: int, model: stats.Model
) -> _Broken:
    counts = [arm.events for arm in result.arms if arm.events is not None]
    against = _against(ratio, counts, model)
    if against and against.too_narrow:
        events = " and ".join(map(wording.count, counts))
        text = f"{events} events allow no interval as narrow as the printed one, by the standard "
        text += "error of a model."
        values: dict[str, Value] = {"se_greatest": rounded(against.se_greatest)}
        if against.se_least is not None:
            values["se_least"] = rounded(against.se_least)
        return _Broken(text, values)
    for arm in result.arms:
        patients = wording.size(study, result, arm)[0]
        if patients is not None and patients < least:
            label = wording.arm_label(study, result, arm)
            text = f"The interval takes at least {wording.count(least)} events in each group; "
            return _Broken(f"{text}{label} has {wording.count(patients)} patients.", {})
    return _Broken("", {})


def _against(
    ratio: PrintedRatio, counts: Sequence[int], model: stats.Model
) -> stats.AgainstInterval | None:
    if len(counts) != 2:
        return None
    return stats.events_against_interval(ratio, counts[0], counts[1], model)


def _behind(
    result: Result,
    least: int,
    known: Sequence[Ceiling],
    values: dict[str, Value],
) -> str:
    each = "each of the four groups" if result.versus_population else "each group"
    text = f"The interval takes at least {wording.count(least)} events in {each}"
    if "smaller_group_at_least" in values and result.events is not None:
        small, large = values["smaller_group_at_least"], values["larger_group_at_most"]
        of = f"; of {wording.count(result.events)} reported, one had at least {small}, the other"
        return f"{text}{of} at most {large}."
    if not known:
        return f"{text}, by the standard error of a model."
    most = " and ".join(
        f"{wording.count(each.events)} of {wording.count(each.patients)}" for each in known
    )
    text += f"; by {_years(known)} the rates allow at most {most}"
    return f"{text}: it counts later ones." if values["later_events_needed"] else f"{text}."


def _severity(study: Study, result: Result) -> Severity:
    """Robust and weighted standard errors are common where nothing was randomised."""
    return "conflict" if study.is_randomised(result) else "check"


def _total(result: Result) -> int | None:
    if result.events is not None:
        return result.events
    counts = [arm.events for arm in result.arms if arm.events is not None]
    return sum(counts) if counts and len(counts) == len(result.arms) else None


def _time(known: Sequence[Ceiling]) -> dict[str, Value]:
    """The time of the rates, under its unit."""
    time = known[0].arm.time
    return {f"at_{time.unit}": float(time.value)} if time else {}


def _years(known: Sequence[Ceiling]) -> str:
    time = known[0].arm.time
    return f"{wording.figure(time.value)} {time.unit}" if time else "then"
