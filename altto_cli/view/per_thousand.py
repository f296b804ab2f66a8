"""The faces of a result per 1,000 patients: cells, fields, JSON, CSV, a sentence."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from altto_cli import wording
from altto_cli.appraise import absolute
from altto_cli.appraise.absolute import Absolute
from altto_cli.model import Arm, Result, Study
from altto_cli.stats.absolute import per_thousand
from altto_cli.view import figures, records
from altto_cli.view.page import Row
from altto_cli.view.shown import with_warnings


def heading(study: Study, each: Absolute) -> str:
    """What the figures are, and that nothing is caused where that is not known."""
    return f"per 1,000 patients, {each.at}; {_kind(study, each)}"


def _kind(study: Study, each: Absolute) -> str:
    randomised = study.is_randomised(each.result)
    return "randomised comparison" if randomised else "associated with, not shown to be caused by"


def row(study: Study, each: Absolute, name: str, *, nnt: bool, one_level: bool) -> Row:
    result = each.result
    record = _record(study, each, nnt=nnt)
    labels = tuple(wording.arm_label(study, result, arm) for arm in result.arms)
    sizes = (wording.size(study, result, arm)[0] for arm in result.arms)
    cells = [
        labels,
        tuple(wording.DASH if size is None else wording.count(size) for size in sizes),
        tuple(str(round(value)) for value in (each.treatment, each.reference)),
        ((absolute.crude_in_a_cell if one_level else absolute.crude_in_words)(each),),
        (absolute.by_ratio_in_words(each),),
    ]
    cells += [(absolute.nnt(each),)] if nnt else []
    return Row(
        name=name,
        cells=tuple(cells),
        fields=tuple(_fields(study, each, nnt=nnt)),
        record=record,
        flat=_flat(study, record),
        sentence=_sentence(study, each, nnt=nnt),
        derived=True,
    )


def _record(study: Study, each: Absolute, *, nnt: bool) -> dict[str, Any]:
    one = with_warnings(study, [each.result])[0]
    whole = records.result(study, each.result, one.remarks, one.conflicts)
    kept = ("study", "endpoint", "population", "population_label", "menopause")
    return {
        "result": each.result.id,
        **{key: whole[key] for key in kept},
        "at_years": figures.number(each.at_years),
        "treatment": {**whole["treatment"], "event_free_per_1000": _number(each.treatment)},
        "reference": {**whole["reference"], "event_free_per_1000": _number(each.reference)},
        "crude": {
            "difference_per_1000": _number(each.difference),
            "low": round(each.crude.low),
            "high": round(each.crude.high),
            "ci_low": _whole(each, 0),
            "ci_high": _whole(each, 1),
            "ci_level": figures.number(each.level) if each.shortest else None,
            "text": absolute.crude_in_words(each),
            "status": "derived",
            "method": absolute.CRUDE,
            "inputs": _rates(study, each),
        },
        "by_ratio": _by_ratio(study, each),
        "nnt": absolute.nnt(each) if nnt else None,
        "effect": whole["effect"],
        "events": wording.events(study, each.result),
        "design": whole["design"],
        "median_follow_up_years": whole["median_follow_up_years"],
        "source": whole["source"],
        "remarks": whole["remarks"],
        "conflicts": whole["conflicts"],
    }


def _whole(each: Absolute, end: int) -> int | None:
    """An end of the shortest interval of the crude difference."""
    return round(each.shortest.shown[end]) if each.shortest else None


def _by_ratio(study: Study, each: Absolute) -> dict[str, Any]:
    """The ratio's difference; `low` is the least benefit, None where no interval is printed."""
    given = each.by_ratio and [per_thousand(value) for value in each.by_ratio]
    effect, interval = each.result.effect, absolute.has_interval(each.result)
    return {
        "difference_per_1000": given[0] if given else None,
        "low": given[1] if given and interval else None,
        "high": given[2] if given and interval else None,
        "ci_level": figures.number(effect.ci_level) if given and effect else None,
        "text": absolute.by_ratio_in_words(each),
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
        f"{wording.rate_name(arm, endpoint)} {wording.percent(rate)}, "
        f"{wording.arm_in_full(study, each.result, arm)}"
        for arm in each.result.arms
        if (rate := wording.rate(arm)) is not None
    ]


def _ratio(result: Result) -> str:
    effect = result.effect
    return f"{wording.measure(effect)} {wording.effect(effect)}" if effect else ""


def _flat(study: Study, record: dict[str, Any]) -> dict[str, str]:
    """One cell a figure: what JSON nests is told by the name of the column."""
    treatment, reference = record["treatment"], record["reference"]
    crude, by_ratio, effect = record["crude"], record["by_ratio"], record["effect"] or {}
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
        "crude_ci_low": crude["ci_low"],
        "crude_ci_high": crude["ci_high"],
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
    }
    return records.flat(cells)


def _fields(study: Study, each: Absolute, *, nnt: bool) -> Iterator[tuple[str, str]]:
    result = each.result
    yield "Endpoint", study.endpoint(result.endpoint).name
    yield "Population", wording.upper_first(wording.population(study, result))
    for label, arm, free in _sides(each):
        said = f"{round(free)} of 1,000 event-free {each.at}"
        yield label, f"{wording.arm_in_full(study, result, arm)}; {said}"
    yield "Difference, crude", f"{absolute.crude_in_words(each)} event-free of 1,000"
    if each.by_ratio:
        yield "By the ratio", f"{absolute.by_ratio_in_words(each)}, derived from {_ratio(result)}"
    else:
        yield "By the ratio", absolute.by_ratio_in_words(each)
    if nnt:
        yield "Number needed to treat", absolute.nnt(each)
    yield "Design", _kind(study, each)
    yield "Events", wording.events(study, result).removeprefix("event counts ")
    yield "Stands in", f"{wording.standing(study.source(result.source))}; {result.locator}"


def _event_free_name(study: Study, each: Absolute) -> str:
    """What is counted: 10-year DFS, 5-year freedom from recurrence."""
    arm, endpoint = each.result.arms[0], study.endpoint(each.result.endpoint)
    rate = Decimal(100) - (arm.event_percent or Decimal(0))
    if arm.event_free_percent is None:
        arm = replace(arm, event_free_percent=rate, event_percent=None)
    return wording.rate_name(arm, endpoint)


def _sides(each: Absolute) -> Iterator[tuple[str, Arm, Decimal]]:
    rates = (each.treatment, each.reference)
    yield from zip(("Treatment", "Reference"), each.result.arms, rates, strict=True)


def _sentence(study: Study, each: Absolute, *, nnt: bool) -> str:
    result = each.result
    free = wording.several(
        f"{round(value)} with {wording.arm_in_full(study, result, arm)}"
        for _, arm, value in _sides(each)
    )
    said = [
        f"{_event_free_name(study, each)} per 1,000 patients was {free}, a crude difference of "
        f"{absolute.crude_in_words(each)} (derived)"
    ]
    by = absolute.by_ratio_in_words(each)
    derived = f" (derived from {_ratio(result)})" if each.by_ratio else ""
    said.append(f"difference by the ratio {by}{derived}")
    said += [parting.rstrip(".")] if (parting := absolute.parting(each)) else []
    said += [f"number needed to treat {absolute.nnt(each)}"] if nnt else []
    said.append(_kind(study, each))
    said.append(wording.design(study.is_randomised(result), study.is_exploratory(result)))
    said.append(wording.events(study, result))
    said.append(wording.standing(study.source(result.source)))
    said.append(f"evidence {study.version}")
    return f"{wording.upper_first(wording.population(study, result))}: {'; '.join(said)}."
