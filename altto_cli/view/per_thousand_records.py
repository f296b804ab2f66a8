"""A result per 1,000 patients as machines read it, and as a sentence."""

from decimal import Decimal
from typing import Any

from altto_cli import outcomes, wording
from altto_cli.appraise import absolute
from altto_cli.appraise.absolute import Absolute
from altto_cli.model import Result, Study
from altto_cli.stats.absolute import per_thousand
from altto_cli.view import notes, records, sentences, standing
from altto_cli.view.figures import number
from altto_cli.view.page import Entry
from altto_cli.view.per_thousand import by_ratio_in_words, narrowest, observed_in_words

#: How the interval of the observed difference is computed, and how the shortest.
_BY_INTERVALS = "±z√(SE₁²+SE₀²) of the difference, SE from the interval of each rate"
_SHORTEST = "±z√(S₁(1−S₁)/n₁ + S₀(1−S₀)/n₀) of the difference, no shorter than (Greenwood 1926)"


def entry(study: Study, each: Absolute, *, nnt: bool) -> Entry:
    """The result per 1,000 as machines read it, and as a sentence."""
    record = _record(study, each, nnt=nnt)
    return Entry("rows", record, _flat(study, record), _sentence(study, each, nnt=nnt))


def _record(study: Study, each: Absolute, *, nnt: bool) -> dict[str, Any]:
    remarks, conflicts = notes.remarks(study, each.result), notes.conflicts(study, each.result)
    whole = records.result(study, each.result, remarks, conflicts)
    kept = ("study", "endpoint", "population", "population_label", "menopause")
    return {
        "result": each.result.id,
        **{key: whole[key] for key in kept},
        "at_years": number(each.at_years),
        "treatment": {**whole["treatment"], "event_free_per_1000": _number(each.treatment)},
        "reference": {**whole["reference"], "event_free_per_1000": _number(each.reference)},
        "crude": _crude(study, each),
        "by_ratio": _by_ratio(study, each),
        "nnt": absolute.nnt(each) if nnt else None,
        "effect": whole["effect"],
        "events": wording.events(study, each.result),
        "design": whole["design"],
        "median_follow_up_years": whole["median_follow_up_years"],
        "source": whole["source"],
        "remarks": whole["remarks"],
        "conflicts": whole["conflicts"],
        "apart": _apart(each),
    }


def _crude(study: Study, each: Absolute) -> dict[str, Any]:
    """`low` and `high` are what rounding leaves; `interval` is that of the difference.

    Where the rates are printed without theirs, `no_shorter_than` has the shortest that it can have.
    """
    return {
        "difference_per_1000": _number(each.difference),
        "low": round(each.crude.low),
        "high": round(each.crude.high),
        "text": absolute.more(each.difference),
        "status": "derived",
        "method": absolute.CRUDE,
        "inputs": _rates(study, each),
        "no_shorter_than": _observed(each, _SHORTEST) if each.shortest else None,
        "interval": _observed(each, _BY_INTERVALS) if each.by_intervals else None,
    }


def _observed(each: Absolute, method: str) -> dict[str, Any] | None:
    """The interval of the observed difference, and how it is computed."""
    return each.observed and {
        "low": round(each.observed.shown.low),
        "high": round(each.observed.shown.high),
        "ci_level": number(each.level),
        "text": observed_in_words(each, None),
        "method": method,
    }


def _apart(each: Absolute) -> dict[str, Any] | None:
    """The ratio that the rates alone would give, where it disagrees with the printed one."""
    if not each.implied or not each.parted or not each.result.effect:
        return None
    printed = number(each.result.effect.estimate)
    return {"rates_alone": round(each.implied.ratio, 2), "printed": printed}


