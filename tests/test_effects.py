"""What a printed ratio says of itself: rules that hold for a ratio in any text."""

import math
import random
from decimal import Decimal
from typing import Any

import pytest
from benchmarks.misprints import followed, interval, p_as_printed
from hypothesis import given
from hypothesis import strategies as st
from invented import ratio

from altto_cli.appraise.effects import observations
from altto_cli.appraise.observation import Observation
from altto_cli.appraise.pvalues import noninferiority_p
from altto_cli.model import Effect
from altto_cli.stats.intervals import two_sided_p
from altto_cli.stats.noninferiority import lower_tail


def only(rule: str, effect: Effect, word: Any = None) -> Observation:
    (found,) = [each for each in observations(effect, word) if each.rule == rule]
    return found


def silent(rule: str, effect: Effect, word: Any = None) -> bool:
    return rule not in [each.rule for each in observations(effect, word)]


def superiority(figures: str, p: str, **more: Any) -> Effect:
    return ratio(figures, p=p, p_kind="superiority", **more)


def test_a_sound_ratio_has_nothing_to_say() -> None:
    assert observations(ratio("0.65 0.52 0.82"), "significant") == []


def test_an_estimate_outside_and_reversed_limits_are_conflicts() -> None:
    outside = only("estimate-outside-interval", ratio("0.95 0.52 0.82"))
    assert (outside.severity, outside.values["reversed"]) == ("conflict", False)
    turned = only("estimate-outside-interval", ratio("0.44 0.85 0.23"))
    assert (turned.severity, turned.values["reversed"]) == ("conflict", True)
    assert turned.text == "The limits are printed the wrong way round: 0.85 to 0.23."


def test_each_number_that_would_fit_the_other_two_is_among_the_values() -> None:
    found = only("wald-interval", ratio("0.43 0.18 0.60"))
    assert found.severity == "check"
    assert found.values["estimate_that_fits"] == {"low": 0.3227, "high": 0.3346}
    assert found.values["ci_low_that_fits"] == {"low": 0.2986, "high": 0.318}
    assert found.values["ci_high_that_fits"] == {"low": 0.9764, "high": 1.081}


def test_a_half_width_without_logarithms_is_recognised() -> None:
    plain = only("wald-interval", ratio("0.70 0.40 1.00"))
    assert plain.values["symmetric_without_logarithm"] is True
    assert only("wald-interval", ratio("0.43 0.18 0.60")).values["symmetric_without_logarithm"] is (
        False
    )


def test_a_lower_limit_of_0_is_uninformative_unless_no_centre_reaches_the_estimate() -> None:
    open_limit = only("wald-interval", ratio("0.03 0.00 0.21"))
    assert (open_limit.severity, open_limit.compared) == ("note", False)
    assert only("wald-interval", ratio("0.30 0.00 0.90")).severity == "check"


def test_log_symmetry_and_order_need_no_level_and_p_does() -> None:
    no_level = superiority("0.72 0.55 0.98", "0.9", level=None)
    assert only("wald-interval", no_level).severity == "check"
    assert silent("p-from-interval", no_level)


@pytest.mark.parametrize(
    ("p", "severity", "agreement", "distance"),
    [
        ("<0.05", "note", "consistent", 0),
        ("0.01", "note", "consistent", 0),
        ("<0.01", "note", "only through rounding", 0),
        ("0.005", "check", "one-sided", 0.1805),
        ("0.004", "check", "outside", 0.2452),
        ("0.30", "check", "outside", 1.508),
    ],
)
def test_the_distance_of_a_p_is_in_standard_errors(
    p: str, severity: str, agreement: str, distance: float
) -> None:
    found = only("p-from-interval", superiority("0.72 0.55 0.92", p))
    assert (found.severity, found.values["agreement"]) == (severity, agreement)
    assert found.values["z_distance"] == pytest.approx(distance, abs=5e-3)
    assert found.values["one_sided_agrees"] is (p not in ("0.004", "0.30"))


def test_a_p_on_the_other_side_of_its_threshold_is_told() -> None:
    assert only("p-from-interval", superiority("0.72 0.55 0.92", "0.30")).values["decision_differs"]
    near = superiority("0.72 0.55 0.92", "0.004", p_threshold="0.001")
    assert not only("p-from-interval", near).values["decision_differs"]


def test_an_interval_of_90_percent_called_95_is_named() -> None:
    # 0.72 with SE 0.13: P 0.0115; its 90% interval is 0.58 to 0.89
    found = only("p-from-interval", superiority("0.72 0.58 0.89", "0.012"))
    assert (found.severity, found.values["agrees_at_level"]) == ("check", 90)
    assert "would agree" not in found.text


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"p_kind": None}, "what it tests not stated"),
        ({"p_kind": "interaction"}, "not a test of this ratio"),
        ({"p_kind": "superiority", "p_test": "log-rank"}, "another test"),
    ],
)
def test_a_p_that_is_not_judged_settles_nothing(more: dict[str, Any], said: str) -> None:
    found = only("p-from-interval", ratio("0.72 0.55 0.92", p="0.9", **more))
    assert (found.severity, found.is_open, found.values["judged"]) == ("note", True, False)
    assert found.compared is ("not a test of this ratio" not in said)
    assert said in found.text


