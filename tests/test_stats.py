from __future__ import annotations

import json
import math
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statistics_methods import NOT_SERVED, SERVED, compute, p_range_box

from altto_cli.stats import (
    absolute,
    combining,
    contrast,
    crude,
    evalue,
    events,
    intervals,
    rates,
    rounding,
)
from altto_cli.stats.printed import PrintedRatio, Ratio, Span, printed_figure
from altto_cli.stats.rounding import Verdict, log_symmetry, p_range_joint

COLLECTION = json.loads(
    Path(__file__).with_name("statistics_cases.json").read_text(encoding="utf-8")
)
CASES = COLLECTION["cases"]


def ratio(estimate: float, low: float, high: float, level: float = 95) -> Ratio:
    return Ratio(estimate, low, high, level)


def printed(estimate: str, low: str, high: str, level: float = 95) -> PrintedRatio:
    return PrintedRatio(estimate, low, high, level)


OFS_AI = printed("0.44", "0.23", "0.85")
SERM_OFS = printed("0.87", "0.61", "1.23")
SE_OFS_AI = intervals.se_from_ci(OFS_AI.values)
SE_SERM_OFS = intervals.se_from_ci(SERM_OFS.values)


def agrees(case: dict[str, Any], got: object, expected: object) -> bool:
    if expected is None or isinstance(expected, (bool, str)):
        return got == expected
    assert isinstance(got, (int, float))
    assert isinstance(expected, (int, float))
    relative = case["tol_type"] == "rel" and expected != 0
    tolerance = float(case["tolerance"])
    return abs(got - expected) <= tolerance * (abs(expected) if relative else 1)


def fits_the_fitted_model(truth: dict[str, Any], got: dict[str, Any]) -> bool:
    """What a fitted model gave is no input: it bounds what was derived without it."""
    fitted = next(value for name, value in truth.items() if name != "must")
    for must in truth["must"]:
        if must["relation"] == "between":
            fits = got[must["low"]] <= fitted <= got[must["high"]]
        elif must["relation"] == "close":
            fits = abs(got[must["output"]] / fitted - 1) <= must["rel"]
        else:
            assert must["relation"] == "difference_within_bounds"
            least = got["bounds_arm1"][0] - got["bounds_arm0"][1]
            fits = least <= fitted <= got["bounds_arm1"][1] - got["bounds_arm0"][0]
        if not fits:
            return False
    return True


def wrong(case: dict[str, Any]) -> list[tuple[str, object, object]]:
    """What of a case is answered otherwise than expected: the output, what it is and should be."""
    got = compute(case["method"], case["inputs"])
    truth = case.get("truth")
    found: list[tuple[str, object, object]] = []
    if truth and not fits_the_fitted_model(truth, got):
        found.append(("truth", got, truth))
    for field, expected in case["expected"].items():
        if case["check"] == "contains":
            assert field == "p_true"
            answered, holds = got, got["p_min"] <= expected <= got["p_max"]
        else:
            assert case["check"] == "equal"
            answered, holds = got[field], agrees(case, got[field], expected)
        found += [] if holds else [(field, answered, expected)]
    return found


@pytest.mark.parametrize("method", SERVED)
def test_the_cases_of_a_method_are_answered_within_their_tolerance(method: str) -> None:
    cases = [case for case in CASES if case["method"] == method]
    assert {case["id"]: found for case in cases if (found := wrong(case))} == {}


def test_a_method_that_is_not_served_is_refused() -> None:
    for case in CASES:
        if case["method"] in NOT_SERVED:
            with pytest.raises(KeyError):
                compute(case["method"], case["inputs"])


def test_what_the_adapter_does_not_know_is_refused() -> None:
    asked = {"hr": "0.44", "lower": "0.23", "upper": "0.85", "level": 0.95}
    with pytest.raises(KeyError, match="not known: 'frailty'"):
        compute("events_each_at_least", {**asked, "model": "frailty"})
    with pytest.raises(KeyError, match="not known: 'lower'"):
        compute("se_from_ci", {"lower": 0.64, "upper": 1.22, "half": "lower"})
    with pytest.raises(KeyError, match="not known: 'ratio of medians'"):
        compute("per_thousand_by_ratio", {**asked, "s0": "75.0", "measure": "ratio of medians"})
    with pytest.raises(ValueError, match="does not use target"):
        compute("events_each_at_least", {**asked, "model": "cox", "target": 1})


