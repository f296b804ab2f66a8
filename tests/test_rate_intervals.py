"""The interval that is printed with a rate: what it holds, and where it is shown."""

import csv
import json
import math
import random
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from asking import FORMATS, answer, asked
from hypothesis import given
from hypothesis import strategies as st
from invented import arm, group, ratio, result, study
from plants import SOUND, written

from altto_cli.appraise import findings, observed
from altto_cli.appraise.absolute import Absolute, absolutes
from altto_cli.check import check
from altto_cli.model import Arm, Result
from altto_cli.query import Asked
from altto_cli.stats import kaplan_meier
from altto_cli.stats.intervals import critical_value, wald_test
from altto_cli.stats.kaplan_meier import PrintedRate, from_interval
from altto_cli.view.pages import appraisal, lookups
from altto_cli.view.per_thousand import observed_in_words

SIZES = (group("new/all", 501), group("old/all", 497))


def on_scale(rate: float, error: float, scale: str, decimals: int) -> PrintedRate | None:
    """A rate with its 95% interval on a scale, as print has it; None where print cuts it."""
    z = critical_value(95)
    if scale == "plain":
        ends = [rate - z * error, rate + z * error]
    elif scale == "log":
        ends = [rate * math.exp(side * z * error / rate) for side in (-1, 1)]
    else:
        step = z * error / abs(rate * math.log(rate))
        ends = [rate ** math.exp(-side * step) for side in (-1, 1)]
    texts = [f"{100 * each:.{decimals}f}" for each in (rate, *ends)]
    half = 0.5 / 10**decimals
    inside = all(half < float(each) < 100 - half for each in texts)
    return PrintedRate(*texts, 95) if inside and texts[1] != texts[2] else None


@given(
    rate=st.floats(0.05, 0.98),
    error=st.floats(0.004, 0.08),
    scale=st.sampled_from(kaplan_meier.SCALES),
    decimals=st.integers(0, 3),
)
def test_an_honest_interval_holds_its_standard_error_whatever_its_scale(
    rate: float, error: float, scale: str, decimals: int
) -> None:
    printed = on_scale(rate, error, scale, decimals)
    if printed is None or float(printed.high) - float(printed.low) <= 10**-decimals:
        return
    found = from_interval(printed)
    assert found is not None
    assert scale in found.scales
    assert found.over_rounding.low <= error * (1 + 1e-9)
    assert error <= found.over_rounding.high * (1 + 1e-9)
    assert found.over_rounding.low <= found.widest <= found.over_rounding.high


def test_an_interval_on_one_scale_is_not_taken_for_one_on_another() -> None:
    first = from_interval(PrintedRate("40.92", "34.47", "48.58", 95))
    second = from_interval(PrintedRate("90.0", "83.8", "93.9", 95))
    both = from_interval(PrintedRate("77.6", "74.5", "80.5", 95))
    assert first is not None
    assert second is not None
    assert (first.scales, second.scales) == (("log",), ("loglog",))
    assert both is not None
    assert both.scales == ("plain", "loglog")
    each = [kaplan_meier.standard_error(0.776, 0.745, 0.805, 95, scale) for scale in both.scales]
    assert both.widest == max(each)


@pytest.mark.parametrize(
    "printed",
    [
        ("90.0", "48.0", "94.0"),  # a digit mistyped
        ("98", "96", "100"),  # cut at 100%
        ("3", "0", "6"),
        ("100", "98", "100"),
        ("90.0", "90.0", "90.0"),
        ("90", "90", "91"),  # bands that touch
    ],
)
def test_an_interval_on_none_of_the_scales_gives_nothing(printed: tuple[str, str, str]) -> None:
    assert from_interval(PrintedRate(*printed, 95)) is None


def test_of_honest_intervals_of_differences_as_many_hold_the_truth_as_they_say() -> None:
    """Two groups of 400, nobody censored, log-log intervals to a tenth: 95% of 2,000."""
    random_source = random.Random(41)
    held = 0
    for _ in range(2000):
        arms = []
        for truth in (0.85, 0.80):
            rate = sum(random_source.random() < truth for _ in range(400)) / 400
            error = math.sqrt(rate * (1 - rate) / 400)
            printed = on_scale(rate, error, "loglog", 1)
            assert printed is not None
            arms.append(_arm("new" if truth > 0.8 else "old", printed))
        found = _absolute(arms)
        assert found.by_intervals is not None
        held += found.by_intervals.shown.low <= 50 <= found.by_intervals.shown.high
    assert 0.935 <= held / 2000 <= 0.965


