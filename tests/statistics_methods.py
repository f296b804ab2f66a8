"""The names of statistics_cases.json, answered by `altto_cli.stats`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from altto_cli.stats import absolute, contrast, evalue, intervals, rates, rounding
from altto_cli.stats.printed import PrintedRatio, Ratio

Fields = dict[str, Any]

NOT_SERVED = {
    "ab_p_from_z",
    "ab_z_from_p",
    "arr_from_two_km",
    "ci_from_hr_v",
    "ci_from_p",
    "contrast_from_group_sizes",
    "contrast_negative_cov_counterexample",
    "hr_from_oe_v",
    "hr_from_p_and_events",
    "hr_from_p_and_total_events",
    "indirect_bucher",
    "km_fixed_time_test",
    "loghr_from_proportions",
    "loghr_from_two_km",
    "nnt_from_rd",
    "p_from_z",
    "rmst_not_derivable",
    "se_from_km_ci",
    "statcheck_z_vs_p",
    "v_from_ci",
    "z_from_p",
}


def compute(method: str, inputs: Fields) -> Fields:
    """What `altto_cli.stats` answers to a case, in its field names; `KeyError` if nothing."""
    return SERVED[method](inputs)


def _percent(inputs: Fields, name: str = "level") -> float:
    return 100 * float(inputs.get(name, 0.95))


def _ratio(inputs: Fields, estimate: str = "hr", level: str = "level") -> Ratio:
    return Ratio(inputs[estimate], inputs["lower"], inputs["upper"], _percent(inputs, level))


def _printed(inputs: Fields) -> PrintedRatio:
    estimate, low, high = (
        f"{inputs[name]:.{inputs['decimals']}f}" for name in ("hr", "lower", "upper")
    )
    return PrintedRatio(estimate, low, high, _percent(inputs))


def _se_from_ci(inputs: Fields) -> Fields:
    upper_half = inputs.get("half") == "upper"
    formula = intervals.se_from_half_width if upper_half else intervals.se_from_bounds
    return {"se": formula(inputs["lower"], inputs["upper"], _percent(inputs))}


def _p_from_ci(inputs: Fields) -> Fields:
    test = intervals.wald_test(_ratio(inputs))
    return {"se": test.standard_error, "z": test.z, "p": test.p}


def _p_from_ci_midpoint(inputs: Fields) -> Fields:
    ratio = intervals.recentred(inputs["lower"], inputs["upper"], _percent(inputs))
    test = intervals.wald_test(ratio)
    return {"hr": ratio.estimate, "z": test.z, "p": test.p}


def _p_range_box(inputs: Fields) -> Fields:
    p_min, p_max = rounding.p_range_box(_printed(inputs))
    return {"p_min": p_min, "p_max": p_max}


def _p_range_joint(inputs: Fields) -> Fields:
    span = rounding.p_range_joint(_printed(inputs))
    return {"empty": True} if span is None else {"p_min": span.low, "p_max": span.high}


def _ci_log_symmetry(inputs: Fields) -> Fields:
    symmetry = rounding.log_symmetry(_printed(inputs))
    return {
        "geomean": symmetry.centre,
        "hr_compatible_low": symmetry.compatible.low,
        "hr_compatible_high": symmetry.compatible.high,
        "consistent": symmetry.verdict is not rounding.Verdict.NOT_WALD,
        "verdict": str(symmetry.verdict),
    }


def _evalue_hr(inputs: Fields) -> Fields:
    risk_ratio = evalue.hazard_ratio_as_risk_ratio(_ratio(inputs), rare=inputs["rare"])
    answer = evalue.evalues(risk_ratio)
    return {"rr": risk_ratio.estimate, "e_point": answer.estimate, "e_ci": answer.limit}


def _evalue_rr(inputs: Fields) -> Fields:
    if "true" in inputs:
        return {"e_point": evalue.evalue(inputs["rr"], inputs["true"])}
    answer = evalue.evalues(_ratio(inputs, estimate="rr"))
    return {"e_point": answer.estimate, "e_ci": answer.limit}


def _events_from_se(inputs: Fields) -> Fields:
    standard_error = intervals.se_from_z(inputs["hr"], inputs["z"])
    return {"se": standard_error, "events": rates.events_for_se(standard_error, inputs["ratio"])}


def _nnt_from_hr(inputs: Fields) -> Fields:
    difference = absolute.event_free_difference(_ratio(inputs), inputs["s0"])
    return {
        "arr": difference.estimate,
        "nnt": absolute.number_needed_to_treat(difference.estimate),
        "nnt_at_hr_lower": absolute.number_needed_to_treat(difference.high),
        "nnt_at_hr_upper": absolute.number_needed_to_treat(difference.low),
    }


def _nnt_round_up(inputs: Fields) -> Fields:
    events = absolute.per_thousand(inputs["rd_event"])
    number_needed = absolute.number_needed_to_treat(inputs["rd_event"])
    return {
        "nnt": absolute.rounded_up(number_needed),
        "per1000": f"{abs(events)} {'fewer' if events < 0 else 'more'}",
    }


def _contrast_two_nonref(inputs: Fields) -> Fields:
    errors = inputs["se1"], inputs["se2"]
    span = contrast.se_range_of_one_factor(*errors)
    ratio = contrast.contrast(inputs["hr1"], inputs["hr2"], span.high, _percent(inputs))
    return {
        "hr12": ratio.estimate,
        "se_lower": span.low,
        "se_conservative": span.high,
        "se_events": contrast.se_by_events(*errors, inputs["e0"], inputs["e1"], inputs["e2"]),
    }


def _contrast_event_proxy(inputs: Fields) -> Fields:
    reference, first, second = map(rates.events_by_rate, inputs["n"], inputs["s"])
    standard_error = contrast.se_by_events(inputs["se1"], inputs["se2"], reference, first, second)
    return {"se_proxy": standard_error}


def _gl_covariance(inputs: Fields) -> Fields:
    events = inputs["e"]
    if inputs["fit_pseudo_counts"]:
        events = contrast.fitted_pseudo_counts(events, inputs["n"], inputs["loghr"])
    reference, e1, e2, e3, e4 = events
    se1, se2, se3, se4 = inputs["se"]
    return {
        "S12": contrast.covariance_by_events(se1, se2, reference, e1, e2),
        "se12": contrast.se_by_events(se1, se2, reference, e1, e2),
        "se34": contrast.se_by_events(se3, se4, reference, e3, e4),
    }


def _invert(inputs: Fields) -> Fields:
    inverted = intervals.invert(_ratio(inputs))
    p = intervals.wald_test(inverted).p
    return {"hr": inverted.estimate, "lower": inverted.low, "upper": inverted.high, "p": p}


def _change_ci_level(inputs: Fields) -> Fields:
    ratio = _ratio(inputs, level="from_level")
    changed = intervals.change_ci_level(ratio, _percent(inputs, "to_level"))
    return {"lower": changed.low, "upper": changed.high}


SERVED: dict[str, Callable[[Fields], Fields]] = {
    "change_ci_level": _change_ci_level,
    "ci_log_symmetry": _ci_log_symmetry,
    "ci_log_symmetry_verdict": _ci_log_symmetry,
    "contrast_event_proxy": _contrast_event_proxy,
    "contrast_feasible": lambda inputs: {"feasible": contrast.contrast_feasible(**inputs)},
    "contrast_two_nonref": _contrast_two_nonref,
    "evalue_hr": _evalue_hr,
    "evalue_rr": _evalue_rr,
    "events_from_se": _events_from_se,
    "gl_covariance": _gl_covariance,
    "hr_from_two_rates": lambda inputs: {
        "hr": rates.implied_hazard_ratio(treatment=inputs["s1"], reference=inputs["s0"])
    },
    "hr_to_rr_common": lambda inputs: {"rr": evalue.risk_ratio_of_common_outcome(inputs["hr"])},
    "information_from_se": lambda inputs: {"information4": rates.least_events(inputs["se"])},
    "invert": _invert,
    "min_events_bound": lambda inputs: {
        "violates": rates.fewer_events_than_possible(inputs["total_events"], inputs["se"])
    },
    "nnt_from_hr": _nnt_from_hr,
    "nnt_round_up": _nnt_round_up,
    "p_from_ci": _p_from_ci,
    "p_from_ci_midpoint": _p_from_ci_midpoint,
    "p_range_box": _p_range_box,
    "p_range_contains": _p_range_joint,
    "p_range_joint": _p_range_joint,
    "se_from_ci": _se_from_ci,
}