def test_every_case_is_there_and_every_method_is_served_or_listed() -> None:
    assert len({case["id"] for case in CASES}) == COLLECTION["n"] == 379
    assert set(SERVED) | NOT_SERVED == {case["method"] for case in CASES}
    assert not set(SERVED) & NOT_SERVED


@pytest.mark.parametrize(
    ("text", "lowest", "highest"),
    [
        ("0.80", 0.795, 0.805),
        ("0.8", 0.75, 0.85),
        ("1", 0.5, 1.5),
        ("0.00", 0, 0.005),
        ("1.000", 0.9995, 1.0005),
    ],
)
def test_a_printed_number_has_half_a_unit_of_its_own_last_place(
    text: str, lowest: float, highest: float
) -> None:
    figure = printed_figure(text)
    assert (float(figure.lowest), float(figure.highest)) == (lowest, highest)


@pytest.mark.parametrize("text", ["", "-0.1", "NaN", "Infinity", "0.8x", "0,8"])
def test_what_is_not_a_number_of_at_least_0_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a printed number"):
        printed_figure(text)


def test_the_three_numbers_may_have_different_decimals() -> None:
    mixed = printed("0.8", "0.655", "0.98")
    assert mixed.lowest == (0.75, 0.6545, 0.975, 95)
    assert mixed.values == (0.8, 0.655, 0.98, 95)
    assert mixed.highest == (0.85, 0.6555, 0.985, 95)


def test_reversed_limits_are_refused_and_an_estimate_outside_them_is_not() -> None:
    with pytest.raises(ValueError, match="reversed"):
        printed("0.72", "0.92", "0.55")
    assert printed("0.95", "0.52", "0.82").values.estimate == 0.95


@pytest.mark.parametrize("reference", ["23", "37", "60.1", "94"])
def test_the_range_per_1000_holds_every_ratio_and_rate_that_rounds_to_the_print(
    reference: str,
) -> None:
    found = absolute.per_thousand_by_ratio(printed("0.5", "0.3", "0.8"), reference)
    assert found is not None
    half = 0.05 if "." in reference else 0.5
    rates = [(float(reference) + half * step / 500) / 100 for step in range(-500, 501)]
    ratios = [0.5 + 0.05 * step / 10 for step in range(-10, 11)]
    every = [1000 * (rate**ratio - rate) for rate in rates for ratio in ratios]
    assert found.estimate_range == pytest.approx((min(every), max(every)), abs=1e-6)


@pytest.mark.parametrize(("percent", "has_one"), [("0.8", True), ("99.2", True), ("0.0", False)])
def test_a_rate_of_less_than_1_percent_has_an_interval_and_of_0_none(
    percent: str, has_one: bool
) -> None:
    found = crude.crude_difference(crude.Rate(percent, 400), crude.Rate("50.0", 400), 95)
    assert (found is not None) is has_one


def test_parts_that_are_each_as_sure_as_the_whole_are_surer_than_it_together() -> None:
    whole = printed("0.700", "0.600", "0.817")
    for parts, exceeds in (
        ([whole, whole], True),
        ([printed("0.700", "0.548", "0.894")] * 2, False),
    ):
        together = combining.combined(parts, 95)
        against = together and combining.against_whole(together, whole)
        assert against is not None
        assert against.information_exceeds is exceeds


def test_no_correlation_excludes_one_where_the_ratio_is_1() -> None:
    assert contrast.correlation_that_excludes_one(0.2, 0.2, 1.0, 95) is None


@pytest.mark.parametrize(("least", "whole"), [(5.0, 5), (5 + 1e-12, 5), (5.001, 6), (4.999, 5)])
def test_a_whole_number_of_events_is_not_raised_by_the_noise_of_floats(
    least: float, whole: int
) -> None:
    assert events.whole_events(least) == whole


@pytest.mark.parametrize(
    ("span", "below"),
    [((0.01, 0.04), True), ((0.01, 0.05), None), ((0.04, 0.06), None), ((0.05, 0.06), False)],
)
def test_a_range_of_p_lies_below_a_threshold_or_holds_it(
    span: tuple[float, float], below: bool | None
) -> None:
    assert rounding.below_threshold(Span(*span), 0.05) is below


