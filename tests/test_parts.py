"""Whether ratios of parts differ from one another, and whether they make up the whole."""

import math
import random
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import settings
from invented import arm, ratio, result, study

from altto_cli import load
from altto_cli.appraise import MEANINGS, Finding, findings
from altto_cli.appraise.figures import printed_ratio
from altto_cli.appraise.interactions import _apart, interaction
from altto_cli.appraise.parts import additivity
from altto_cli.model import Effect, Population, PValue, Result, Study, Window
from altto_cli.stats import combining

BY_ID = {each.id: each for each in load().studies}


def of(rule: str, made: Study) -> list[Finding]:
    return [each for each in findings(made) if each.rule == rule]


def randomised(*results: Result, **more: Any) -> Study:
    return study(*results, randomised=True, **more)


def in_young_and_older(young: str, older: str, *more: Result, **said: Any) -> Study:
    return randomised(
        result("young", ratio(young), population="young"),
        result("older", ratio(older), population="older"),
        *more,
        **said,
    )


def window(first: int, last: int) -> Window:
    return Window(from_years=Decimal(first), to_years=Decimal(last), text=f"years {first}-{last}")


def test_the_printed_interaction_of_trans_aiog_agrees() -> None:
    (found,) = of("interaction", BY_ID["trans-aiog-her2"])
    assert found.severity == "note"
    assert found.values == {
        "first": "drfi-her2-positive-ai-vs-serm",
        "second": "drfi-her2-negative-ai-vs-serm",
        "ratio": 1.614,
        "ci_low": 1.012,
        "ci_high": 2.576,
        "ci_level": 95.0,
        "p_low": 0.03648,
        "p_high": 0.0538,
        "by": "populations",
        "printed": "1.61 (95% CI 1.01–2.57)",
        "agrees": True,
        "near": False,
    }
    assert found.text == (
        "1.13 against 0.70: ratio 1.61 (95% CI 1.01–2.58), Wald P 0.036–0.054; printed is 1.61 "
        "(95% CI 1.01–2.57), which agrees."
    )


def test_no_test_of_menopause_can_be_made_of_altto() -> None:
    (found,) = of("interaction", BY_ID["altto-endocrine"])
    assert found.values["testable"] is False
    assert found.text == (
        "No test by menopausal status: they compare AI v SERM and OFS + AI v SERM alone."
    )
    assert of("additivity", BY_ID["altto-endocrine"]) == []


def test_the_windows_of_ebctcg_are_put_together_as_a_note() -> None:
    found, _ = of("additivity", BY_ID["ebctcg-2022"])
    assert found.severity == "note"
    assert found.values == {
        "by": "windows",
        "combined": 0.7714,
        "combined_low": 0.7597,
        "combined_high": 0.7832,
        "whole": "0.79",
        "gap_se": -0.3523,
        "information_parts": 213.8,
        "information_whole": 217.7,
        "ratio_meets": False,
        "information_meets": True,
        "covers": False,
    }
    assert found.text == (
        "The 2 windows together give 0.771 (0.760–0.783 over rounding) beside 0.79 of the whole; "
        "later years may be missing."
    )
    assert (found.is_open, found.does_not_prove) == (True, MEANINGS["additivity"].does_not_prove)


def test_the_causes_of_ebctcg_are_put_together() -> None:
    _, found = of("additivity", BY_ID["ebctcg-2022"])
    assert (found.severity, found.values["covers"], found.is_open) == ("note", True, False)
    assert found.text == (
        "The 2 causes together give 1.042 (1.035–1.049 over rounding), which meets 1.04 of the "
        "whole; it must, where one is the whole less the other."
    )


def test_groups_that_are_not_of_the_size_of_the_whole_settle_nothing() -> None:
    (found,) = of("additivity", BY_ID["ebctcg-ofs"])
    assert found.text.endswith(
        "beside 0.82 of the whole; their 14,999 patients are not its 14,993."
    )
    assert found.is_open


def test_a_p_printed_alone_is_held_to_the_two_ratios() -> None:
    (found,) = of("interaction", BY_ID["ebctcg-ofs"])
    assert found.text.endswith("printed is interaction P = 0.0003, which agrees.")
    for measure, p, severity in [
        ("hazard ratio", "0.04", "note"),
        ("hazard ratio", "0.20", "check"),
        ("rate ratio", "0.04", "check"),
    ]:
        lone = PValue(p=p, p_kind="interaction", p_label="P")
        third = result("both", None, population="young", versus_population="older", p_value=lone)
        young, older = (ratio(x, measure=measure) for x in ("0.44 0.29 0.67", "0.90 0.75 1.08"))
        made = randomised(
            result("young", young, population="young"),
            result("older", older, population="older"),
            third,
        )
        (found,) = of("interaction", made)
        assert found.severity == severity
    other = result("both", None, population="young", versus_population="older")
    (found,) = of("interaction", in_young_and_older("0.44 0.29 0.67", "0.90 0.75 1.08", other))
    assert (found.severity, found.compared) == ("note", False)