def _by_ratio(study: Study, each: Absolute) -> dict[str, Any]:
    """The ratio's difference; `low` is the least benefit, None where no interval is printed."""
    given = each.by_ratio and [per_thousand(value) for value in each.by_ratio]
    effect, interval = each.result.effect, absolute.has_interval(each.result)
    return {
        "difference_per_1000": given[0] if given else None,
        "low": given[1] if given and interval else None,
        "high": given[2] if given and interval else None,
        "ci_level": number(effect.ci_level) if given and effect else None,
        "text": by_ratio_in_words(each, None) if given else f"not given: {each.not_given}",
        "over_rounding": each.over_rounding,
        "not_given": each.not_given,
        "status": "derived" if given else None,
        "method": absolute.BY_RATIO if given else None,
        "inputs": [*_rates(study, each)[1:], _ratio(each.result)] if given else [],
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == round(value) else float(value)


def _rates(study: Study, each: Absolute) -> list[str]:
    endpoint = study.endpoint(each.result.endpoint)
    return [
        f"{outcomes.name(arm, endpoint)} {outcomes.printed(arm)}, "
        f"{wording.arm_in_full(study, each.result, arm)}"
        for arm in each.result.arms
        if wording.rate(arm) is not None
    ]


def _ratio(result: Result) -> str:
    effect = result.effect
    return f"{wording.measure(effect)} {wording.effect(effect)}" if effect else ""


def _flat(study: Study, record: dict[str, Any]) -> dict[str, str]:
    """One cell a figure: what JSON nests is told by the name of the column."""
    treatment, reference = record["treatment"], record["reference"]
    crude, by_ratio, effect = record["crude"], record["by_ratio"], record["effect"] or {}
    shortest, apart = crude["no_shorter_than"] or {}, record["apart"] or {}
    interval = crude["interval"] or {}
    told = (
        "result",
        "study",
        "endpoint",
        "population",
        "population_label",
        "menopause",
        "at_years",
    )
    cells = {
        **{key: record[key] for key in told},
        "treatment": treatment["id"],
        "reference": reference["id"],
        "treatment_n": treatment["n"],
        "reference_n": reference["n"],
        "treatment_event_free_per_1000": treatment["event_free_per_1000"],
        "reference_event_free_per_1000": reference["event_free_per_1000"],
        "crude_difference_per_1000": crude["difference_per_1000"],
        "crude_status": crude["status"],
        "crude_method": crude["method"],
        "crude_inputs": crude["inputs"],
        "by_ratio_difference_per_1000": by_ratio["difference_per_1000"],
        "by_ratio_low": by_ratio["low"],
        "by_ratio_high": by_ratio["high"],
        "ci_level": by_ratio["ci_level"],
        "by_ratio_not_given": by_ratio["not_given"],
        "by_ratio_status": by_ratio["status"],
        "by_ratio_method": by_ratio["method"],
        "by_ratio_inputs": by_ratio["inputs"],
        "nnt": record["nnt"],
        "effect": effect.get("text"),
        "events": record["events"],
        "randomised": record["design"]["randomised"],
        "exploratory": record["design"]["exploratory"],
        "adjusted_for": record["design"]["adjusted_for"],
        "source": record["source"]["id"],
        "locator": record["source"]["locator"],
        "remarks": record["remarks"],
        "conflicts": record["conflicts"],
        "evidence_version": study.version,
        "evidence_sha256": study.sha256,
        "crude_no_shorter_than_low": shortest.get("low"),
        "crude_no_shorter_than_high": shortest.get("high"),
        "rates_alone": apart.get("rates_alone"),
        "crude_low": interval.get("low"),
        "crude_high": interval.get("high"),
    }
    return records.flat(cells)


def _sentence(study: Study, each: Absolute, *, nnt: bool) -> str:
    result = each.result
    free = wording.several(
        f"{round(value)} with {wording.arm_in_full(study, result, arm)}"
        for arm, value in zip(result.arms, (each.treatment, each.reference), strict=True)
    )
    said = [
        f"{_event_free_name(study, each)} per 1,000: {free}",
        f"derived: observed {observed_in_words(each, None, narrowest(each))}, {_if_held(each)}",
    ]
    if apart := _apart(each):
        said.append(f"rates imply {apart['rates_alone']:.2f}")
    said += [f"number needed to treat {absolute.nnt(each)}"] if nnt else []
    said.append(wording.design(study.is_randomised(result), study.is_exploratory(result)))
    said.append(wording.events(study, result))
    said += standing.sources(study, result, with_p=False)
    said += [*sentences.conflicts(study, result), f"evidence {study.version}"]
    return f"{wording.upper_first(wording.population(study, result))}: {'; '.join(said)}."


def _if_held(each: Absolute) -> str:
    """If adjusted HR held 75 more (38 to 105 more); with the ratio, where the rates differ."""
    effect = each.result.effect
    if not effect or not each.by_ratio:
        return f"by the ratio none: {each.not_given}"
    ratio = _ratio(each.result) if _apart(each) else wording.measure(effect)
    return f"if {ratio} held {by_ratio_in_words(each, each.level if each.observed else None)}"


def _event_free_name(study: Study, each: Absolute) -> str:
    """What is counted: 10-year DFS, 5-year freedom from recurrence."""
    arm, endpoint = each.result.arms[0], study.endpoint(each.result.endpoint)
    if arm.event_free_percent is None:
        arm = arm._replace(event_free_percent=each.treatment / 10, event_percent=None)
    return outcomes.name(arm, endpoint)