def test_the_rounding_bounds_of_052_082() -> None:
    overall = printed("0.65", "0.52", "0.82")
    assert (overall.lowest.low, overall.highest.low) == (0.515, 0.525)
    assert (overall.lowest.high, overall.highest.high) == (0.815, 0.825)


@pytest.mark.parametrize(
    ("level", "standard_error"), [(95, 0.333555), (97.5, 0.291673), (99, 0.253804)]
)
def test_the_standard_error_depends_on_the_level(level: float, standard_error: float) -> None:
    got = intervals.se_from_ci(ratio(0.64, 0.33, 1.22, level))
    assert got == pytest.approx(standard_error, abs=5e-7)


@pytest.mark.parametrize(("level", "p"), [(95, 0.012312), (97.5, 0.004203), (99, 0.001003)])
def test_p_depends_on_the_level(level: float, p: float) -> None:
    assert intervals.wald_test(ratio(0.72, 0.55, 0.92, level)).p == pytest.approx(p, abs=5e-7)


@pytest.mark.parametrize(
    ("triplet", "p"),
    [
        ((1.37, 1.03, 1.82), 0.030180),
        ((0.684, 0.470, 0.996), 0.0474),
        ((0.73, 0.53, 1.00), 0.0520),
        ((0.65, 0.52, 0.82), 0.000209),
    ],
)
def test_p_from_an_interval(triplet: tuple[float, float, float], p: float) -> None:
    assert intervals.wald_test(ratio(*triplet)).p == pytest.approx(p, rel=0.01)


def test_a_level_is_a_percentage() -> None:
    for level in (0.95, 0, 1, 100, math.nan):
        with pytest.raises(ValueError, match="percentage such as 95"):
            intervals.critical_value(level)
    assert intervals.critical_value(95) == pytest.approx(1.959963984540054, rel=1e-12)


def test_p_is_exact_in_the_tail_and_0_where_floats_end() -> None:
    assert intervals.two_sided_p(12) == pytest.approx(3.55296e-33, rel=1e-5)
    assert intervals.two_sided_p(-37) == pytest.approx(1.14511e-299, rel=1e-5)
    assert 0 < intervals.two_sided_p(38.4) < 1e-300
    assert intervals.two_sided_p(39) == 0
    assert intervals.wald_test(ratio(50, 45, 55)).p == 0


def test_an_estimate_of_1_has_p_1() -> None:
    assert intervals.wald_test(ratio(1, 0.8, 1.25))[1:] == (0, 1)


def test_a_lower_limit_of_0_leaves_the_upper_half() -> None:
    upper_half = (math.log(0.21) - math.log(0.03)) / 1.959963984540054
    assert intervals.se_from_ci(ratio(0.03, 0, 0.21)) == pytest.approx(upper_half, rel=1e-12)


@pytest.mark.parametrize(("low", "high"), [(0, 0.9), (0.9, 0.9), (0.9, 0.8), (-1, 1)])
def test_limits_without_a_width_in_logarithms_have_no_standard_error(
    low: float, high: float
) -> None:
    with pytest.raises(ValueError, match="no standard error"):
        intervals.se_from_bounds(low, high, 95)


def test_an_estimate_of_0_has_no_p() -> None:
    with pytest.raises(ValueError, match="no logarithm"):
        intervals.wald_test(ratio(0, 0, 0.5))


@pytest.mark.parametrize(
    ("triplet", "verdict"),
    [
        (("0.73", "0.53", "1.00"), "consistent"),
        (("0.56", "0.46", "0.69"), "consistent"),
        (("0.72", "0.55", "0.92"), "consistent only through rounding"),
        (("0.05", "0.01", "0.41"), "consistent only through rounding"),
        (("0.72", "0.55", "0.98"), "not a Wald interval around this estimate"),
        (("0.72", "0.45", "0.92"), "not a Wald interval around this estimate"),
        (("0.43", "0.18", "0.60"), "not a Wald interval around this estimate"),
        (("0.95", "0.52", "0.82"), "not a Wald interval around this estimate"),
        (("0.03", "0.00", "0.21"), "uninformative"),
        (("0.00", "0.00", "0.21"), "uninformative"),
        (("0.00", "0.01", "0.21"), "uninformative"),
    ],
)
def test_the_verdict_on_log_symmetry(triplet: tuple[str, str, str], verdict: str) -> None:
    assert log_symmetry(printed(*triplet)).verdict == verdict