def _arm(strategy: str, printed: PrintedRate) -> Arm:
    limits = {"ci_low": Decimal(printed.low), "ci_high": Decimal(printed.high)}
    return arm(strategy, printed.percent, ci_level=Decimal(95), **limits)


def _absolute(arms: list[Arm], **more: Any) -> Absolute:
    one = _result(arms, **more)
    [found] = absolutes(study(one, groups=SIZES), [one])
    assert isinstance(found, Absolute)
    return found


def _result(arms: list[Arm], **more: Any) -> Result:
    return result(treatment=arms[0], reference=arms[1], **more)


NEW = _arm("new", PrintedRate("84.0", "80.5", "86.9", 95))
OLD = _arm("old", PrintedRate("80.9", "77.2", "84.1", 95))


def test_two_printed_intervals_give_that_of_the_difference() -> None:
    found = _absolute([NEW, OLD], effect=ratio("0.82 0.61 1.10"))
    errors = (0.0163, 0.0176)
    reach = 1960 * math.hypot(*errors)
    assert found.by_intervals is not None
    assert found.by_intervals.low == pytest.approx(31 - reach, abs=0.5)
    assert found.by_intervals.high == pytest.approx(31 + reach, abs=0.5)
    assert found.shortest is None
    assert observed_in_words(found, None) == "31 more (95% CI 16 fewer to 78 more)"


def test_the_interval_of_coarse_rates_is_the_outer_one() -> None:
    arms = [
        _arm("new", PrintedRate("84", "80", "87", 95)),
        _arm("old", PrintedRate("81", "77", "84", 95)),
    ]
    found = _absolute(arms).by_intervals
    assert found is not None
    assert found.shown == found.outer
    # 3 points ±1 by rounding; the widest intervals, 79.5–87.5 and 76.5–84.5, have SE 2.0 and 2.1
    assert found.outer.low == pytest.approx(20 - 57, abs=2)
    assert found.outer.high == pytest.approx(40 + 57, abs=2)


def test_the_interval_has_the_level_of_the_ratio_beside_it() -> None:
    found = _absolute([NEW, OLD], effect=ratio("0.82 0.58 1.15", level="97.5"))
    assert observed_in_words(found, None) == "31 more (97.5% CI 23 fewer to 85 more)"


def test_with_one_interval_alone_the_shortest_is_given() -> None:
    found = _absolute([NEW, arm("old", "80.9")])
    assert found.by_intervals is None
    assert found.shortest is not None


def test_competing_risks_take_nothing_from_a_difference_of_printed_intervals() -> None:
    found = _absolute([NEW, OLD], endpoint="death")
    assert found.by_intervals is not None
    assert found.implied is None


def test_the_crude_ratio_has_an_interval_and_its_p() -> None:
    one = _result([NEW, OLD], effect=ratio("0.82 0.61 1.10"))
    [found] = [each for each in findings(study(one)) if each.rule == "implied-ratio"]
    assert found.text == (
        "Crude rates imply 0.82 (95% CI 0.61–1.11); 0.82 (95% CI 0.61–1.10) is equal."
    )
    low, high = found.values["implied_ci_low"], found.values["implied_ci_high"]
    errors = (0.01629, 0.01757)
    given_by_hand = kaplan_meier.hazard_ratio((0.84, 0.809), errors, 95)
    assert (low, high) == pytest.approx(given_by_hand[1:3], rel=0.005)
    assert found.values["implied_p"] == pytest.approx(wald_test(given_by_hand).p, abs=0.005)