def test_the_computed_interaction_is_a_note_in_disjoint_patients_alone() -> None:
    (found,) = of("interaction", in_young_and_older("0.44 0.23 0.85", "0.65 0.50 0.85"))
    assert found.severity == "note"
    assert (found.values["p_low"], found.values["p_high"]) == (0.2448, 0.3132)
    overlapping = randomised(
        result("all", ratio("0.44 0.23 0.85")),
        result("young", ratio("0.65 0.50 0.85"), population="young"),
    )
    assert of("interaction", overlapping) == []


@pytest.mark.parametrize(
    "other",
    [
        {"endpoint": "os"},
        {"source": "abstract"},
        {"treatment": arm("third")},
        {"effect": ratio("0.65 0.50 0.85", measure="odds ratio")},
        {"effect": ratio("0.65 0.50 0.85", adjusted=True)},
        {"effect": ratio("0.43 0.18 0.60")},
    ],
)
def test_another_question_is_no_interaction(other: dict[str, Any]) -> None:
    given = {"effect": ratio("0.65 0.50 0.85"), "population": "older", **other}
    one = result("young", ratio("0.44 0.23 0.85"), population="young")
    assert of("interaction", randomised(one, result("older", **given))) == []


@pytest.mark.parametrize(
    ("printed", "p", "severity"),
    [
        ("0.68 0.34 1.37", "0.28", "note"),
        ("0.78 0.34 1.37", "0.28", "check"),
        ("0.68 0.34 1.37", "0.02", "check"),
        ("0.68 0.46 1.00", "0.28", "check"),
        ("0.68 0.24 1.93", "0.28", "check"),
    ],
)
def test_a_printed_interaction_is_held_to_its_two_ratios(
    printed: str, p: str, severity: str
) -> None:
    effect = ratio(printed, measure="ratio of hazard ratios", p=p, p_kind="interaction")
    third = result("both", effect, population="young", versus_population="older")
    (found,) = of("interaction", in_young_and_older("0.44 0.23 0.85", "0.65 0.50 0.85", third))
    assert found.severity == severity
    turned = result("both", effect, population="older", versus_population="young")
    (found,) = of("interaction", in_young_and_older("0.65 0.50 0.85", "0.44 0.23 0.85", turned))
    assert found.severity == severity


@pytest.mark.parametrize(
    ("figures", "adjusted", "p", "severity"),
    [
        ("0.73 0.37 1.47", False, "0.37", "note"),
        ("0.85 0.42 1.71", False, "0.65", "check"),
        ("0.85 0.42 1.71", True, "0.65", "note"),
        ("1.05 0.52 2.11", True, "0.89", "check"),
    ],
    ids=["joint", "too-far-for-that", "adjusted", "too-far-for-that-too"],
)
def test_an_interaction_of_one_joint_model_may_lie_near_and_settles_nothing(
    figures: str, adjusted: bool, p: str, severity: str
) -> None:
    measure = "ratio of hazard ratios"
    effect = ratio(figures, measure=measure, adjusted=adjusted, p=p, p_kind="interaction")
    third = result("both", effect, population="young", versus_population="older")
    (found,) = of("interaction", in_young_and_older("0.44 0.23 0.85", "0.65 0.50 0.85", third))
    assert (found.severity, found.is_open) == (severity, severity == "note")
    assert found.text.endswith(
        "as near as that of a joint model may be." if severity == "note" else "which differs."
    )


def in_windows(*figures: str, whole: str) -> Study:
    parts = [
        result(f"window-{number}", rate(each), window=window(5 * number, 5 * number + 4))
        for number, each in enumerate(figures)
    ]
    return randomised(result("whole", rate(whole)), *parts)


def rate(figures: str) -> Effect:
    return ratio(figures, measure="rate ratio")


@pytest.mark.parametrize(
    ("whole", "severity", "said"),
    [
        ("0.79 0.69 0.90", "note", "later years may be missing."),
        (
            "0.79 0.65 0.96",
            "check",
            "they hold more information than the whole.",
        ),
        ("0.79 0.75 0.83", "note", "later years may be missing."),
    ],
)
def test_windows_never_hold_more_information_than_the_whole(
    whole: str, severity: str, said: str
) -> None:
    made = in_windows("0.68 0.58 0.80", "0.98 0.78 1.23", whole=whole)
    (found,) = of("additivity", made)
    assert (found.severity, found.is_open) == (severity, severity == "note")
    assert found.text.endswith(said)


@pytest.mark.parametrize(
    ("whole", "measure", "more_or_less"),
    [
        ("0.60 0.47 0.77", "rate ratio", ""),
        ("0.60 0.53 0.68", "rate ratio", "less"),
        ("0.60 0.38 0.94", "rate ratio", "more"),
        ("0.60 0.38 0.94", "hazard ratio", ""),
    ],
)
def test_log_rank_information_of_all_parts_is_that_of_the_whole(
    whole: str, measure: str, more_or_less: str
) -> None:
    made = randomised(
        result("whole", ratio(whole, measure=measure)),
        result("young", ratio("0.44 0.29 0.67", measure=measure), population="young"),
        result("older", ratio("0.71 0.52 0.97", measure=measure), population="older"),
        populations=of_sizes(400, 600, 1000),
    )
    (found,) = of("additivity", made)
    assert found.severity == ("check" if more_or_less else "note")
    assert (f"they hold {more_or_less} information than the whole" in found.text) is bool(
        more_or_less
    )


