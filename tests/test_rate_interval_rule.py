"""Whether a rate and the interval that is printed with it go together."""

import math
import random
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from asking import asked
from invented import arm, group, ratio, result, study
from plants import SOUND, written

from altto_cli.appraise import Finding, findings
from altto_cli.model import Study, Window
from altto_cli.stats.intervals import critical_value
from altto_cli.stats.kaplan_meier import PrintedRate, unevenness

Z = critical_value(95)
Limits = tuple[float, float]


def found(
    rate: str, low: str, high: str, n: int | None = 400, randomised: bool = True, **more: Any
) -> Finding:
    limits = {"ci_low": Decimal(low), "ci_high": Decimal(high), "ci_level": Decimal(95)}
    sides = {"treatment": arm("new", rate, **limits), "reference": arm("old")}
    one = result(effect=ratio("0.80"), **sides, **more)
    whole = study(one, groups=(group("new/all", n), group("old/all", n)), randomised=randomised)
    return only(whole)


def only(whole: Study) -> Finding:
    [one] = [each for each in findings(whole) if each.rule == "rate-interval"]
    return one


def test_a_rate_in_the_middle_of_its_interval_is_a_note() -> None:
    one = found("85.0", "81.1", "88.1")
    assert (one.severity, one.is_open) == ("note", False)
    assert (
        one.text
        == "10-year DFS with New, 85.0% (81.1–88.1), lies about in the middle of its interval."
    )
    assert one.values["scales"] == "loglog"


def test_a_rate_outside_its_interval_is_a_conflict() -> None:
    one = found("58.0", "81.1", "88.1")
    assert one.severity == "conflict"
    assert one.text.endswith("lies outside its interval, however the numbers were rounded.")
    assert found("95.0", "81.1", "88.1").severity == "conflict"


def test_a_rate_that_only_rounding_puts_inside_lies_at_one_end() -> None:
    one = found("81", "81.3", "88.1")
    assert one.severity == "check"
    assert "lies near one end of its interval" in one.text
    assert found("81.1", "81.1", "88.1").severity == "check"


def test_a_rate_near_one_end_is_a_check() -> None:
    one = found("85.0", "81.1", "98.1")
    assert one.severity == "check"
    assert one.text.endswith(
        "near one end of its interval: on any scale one side is 3.0 times the other."
    )


@pytest.mark.parametrize(("randomised", "severity"), [(True, "conflict"), (False, "check")])
def test_an_interval_narrower_than_its_patients_allow_contradicts_them(
    randomised: bool, severity: str
) -> None:
    one = found("85.0", "83.0", "86.8", randomised=randomised)
    assert one.severity == severity
    assert one.text.endswith("has an interval narrower than 400 patients allow.")
    assert found("85.0", "83.0", "86.8", 1600, randomised).severity == "note"


@pytest.mark.parametrize(
    "more",
    [
        {"n": None},
        {"endpoint": "death"},
        {"window": Window(from_years=Decimal(2), to_years=Decimal(10), text="years 2–10")},
    ],
)
def test_no_width_is_judged_where_the_bound_does_not_hold(more: dict[str, Any]) -> None:
    assert found("85.0", "83.0", "86.8", **more).severity == "note"


def test_an_interval_that_is_cut_at_100_settles_nothing() -> None:
    one = found("98.5", "96.9", "100")
    assert (one.severity, one.is_open) == ("note", True)
    assert one.text.endswith("has an interval that ends at 0 or 100%, where such are cut.")


def exact(n: int, events: int) -> Limits:
    """Clopper and Pearson."""

    @cache
    def tail(p: float, at: int) -> float:
        return sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(at, n + 1))

    def where(at: int, wanted: float) -> float:
        low, high = 0.0, 1.0
        for _ in range(40):
            middle = (low + high) / 2
            low, high = (middle, high) if tail(middle, at) < wanted else (low, middle)
        return low

    return where(events, 0.025), where(events + 1, 0.975)


def wilson(n: int, events: int) -> Limits:
    rate = events / n
    centre, wide = rate + Z**2 / (2 * n), math.sqrt(rate * (1 - rate) / n + Z**2 / (4 * n**2))
    return tuple((centre + side * Z * wide) / (1 + Z**2 / n) for side in (-1, 1))  # type: ignore[return-value]


def agresti(n: int, events: int) -> Limits:
    more = n + Z**2
    rate = (events + Z**2 / 2) / more
    reach = Z * math.sqrt(rate * (1 - rate) / more)
    return rate - reach, rate + reach


Map = Callable[[float], float]


def evenly(on: Map, back: Map, slope: Map) -> Callable[[float, float], Limits]:
    def limits(rate: float, error: float) -> Limits:
        step = Z * error * slope(rate)
        ends = sorted(back(on(rate) + side * step) for side in (-1, 1))
        return ends[0], ends[1]

    return limits