def test_without_printed_intervals_the_crude_ratio_has_the_narrowest_that_sizes_allow() -> None:
    bare = _result([arm("new", "84.0"), arm("old", "80.9")], effect=ratio("0.82 0.61 1.10"))
    [found] = [x for x in findings(study(bare, groups=SIZES)) if x.rule == "implied-ratio"]
    # SE² = Σ (1 − S)/(n S ln² S) = 0.16/(501·0.84·0.0304) + 0.191/(497·0.809·0.0449) = 0.0231
    values = [found.values[f"implied_ci_{end}"] for end in ("low", "high")]
    assert values == pytest.approx([0.611, 1.109], abs=0.002)
    assert found.values["implied_ci_is_narrowest"] is True
    assert "implied_p" not in found.values
    [found] = [x for x in findings(study(bare)) if x.rule == "implied-ratio"]
    assert "implied_ci_low" not in found.values
    one = _result([NEW, arm("old", "80.9")], effect=ratio("0.82 0.61 1.10"))
    [found] = [x for x in findings(study(one, groups=SIZES)) if x.rule == "implied-ratio"]
    assert found.values["implied_ci_is_narrowest"] is True


@pytest.fixture
def own(tmp_path: Path) -> tuple[str, ...]:
    """The options that read a study whose first result prints its rates with their intervals."""
    files = dict(SOUND)
    for rate, low, high in (("84.0", "80.5", "86.9"), ("80.9", "77.2", "84.1")):
        line = f"      event_free_percent: {rate}\n"
        limits = f"      ci_low: {low}\n      ci_high: {high}\n      ci_level: 95\n"
        files["death.yaml"] = files["death.yaml"].replace(line, line + limits, 1)
    folder = written(tmp_path / "invented", files)
    assert check([str(folder)]) == ((), 1)
    return ("--study", "invented", "--evidence", str(folder))


@pytest.mark.parametrize("command", ["results death", "compare drug placebo", "summary"])
@pytest.mark.parametrize("format", ["table", "markdown", "text"])
def test_every_page_shows_a_rate_with_its_interval(
    command: str, format: str, own: tuple[str, ...]
) -> None:
    ran = asked(*command.split(), *own, "-f", format)
    for shown in ("84.0% (95% CI 80.5–86.9)", "80.9% (95% CI 77.2–84.1)"):
        assert shown in ran.out.replace("\n  ", " "), ran


@pytest.mark.parametrize("format", FORMATS)
def test_each_format_has_both_limits(format: str, own: tuple[str, ...]) -> None:
    ran = asked("results", "death", *own, "-f", format)
    assert ran.code == 0
    for limit in ("80.5", "86.9", "77.2", "84.1"):
        assert limit in ran.out


def test_machines_read_limits_and_level_of_each_rate(own: tuple[str, ...]) -> None:
    whole = json.loads(asked("results", "death", *own, "-f", "json").out)
    treatment = whole["results"][0]["treatment"]
    assert [treatment[key] for key in ("ci_low", "ci_high", "ci_level")] == [80.5, 86.9, 95]
    assert (treatment["ci_low_text"], treatment["ci_high_text"]) == ("80.5", "86.9")
    assert "ci_low" not in whole["results"][1]["treatment"]
    [first, second, *_] = csv.DictReader(StringIO(asked("results", "death", *own, "-f", "csv").out))
    sides = ("treatment_ci_low", "treatment_ci_level", "reference_ci_high")
    assert [first[key] for key in sides] == ["80.5", "95", "84.1"]
    assert [second[key] for key in sides] == ["", "", ""]


def test_absolute_says_of_each_interval_what_it_is(own: tuple[str, ...]) -> None:
    page = asked("absolute", "death", *own, "-f", "markdown").out
    assert "31 more (16 fewer to 78 more)" in page
    assert "30 more (narrowest 28 fewer to 88 more)" in page
    assert "Unadjusted, from the intervals of both rates. The narrowest: as if nobody" in page
    whole = json.loads(asked("absolute", "death", *own, "-f", "json").out)
    first, second = (row["crude"] for row in whole["rows"])
    assert (first["interval"]["low"], first["interval"]["high"]) == (-16, 78)
    assert first["no_shorter_than"] is None
    assert second["interval"] is None
    [row, other] = csv.DictReader(StringIO(asked("absolute", "death", *own, "-f", "csv").out))
    assert (row["crude_low"], row["crude_high"], other["crude_low"]) == ("-16", "78", "")
    sentence = asked("absolute", "death", *own, "-f", "sentence").out
    assert "observed 31 more (95% CI 16 fewer to 78 more)" in sentence
    assert "observed 30 more (narrowest 95% CI 28 fewer to 88 more)" in sentence


