"""The figures of one result as JSON: its groups, ratio, difference and P."""

from decimal import Decimal
from typing import Any

from altto_cli import wording
from altto_cli.model import Arm, Difference, Duration, Effect, PValue, Result, Study
from altto_cli.wording import NOT_REPORTED

Json = dict[str, Any]


def number(value: Decimal | int | None) -> float | int | None:
    """The figure as a plain JSON number: 10 for 10, 90.0 for 90.0."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value.as_tuple().exponent == 0 else float(value)


def text(value: Decimal | None) -> str | None:
    """The figure as printed."""
    return None if value is None else wording.figure(value)


#: What a group may have besides; a key stands where its figure is printed.
_MORE = (
    "at_months",
    "median_years",
    "median_months",
    "event_rate",
    "mean",
    "ci_low",
    "ci_high",
    "ci_level",
)
_ALWAYS_PLAIN = ("at_months", "ci_level")


def arm(study: Study, result: Result, arm: Arm) -> Json:
    """A group with its size and figures."""
    size, status = wording.size(study, result, arm)
    rate = wording.rate(arm)
    said: Json = {
        "id": arm.strategy,
        "label": wording.arm_label(study, result, arm),
        "n": size,
        "n_status": status,
        "event_free_percent": number(arm.event_free_percent),
        "percent_text": text(rate),
        "at_years": number(arm.at_years),
        "events": arm.events,
    }
    if arm.event_percent is not None:
        said["event_percent"] = number(arm.event_percent)
    more = {name: getattr(arm, name) for name in _MORE if getattr(arm, name) is not None}
    said |= {name: number(value) for name, value in more.items()}
    said |= {f"{name}_text": text(more[name]) for name in more if name not in _ALWAYS_PLAIN}
    if arm.per_patient_years is not None:
        said["per_patient_years"] = arm.per_patient_years
    return said


def months(printed: Duration | None) -> float | int | None:
    """The time, where it is printed in months."""
    return number(printed.value) if printed and printed.unit == "months" else None


def difference(study: Study, result: Result) -> Json | None:
    """Its difference with interval, time and unit."""
    said = result.difference
    return (
        None
        if said is None
        else {
            **_estimate(said),
            **p(said),
            "unit": study.unit(result),
            "better": study.endpoint(result.endpoint).better,
            "at_years": number(said.at_years),
            "at_months": number(said.at_months),
            "text": wording.difference(said, study.unit(result)),
        }
    )


def effect(effect: Effect, result: Result) -> Json:
    """Its ratio with interval and P."""
    return {
        **_estimate(effect),
        **p(effect),
        "p_threshold": effect.p_threshold,
        "margin": number(effect.margin),
        "text": wording.effect(effect),
        "status": result.status,
    }


def _estimate(said: Effect | Difference) -> Json:
    return {
        "measure": said.measure,
        "adjusted": None if said.adjusted == NOT_REPORTED else said.adjusted,
        "estimate": number(said.estimate),
        "ci_low": number(said.ci_low),
        "ci_high": number(said.ci_high),
        "ci_level": number(said.ci_level),
        "estimate_text": text(said.estimate),
        "ci_low_text": text(said.ci_low),
        "ci_high_text": text(said.ci_high),
    }


def p(said: Effect | Difference | PValue) -> Json:
    """A P with what it tests and how."""
    return {"p": said.p, "p_kind": said.p_kind, "p_test": said.p_test, "p_label": said.p_label}


def lone_p(said: PValue) -> Json:
    """A P without a ratio, and its source if that is another than the result's."""
    return {**p(said), "source": said.source}
