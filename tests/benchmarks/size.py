"""Prints what an answer costs beside 100 to 100,000 results of one's own.

    python tests/benchmarks/size.py [RESULTS]...

Each size is measured by turns with its floor, so that whatever else the machine does falls on both:
a look-up and a search with the same words without that evidence, and compiling it with PyYAML's
`compose` of the same bytes. Memory is the most that the compiling process held.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from math import exp, log, sqrt
from pathlib import Path
from typing import NamedTuple

SIZES = (100, 1_000, 10_000, 100_000)
#: Results a study, as a review of one question may hold.
A_STUDY = 500
#: `find` reads everything that it is asked of; more than so many results take minutes.
MOST_FOUND = 10_000
_RUNS = 7
_HEAD = """\
id: {id}
title: A study that was made up to be large
version: "1.0"
design: randomised; made up
randomised: true
exploratory: false
sources:
- {{id: report, kind: paper, citation: "Nobody. Nothing. 2020.", short: "Nobody, 2020",
   peer_reviewed: true, checked: 2026-01-01, taken: all figures}}
strategies:
- {{id: first, label: First}}
- {{id: second, label: Second}}
populations:
- {{id: everybody, label: Everybody, menopause: overall}}
endpoints:
"""
_RESULT = """\
- id: result-{number}
  endpoint: endpoint-{number}
  population: everybody
  source: report
  locator: Table {number}
  treatment:
    strategy: first
    n: {n}
    event_free_percent: {first:.1f}
    at_years: 5
  reference:
    strategy: second
    n: {n}
    event_free_percent: {second:.1f}
    at_years: 5
  effect:
    measure: hazard ratio
    adjusted: false
    estimate: {ratio:.2f}
    ci_low: {low:.2f}
    ci_high: {high:.2f}
    ci_level: 95
"""
_COMPOSE = """
import sys
from pathlib import Path
import yaml
for path in sorted(Path(sys.argv[1]).rglob("*.yaml")):
    yaml.compose(path.read_bytes(), Loader=yaml.CBaseLoader)
"""


class Spent(NamedTuple):
    """What a process spent: seconds of the processor, and MB of memory at most."""

    seconds: float
    memory: float


def write(folder: Path, results: int, in_a_study: int = A_STUDY) -> None:
    """Write evidence of so many results, in studies of so many each."""
    for first in range(0, results, in_a_study):
        id = f"large-{first // in_a_study:06}"
        study = folder / id
        study.mkdir(parents=True)
        numbers = range(min(in_a_study, results - first))
        study.joinpath("study.yaml").write_text("".join(_study(id, numbers)))


def _study(id: str, numbers: Iterable[int]) -> Iterator[str]:
    yield _HEAD.format(id=id)
    for number in numbers:
        yield f"- {{id: endpoint-{number}, label: E{number}, name: Endpoint {number}}}\n"
    yield "results:\n"
    for number in numbers:
        yield _result(number)


def _result(number: int) -> str:
    """A result whose figures go together, as those of most reports do."""
    n, first, second = 500 + number % 900, 80.5 + number % 17, 80.0 + number % 13
    ratio = log(first / 100) / log(second / 100)
    spread = 1.96 * sqrt(sum(1 / (n * (1 - rate / 100)) for rate in (first, second)))
    low, high = ratio * exp(-spread), ratio * exp(spread)
    return _RESULT.format(
        number=number, n=n, first=first, second=second, ratio=ratio, low=low, high=high
    )


def spent(*words: str, **env: str) -> Spent:
    """What Python spends on these words, children and all."""
    usual = {name: value for name, value in os.environ.items() if not name.startswith("PYTHONDONT")}
    with open(os.devnull, "r+b") as nothing:
        child = subprocess.Popen(
            [sys.executable, *words], stdout=nothing, stderr=nothing, env={**usual, **env}
        )
        _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0, (words, child.returncode)
    return Spent(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000)


class Taken(NamedTuple):
    """The median of what words take, in seconds, and how many times that of their floor."""

    seconds: float
    times: float

    def __str__(self) -> str:
        return f"{self.seconds * 1e3:,.0f} ms, {self.times:.2f}×"


def _taken(words: tuple[str, ...], floor: tuple[str, ...], runs: int, **env: str) -> Taken:
    pairs = [(spent(*floor, **env).seconds, spent(*words, **env).seconds) for _ in range(runs)]
    first, second = (statistics.median(each) for each in zip(*pairs, strict=True))
    return Taken(second, second / first)


class Measured(NamedTuple):
    """What an answer costs beside so many results."""

    results: int
    look_up: Taken
    find: Taken | None
    compiling: Spent
    #: of the speed of `compose`
    speed: float

    def row(self) -> str:
        cells = [f"{self.results:,}", str(self.look_up), str(self.find or "—")]
        cells += [f"{self.compiling.seconds:,.1f} s, {self.speed:.0%}"]
        return f"| {' | '.join([*cells, f'{self.compiling.memory:,.0f} MB'])} |"


def curve(measured: Iterable[Measured]) -> Iterator[str]:
    """How many times its floor each takes, a sign a tenth."""
    for name in ("look_up", "find"):
        for each in measured:
            taken = getattr(each, name)
            if taken:
                bar = "█" * round(10 * taken.times)
                yield f"{name.replace('_', '-'):8}{each.results:>8,}  {bar} {taken.times:.1f}"


def measure(results: int, cache: str) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), results)
        beside = ("--evidence", folder)
        look_up = ("-m", "altto_cli", "dfs", "pre")
        find = ("-m", "altto_cli", "find", "0.44")
        spent(*look_up, ALTTO_CACHE=cache)
        compiling = spent(*look_up, *beside, ALTTO_CACHE=cache)
        composing = spent("-c", _COMPOSE, folder)
        looked_up = _taken((*look_up, *beside), look_up, _RUNS, ALTTO_CACHE=cache)
        found = None
        if results <= MOST_FOUND:
            for words in (find, (*find, *beside)):
                spent(*words, ALTTO_CACHE=cache)
            found = _taken((*find, *beside), find, 3, ALTTO_CACHE=cache)
        speed = composing.seconds / compiling.seconds
        return Measured(results, looked_up, found, compiling, speed)


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    print("| results | look-up | `find` | compiling, of the speed of `compose` | memory |")
    print("|---|---|---|---|---|")
    measured = []
    for results in sizes:
        with tempfile.TemporaryDirectory() as cache:
            measured.append(measure(results, cache))
            print(measured[-1].row(), flush=True)
    print("", *curve(measured), sep="\n")


if __name__ == "__main__":
    main()