def test_what_ships_prints_no_interval_of_a_rate_and_stays_as_it_is() -> None:
    page = answer("absolute", "dfs")
    assert "Observed (narrowest 95% CI)" in page


def test_a_summary_says_at_what_time_with_the_intervals(own: tuple[str, ...]) -> None:
    page = asked("summary", *own, "-f", "markdown").out
    assert "84.0% (95% CI 80.5–86.9) v 80.9% (95% CI 77.2–84.1)" in page


def test_studies_side_by_side_keep_the_interval_of_a_rate(own: tuple[str, ...]) -> None:
    options = own[2:]
    page = asked("compare", "drug", "placebo", "--studies", *options, "-f", "markdown").out
    assert "84.0% (95% CI 80.5–86.9) v 80.9% (95% CI 77.2–84.1)" in page


def test_a_warning_about_a_rate_begins_with_the_rate_alone(own: tuple[str, ...]) -> None:
    path = Path(own[-1]) / "more.yaml"
    path.write_text(
        "conflicts:\n  - id: rate\n    severity: check\n    text: The text has 83.0%.\n"
        "    touches: [results/death-all]\n    says:\n      - of: [results/death-all]\n"
        "        cell: treatment\n        text: The text has 83.0%.\n",
        encoding="utf-8",
    )
    page = asked("results", "death", *own, "-f", "text").out
    assert "84.0%: The text has 83.0%." in page


def test_appraise_says_of_the_observed_difference_what_its_interval_is() -> None:
    told = appraisal.page(study(_result([NEW, OLD]), groups=SIZES), Asked(command="appraise"), None)
    assert "with New, 95% CI 16 fewer to 78 more." in str(told.sections)
    bare = study(_result([arm("new", "84.0"), arm("old", "80.9")]), groups=SIZES)
    told = appraisal.page(bare, Asked(command="appraise"), None)
    assert "with New, narrowest 95% CI 16 fewer to 78 more." in str(told.sections)


def test_a_warning_names_the_interval_of_the_crude_ratio_by_what_it_is() -> None:
    sides = [
        _arm("new", PrintedRate("88.9", "87.0", "90.6", 95)),
        _arm("old", PrintedRate("89.1", "87.5", "90.6", 95)),
    ]
    one = observed(study(_result(sides, effect=ratio("0.73 0.53 1.00"))))
    told = str(lookups.endpoint(one, "dfs", Asked(command="dfs")).warnings)
    assert "The two rates alone would give 1.02 (95% CI 0.81–1.28; derived)." in told


def test_intervals_that_fit_share_one_line_of_the_appraisal(own: tuple[str, ...]) -> None:
    page = asked("appraise", "death", *own, "-f", "text").out
    assert "Rate CIs: 84.0% and 80.9%: about in the middle of theirs." in page
    assert "lies about in the middle" not in page


def test_find_has_the_limits_of_a_rate(own: tuple[str, ...]) -> None:
    assert "84.0% (95% CI 80.5–86.9)" in asked("find", "80.5", *own).out


def test_a_rate_s_limits_are_not_upside_down(tmp_path: Path) -> None:
    files = dict(SOUND)
    line = "      event_free_percent: 84.0\n"
    limits = "      ci_low: 86.9\n      ci_high: 80.5\n      ci_level: 95\n"
    files["death.yaml"] = files["death.yaml"].replace(line, line + limits)
    [found] = check([str(written(tmp_path / "invented", files))]).problems
    assert (found.rule, found.message) == (
        "interval-order",
        "ci_low 86.9 is above ci_high 80.5; exchange them?",
    )


@pytest.mark.parametrize(
    ("limits", "rule"),
    [
        ("      ci_low: 80.5\n      ci_level: 95\n", "half-interval"),
        ("      ci_low: 80.5\n      ci_high: 86.9\n", "interval-level"),
        ("      ci_level: 95\n", "interval-level"),
    ],
)
def test_a_rate_s_interval_is_whole(limits: str, rule: str, tmp_path: Path) -> None:
    files = dict(SOUND)
    line = "      event_free_percent: 84.0\n"
    files["death.yaml"] = files["death.yaml"].replace(line, line + limits)
    found = check([str(written(tmp_path / "invented", files))]).problems
    assert [each.rule for each in found] == [rule]
