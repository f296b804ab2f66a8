"""The events behind a ratio: what an interval takes, and what rates and counts allow."""

import math
import random
from typing import Any

import pytest
from invented import arm, group, ratio, result, study

from altto_cli import load
from altto_cli.appraise import Finding, findings
from altto_cli.appraise.events import events_behind, information_bound
from altto_cli.model import Result

ALTTO = load(studies=["altto-endocrine"]).studies[0]
HERA = load(studies=["hera-ofs"]).studies[0]

#: SE 0.0840 at 97.5%: over the rounding of the limits at least 533 events, 134 in each group.
EFFECT = ratio("0.84 0.70 1.02", level="97.5")


def of(rule: str, *results: Result, **more: Any) -> list[Finding]:
    return [each for each in findings(study(*results, **more)) if each.rule == rule]


def only(rule: str, *results: Result, **more: Any) -> Finding:
    (finding,) = of(rule, *results, **more)
    return finding


def shipped(study: Any, id: str, rule: str) -> Finding:
    (found,) = [each for each in findings(study) if each.rule == rule and each.results == (id,)]
    return found


def test_the_0_44_rests_on_9_to_11_events_with_ofs_and_ai() -> None:
    found = shipped(ALTTO, "dfs-premenopausal-ofs-ai-vs-serm", "events-behind")
    assert found.severity == "note"
    assert found.values == {
        "events_at_least_each": 9,
        "events_at_most": {"ofs-ai": 11, "serm": 202},
        "patients": {"ofs-ai": 118, "serm": 903},
        "at_years": 10,
        "later_events_needed": False,
        "few_events": True,
    }
    assert found.text == (
        "The interval takes at least 9 events in each group; by 10 years the rates allow at most "
        "11 of 118 and 202 of 903."
    )


def test_the_deaths_of_hera_by_10_years_are_too_few_for_its_interval() -> None:
    found = shipped(HERA, "os-all-ofs-ai-vs-serm-ofs-onclive", "events-behind")
    assert (found.severity, found.values["later_events_needed"]) == ("note", True)
    assert found.text.endswith("at most 17 of 195 and 54 of 269: it counts later ones.")


def test_a_ratio_of_ratios_has_four_groups() -> None:
    effect = ratio("1.61 1.01 2.57", measure="ratio of hazard ratios")
    found = only("events-behind", result(effect=effect, versus_population="young"))
    assert found.text == (
        "The interval takes at least 18 events in each of the four groups, by the standard error "
        "of a model."
    )


def test_an_interval_that_is_not_wald_has_no_events_behind_it() -> None:
    one = result(effect=ratio("0.43 0.18 0.60"), rates="91.3 79.7", events=3)
    for rule in ("events-behind", "information-bound"):
        assert of(rule, one) == []


@pytest.mark.parametrize(
    ("measure", "by_group"),
    [
        ("hazard ratio", True),
        ("odds ratio", True),
        ("ratio of hazard ratios", True),
        ("rate ratio", False),
        ("risk ratio", False),
    ],
)
def test_log_rank_and_risk_ratios_have_no_bound_by_group(measure: str, by_group: bool) -> None:
    one = result(effect=ratio("0.84 0.70 1.02", measure=measure), events=1)
    assert bool(of("events-behind", one)) is by_group


@pytest.mark.parametrize(("randomised", "severity"), [(True, "conflict"), (False, "check")])
def test_counts_that_allow_no_such_interval_are_graver_in_a_randomised_comparison(
    randomised: bool, severity: str
) -> None:
    arms = {"treatment": arm("new", events=133), "reference": arm("old", events=900)}
    one = result(effect=EFFECT, **arms)
    found = only("events-behind", one, randomised=randomised)
    assert found.severity == severity
    assert found.text.startswith("133 and 900 events allow no interval as narrow")
    enough = {"treatment": arm("new", events=179), "reference": arm("old", events=534)}
    assert only("events-behind", result(effect=EFFECT, **enough)).severity == "note"


def test_no_event_in_a_group_allows_no_interval() -> None:
    arms = {"treatment": arm("new", events=0), "reference": arm("old", events=900)}
    found = only("events-behind", result(effect=EFFECT, **arms))
    assert found.severity == "check"
    assert found.text.startswith("0 and 900 events allow no interval")
    assert found.values["events"] == {"new": 0, "old": 900}


@pytest.mark.parametrize(("patients", "few"), [(190, True), (200, False)])
def test_events_are_few_below_20(patients: int, few: bool) -> None:
    groups = (group("new/all", patients), group("old/all", 1000))
    one = result(effect=ratio("0.84 0.52 1.36"), rates="90.0 88.0")
    assert only("events-behind", one, groups=groups).values["few_events"] is few


def test_a_group_has_at_least_as_many_patients_as_events() -> None:
    groups = (group("new/all", 133), group("old/all", 1000))
    found = only("events-behind", result(effect=EFFECT), groups=groups)
    assert found.severity == "check"
    assert found.text.endswith("at least 134 events in each group; New has 133 patients.")


def test_a_total_leaves_a_least_for_the_smaller_group() -> None:
    found = only("events-behind", result(effect=EFFECT, events=555))
    assert found.values["smaller_group_at_least"] == 222
    assert found.values["larger_group_at_most"] == 333
    assert found.text == (
        "The interval takes at least 134 events in each group; of 555 reported, one had at least "
        "222, the other at most 333."
    )


@pytest.mark.parametrize(("events", "severity"), [(532, "check"), (533, "note")])
def test_reported_events_are_held_to_the_least_over_rounding(events: int, severity: str) -> None:
    finding = only("information-bound", result(effect=EFFECT, events=events))
    assert finding.severity == severity
    only_so_many = "only 532" if severity == "check" else "533"
    assert finding.text == (
        f"The interval takes at least 533 events in all (4/SE²); {only_so_many} are reported."
    )


def test_events_of_both_groups_are_added_and_those_of_one_are_no_total() -> None:
    arms = {"treatment": arm("new", events=300), "reference": arm("old", events=200)}
    assert only("information-bound", result(effect=EFFECT, **arms)).values["events"] == 500
    one = only("information-bound", result(effect=EFFECT, treatment=arm("new", events=9)))
    assert (one.severity, one.compared) == ("note", False)
    assert one.text == (
        "The interval takes at least 533 events in all (4/SE²); none are reported, nor sizes and "
        "rates that would bound them."
    )


def test_what_rates_allow_is_a_note_whatever_it_says() -> None:
    groups = (group("new/all", 1000), group("old/all", 1000))
    finding = only("information-bound", result(effect=EFFECT, rates="99.0 98.0"), groups=groups)
    assert finding.severity == "note"
    assert finding.text.endswith("by 10 years the rates allow at most 30.")


def test_no_honest_result_in_10_000_is_contradicted_by_its_events() -> None:
    """Crude Poisson ratios have the least standard error that their events allow."""
    random_source = random.Random(6281)
    for _ in range(10_000):
        first, second = random_source.randint(1, 400), random_source.randint(1, 400)
        se = math.sqrt(1 / first + 1 / second)
        estimate = math.exp(random_source.gauss(-0.2, 0.35))
        low, high = (estimate * math.exp(side * 1.959963985 * se) for side in (-1, 1))
        arms = {"treatment": arm("new", events=first), "reference": arm("old", events=second)}
        one = result(effect=ratio(f"{estimate:.2f} {low:.2f} {high:.2f}"), **arms)
        made = study(one)
        for rule in (events_behind, information_bound):
            assert [each.severity for each in rule(made, one)] in ([], ["note"])
