"""How many planted misprints the appraisal finds, and how often it speaks up about honest results.

    PYTHONPATH=.:tests python tests/benchmarks/misprints.py [TRIALS]

Each trial is simulated patient by patient: exponential times, staggered entry, a crude rate ratio
with its Wald interval and P, Kaplan–Meier rates, sizes and events, all printed as reports print
them. A misprint is found if a rule says more than a note.
"""

import math
import random
import sys
from collections.abc import Callable
from statistics import NormalDist
from typing import NamedTuple

from invented import arm, group, ratio, result, study

from altto_cli.appraise import findings

NORMAL = NormalDist()
YEARS = 10.0


class Printed(NamedTuple):
    """What a report prints of one trial; rates, sizes and events for treatment and reference."""

    ratio: tuple[str, str, str]
    p: str
    word: str
    rates: tuple[str, str]
    sizes: tuple[int, int]
    events: tuple[int, int]
    log_ratio: float
    se: float


def trial(source: random.Random) -> Printed:
    """One honest report; trials with a group of fewer than five events are drawn again."""
    hazard = source.uniform(0.01, 0.06)
    log_ratio = source.gauss(-0.2, 0.25)
    sizes = tuple(source.randint(100, 800) for _ in range(2))
    groups = [
        followed(source, sizes[0], hazard * math.exp(log_ratio)),
        followed(source, sizes[1], hazard),
    ]
    counts = [sum(had for _, had in patients) for patients in groups]
    if min(counts) < 5:
        return trial(source)
    times = [sum(time for time, _ in patients) for patients in groups]
    log = math.log(counts[0] / times[0]) - math.log(counts[1] / times[1])
    se = math.sqrt(1 / counts[0] + 1 / counts[1])
    p = math.erfc(abs(log / se) / math.sqrt(2))
    return Printed(
        interval(log, se, 95),
        p_as_printed(p),
        "significant" if p < 0.05 else "not significant",
        (kaplan_meier(groups[0]), kaplan_meier(groups[1])),
        (sizes[0], sizes[1]),
        (counts[0], counts[1]),
        log,
        se,
    )


def followed(source: random.Random, size: int, hazard: float) -> list[tuple[float, bool]]:
    """The time of each patient, and whether it ended with the event."""
    patients = []
    for _ in range(size):
        event, end = source.expovariate(hazard), source.uniform(6, 14)
        patients.append((min(event, end), event <= end))
    return sorted(patients)


def kaplan_meier(patients: list[tuple[float, bool]]) -> str:
    free, at_risk = 1.0, len(patients)
    for time, had in patients:
        if time > YEARS:
            break
        free *= 1 - 1 / at_risk if had else 1
        at_risk -= 1
    return f"{100 * free:.1f}"


def interval(log: float, se: float, level: float) -> tuple[str, str, str]:
    reach = NORMAL.inv_cdf(0.5 + level / 200) * se
    return (
        f"{math.exp(log):.2f}",
        f"{math.exp(log - reach):.2f}",
        f"{math.exp(log + reach):.2f}",
    )


def p_as_printed(p: float) -> str:
    return "<0.001" if p < 0.001 else f"{p:.3f}" if p < 0.1 else f"{p:.2f}"


Misprint = Callable[[random.Random, Printed, Printed], Printed | None]


def honest(_: random.Random, one: Printed, __: Printed) -> Printed:
    return one


def digits_swapped(source: random.Random, one: Printed, _: Printed) -> Printed | None:
    """Two neighbouring digits of one number of the ratio change places."""
    which = source.randrange(3)
    text = one.ratio[which]
    places = [i for i in range(2, len(text) - 1) if text[i] != text[i + 1]]
    if not places:
        return None
    at = source.choice(places)
    swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return one._replace(ratio=with_number(one.ratio, which, swapped))


def wrong_bound(source: random.Random, one: Printed, _: Printed) -> Printed | None:
    """One digit of a limit is another."""
    which = source.choice((1, 2))
    text = one.ratio[which]
    at = source.choice([i for i, sign in enumerate(text) if sign != "."])
    other = source.choice([digit for digit in "0123456789" if digit != text[at]])
    wrong = text[:at] + other + text[at + 1 :]
    low, high = (wrong, one.ratio[2]) if which == 1 else (one.ratio[1], wrong)
    if float(low) >= float(high):
        return None
    return one._replace(ratio=with_number(one.ratio, which, wrong))


def copied_interval(_: random.Random, one: Printed, other: Printed) -> Printed | None:
    """The interval of another ratio."""
    if other.ratio[1:] == one.ratio[1:]:
        return None
    return one._replace(ratio=(one.ratio[0], *other.ratio[1:]))


def level_of_90(_: random.Random, one: Printed, __: Printed) -> Printed:
    """A 90% interval called 95%."""
    return one._replace(ratio=interval(one.log_ratio, one.se, 90))


def exchanged_rates(_: random.Random, one: Printed, __: Printed) -> Printed | None:
    """Each group has the rate of the other."""
    if one.rates[0] == one.rates[1]:
        return None
    return one._replace(rates=(one.rates[1], one.rates[0]))


def p_of_another_model(source: random.Random, one: Printed, _: Printed) -> Printed | None:
    """The P of a model whose log ratio is half a standard error away, in either direction."""
    z = one.log_ratio / one.se + source.choice((-0.5, 0.5))
    p = p_as_printed(math.erfc(abs(z) / math.sqrt(2)))
    return None if p == one.p else one._replace(p=p)


def with_number(ratio: tuple[str, str, str], which: int, text: str) -> tuple[str, str, str]:
    low, middle, high = (text if i == which else each for i, each in enumerate(ratio))
    return low, middle, high


MISPRINTS: dict[str, Misprint] = {
    "nothing misprinted": honest,
    "digits swapped": digits_swapped,
    "wrong bound": wrong_bound,
    "copied interval": copied_interval,
    "90% called 95%": level_of_90,
    "exchanged rates": exchanged_rates,
    "another model's P": p_of_another_model,
}


def is_told(printed: Printed, *, with_p: bool, with_rest: bool) -> bool:
    """Whether a rule says more than a note of what is printed."""
    p = {"p": printed.p, "p_kind": "superiority"} if with_p else {}
    effect = ratio(" ".join(printed.ratio), **p)
    told = zip(("new", "old"), printed.rates, printed.events, printed.sizes, strict=True)
    arms, groups = [], []
    for name, rate, events, size in told:
        arms.append(arm(name, rate, events=events) if with_rest else arm(name))
        groups += [group(f"{name}/all", size)] if with_rest else []
    one = result(effect=effect, significance=printed.word, treatment=arms[0], reference=arms[1])
    try:
        found = findings(study(one, groups=tuple(groups), randomised=True))
    except ValueError:
        return False
    return any(each.severity != "note" for each in found)


def main() -> None:
    trials = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    source = random.Random(2651)
    reports = [trial(source) for _ in range(trials)]
    print(f"{trials} trials, share told of   ratio, word  with P  with rates, n, events  with all")
    for name, misprint in MISPRINTS.items():
        made = [misprint(source, one, reports[number - 1]) for number, one in enumerate(reports)]
        printed = [each for each in made if each is not None]
        shares = [
            sum(is_told(each, with_p=p, with_rest=rest) for each in printed) / len(printed)
            for p, rest in ((False, False), (True, False), (False, True), (True, True))
        ]
        cells = zip(shares, (14, 7, 23, 9), strict=True)
        print(f"{name:<24}" + "".join(f"{share:>{width}.1%}" for share, width in cells))


if __name__ == "__main__":
    main()
