"""The JSON objects of the contract, and the spreadsheet cells made from them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from altto_cli import wording
from altto_cli.model import (
    Conflict,
    Result,
    Source,
    Study,
)
from altto_cli.view import figures
from altto_cli.wording import NOT_REPORTED, upper_first

Json = dict[str, Any]
_SIDES, _LIMITS = ("treatment", "reference"), ("ci_low", "ci_high", "ci_level")
#: Columns of numbers that a group may have besides.
MORE_FIGURES = (
    *(f"{side}_{median}" for median in ("median_years", "median_months") for side in _SIDES),
    *(f"{side}_{limit}" for side in _SIDES for limit in _LIMITS),
)

#: The columns of a results file, in the contract's order.
RESULT_COLUMNS = (
    "id",
    "study",
    "endpoint",
    "population",
    "treatment",
    "reference",
    "treatment_n",
    "reference_n",
    "treatment_event_free_percent",
    "reference_event_free_percent",
    "treatment_event_percent",
    "reference_event_percent",
    "at_years",
    "measure",
    "adjusted",
    "estimate",
    "ci_low",
    "ci_high",
    "ci_level",
    "p",
    "significance",
    "status",
    "randomised",
    "exploratory",
    "source",
    "locator",
    "remarks",
    "population_label",
    "menopause",
    "versus_population",
    "window",
    "treatment_events",
    "reference_events",
    "events",
    "p_kind",
    "adjusted_for",
    "median_follow_up_years",
    "statement",
    "conflicts",
    "method",
    "inputs",
    "evidence_version",
    "evidence_sha256",
    "treatment_label",
    "reference_label",
    "p_test",
    "read",
    "treatment_mean",
    "reference_mean",
    "treatment_event_rate",
    "reference_event_rate",
    "per_patient_years",
    "unit",
    "at_months",
    "p_threshold",
    "margin",
    "median_follow_up_months",
    *MORE_FIGURES,
)


#: What else a group may have, in the digits of the source.
_AS_PRINTED = ("mean", "event_rate", "median_years", "median_months", "ci_low", "ci_high")


def study(study: Study) -> Json:
    """A study as every answer names it."""
    return {
        "id": study.id,
        "title": study.title,
        "randomised": study.randomised,
        "exploratory": study.said_exploratory,
        "median_follow_up_years": figures.number(study.median_follow_up_years),
        "evidence": {"version": study.version, "sha256": study.sha256},
        "design_label": study.design,
    }


def source(study: Study, source: Source) -> Json:
    """A source with its standing, what was taken from it and what it conflicts with."""
    key = f"sources/{source.id}"
    touching = [each for each in study.conflicts_on([key]) if key in each.touches]
    return {
        "id": source.id,
        "kind": source.kind,
        "citation": source.citation,
        "url": source.url or (f"https://doi.org/{source.doi}" if source.doi else None),
        "peer_reviewed": source.peer_reviewed,
        "checked": source.checked,
        "taken": source.taken,
        "conflicts": [conflict(each) for each in touching],
        "read": source.read,
        "study": study.id,
        "errors": list(source.errors),
        "superseded_by": source.superseded_by,
    }


def conflict(conflict: Conflict) -> Json:
    """A conflict as it stands beside a figure."""
    return {"id": conflict.id, "severity": conflict.severity, "text": conflict.text}


def result(
    study: Study, result: Result, remarks: Sequence[str], conflicts: Sequence[Conflict]
) -> Json:
    """A result with everything that must be read with it."""
    population = study.population(result.population)
    return {
        "id": result.id,
        "study": study.id,
        "endpoint": result.endpoint,
        "population": result.population,
        "population_label": population.label,
        "menopause": population.menopause,
        "versus_population": result.versus_population,
        "window": result.window
        and {
            "from_years": figures.number(result.window.from_years),
            "to_years": figures.number(result.window.to_years),
            "text": result.window.text,
        },
        "median_follow_up_years": figures.number(study.follow_up(result)),
        "median_follow_up_months": figures.months(study.followed(result)),
        "design": {
            "randomised": study.is_randomised(result),
            "exploratory": study.is_exploratory(result),
            "adjusted_for": study.covariates(result),
            "analysis_set": result.analysis_set,
        },
        "treatment": result.treatment and figures.arm(study, result, result.treatment),
        "reference": result.reference and figures.arm(study, result, result.reference),
        "groups": [figures.arm(study, result, arm) for arm in result.groups] or None,
        "events": result.events,
        "effect": result.effect and figures.effect(result.effect, result),
        "difference": figures.difference(study, result),
        "p_value": result.p_value and figures.lone_p(result.p_value),
        "statement": result.statement,
        "significance": result.significance,
        "status": result.status,
        "derived_from": result.derived_from
        and {"method": result.derived_from.method, "inputs": list(result.derived_from.inputs)},
        "source": {
            "id": result.source,
            "locator": result.locator,
            "standing": wording.standing(study.source(result.source)),
            "read": study.source(result.source).read,
        },
        "rates_source": result.rates_source,
        "remarks": list(remarks),
        "conflicts": [conflict(each) for each in conflicts],
        "subgroup": result.subgroup,
        "corroborated_by": [
            {"source": each.source, "what": each.what} for each in result.corroborated_by
        ],
    }


def flat_result(study: Study, record: Json) -> dict[str, str]:
    """The cells of one line of a results file, printed precision kept."""
    treatment, reference = record["treatment"] or {}, record["reference"] or {}
    # A difference stands in the columns of the ratio where there is none; its measure tells which.
    effect = record["effect"] or record["difference"] or record["p_value"] or {}
    derived = record["derived_from"] or {}
    if record["groups"]:
        # Groups that are not compared two by two stand together in the treatment's columns.
        treatment = {key: _of_each(record["groups"], key) for key in record["groups"][0]}
    arms = record["groups"] or (treatment, reference)
    # Beside a ratio the time of a difference stands with the difference.
    timed = arms if record["effect"] else (*arms, record["difference"] or {})
    cells = {
        **{key: record[key] for key in RESULT_COLUMNS if key in record},
        "treatment": treatment.get("id"),
        "reference": reference.get("id"),
        "at_years": _once(timed, "at_years"),
        "at_months": _once(timed, "at_months"),
        "per_patient_years": _once(arms, "per_patient_years"),
        "unit": (record["difference"] or {}).get("unit") or _unit(study, record, arms),
        "p_threshold": effect.get("p_threshold"),
        "margin": effect.get("margin"),
        "measure": effect.get("measure"),
        "adjusted": effect.get("adjusted"),
        "estimate": effect.get("estimate_text"),
        "ci_low": effect.get("ci_low_text"),
        "ci_high": effect.get("ci_high_text"),
        "ci_level": effect.get("ci_level"),
        "p": effect.get("p"),
        "p_kind": effect.get("p_kind"),
        "randomised": record["design"]["randomised"],
        "exploratory": record["design"]["exploratory"],
        "adjusted_for": record["design"]["adjusted_for"],
        "remarks": [*record["remarks"], *_for_a_line_alone(study, record)],
        "source": record["source"]["id"],
        "locator": record["source"]["locator"],
        "window": (record["window"] or {}).get("text"),
        "method": derived.get("method"),
        "inputs": derived.get("inputs"),
        "evidence_version": study.version,
        "evidence_sha256": study.sha256,
        "p_test": effect.get("p_test"),
        "read": record["source"]["read"],
    }
    for side, arm in (("treatment", treatment), ("reference", reference)):
        rate = "event_percent" if "event_percent" in arm else "event_free_percent"
        cells[f"{side}_n"] = arm.get("n")
        cells[f"{side}_label"] = arm.get("label")
        cells[f"{side}_events"] = arm.get("events")
        cells[f"{side}_{rate}"] = arm.get("percent_text")
        cells[f"{side}_ci_level"] = arm.get("ci_level")
        for key in _AS_PRINTED:
            cells[f"{side}_{key}"] = arm.get(f"{key}_text")
    return {column: cell(cells.get(column)) for column in RESULT_COLUMNS}


def evidence(studies: Iterable[Study], id: str | None) -> dict[str, str]:
    """The cells that name the version and hash of a study's evidence."""
    study = next((each for each in studies if each.id == id), None)
    return {
        "evidence_version": study.version if study else "",
        "evidence_sha256": study.sha256 if study else "",
    }