def test_intervals_that_rounding_can_close_are_no_error() -> None:
    narrow = in_windows("1.0 0.9 1.0", "0.99 0.98 0.99", whole="0.99 0.98 1.00")
    assert of("additivity", narrow) == []
    (found,) = of("interaction", narrow)
    assert found.values["p_high"] == 1


def test_one_window_and_overlapping_windows_say_nothing() -> None:
    assert of("additivity", in_windows("0.68 0.55 0.85", whole="0.79 0.69 0.90")) == []
    overlapping = randomised(
        result("whole", rate("0.79 0.69 0.90")),
        result("early", rate("0.68 0.55 0.85"), window=window(0, 5)),
        result("late", rate("0.98 0.73 1.33"), window=window(4, 9)),
    )
    assert of("additivity", overlapping) == []


def of_sizes(young: int, older: int, total: int) -> tuple[Population, ...]:
    return (
        Population(id="all", label="All", n=total),
        Population(id="young", label="Young", menopause="premenopausal", n=young),
        Population(id="older", label="Older", menopause="postmenopausal", n=older),
    )


@pytest.mark.parametrize(
    ("whole", "measure", "sizes", "severity"),
    [
        ("0.60 0.47 0.77", "rate ratio", (400, 600, 1000), "note"),
        ("0.75 0.59 0.96", "rate ratio", (400, 600, 1000), "check"),
        ("0.75 0.59 0.96", "rate ratio", (400, 600, 1001), "note"),
        ("0.66 0.52 0.84", "rate ratio", (400, 600, 1000), "check"),
        ("0.66 0.52 0.84", "hazard ratio", (400, 600, 1000), "note"),
        ("0.75 0.59 0.96", "hazard ratio", (400, 600, 1000), "check"),
    ],
)
def test_parts_that_cover_the_whole_are_held_to_it(
    whole: str, measure: str, sizes: tuple[int, int, int], severity: str
) -> None:
    made = randomised(
        result("whole", ratio(whole, measure=measure)),
        result("young", ratio("0.44 0.29 0.67", measure=measure), population="young"),
        result("older", ratio("0.71 0.52 0.97", measure=measure), population="older"),
        populations=of_sizes(*sizes),
    )
    (found,) = of("additivity", made)
    assert found.severity == severity
    not_randomised = study(*made.results, populations=made.populations)
    assert of("additivity", not_randomised) == []


def honest(random_source: random.Random) -> tuple[Effect, Effect, Effect, Effect]:
    """Log-rank ratios exp((O − E)/V) of two parts and the whole, where O − E and V add.

    The last is the ratio of the first two.
    """
    info = [random_source.uniform(10, 400) for _ in range(2)]
    scores = [random_source.gauss(-0.2 * v, math.sqrt(v)) for v in info]
    young, older, whole = (
        rate(printed(score / v, 1 / math.sqrt(v)))
        for score, v in [*zip(scores, info, strict=True), (sum(scores), sum(info))]
    )
    log = scores[0] / info[0] - scores[1] / info[1]
    se = math.sqrt(sum(1 / v for v in info))
    return young, older, whole, ratio(printed(log, se), measure="ratio of hazard ratios")


def printed(log: float, se: float) -> str:
    return " ".join(f"{math.exp(log + side * 1.959963985 * se):.2f}" for side in (0, -1, 1))


def test_no_honest_interaction_or_sum_is_above_a_note() -> None:
    random_source = random.Random(6281)
    for _ in range(5 * settings().max_examples):
        young, older, whole, both = honest(random_source)
        made = randomised(
            result("whole", whole),
            result("young", young, population="young"),
            result("older", older, population="older"),
            result("both", both, population="young", versus_population="older"),
            populations=of_sizes(400, 600, 1000),
        )
        for rule in (interaction, additivity):
            assert [each.severity for each in rule(made)] in ([], ["note"])


def test_no_honest_interaction_or_sum_in_10_000_differs_from_what_is_printed() -> None:
    """What makes either rule speak of a check, asked without a study around the figures."""
    random_source = random.Random(6281)
    asked = 0
    for _ in range(10_000):
        young, older, whole, both = honest(random_source)
        first, second, third = map(printed_ratio, (young, older, whole))
        assert first
        assert second
        assert third
        found = combining.interaction(first, second, 95)
        added = combining.combined([first, second], 95)
        against = added and combining.against_whole(added, third)
        assert not found or _apart(result("both", both), first, second, found) == 0
        assert not against or (against.ratio_meets and against.information_meets)
        asked += bool(found and against)
    assert asked > 9_900