@pytest.mark.parametrize(
    "triplet",
    [
        ("0.07", "0.05", "0.13"),  # √(0.045 × 0.125) = 0.075
        ("0.17", "0.05", "0.49"),  # √(0.055 × 0.495) = 0.165
    ],
)
def test_bands_that_touch_in_one_point_are_consistent_and_have_one_p(
    triplet: tuple[str, str, str],
) -> None:
    assert log_symmetry(printed(*triplet)).verdict is Verdict.ONLY_THROUGH_ROUNDING
    span = p_range_joint(printed(*triplet))
    assert span is not None
    assert span.low == pytest.approx(span.high)


def true_triplet(random_source: random.Random) -> tuple[str, str, str]:
    log_hazard_ratio = random_source.gauss(-0.2, 0.35)
    standard_error = math.exp(random_source.uniform(math.log(0.05), math.log(0.5)))
    reach = 1.959963984540054 * standard_error
    estimate, low, high = (
        f"{math.exp(log_hazard_ratio + side * reach):.2f}" for side in (0, -1, 1)
    )
    return estimate, low, high


def with_a_typo(
    triplet: tuple[str, str, str], random_source: random.Random
) -> tuple[str, str, str]:
    while True:
        typed = list(triplet)
        number = random_source.randrange(3)
        digits = list(typed[number])
        place = random_source.choice([i for i, digit in enumerate(digits) if digit != "."])
        digits[place] = random_source.choice([d for d in "0123456789" if d != digits[place]])
        typed[number] = "".join(digits)
        estimate, low, high = typed
        if float(low) < float(estimate) < float(high):
            return estimate, low, high


def test_no_true_wald_triplet_is_flagged_and_few_typos_are_missed() -> None:
    random_source = random.Random(2651)
    flagged = missed = 0
    for _ in range(20_000):
        triplet = true_triplet(random_source)
        mistyped = with_a_typo(triplet, random_source)
        flagged += log_symmetry(printed(*triplet)).verdict is Verdict.NOT_WALD
        missed += log_symmetry(printed(*mistyped)).verdict is not Verdict.NOT_WALD
    assert flagged == 0
    assert 0.121 <= missed / 20_000 <= 0.141


@pytest.mark.parametrize(
    ("triplet", "low", "high"),
    [
        (("0.72", "0.55", "0.92"), 0.0085312, 0.0171758),
        (("0.85", "0.71", "1.02"), 0.0595232, 0.1008378),
        (("0.64", "0.33", "1.22"), 0.1670594, 0.1951617),
    ],
)
def test_the_box_range_of_p(triplet: tuple[str, str, str], low: float, high: float) -> None:
    assert p_range_box(printed(*triplet)) == pytest.approx((low, high), abs=5e-8)


def test_the_joint_range_of_p_of_the_overall_survival_ratio() -> None:
    span = p_range_joint(printed("0.73", "0.53", "1.00"))
    assert span == pytest.approx((0.0464, 0.0537), abs=5e-5)


def test_an_off_centre_estimate_has_a_p_that_no_wald_interval_attains() -> None:
    off_centre = printed("0.72", "0.55", "0.92")
    span = p_range_joint(off_centre)
    assert span == pytest.approx((0.009442, 0.010669), abs=2e-6)
    assert span is not None
    assert intervals.wald_test(off_centre.values).p > span.high


def test_no_wald_interval_leaves_no_joint_range() -> None:
    assert p_range_joint(printed("0.72", "0.55", "0.98")) is None
    assert p_range_joint(printed("0.15", "0.00", "0.21")) is None


def test_a_ratio_that_can_be_1_can_have_p_1() -> None:
    at_one = printed("1.00", "0.80", "1.25")
    assert p_range_box(at_one).high == 1
    joint = p_range_joint(at_one)
    assert joint is not None
    assert joint.high == 1
    assert joint.low == pytest.approx(0.96486, abs=5e-6)


def test_limits_that_rounding_can_close_leave_every_p() -> None:
    assert p_range_box(printed("1.00", "1.00", "1.01")) == (0, 1)
    assert p_range_joint(printed("1.00", "1.00", "1.01")) == (0, 1)
    assert rounding.se_range(printed("1.00", "1.00", "1.00")).low == 0


