"""The names of statistics_cases.json, answered by `altto_cli.stats`."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any, get_args

import invented

from altto_cli.appraise.figures import printed_ratio, z_of_p
from altto_cli.appraise.pvalues import noninferiority_p
from altto_cli.model import Effect, RatioMeasure
from altto_cli.query import pairs
from altto_cli.stats import (
    absolute,
    combining,
    contrast,
    crude,
    evalue,
    events,
    intervals,
    kaplan_meier,
    log_rank,
    noninferiority,
    rates,
    rounding,
    word,
)
from altto_cli.stats.printed import PrintedRatio, Ratio, Span

Fields = dict[str, Any]

#: What the program computes nowhere, and why. The approximations of Altman and Bland to P and z are
#: 47% off at z = 5, where the exact values cost no more. A covariance from sizes alone holds where
#: rates are similar: rates that are known give a better one, and others cannot be looked at. Means
#: restricted to a time do not follow from rates at it, and the exponential guess has the wrong
#: sign in one of three examples. No report prints a z beside its P, nor a record holds one.
NOT_SERVED = {
    "ab_p_from_z",
    "ab_z_from_p",
    "contrast_from_group_sizes",
    "rmst_not_derivable",
    "statcheck_z_vs_p",
}


class Read(dict[str, Any]):
    """The inputs of a case, which remember those that were asked for."""

    def __init__(self, inputs: Fields) -> None:
        super().__init__(inputs)
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.asked.add(name)
        return super().__getitem__(name)

    def get(self, name: str, otherwise: Any = None) -> Any:
        self.asked.add(name)
        return super().get(name, otherwise)


def compute(method: str, inputs: Fields) -> Fields:
    """What `altto_cli.stats` answers to a case, in its field names.

    `KeyError` for a method that it does not know, `ValueError` for an input that it does not use.
    """
    read = Read(inputs)
    answer = SERVED[method](read)
    if unused := set(inputs) - read.asked:
        raise ValueError(f"{method} does not use {', '.join(sorted(unused))}")
    return answer


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
    upper_half = _one_of(inputs.get("half"), None, "upper") == "upper"
    formula = intervals.se_from_half_width if upper_half else intervals.se_from_bounds
    return {"se": formula(inputs["lower"], inputs["upper"], _percent(inputs))}


def _v_from_ci(inputs: Fields) -> Fields:
    standard_error = intervals.se_from_bounds(inputs["lower"], inputs["upper"], _percent(inputs))
    return {"v": events.least_events(standard_error) / 4}


def _ci_from_hr_v(inputs: Fields) -> Fields:
    # The standard error of parts with this information, as `combining.combined` has it.
    standard_error = 1 / math.sqrt(inputs["v"])
    interval = intervals.wald_interval(inputs["hr"], standard_error, _percent(inputs))
    return {"lower": interval.low, "upper": interval.high}


def _se_from_z(hazard_ratio: float, z: float) -> float:
    """An interval at the level at which z is critical has one limit at 1."""
    inner, outer = sorted((1.0, hazard_ratio))
    return intervals.se_from_half_width(inner, outer, 100 * (1 - intervals.two_sided_p(z)))


def _ci_from_p(inputs: Fields) -> Fields:
    z = z_of_p(inputs["p"])
    standard_error = _se_from_z(inputs["hr"], z)
    interval = intervals.wald_interval(inputs["hr"], standard_error, _percent(inputs))
    return {"se": standard_error, "lower": interval.low, "upper": interval.high}


def _p_from_ci(inputs: Fields) -> Fields:
    test = intervals.wald_test(_ratio(inputs))
    return {"se": test.standard_error, "z": test.z, "p": test.p}


def _p_from_ci_midpoint(inputs: Fields) -> Fields:
    low, high = str(inputs["lower"]), str(inputs["upper"])
    centre = rounding.log_symmetry(PrintedRatio(low, low, high, _percent(inputs))).centre
    ratio = Ratio(centre, float(low), float(high), _percent(inputs))
    test = intervals.wald_test(ratio)
    return {"hr": ratio.estimate, "z": test.z, "p": test.p}


def p_range_box(ratio: PrintedRatio) -> Span:
    """P over the corners of the three rounding bands, which is wider than the joint range."""
    logs = [math.log(end.estimate) for end in (ratio.lowest, ratio.highest)]
    errors = rounding.se_range(ratio)
    deviates = [rounding.quotient(log, error) for log in logs for error in errors]
    return rounding.p_range(Span(min(deviates), max(deviates)))


def _p_range_box(inputs: Fields) -> Fields:
    p_min, p_max = p_range_box(_printed(inputs))
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
    # As many to either side: then the least events are those that are expected.
    _one_of(inputs["ratio"], 1)
    standard_error = _se_from_z(inputs["hr"], inputs["z"])
    return {"se": standard_error, "events": events.least_events(standard_error)}


def _nnt_from_hr(inputs: Fields) -> Fields:
    difference = absolute.event_free_difference(_ratio(inputs), inputs["s0"])
    return {
        "arr": difference.estimate,
        "nnt": absolute.number_needed_to_treat(difference.estimate),
        "nnt_at_hr_lower": absolute.number_needed_to_treat(difference.high),
        "nnt_at_hr_upper": absolute.number_needed_to_treat(difference.low),
    }


def _nnt_from_rd(inputs: Fields) -> Fields:
    # A difference of the risk of the event is one of being free of it with the other sign.
    free = absolute.EventFreeDifference(-inputs["rd_event"], -inputs["upper"], -inputs["lower"])
    needed = [absolute.number_needed_to_treat(free[end]) for end in (0, 2, 1)]
    notation = absolute.nnt_notation(free).replace("∞", "inf")
    return {**dict(zip(("nnt", "nnt_a", "nnt_b"), needed, strict=True)), "notation": notation}


def _arr_from_two_km(inputs: Fields) -> Fields:
    errors = inputs["se1"], inputs["se0"]
    difference = inputs["s1"] - inputs["s0"]
    reach = crude.half_width(errors, _percent(inputs))
    low, high = difference - reach, difference + reach
    needed = [absolute.number_needed_to_treat(each) for each in (difference, high, low)]
    return {
        "arr": difference,
        "se": contrast.se_under_zero_covariance(*errors),
        "lower": low,
        "upper": high,
        **dict(zip(("nnt", "nnt_low", "nnt_high"), needed, strict=True)),
    }


def _two_km(inputs: Fields) -> Ratio:
    rates, errors = ((inputs[f"{each}1"], inputs[f"{each}0"]) for each in ("s", "se"))
    return kaplan_meier.hazard_ratio(rates, errors, 95)


def _loghr_from_two_km(inputs: Fields) -> Fields:
    ratio = _two_km(inputs)
    return {"loghr": math.log(ratio.estimate), "se": intervals.se_from_ci(ratio)}


def _loghr_from_proportions(inputs: Fields) -> Fields:
    sizes = inputs["n1"], inputs["n0"]
    first, second = (1 - inputs[f"e{arm}"] / n for arm, n in zip("10", sizes, strict=True))
    errors = tuple(map(kaplan_meier.uncensored_error, (first, second), sizes))
    ratio = kaplan_meier.hazard_ratio((first, second), (errors[0], errors[1]), 95)
    return {"loghr": math.log(ratio.estimate), "se": intervals.se_from_ci(ratio)}


def _hr_from_oe_v(inputs: Fields) -> Fields:
    information = inputs["v"]
    log_ratio = log_rank.log_ratio(inputs["o"] - inputs["e"], information)
    # The standard error of parts with this information, as `combining.combined` has it.
    return {"loghr": log_ratio, "se": 1 / math.sqrt(information)}


def _hr_from_p(inputs: Fields, information: float) -> Fields:
    _one_of(inputs["direction"], "below")
    excess = log_rank.observed_less_expected(-z_of_p(inputs["p"]), information)
    log_ratio = log_rank.log_ratio(excess, information)
    answer = {"loghr": log_ratio, "hr": math.exp(log_ratio), "se": 1 / math.sqrt(information)}
    return {**answer, "oe": excess, "v": information}


def _hr_from_p_and_events(inputs: Fields) -> Fields:
    information = log_rank.information_of_groups(inputs["e1"], inputs["e0"])
    return _hr_from_p(inputs, information)


def _hr_from_p_and_total_events(inputs: Fields) -> Fields:
    sizes = inputs.get("n1", 1), inputs.get("n0", 1)
    return _hr_from_p(inputs, log_rank.information_of_total(inputs["events"], *sizes))


def _km_fixed_time_test(inputs: Fields) -> Fields:
    test = intervals.wald_test(_two_km(inputs))
    return {"chi2": test.z**2, "p": test.p}


def _se_from_km_ci(inputs: Fields) -> Fields:
    scale = _one_of(inputs["scale"], *kaplan_meier.SCALES)
    numbers = inputs["s"], inputs["lower"], inputs["upper"]
    return {"se": kaplan_meier.standard_error(*numbers, _percent(inputs), scale)}


def _nnt_round_up(inputs: Fields) -> Fields:
    events = absolute.per_thousand(inputs["rd_event"])
    number_needed = absolute.number_needed_to_treat(inputs["rd_event"])
    return {
        "nnt": absolute.rounded_up(number_needed),
        "per1000": f"{abs(events)} {'fewer' if events < 0 else 'more'}",
    }


def _contrast_two_nonref(inputs: Fields) -> Fields:
    # The formulas are the same; the caller says that the range is then no guarantee.
    _one_of(inputs["adjusted"], True, False)
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
    reference, first, second = map(events.events_by_rate, inputs["n"], inputs["s"])
    standard_error = contrast.se_by_events(inputs["se1"], inputs["se2"], reference, first, second)
    return {"se_proxy": standard_error}


def _contrast_feasible(inputs: Fields) -> Fields:
    least, greatest = contrast.se_range_of_one_factor(inputs["se1"], inputs["se2"])
    return {"feasible": least <= inputs["se12"] <= greatest}


def _any_covariance(inputs: Fields) -> Fields:
    errors = inputs["se1"], inputs["se2"]
    zero, true = contrast.se_under_zero_covariance(*errors), inputs["true_se"]
    return {
        "se_conservative": zero,
        "se_absolute_max": contrast.se_range_of_any_model(*errors).high,
        "conservative_covers_truth": zero >= true,
    }


def _indirect_bucher(inputs: Fields) -> Fields:
    standard_error = contrast.se_under_zero_covariance(inputs["se1"], inputs["se2"])
    ratio = contrast.contrast(inputs["hr1"], inputs["hr2"], standard_error, _percent(inputs))
    return {
        "hr12": ratio.estimate,
        "se": standard_error,
        "lower": ratio.low,
        "upper": ratio.high,
        "p": intervals.wald_test(ratio).p,
    }


def _gl_covariance(inputs: Fields) -> Fields:
    # The source fits its events to the adjusted ratios before it takes their covariance.
    _one_of(inputs["fit_pseudo_counts"], True)
    relative = [
        size / inputs["n"][0] * math.exp(log_ratio)
        for size, log_ratio in zip(inputs["n"], [0, *inputs["loghr"]], strict=True)
    ]
    scale = sum(inputs["e"]) / sum(relative)
    reference, e1, e2, e3, e4 = (scale * share for share in relative)
    se1, se2, se3, se4 = inputs["se"]
    return {
        "S12": contrast.covariance_by_events(se1, se2, reference, e1, e2),
        "se12": contrast.se_by_events(se1, se2, reference, e1, e2),
        "se34": contrast.se_by_events(se3, se4, reference, e3, e4),
    }


def _invert(inputs: Fields) -> Fields:
    figures = " ".join(f"{inputs[name]:.12f}" for name in ("hr", "lower", "upper"))
    one = invented.result(effect=invented.ratio(figures))
    effect = pairs.inverted(invented.study(one), one).effect
    ratio = printed_ratio(effect)
    p = ratio and intervals.wald_test(ratio.values).p
    if not ratio or not math.isclose(p or 0, inputs["p"], rel_tol=0.01):
        raise ValueError("another P than that of the ratio before")
    return {
        "hr": ratio.values.estimate,
        "lower": ratio.values.low,
        "upper": ratio.values.high,
        "p": p,
    }


def _change_ci_level(inputs: Fields) -> Fields:
    ratio = _ratio(inputs, level="from_level")
    standard_error = intervals.se_from_ci(ratio)
    level = _percent(inputs, "to_level")
    changed = intervals.wald_interval(ratio.estimate, standard_error, level)
    return {"lower": changed.low, "upper": changed.high}


def _ratio_as_printed(inputs: Fields, suffix: str = "", level: str = "level") -> Any:
    """The printed ratio; None where a number is missing or the limits are reversed."""
    names = (f"hr{suffix}", f"lower{suffix}", f"upper{suffix}", f"{level}{suffix}")
    estimate, low, high, share = (inputs[name] for name in names)
    if None in (estimate, low, high, share) or float(low) > float(high):
        return None
    return PrintedRatio(estimate, low, high, 100 * share)


def _one_of(given: Any, *known: Any) -> Any:
    if given not in known:
        raise KeyError(f"not known: {given!r}")
    return given


def _nothing(*names: str) -> Fields:
    return dict.fromkeys(names)


def _events_each_at_least(inputs: Fields) -> Fields:
    ratio, model = _ratio_as_printed(inputs), _one_of(inputs["model"], *get_args(events.Model))
    least = ratio and events.least_events_each(ratio, model)
    if least is None:
        return _nothing("events", "unrounded")
    return {"events": events.whole_events(least), "unrounded": least}


def _events_split_given_total(inputs: Fields) -> Fields:
    ratio, model = _ratio_as_printed(inputs), _one_of(inputs["model"], *get_args(events.Model))
    total = inputs["total"]
    split = ratio and total is not None and events.split_of_total(ratio, total, model)
    if not split:
        return _nothing("possible", "smaller_at_least", "larger_at_most")
    return {"possible": split.smaller_at_least is not None, **split._asdict()}


def _events_against_interval(inputs: Fields) -> Fields:
    ratio, model = _ratio_as_printed(inputs), _one_of(inputs["model"], *get_args(events.Model))
    counts = inputs["events1"], inputs["events0"]
    against = ratio and None not in counts and events.events_against_interval(ratio, *counts, model)
    if not against:
        return _nothing("se_least", "se_greatest", "violates")
    return {
        "se_least": against.se_least,
        "se_greatest": against.se_greatest,
        "violates": against.too_narrow,
    }


def _events_by_time_at_most(inputs: Fields) -> Fields:
    patients, rate = inputs["n"], inputs["event_free"]
    if patients is None or rate is None:
        return _nothing("events", "expected_uncensored")
    return {
        "events": events.most_events_by_time(patients, rate),
        "expected_uncensored": events.events_by_rate(patients, float(rate) / 100),
    }


def _events_by_time_against_interval(inputs: Fields) -> Fields:
    ratio, model = _ratio_as_printed(inputs), _one_of(inputs["model"], *get_args(events.Model))
    groups = [(inputs[f"n{which}"], inputs[f"s{which}"]) for which in "10"]
    known = [(n, s) for n, s in groups if n is not None and s is not None]
    ceilings = [events.most_events_by_time(n, s) for n, s in known]
    whole = ratio and len(ceilings) == len(groups)
    against = whole and events.events_against_interval(ratio, *ceilings, model)
    if not against:
        return _nothing("se_least_by_then", "se_greatest", "later_events_needed")
    return {
        "se_least_by_then": against.se_least,
        "se_greatest": against.se_greatest,
        "later_events_needed": against.too_narrow,
    }


def _crude_difference(inputs: Fields) -> Fields:
    groups = [(inputs[f"s{which}"], inputs[f"n{which}"]) for which in "10"]
    level = _percent(inputs)
    weighted = _one_of(inputs.get("rates"), None, "weighted") == "weighted"
    found = None
    if not any(None in group for group in groups):
        treatment, reference = (crude.Rate(*group) for group in groups)
        found = crude.crude_difference(treatment, reference, level, weighted=weighted)
    names = ("difference", "lower", "upper", "half_width_least", "outer_lower", "outer_upper")
    if found is None:
        return _nothing(*names)
    values = (found.difference, found.low, found.high, found.half_width_least, *found.outer)
    return dict(zip(names, values, strict=True))


def _interaction_two_ratios(inputs: Fields) -> Fields:
    first, second = _ratio_as_printed(inputs, "1"), _ratio_as_printed(inputs, "2")
    asked = {name: inputs.get(name, True) for name in ("same_contrast", "disjoint")}
    found = first and second and combining.interaction(first, second, _percent(inputs), **asked)
    if not found:
        return _nothing("ratio", "lower", "upper", "se", "z", "p", "p_min", "p_max")
    return {
        "ratio": found.ratio.estimate,
        "lower": found.ratio.low,
        "upper": found.ratio.high,
        "se": found.standard_error,
        "z": found.z,
        "p": found.p,
        "p_min": found.p_range.low,
        "p_max": found.p_range.high,
    }


def _combined_information(inputs: Fields) -> Fields:
    parts = [_ratio_as_printed(part) for part in inputs["parts"]]
    level, disjoint = _percent(inputs), inputs.get("disjoint", True)
    overall = inputs.get("overall")
    found = None if None in parts else combining.combined(parts, level, disjoint=disjoint)
    names = ("hr", "lower", "upper", "se", "information", "hr_min", "hr_max")
    values = found and (
        *found.ratio[:3],
        found.standard_error,
        found.information,
        *found.ratio_range,
    )
    answer = dict(zip(names, values, strict=True)) if values else _nothing(*names)
    whole = _ratio_as_printed(overall) if overall else None
    against = combining.against_whole(found, whole) if found and whole else None
    fields = ("gap_se", "ratio_meets", "information_meets")
    return answer | (dict(zip(fields, against[:3], strict=True)) if against else _nothing(*fields))


def _p_noninferiority(inputs: Fields) -> Fields:
    ratio, margin, p = _ratio_as_printed(inputs), inputs["margin"], inputs.get("p")
    test = ratio and margin is not None and noninferiority.margin_test(ratio, margin)
    if not test:
        sides = [f"p_{side}_sided{end}" for side in ("one", "two") for end in ("", "_min", "_max")]
        return _nothing("se", "z", "printed_is", *sides)
    one_sided = noninferiority.lower_tail(test.z if margin > 1 else -test.z)
    return {
        "se": test.standard_error,
        "z": test.z,
        "p_one_sided": one_sided,
        "p_two_sided": intervals.two_sided_p(test.z),
        "p_one_sided_min": test.one_sided.low,
        "p_one_sided_max": test.one_sided.high,
        "p_two_sided_min": test.two_sided.low,
        "p_two_sided_max": test.two_sided.high,
        "printed_is": None if p is None else _side_of(ratio, margin, p),
    }


def _side_of(ratio: PrintedRatio, margin: float, p: str) -> Any:
    """By the rule of the appraisal, which reads the printed P."""
    effect = Effect(
        measure="hazard ratio",
        adjusted=False,
        estimate=Decimal(ratio.estimate),
        ci_low=Decimal(ratio.low),
        ci_high=Decimal(ratio.high),
        ci_level=Decimal(str(ratio.level)),
        p=p,
        p_kind="non-inferiority",
        margin=Decimal(str(margin)),
    )
    (found,) = noninferiority_p(effect)
    return found.values["printed_is"]


def _word_against_interval(inputs: Fields) -> Fields:
    called, threshold = inputs["word"], inputs.get("threshold")
    own_question = _one_of(inputs.get("question"), None, "non-inferiority") is None
    ratio = _ratio_as_printed(inputs)
    if not ratio or not own_question or called is None:
        return {"verdict": None}
    significant = _one_of(called, "significant", "not significant") == "significant"
    found = word.word_against_interval(ratio, significant=significant, threshold=threshold)
    return {"verdict": found and str(found)}


def _per_thousand_by_ratio(inputs: Fields) -> Fields:
    ratio, reference = _ratio_as_printed(inputs), inputs["s0"]
    refused = inputs.get("competing_risks", False)
    measure = _one_of(inputs.get("measure", "hazard ratio"), *get_args(RatioMeasure))
    refused |= measure != "hazard ratio"
    found = None
    if ratio and reference is not None and not refused:
        found = absolute.per_thousand_by_ratio(ratio, reference)
    answer: Fields = {}
    for name in ("estimate", "at_lower", "at_upper"):
        span = getattr(found, f"{name}_range", (None, None))
        answer |= {name: getattr(found, name, None)}
        answer |= {f"{name}_min": span[0], f"{name}_max": span[1]}
    return answer


def _nnt_within_rounding(inputs: Fields) -> Fields:
    ratio, reference = _ratio_as_printed(inputs), inputs["s0"]
    found = None
    if ratio and inputs.get("randomised", True):
        found = absolute.nnt_within_rounding(ratio, reference)
    names = ("nnt", "nnt_min", "nnt_max", "side", "far_limit_crosses")
    if found is None:
        return _nothing(*names)
    crosses = {True: "yes", False: "no", None: "undetermined"}[found.passes_infinity]
    return dict(zip(names, (*found[:4], crosses), strict=True))


SERVED: dict[str, Callable[[Fields], Fields]] = {
    "arr_from_two_km": _arr_from_two_km,
    "hr_from_oe_v": _hr_from_oe_v,
    "hr_from_p_and_events": _hr_from_p_and_events,
    "hr_from_p_and_total_events": _hr_from_p_and_total_events,
    "loghr_from_proportions": _loghr_from_proportions,
    "loghr_from_two_km": _loghr_from_two_km,
    "km_fixed_time_test": _km_fixed_time_test,
    "se_from_km_ci": _se_from_km_ci,
    "ci_from_hr_v": _ci_from_hr_v,
    "ci_from_p": _ci_from_p,
    "v_from_ci": _v_from_ci,
    "contrast_negative_cov_counterexample": _any_covariance,
    "indirect_bucher": _indirect_bucher,
    "nnt_from_rd": _nnt_from_rd,
    "p_from_z": lambda inputs: {"p": intervals.two_sided_p(inputs["z"])},
    "z_from_p": lambda inputs: {"z": z_of_p(inputs["p"])},
    "change_ci_level": _change_ci_level,
    "ci_log_symmetry": _ci_log_symmetry,
    "ci_log_symmetry_verdict": _ci_log_symmetry,
    "contrast_event_proxy": _contrast_event_proxy,
    "contrast_feasible": _contrast_feasible,
    "contrast_two_nonref": _contrast_two_nonref,
    "evalue_hr": _evalue_hr,
    "evalue_rr": _evalue_rr,
    "events_from_se": _events_from_se,
    "gl_covariance": _gl_covariance,
    "hr_from_two_rates": lambda inputs: {
        "hr": rates.implied_hazard_ratio(treatment=inputs["s1"], reference=inputs["s0"])
    },
    "hr_to_rr_common": lambda inputs: {"rr": evalue.risk_ratio_of_common_outcome(inputs["hr"])},
    "information_from_se": lambda inputs: {"information4": events.least_events(inputs["se"])},
    "invert": _invert,
    "min_events_bound": lambda inputs: {
        "violates": inputs["total_events"] < events.whole_events(events.least_events(inputs["se"]))
    },
    "nnt_from_hr": _nnt_from_hr,
    "nnt_round_up": _nnt_round_up,
    "p_from_ci": _p_from_ci,
    "p_from_ci_midpoint": _p_from_ci_midpoint,
    "p_range_box": _p_range_box,
    "p_range_contains": _p_range_joint,
    "p_range_joint": _p_range_joint,
    "se_from_ci": _se_from_ci,
    "combined_information": _combined_information,
    "crude_difference_shortest_ci": _crude_difference,
    "events_against_interval": _events_against_interval,
    "events_by_time_against_interval": _events_by_time_against_interval,
    "events_by_time_at_most": _events_by_time_at_most,
    "events_each_at_least": _events_each_at_least,
    "events_split_given_total": _events_split_given_total,
    "interaction_two_ratios": _interaction_two_ratios,
    "nnt_within_rounding": _nnt_within_rounding,
    "p_noninferiority": _p_noninferiority,
    "per_thousand_by_ratio": _per_thousand_by_ratio,
    "word_against_interval": _word_against_interval,
}
