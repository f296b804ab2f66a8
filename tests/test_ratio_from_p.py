"""A printed ratio beside what its events and its P imply."""

import math
import random
from typing import Any

import pytest
from invented import arm, group, ratio, result, study

from altto_cli.appraise import Finding, findings
from altto_cli.appraise.figures import z_of_p
from altto_cli.appraise.log_rank import NEAR, NEAR_BY_GROUP
from altto_cli.stats.intervals import two_sided_p


def found(
    text: str, p: str, counts: tuple[int | None, int | None] = (229, 256), **more: Any
) -> list[Finding]:
    effect = {"p_kind": "superiority", "p_test": "log-rank", **more.pop("effect", {})}
    arms = {"treatment": arm("new", events=counts[0]), "reference": arm("old", events=counts[1])}
    sizes = more.pop("groups", (group("new/all", 491), group("old/all", 485)))
    one = result(effect=ratio(text, p=p, **effect), **arms, **more)
    return [each for each in findings(study(one, groups=sizes)) if each.rule == "ratio-from-p"]


def test_events_and_p_give_the_published_ratio_of_the_bladder_trials() -> None:
    # Tierney 2007: P = 0.075 with 229 and 256 events, O − E −19.6, V 120.9; published 0.85
    [one] = found("0.85", "0.075")
    assert one.severity == "note"
    assert not one.is_open
    assert one.text == "229 v 256 events and log-rank P = 0.075 give 0.85."
    assert one.values["information"] == pytest.approx(120.9, abs=0.05)


@pytest.mark.parametrize("text", ["0.58", "0.98"])
def test_a_ratio_that_lies_elsewhere_is_a_check(text: str) -> None:
    [one] = found(text, "0.075")
    assert one.severity == "check"
    assert one.text.endswith(f"give 0.85; {text} lies elsewhere.")


def test_another_p_or_other_events_are_a_check_too() -> None:
    assert found("0.85", "0.0075")[0].severity == "check"
    assert found("0.85", "0.075", (22, 25))[0].severity == "check"


def test_a_p_below_a_limit_bounds_the_ratio_on_one_side() -> None:
    [one] = found("0.85", "<0.001")
    assert one.severity == "check"
    assert one.text.endswith("give at most 0.74; 0.85 lies elsewhere.")
    assert found("0.60", "<0.001")[0].severity == "note"
    assert found("1.45", "<0.001")[0].text.endswith("give at least 1.35.")
    assert found("0.97", ">0.05")[0].severity == "note"


def test_the_total_of_events_takes_the_sizes_and_tells_less() -> None:
    [one] = found("0.85", "0.075", (None, None), events=485)
    assert one.text == "485 events and log-rank P = 0.075 give 0.85."
    assert found("0.80", "0.075", (None, None), events=485)[0].severity == "note"
    assert found("0.80", "0.075")[0].severity == "check"
    assert found("0.72", "0.075", (None, None), events=485)[0].severity == "check"
    assert found("0.49", "0.075", (None, None), events=485) == []
    assert found("2.10", "0.075", (None, None), events=485) == []
    assert found("0.85", "0.075", (None, None), events=485, groups=()) == []


def test_as_near_as_another_test_may_put_it_is_left_open() -> None:
    [one] = found("0.80", "0.075", effect={"adjusted": "not reported"})
    assert (one.severity, one.is_open) == ("note", True)
    assert one.text.endswith("give 0.85; 0.80 lies as near as another test may put it.")
    assert found("0.80", "0.075", effect={"p_test": "stratified log-rank"})[0].is_open


@pytest.mark.parametrize(
    "effect",
    [
        {"adjusted": True},
        {"measure": "odds ratio"},
        {"p_kind": "interaction"},
        {"p_kind": "non-inferiority"},
        {"p_kind": None, "p_test": None},
    ],
)
def test_it_is_silent_where_p_is_not_one_of_the_ratio_by_events(effect: dict[str, Any]) -> None:
    assert found("0.58", "0.075", effect=effect) == []


def test_a_p_that_the_interval_judges_is_not_judged_twice() -> None:
    assert found("0.58 0.48 0.70", "0.075", effect={"p_test": None}) == []
    assert found("0.58 0.48 0.70", "0.075", effect={"p_test": "Wald"}) == []
    assert found("0.58", "0.075", effect={"p_test": None})[0].severity == "check"
    assert found("0.58 0.48 0.70", "0.075")[0].severity == "check"


def trial(source: random.Random, size: int, share: float, hazard_ratio: float) -> Any:
    """Cox ratio, log-rank P and events of both groups of one simulated trial."""
    patients = []
    for _ in range(size):
        new = source.random() < share
        event = source.expovariate(0.08 * (hazard_ratio if new else 1))
        lost = source.uniform(2, 8)
        patients.append((min(event, lost), event < lost, new))
    patients.sort()
    at_risk = [sum(1 for each in patients if each[2] is side) for side in (True, False)]
    sets, events = [], [0, 0]
    for _, had, new in patients:
        if had:
            sets.append((at_risk[0], at_risk[1], new))
            events[0 if new else 1] += 1
        at_risk[0 if new else 1] -= 1
    score = sum(new - n1 / (n1 + n0) for n1, n0, new in sets)
    variance = sum(n1 * n0 / (n1 + n0) ** 2 for n1, n0, _ in sets)
    log = 0.0
    for _ in range(20):
        shares = [n1 * math.exp(log) / (n1 * math.exp(log) + n0) for n1, n0, _ in sets]
        step = sum(each[2] - p for each, p in zip(sets, shares, strict=True))
        log += step / sum(p * (1 - p) for p in shares)
    return math.exp(log), two_sided_p(score / math.sqrt(variance)), tuple(events)


@pytest.mark.parametrize("by_group", [True, False])
def test_no_honest_trial_is_told(by_group: bool) -> None:
    source, seen, furthest = random.Random(2007), 0, 0.0
    for _ in range(250):
        size, share = source.choice((150, 300)), source.choice((0.5, 0.33, 0.2))
        estimate, p, events = trial(source, size, share, source.choice((0.4, 0.7, 0.9, 1.3)))
        if min(events) < 5 or p < 0.001 or p > 0.995:
            continue
        printed = f"{p:.2f}" if p > 0.1 else f"{p:.3f}"
        new = round(size * share)
        one = found(
            f"{estimate:.2f}",
            printed,
            events if by_group else (None, None),
            events=None if by_group else sum(events),
            groups=(group("new/all", new), group("old/all", size - new)),
        )
        if not one:
            assert not by_group
            assert not 0.5 <= estimate <= 2
            continue
        seen += 1
        furthest = max(furthest, float(str(one[0].values["gap_se"])))
        assert one[0].severity == "note", (estimate, printed, events)
    assert seen > 120
    assert furthest < (NEAR_BY_GROUP if by_group else NEAR)


def test_of_ten_times_another_p_all_are_told_where_it_moves_the_ratio() -> None:
    assert z_of_p(0.0075) - z_of_p(0.075) > NEAR_BY_GROUP
    assert found("0.85", "0.0075")[0].severity == "check"