def test_a_lower_limit_printed_as_0_leaves_p_bounded_by_the_rest() -> None:
    zero = printed("0.03", "0.00", "0.21")
    assert p_range_box(zero).high == 1
    assert p_range_joint(zero) == pytest.approx((0.000280, 0.000779), abs=5e-7)
    assert rounding.se_range(zero).high == math.inf
    assert events.least_events_within_rounding(zero) == pytest.approx(3.32, abs=0.01)


@pytest.mark.parametrize("triplet", [("0.00", "0.00", "0.05"), ("0.01", "0.00", "0.00")])
def test_an_estimate_or_upper_limit_printed_as_0_has_no_range_of_p(
    triplet: tuple[str, str, str],
) -> None:
    with pytest.raises(ValueError, match="no P value"):
        p_range_joint(printed(*triplet))


@given(
    estimate=st.floats(0.05, 20),
    standard_error=st.floats(0.02, 1.5),
    decimals=st.integers(2, 4),
    level=st.sampled_from([90, 95, 97.5, 99]),
)
def test_rounding_a_wald_interval_keeps_it_and_its_p_in_range(
    estimate: float, standard_error: float, decimals: int, level: float
) -> None:
    true = intervals.wald_interval(estimate, standard_error, level)
    as_estimate, as_low, as_high = (f"{value:.{decimals}f}" for value in true[:3])
    rounded = PrintedRatio(as_estimate, as_low, as_high, level)
    assert log_symmetry(rounded).verdict is not Verdict.NOT_WALD
    p = intervals.two_sided_p(math.log(estimate) / standard_error)
    joint, box = p_range_joint(rounded), p_range_box(rounded)
    assert joint is not None
    slack = 1 + 1e-9
    assert box.low <= joint.low * slack
    assert joint.low <= p * slack
    assert p <= joint.high * slack
    assert joint.high <= box.high * slack


@given(hundredths=st.lists(st.integers(1, 400), min_size=3, max_size=3).map(sorted))
def test_p_has_a_joint_range_exactly_when_the_triplet_can_be_a_wald_interval(
    hundredths: list[int],
) -> None:
    low, estimate, high = (f"{number / 100:.2f}" for number in hundredths)
    triplet = printed(estimate, low, high)
    not_wald = log_symmetry(triplet).verdict is Verdict.NOT_WALD
    assert (p_range_joint(triplet) is None) is not_wald


@pytest.mark.parametrize(
    ("treatment", "reference", "point", "low", "high"),
    [
        ("80.1", "76.5", 0.828, 0.824, 0.833),
        ("88.9", "89.1", 1.019, 1.010, 1.029),
        ("77.3", "77.6", 1.015, 1.010, 1.020),
        ("90.0", "77.6", 0.415, 0.412, 0.419),
    ],
)
def test_the_ratio_implied_by_two_printed_rates(
    treatment: str, reference: str, point: float, low: float, high: float
) -> None:
    span = rates.implied_hazard_ratio_range(treatment, reference)
    implied = rates.implied_hazard_ratio(float(treatment) / 100, float(reference) / 100)
    assert implied == pytest.approx(point, abs=6e-4)
    assert span == pytest.approx((low, high), abs=5e-4)
    assert span.low < implied < span.high


def test_the_implied_overall_ratio_can_lie_inside_the_interval_only_through_rounding() -> None:
    implied = rates.implied_hazard_ratio_range("80.1", "76.5")
    interval = printed("0.65", "0.52", "0.82")
    assert interval.values.high < implied.low < interval.highest.high


@pytest.mark.parametrize(("treatment", "reference"), [(0, 0.5), (1, 0.5), (0.5, 0), (0.5, 1)])
def test_a_rate_of_0_or_1_implies_no_ratio(treatment: float, reference: float) -> None:
    with pytest.raises(ValueError, match="no hazard ratio"):
        rates.implied_hazard_ratio(treatment, reference)


@pytest.mark.parametrize(("treatment", "reference"), [("100", "76.5"), ("80.1", "0.0")])
def test_a_printed_rate_of_0_or_100_implies_no_range(treatment: str, reference: str) -> None:
    with pytest.raises(ValueError, match="no hazard ratio"):
        rates.implied_hazard_ratio_range(treatment, reference)