def noninferiority(p: str, **more: Any) -> Effect:
    margin = {"margin": Decimal("1.11"), "level": "97.5", **more}
    figures = margin.pop("figures", "0.93 0.76 1.13")
    return ratio(figures, p=p, p_kind="non-inferiority", **margin)


def test_the_p_of_altto_against_its_margin_is_two_sided() -> None:
    found = only("noninferiority-p", noninferiority(".044"))
    assert found.severity == "note"
    assert found.text == (
        "Against a margin of 1.11 the interval gives P 0.018–0.023 one-sided, 0.037–0.047 "
        "two-sided: the printed .044 fits the two-sided one."
    )
    assert silent("p-from-interval", noninferiority(".044"))


@pytest.mark.parametrize(
    ("p", "kind", "severity"),
    [
        (".02", "one-sided", "note"),
        ("<.05", "either", "note"),
        (".30", "neither", "check"),
    ],
)
def test_a_noninferiority_p_is_held_to_both_sides(p: str, kind: str, severity: str) -> None:
    found = only("noninferiority-p", noninferiority(p))
    assert (found.values["printed_is"], found.severity) == (kind, severity)


def test_without_a_margin_above_or_below_1_there_is_no_p_against_it() -> None:
    for margin in (None, Decimal(1)):
        assert silent("noninferiority-p", noninferiority(".044", margin=margin))
    other = noninferiority(".30", p_test="stratified log-rank")
    found = only("noninferiority-p", other)
    assert found.severity == "note"
    assert found.text.endswith(
        "the printed .30 fits neither; another test, which may rightly differ."
    )
    assert only("noninferiority-p", noninferiority(".30")).text.endswith(" .30 fits neither.")


def test_a_limit_of_1_says_between_what_p_lies() -> None:
    found = only("bound-of-one", ratio("0.73 0.53 1.00"))
    assert (found.values["side"], found.values["limit_highest"]) == ("upper", 1.005)
    assert found.text == (
        "The limit 1.00 lies between 0.995 and 1.005, P between 0.046 and 0.054: on which side of "
        "1 is open."
    )


@pytest.mark.parametrize(
    ("figures", "word", "verdict", "severity"),
    [
        ("0.73 0.53 1.00", "not significant", "undetermined", "note"),
        ("0.65 0.52 0.82", "not significant", "disagrees", "check"),
        ("0.87 0.61 1.23", "significant", "disagrees", "check"),
    ],
)
def test_a_word_is_held_against_the_interval(
    figures: str, word: str, verdict: str, severity: str
) -> None:
    found = only("word-against-interval", ratio(figures), word)
    assert (found.values["verdict"], found.severity) == (verdict, severity)
    _, low, high = figures.split()
    assert found.text.startswith(f"Called {word}, beside {low}–{high} at 95%, which ")


def test_a_word_is_judged_at_the_threshold_that_is_printed() -> None:
    at_975 = {"level": "97.5"}
    same = superiority("0.84 0.70 1.02", ".048", p_threshold=".025", **at_975)
    assert silent("word-against-interval", same, "not significant")
    other = superiority("0.84 0.70 1.02", ".048", p_threshold=".05", **at_975)
    assert only("word-against-interval", other, "significant").values["verdict"] == "undetermined"
    strict = only(
        "word-against-interval", ratio("0.80 0.66 0.97", p_threshold=".005"), "significant"
    )
    assert strict.text == (
        "Called significant, beside P 0.020–0.027 at .005, which says otherwise."
    )
    assert strict.values["threshold"] == 0.005


def test_a_word_about_another_question_is_left_alone() -> None:
    assert silent("word-against-interval", noninferiority(".044"), "significant")
    interaction = ratio("0.87 0.61 1.23", p="0.01", p_kind="interaction")
    assert silent("word-against-interval", interaction, "significant")


def printed(random_source: random.Random) -> tuple[Effect, str]:
    """A Wald result as it would be printed, and its word."""
    log_ratio = random_source.gauss(-0.2, 0.35)
    se = random_source.uniform(0.05, 0.5)
    level = random_source.choice((90, 95, 97.5, 99))
    reach = {90: 1.644853627, 95: 1.959963985, 97.5: 2.241402728, 99: 2.575829304}[level] * se
    places = random_source.choice((2, 2, 3))
    figures = [
        f"{2.718281828459045 ** (log_ratio + side * reach):.{places}f}" for side in (0, -1, 1)
    ]
    p = two_sided_p(log_ratio / se)
    said = f"{p:.{random_source.choice((2, 3))}f}" if p > 0.001 else "<0.001"
    threshold = f"{1 - level / 100:.3g}"
    word = "significant" if p < 1 - level / 100 else "not significant"
    more = {"level": str(level), "p_threshold": threshold}
    return superiority(" ".join(figures), said, **more), word


