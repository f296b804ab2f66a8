"""The JSON objects of the contract, and the spreadsheet cells made from them."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from altto_cli import wording
from altto_cli.model import Arm, Conflict, Effect, Result, Source, Study
from altto_cli.wording import NOT_REPORTED

Json = dict[str, Any]

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
)


def number(value: Decimal | int | None) -> float | int | None:
    """The figure as a plain JSON number: 10 for 10, 90.0 for 90.0."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value.as_tuple().exponent == 0 else float(value)


def text(value: Decimal | None) -> str | None:
    """The figure as printed."""
    return None if value is None else wording.figure(value)


def study(study: Study) -> Json:
    """A study as every answer names it."""
    return {
        "id": study.id,
        "title": study.title,
        "randomised": study.randomised,
        "exploratory": study.exploratory,
        "median_follow_up_years": number(study.median_follow_up_years),
        "evidence": {"version": study.version, "sha256": study.sha256},
        "design_label": study.design,
    }


def source(study: Study, source: Source) -> Json:
    """A source with its standing, what was taken from it and what it conflicts with."""
    touching = [each for each in study.conflicts if f"sources/{source.id}" in each.touches]
    return {
        "id": source.id,
        "kind": source.kind,
        "citation": source.citation,
        "url": source.url or (f"https://doi.org/{source.doi}" if source.doi else None),
        "peer_reviewed": source.peer_reviewed,
        "read": source.read,
        "checked": source.checked,
        "taken": source.taken,
        "conflicts": [conflict(each) for each in touching],
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
            "from_years": number(result.window.from_years),
            "to_years": number(result.window.to_years),
            "text": result.window.text,
        },
        "median_follow_up_years": number(study.follow_up(result)),
        "design": {
            "randomised": study.is_randomised(result),
            "exploratory": study.is_exploratory(result),
            "adjusted_for": study.covariates(result),
            "analysis_set": result.analysis_set,
        },
        "treatment": result.treatment and _arm(study, result, result.treatment),
        "reference": result.reference and _arm(study, result, result.reference),
        "groups": [_arm(study, result, arm) for arm in result.groups] or None,
        "events": result.events,
        "effect": result.effect and _effect(result.effect, result),
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
        "remarks": list(remarks),
        "conflicts": [conflict(each) for each in conflicts],
        "subgroup": result.subgroup,
        "corroborated_by": [
            {"source": each.source, "what": each.what} for each in result.corroborated_by
        ],
    }


def _arm(study: Study, result: Result, arm: Arm) -> Json:
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
    if arm.median_years is not None:
        said["median_years"] = number(arm.median_years)
    return said


def _effect(effect: Effect, result: Result) -> Json:
    return {
        "measure": effect.measure,
        "adjusted": None if effect.adjusted == NOT_REPORTED else effect.adjusted,
        "estimate": number(effect.estimate),
        "ci_low": number(effect.ci_low),
        "ci_high": number(effect.ci_high),
        "ci_level": number(effect.ci_level),
        "estimate_text": text(effect.estimate),
        "ci_low_text": text(effect.ci_low),
        "ci_high_text": text(effect.ci_high),
        "p": effect.p,
        "p_kind": effect.p_kind,
        "p_test": effect.p_test,
        "p_label": effect.p_label,
        "p_threshold": effect.p_threshold,
        "margin": number(effect.margin),
        "text": wording.effect(effect),
        "status": result.status,
    }


def flat_result(study: Study, record: Json) -> dict[str, str]:
    """The cells of one line of a results file, printed precision kept."""
    treatment, reference = record["treatment"] or {}, record["reference"] or {}
    effect, derived = record["effect"] or {}, record["derived_from"] or {}
    if record["groups"]:
        # Groups that are not compared two by two stand together in the treatment's columns.
        treatment = {key: _of_each(record["groups"], key) for key in record["groups"][0]}
    at_years = [arm["at_years"] for arm in (treatment, reference) if arm.get("at_years")]
    cells = {
        **{key: record[key] for key in RESULT_COLUMNS if key in record},
        "treatment": treatment.get("id"),
        "reference": reference.get("id"),
        "at_years": at_years[0] if at_years else None,
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
    return {column: cell(cells.get(column)) for column in RESULT_COLUMNS}


def evidence(studies: Iterable[Study], id: str | None) -> dict[str, str]:
    """The cells that name the version and hash of a study's evidence."""
    study = next((each for each in studies if each.id == id), None)
    return {
        "evidence_version": study.version if study else "",
        "evidence_sha256": study.sha256 if study else "",
    }


def _of_each(groups: Sequence[Json], key: str) -> list[Any] | None:
    values = [group.get(key) for group in groups]
    return values if any(value is not None for value in values) else None


def _for_a_line_alone(study: Study, record: Json) -> list[str]:
    """What a page says once for all its rows, and a line of a spreadsheet must say itself."""
    said = [f"Design: {study.design}", f"Source: {record['source']['standing']}"]
    if record["events"] is None and not (record["treatment"] or {}).get("events"):
        said.append(f"Event counts {NOT_REPORTED}")
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