def test_the_least_events_allow_for_rounding() -> None:
    lapatinib = printed("1.34", "1.15", "1.56")
    standard_error = intervals.se_from_ci(lapatinib.values)
    assert events.least_events(standard_error) == pytest.approx(661.1, abs=0.1)
    assert events.least_events_within_rounding(lapatinib) == pytest.approx(629.5, abs=0.1)


def test_events_by_rate() -> None:
    assert events.events_by_rate(903, 0.776) == pytest.approx(202.272)


@pytest.mark.parametrize(
    ("triplet", "reference", "notation"),
    [
        ((0.72, 0.55, 0.92), 0.67, "NNTB 13 (8 to 46)"),
        ((0.72, 0.55, 0.92), 0.51, "NNTB 10 (6 to 36)"),
        ((0.85, 0.71, 1.02), 0.60, "NNTB 21 (NNTB 11 to ∞ to NNTH 164)"),
        ((1.25, 1.05, 1.49), 0.80, "NNTH 24 (13 to 113)"),
        ((1.10, 0.90, 1.35), 0.85, "NNTH 73 (NNTH 22 to ∞ to NNTB 72)"),
        ((0.73, 0.53, 1.00), 0.891, "NNTB 36 (21 to ∞)"),
        ((1.00, 0.80, 1.25), 0.60, "NNT ∞ (NNTB 16 to ∞ to NNTH 14)"),
        ((1.00, 0.80, 1.00), 0.60, "NNT ∞ (NNTB 16 to ∞)"),
        ((0.90, 1.05, 1.49), 0.80, "NNTB 56 (NNTH 113 to NNTH 13)"),
    ],
)
def test_numbers_needed_to_treat_are_rounded_up_and_meet_at_infinity(
    triplet: tuple[float, float, float], reference: float, notation: str
) -> None:
    difference = absolute.event_free_difference(ratio(*triplet), reference)
    assert absolute.nnt_notation(difference) == notation


def test_altmans_example_of_the_notation() -> None:
    difference = absolute.EventFreeDifference(0.10, -0.05, 0.25)
    assert absolute.nnt_notation(difference) == "NNTB 10 (NNTB 4 to ∞ to NNTH 20)"


def test_rounding_up_is_not_misled_by_the_last_bit() -> None:
    assert 1 / (0.9 - 0.8) > 10
    assert absolute.rounded_up(absolute.number_needed_to_treat(0.9 - 0.8)) == 10
    assert absolute.rounded_up(8.0001) == 9
    assert absolute.rounded_up(absolute.number_needed_to_treat(-0.12)) == 9
    assert absolute.number_needed_to_treat(0) == math.inf


def test_differences_per_thousand() -> None:
    difference = absolute.event_free_difference(ratio(0.72, 0.55, 0.92), 0.67)
    assert [absolute.per_thousand(value) for value in difference] == [80, 22, 132]
    harm = absolute.event_free_difference(ratio(1.25, 1.05, 1.49), 0.80)
    assert [absolute.per_thousand(value) for value in harm] == [-43, -83, -9]


def test_the_event_free_rate_is_not_taken_for_a_risk() -> None:
    under_ratio = absolute.event_free_under_ratio(0.75, 0.80)
    assert absolute.per_thousand(under_ratio) == 846
    assert absolute.per_thousand(under_ratio - 0.80) == 46


def test_a_ratio_of_1_changes_nothing() -> None:
    assert absolute.event_free_under_ratio(1, 0.776) == 0.776


@pytest.mark.parametrize("reference", [0, 1])
def test_a_reference_rate_of_0_or_1_has_no_absolute_effect(reference: float) -> None:
    with pytest.raises(ValueError, match="no absolute effect"):
        absolute.event_free_difference(ratio(0.72, 0.55, 0.92), reference)