ON_SCALES = {
    "plain": evenly(lambda s: s, lambda x: x, lambda s: 1),
    "log": evenly(math.log, math.exp, lambda s: 1 / s),
    "log-log": evenly(
        lambda s: math.log(-math.log(s)),
        lambda x: math.exp(-math.exp(x)),
        lambda s: 1 / abs(s * math.log(s)),
    ),
    "logit": evenly(
        lambda s: math.log(s / (1 - s)),
        lambda x: 1 / (1 + math.exp(-x)),
        lambda s: 1 / (s * (1 - s)),
    ),
    "arcsine": evenly(
        lambda s: math.asin(math.sqrt(s)),
        lambda x: math.sin(x) ** 2,
        lambda s: 1 / (2 * math.sqrt(s * (1 - s))),
    ),
}
OF_COUNTS = {"exact": exact, "Wilson": wilson, "Agresti-Coull": agresti}


def curve(random_source: random.Random, n: int) -> tuple[float, float]:
    """A Kaplan–Meier rate at one time with Greenwood's standard error, under censoring."""
    times = []
    hazard, lost = random_source.uniform(0.03, 1.5), random_source.uniform(0.05, 1.5)
    for _ in range(n):
        event, censored = random_source.expovariate(hazard), random_source.expovariate(lost)
        times.append((min(event, censored), event < censored))
    rate, total, at_risk = 1.0, 0.0, n
    for time, had in sorted(times):
        if time > 1:
            break
        if had and at_risk > 1:
            rate *= 1 - 1 / at_risk
            total += 1 / (at_risk * (at_risk - 1))
        at_risk -= 1
    return rate, rate * math.sqrt(total)


def honest(random_source: random.Random, times: int) -> Iterator[tuple[str, int, float, Limits]]:
    """Rates with intervals of each kind: of curves under censoring, and of counts."""
    for _ in range(times):
        n = random_source.randint(25, 150)
        rate, error = curve(random_source, n)
        events = random_source.randint(1, n - 1)
        for kind, limits in ON_SCALES.items():
            if 0.02 < rate < 0.98 and error:
                yield kind, n, rate, limits(rate, error)
            crude = events / n
            yield kind, n, crude, limits(crude, math.sqrt(crude * (1 - crude) / n))
        for kind, of_counts in OF_COUNTS.items():
            yield kind, n, events / n, of_counts(n, events)


def in_print(rate: float, limits: Limits, decimals: int) -> tuple[str, str, str] | None:
    texts = [f"{100 * each:.{decimals}f}" for each in (rate, *limits)]
    if not all(0 < float(each) < 100 for each in texts) or texts[1] == texts[2]:
        return None
    return texts[0], texts[1], texts[2]


def test_no_honest_interval_of_any_kind_is_told() -> None:
    random_source = random.Random(1926)
    told, seen = [], Counter[str]()
    for kind, n, rate, limits in honest(random_source, 250):
        texts = in_print(rate, limits, random_source.randint(0, 2))
        if texts:
            seen[kind] += 1
            one = found(*texts, n)
            told += [(kind, n, texts, one.text)] if one.severity != "note" else []
    assert told == []
    assert min(seen.values()) > 150


def test_an_exact_interval_is_at_most_so_uneven() -> None:
    worst = 1.0
    for n in (25, 60):
        for events in range(1, n):
            texts = in_print(events / n, exact(n, events), 4)
            assert texts is not None
            worst = max(worst, unevenness(PrintedRate(*texts, 95)) or 0)
    assert 1.5 < worst < 1.65


def test_of_limits_with_another_first_digit_most_are_told() -> None:
    """80 of 100 in curves of 400 patients, none of which is told as it is printed."""
    random_source = random.Random(3)
    told = seen = 0
    for _ in range(400):
        rate, error = curve(random_source, 400)
        texts = in_print(rate, ON_SCALES["log-log"](rate, error), 1)
        if not texts or not 0.2 < rate < 0.95:
            continue
        which = random_source.choice((1, 2))
        digit = random_source.choice([each for each in "123456789" if each != texts[which][0]])
        changed = [*texts]
        changed[which] = digit + texts[which][1:]
        if float(changed[1]) < float(changed[2]):
            seen += 1
            told += found(*changed, 400).severity != "note"
    assert seen > 150
    assert told / seen > 0.8


def test_the_pages_say_it_beside_the_figures(tmp_path: Any) -> None:
    files = dict(SOUND)
    line = "      event_free_percent: 84.0\n"
    limits = "      ci_low: 83.0\n      ci_high: 84.9\n      ci_level: 95\n"
    files["death.yaml"] = files["death.yaml"].replace(line, line + limits)
    own = ("--study", "invented", "--evidence", str(written(tmp_path / "invented", files)))
    page = asked("appraise", "death", *own, "-f", "markdown").out
    assert "84.0% (83.0–84.9), has an interval narrower than 501 patients allow. Weights," in page
    assert "Rate CIs" not in page
    page = asked("results", "death", *own, "-f", "markdown").out
    assert "Rate and its interval do not go together: altto appraise death" in page