def test_no_honest_wald_result_in_10_000_is_above_a_note() -> None:
    random_source = random.Random(6281)
    grave = [
        (effect, each)
        for effect, word in (printed(random_source) for _ in range(10_000))
        for each in observations(effect, word)  # type: ignore[arg-type]
        if each.severity != "note"
    ]
    assert grave == []


def against_margin(random_source: random.Random) -> tuple[Effect, str]:
    """A Wald result as printed, with its P against a margin, and the side of that P."""
    log_ratio, se = random_source.gauss(0, 0.2), random_source.uniform(0.05, 0.5)
    margin = random_source.choice(("0.80", "1.11", "1.25", "1.30"))
    figures = [f"{math.exp(log_ratio + side * 1.959963985 * se):.2f}" for side in (0, -1, 1)]
    z = (log_ratio - math.log(float(margin))) / se
    both = two_sided_p(z)
    beyond = both / 2 if (z < 0) is (float(margin) > 1) else 1 - both / 2
    side = random_source.choice(("one-sided", "two-sided"))
    p = beyond if side == "one-sided" else both
    said = f"{p:.{random_source.choice((2, 3))}f}" if p > 0.001 else "<0.001"
    return noninferiority(said, level="95", margin=Decimal(margin), figures=" ".join(figures)), side


def test_no_honest_wald_p_against_a_margin_in_10_000_is_told_or_on_the_wrong_side() -> None:
    random_source = random.Random(6281)
    told = 0
    for _ in range(10_000):
        effect, side = against_margin(random_source)
        for found in noninferiority_p(effect):
            told += 1
            assert found.severity == "note"
            assert found.values["printed_is"] in (side, "either")
    assert told > 9_900


def test_two_in_a_hundred_score_tests_against_a_margin_are_told_where_they_are_not_named() -> None:
    """Given all events, those of one group are binomial: the score test of constant rates."""
    random_source, told = random.Random(111), 0
    for number in range(1000):
        margin = random_source.choice((1.11, 1.25, 1.3))
        hazard, log_ratio = random_source.uniform(0.01, 0.06), random_source.gauss(0, 0.15)
        hazards = (hazard * math.exp(log_ratio), hazard)
        groups = [followed(random_source, random_source.randint(100, 800), x) for x in hazards]
        first, second = (sum(had for _, had in patients) for patients in groups)
        years = [sum(time for time, _ in patients) for patients in groups]
        share = margin * years[0] / (margin * years[0] + years[1])
        z = (first - (first + second) * share) / math.sqrt((first + second) * share * (1 - share))
        below = lower_tail(z)
        p = below if number % 2 else 2 * min(below, 1 - below)
        log = math.log(first / years[0] * years[1] / second)
        figures = " ".join(interval(log, math.sqrt(1 / first + 1 / second), 95))
        given = {"level": "95", "margin": Decimal(str(margin)), "figures": figures}
        (found,) = noninferiority_p(noninferiority(p_as_printed(p), **given))
        told += found.severity != "note"
        (named,) = noninferiority_p(noninferiority(p_as_printed(p), p_test="score", **given))
        assert named.severity == "note"
    assert 10 <= told <= 30


number = st.integers(0, 300).map(lambda hundredths: Decimal(hundredths) / 100)


@given(
    figures=st.tuples(number, number, number),
    level=st.sampled_from([None, 90, 95, 97.5, 99]),
    p=st.sampled_from([None, "0", "0.000", "<0.001", "0.05", ">0.05", "1", "NS"]),
    kind=st.sampled_from([None, "superiority", "non-inferiority", "interaction"]),
    margin=st.sampled_from([None, "0.80", "1", "1.11"]),
    word=st.sampled_from([None, "significant", "not significant"]),
)
def test_any_printed_numbers_are_answered(
    figures: tuple[Decimal, Decimal, Decimal],
    level: float | None,
    p: str | None,
    kind: Any,
    margin: str | None,
    word: Any,
) -> None:
    estimate, low, high = figures
    effect = Effect(
        measure="hazard ratio",
        adjusted=True,
        estimate=estimate,
        ci_low=low,
        ci_high=high,
        ci_level=None if level is None else Decimal(str(level)),
        p=p,
        p_kind=kind if p else None,
        margin=Decimal(margin) if margin else None,
    )
    for each in observations(effect, word):
        assert each.text.endswith(".")
        assert each.severity in ("conflict", "check", "note")