def _once(said: Iterable[Json], key: str) -> list[Any]:
    """Each value once, as several groups have mostly one time."""
    return list(dict.fromkeys(each[key] for each in said if each.get(key) is not None))


def _unit(study: Study, record: Json, arms: Iterable[Json]) -> str | None:
    """The unit of its means."""
    means = any(arm.get("mean") is not None for arm in arms)
    return study.endpoint(record["endpoint"]).unit if means else None


def _of_each(groups: Sequence[Json], key: str) -> list[Any] | None:
    values = [group.get(key) for group in groups]
    return values if any(value is not None for value in values) else None


def _for_a_line_alone(study: Study, record: Json) -> list[str]:
    """What a page says once for all its rows, and a line of a spreadsheet must say itself."""
    said = [f"Design: {study.design}", f"Source: {record['source']['standing']}"]
    groups = record["groups"] or [record["treatment"] or {}]
    if record["events"] is None and not any(each.get("events") for each in groups):
        said.append(f"Event counts {NOT_REPORTED}")
    better = (record["difference"] or {}).get("better")
    said += [f"{upper_first(better)} is better"] if better else []
    if record["effect"] and record["difference"]:
        said.append(
            f"{upper_first(record['difference']['measure'])}: {record['difference']['text']}"
        )
    return said


def flat(record: Mapping[str, Any]) -> dict[str, str]:
    """The cells of one line of any other file: the keys of the record, in order."""
    return {key: cell(value) for key, value in record.items()}


def cell(value: Any) -> str:
    """A value in a spreadsheet: empty when absent, lists joined by a bar."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        if {"severity", "text"} <= value.keys():
            return f"{value['severity']}: {value['text']}"
        return "; ".join(f"{key} {cell(each)}" for key, each in value.items() if each is not None)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return " | ".join(cell(each) for each in value)
    return str(value)