@pytest.mark.parametrize(
    ("triplet", "rare", "common"),
    [
        ((0.56, 0.46, 0.69), (2.970223, 2.256198), (2.349531, 1.908004)),
        ((0.72, 0.55, 0.92), (2.123820, 1.394394), (1.821539, 1.310558)),
        ((0.85, 0.71, 1.02), (1.632116, 1), (1.484455, 1)),
        ((1.80, 1.20, 2.70), (3, 1.689898), (2.367143, 1.525531)),
    ],
)
def test_e_values_of_a_hazard_ratio(
    triplet: tuple[float, float, float], rare: tuple[float, float], common: tuple[float, float]
) -> None:
    for is_rare, expected in ((True, rare), (False, common)):
        risk_ratio = evalue.hazard_ratio_as_risk_ratio(ratio(*triplet), rare=is_rare)
        assert evalue.evalues(risk_ratio) == pytest.approx(expected, abs=5e-7)


def test_published_e_values() -> None:
    smoking = evalue.evalues(ratio(10.73, 8.02, 14.36))
    assert (round(smoking.estimate, 2), round(smoking.limit, 2)) == (20.95, 15.52)


def test_an_interval_that_includes_1_has_a_limit_of_1() -> None:
    for triplet in ((0.73, 0.53, 1.00), (1.20, 1.00, 1.44), (0.95, 0.80, 1.20)):
        assert evalue.evalues(ratio(*triplet)).limit == 1
    assert evalue.evalue(1) == 1


def test_a_common_outcome_has_the_smaller_e_value_and_keeps_a_limit_of_0() -> None:
    common = evalue.hazard_ratio_as_risk_ratio(ratio(0.03, 0, 0.21), rare=False)
    assert common.low == 0
    assert evalue.evalues(common).limit < evalue.evalues(ratio(0.03, 0, 0.21)).limit


def test_an_estimate_outside_its_interval_has_no_e_value() -> None:
    for triplet in ((0.95, 0.52, 0.82), (0.50, 0.52, 0.82)):
        with pytest.raises(ValueError, match="outside its interval"):
            evalue.evalues(ratio(*triplet))


def test_a_ratio_of_0_has_no_e_value() -> None:
    for risk_ratio, target in ((0, 1), (0.5, 0)):
        with pytest.raises(ValueError, match="no E-value"):
            evalue.evalue(risk_ratio, target)
    with pytest.raises(ValueError, match="no risk ratio"):
        evalue.risk_ratio_of_common_outcome(0)


def test_ofs_with_ai_against_serm_with_ofs() -> None:
    def interval(standard_error: float) -> list[float]:
        got = contrast.contrast(0.44, 0.87, standard_error, 95)
        return [round(value, 2) for value in got[:3]]

    assert interval(contrast.se_under_zero_covariance(SE_OFS_AI, SE_SERM_OFS)) == [0.51, 0.24, 1.06]
    any_model = contrast.se_range_of_any_model(SE_OFS_AI, SE_SERM_OFS)
    assert interval(any_model.high) == [0.51, 0.19, 1.38]
    assert interval(any_model.low) == [0.51, 0.37, 0.68]
    reference, ofs_ai, serm_ofs = (
        events.events_by_rate(n, rate) for n, rate in ((903, 0.776), (118, 0.900), (238, 0.773))
    )
    by_events = contrast.se_by_events(SE_OFS_AI, SE_SERM_OFS, reference, ofs_ai, serm_ofs)
    assert interval(by_events) == [0.51, 0.25, 1.03]


def test_the_contrasts_of_torch_under_zero_covariance() -> None:
    assert contrast.se_under_zero_covariance(0.098, 0.096) == pytest.approx(0.137186, abs=5e-6)


def test_the_range_of_one_factor_lies_inside_that_of_any_model() -> None:
    one_factor = contrast.se_range_of_one_factor(0.110304, 0.118754)
    assert one_factor == pytest.approx((0.043995, 0.162079), abs=1e-6)
    assert contrast.se_range_of_any_model(0.110304, 0.118754) == pytest.approx(
        (0.00845, 0.229058), abs=1e-6
    )
    assert contrast.se_range_of_one_factor(0.2, 0.1) == contrast.se_range_of_one_factor(0.1, 0.2)


def test_only_the_proportions_between_events_matter() -> None:
    assert contrast.se_by_events(0.11, 0.12, 168, 161, 123) == pytest.approx(
        contrast.se_by_events(0.11, 0.12, 16.8, 16.1, 12.3)
    )


def test_groups_without_events_have_no_covariance() -> None:
    with pytest.raises(ValueError, match="events in all three groups"):
        contrast.se_by_events(0.11, 0.12, 168, 0, 123)
