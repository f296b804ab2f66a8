"""A difference is held against its interval, its P and its two groups."""

from decimal import Decimal
from typing import Any

import pytest
from invented import arm, result, study

from altto_cli.appraise import Finding, findings
from altto_cli.model import Arm, Difference

MEANS = ("68.4", "71.6")


def found(
    figures: str, p: str | None = None, means: tuple[str, str] = MEANS, **more: Any
) -> list[Finding]:
    """What is found of a mean difference printed as "-3.2 -5.1 -1.3" beside two means."""
    estimate, low, high = [Decimal(each) for each in figures.split()]
    given = {"measure": "mean difference", "adjusted": True, "ci_level": Decimal(95), **more}
    difference = Difference(estimate=estimate, ci_low=low, ci_high=high, p=p, **given)
    first, second = (
        arm(name, mean=Decimal(mean)) for name, mean in zip(("new", "old"), means, strict=True)
    )
    one = result("one", difference=difference, treatment=first, reference=second)
    return [each for each in findings(study(one)) if each.rule == "difference"]


def test_what_goes_together_is_a_note_that_says_what_was_compared() -> None:
    [finding] = found("-3.2 -5.1 -1.3", "0.001")
    assert finding.severity == "note"
    assert finding.text == (
        "The two groups give −3.2; −3.2 lies in the middle of −5.1 to −1.3; the interval gives "
        "P 0.0006–0.0015."
    )
    assert finding.values == {
        "estimate": "−3.2",
        "of_groups": "−3.2",
        "p_low": 0.0005749,
        "p_high": 0.001545,
    }


@pytest.mark.parametrize(
    ("figures", "p", "means", "said"),
    [
        ("3.2 1.3 5.1", "0.001", MEANS, "3.2 beside −3.2, which the two groups give."),
        ("-3.2 -5.1 1.3", "0.050", MEANS, "−3.2 is not the middle of −5.1 to 1.3."),
        ("-3.2 -5.1 -1.3", "0.01", MEANS, "P 0.01 beside 0.0006–0.0015, which the interval gives."),
        ("-3.2 -5.1 -1.3", None, ("71.6", "68.4"), "−3.2 beside 3.2, which the two groups give."),
        ("-1.0 -5.0 3.0", None, ("71.6", "71.1"), "−1.0 beside 0.5, which the two groups give."),
        ("1.0 -3.0 5.0", None, ("71.1", "71.6"), "1.0 beside −0.5, which the two groups give."),
    ],
)
def test_what_does_not_go_together_is_a_check(
    figures: str, p: str | None, means: tuple[str, str], said: str
) -> None:
    [finding] = found(figures, p, means)
    assert (finding.severity, finding.text) == ("check", said)


@pytest.mark.parametrize(
    ("measure", "sides"),
    [
        ("risk difference", {"event_percent": ("10", "20")}),
        ("risk difference", {"event_free_percent": ("90", "80")}),
        ("difference of event-free rates", {"event_percent": ("20", "10")}),
        ("difference of event-free rates", {"event_free_percent": ("80", "90")}),
    ],
)
def test_percentages_are_subtracted_as_what_the_difference_is_of(
    measure: Any, sides: dict[str, tuple[str, str]]
) -> None:
    said = Difference(measure=measure, adjusted=False, estimate=Decimal(-10))
    [(name, figures)] = sides.items()
    arms = [
        Arm(strategy=strategy, at_years=Decimal(5), **{name: Decimal(figure)})
        for strategy, figure in zip(("new", "old"), figures, strict=True)
    ]
    one = result("one", difference=said, treatment=arms[0], reference=arms[1])
    [finding] = [each for each in findings(study(one)) if each.rule == "difference"]
    assert (finding.severity, finding.text) == ("note", "The two groups give −10.")


@pytest.mark.parametrize("estimate", [0, 1, 9, 10])
def test_a_difference_outside_its_interval_is_a_conflict(estimate: int) -> None:
    given = {"ci_low": Decimal(2), "ci_high": Decimal(8), "ci_level": Decimal(95)}
    said = Difference(
        measure="risk difference", adjusted=False, estimate=Decimal(estimate), **given
    )
    found = findings(study(result("one", difference=said)))
    outside = [each for each in found if each.rule == "estimate-outside-interval"]
    printed = {"estimate": str(estimate), "ci_low": "2", "ci_high": "8"}
    assert all(each.values == printed for each in outside)
    # 9 may be 8.5, and 8 may be 8.5 too.
    assert [(each.severity, each.text) for each in outside] == [
        (
            "conflict",
            f"The difference {estimate} lies outside its interval, 2 to 8, however the numbers "
            "were rounded.",
        )
    ] * (estimate in (0, 10))


@pytest.mark.parametrize(("years", "said"), [(100, ["The two groups give −0.8."]), (1000, [])])
def test_rates_are_subtracted_where_they_are_of_as_many_patient_years(
    years: int, said: list[str]
) -> None:
    rates = {
        name: arm(name, event_rate=Decimal(rate), per_patient_years=100)
        for name, rate in (("new", "2.3"), ("old", "3.1"))
    }
    difference = Difference(
        measure="rate difference",
        adjusted=False,
        estimate=Decimal("-0.8"),
        per_patient_years=years,
    )
    one = result("one", difference=difference, treatment=rates["new"], reference=rates["old"])
    assert [each.text for each in findings(study(one)) if each.rule == "difference"] == said


def test_an_adjusted_difference_without_an_interval_need_not_be_that_of_the_groups() -> None:
    said = Difference(measure="mean difference", adjusted=True, estimate=Decimal("-1.0"))
    means = {name: arm(name, mean=Decimal(mean)) for name, mean in (("new", "68"), ("old", "72"))}
    one = result("one", difference=said, treatment=means["new"], reference=means["old"])
    [finding] = [each for each in findings(study(one)) if each.rule == "difference"]
    assert (finding.severity, finding.text) == ("note", "The two groups give −4.")


def test_the_p_of_another_test_is_not_held_against_the_interval() -> None:
    [finding] = found("-3.2 -5.1 -1.3", "0.01", p_test="likelihood ratio")
    assert finding.severity == "note"
    assert "interval gives P" not in finding.text
