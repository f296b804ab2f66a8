"""Results of several studies side by side: which stand together, and what each is called."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from altto_cli import wording
from altto_cli.model import Result, Study
from altto_cli.view import places, standing
from altto_cli.view.columns import RATIO_ACROSS, STUDY, YEARS, Definition, N, made
from altto_cli.view.groups import has_figures, interval
from altto_cli.view.page import Cell, Line, Part, Row, Table
from altto_cli.view.rates import About

COLUMNS = (STUDY, N, YEARS, RATIO_ACROSS)
#: Measures that a hazard ratio stands beside under one heading.
_OF_HAZARDS = ("hazard ratio", "ratio of hazard ratios")
_HER2 = (
    "HER2-positive",
    "HER2-positive beside negative",
    "Mostly HER2-negative, or HER2 not recorded",
)
#: What differs between two groups that have more than the two strategies asked.
_CHANGES = {
    (False, False): "",
    (True, True): ": only one drug differs",
    (True, False): ": two changes at once",
    (False, True): ": in the second not that alone",
}


class Shown(NamedTuple):
    """A result of a study, with what its arms have beyond the two strategies that are asked."""

    study: Study
    result: Result
    extra: tuple[bool, bool]

    @property
    def endpoint(self) -> str:
        """What was counted, in full."""
        return self.study.endpoint(self.result.endpoint).name


class Standing(NamedTuple):
    """Where a result stands: HER2-positive disease first, and randomised apart from not."""

    kind: int
    not_randomised: bool


def standing_of(one: Shown) -> Standing:
    """HER2-positive disease; HER2-positive beside negative, or indirect; all else."""
    population = one.study.population(one.result.population)
    statuses = {each.her2 for each in one.study.populations}
    beside = {"positive", "negative"} <= statuses
    not_randomised = not one.study.is_randomised(one.result)
    if population.her2 in ("positive", "negative") and (beside or population.indirect):
        return Standing(1, not_randomised)
    return Standing(0 if population.her2 == "positive" else 2, not_randomised)


def ordered(library: Sequence[Study], found: Sequence[Shown]) -> list[Shown]:
    """By standing; then by endpoint, or by study where its measure stands beside no other."""
    names: dict[str, int] = {}
    for study in sorted(library, key=lambda study: not study.default):
        for each in study.endpoints:
            names.setdefault(each.name, len(names))
    own = _with_own_measure(found)
    place = {study.id: number for number, study in enumerate(library)}

    def key(one: Shown) -> tuple[object, ...]:
        apart = one.study.id in own
        within = place[one.study.id] if apart else names[one.endpoint]
        return standing_of(one), apart, within, one.extra, names[one.endpoint]

    return sorted(found, key=key)


def _with_own_measure(found: Sequence[Shown]) -> set[str]:
    """The studies with rate ratios and the like, which stand under a heading of their own."""
    return {
        one.study.id
        for one in found
        if one.result.effect and one.result.effect.measure not in _OF_HAZARDS
    }


def table(found: Sequence[Shown], columns: Sequence[Definition] = COLUMNS) -> Table:
    """The results in the order given, under headings for their standing and their question."""
    named = _Named(found)
    rows = [
        About(one.study, one.result, label=named.row(one))
        for one in found
        if has_figures(one.result)
    ]
    head, cells = made(columns, rows)
    remaining = iter(cells)
    lines: list[Row | Line] = []
    for standing_here, together in groupby(found, standing_of):
        here = list(together)
        lines.append(Line(cell=(Part(_heading(standing_here, here)),), heading=True))
        for question, some in groupby(here, named.question):
            lines.append(Line(cell=(Part(question),), indent=1))
            lines += [_line(one, named.row(one), remaining) for one in some]
    return Table(columns=head, lines=tuple(lines))


def _heading(standing_here: Standing, here: Sequence[Shown]) -> str:
    kind, not_randomised = standing_here
    said = [_HER2[kind], "not randomised for the question" if not_randomised else "randomised"]
    populations = (one.study.population(one.result.population) for one in here)
    reasons = [reason for reason in dict.fromkeys(each.indirect for each in populations) if reason]
    if reasons:
        said.append("; ".join(reasons) if kind == 1 else "indirect")
    return " · ".join(said)


def _line(one: Shown, label: str, cells: Iterator[tuple[Cell, ...]]) -> Row | Line:
    if has_figures(one.result):
        derived = one.result.status == "derived"
        return Row(cells=next(cells), indent=2, interval=interval(one.result), derived=derived)
    said = (one.result.statement or wording.NOT_REPORTED).rstrip(".")
    if one.result.significance:
        said = f"no figures; called {one.result.significance}"
    shows = places.of_result(one.study, one.result)
    return Line(cell=(Part(f"{label}: {wording.lower_first(said)}", shows),), indent=2)


class _Named:
    """What headings and rows are called, so that no two rows are alike."""

    def __init__(self, found: Sequence[Shown]) -> None:
        self.own = _with_own_measure(found)
        self.first: dict[object, Shown] = {}
        self.alike: dict[object, list[Result]] = defaultdict(list)
        for one in found:
            self.first.setdefault(self._question(one), one)
            self.alike[self._contrast(one)].append(one.result)

    def _question(self, one: Shown) -> object:
        asked = one.study.id if one.study.id in self.own else one.endpoint
        return standing_of(one), asked, one.extra

    def _contrast(self, one: Shown) -> object:
        return one.study.id, one.result.question, one.extra

    def question(self, one: Shown) -> str:
        """The endpoint, or the study with its own measure; who is compared, what else differs."""
        first = self.first[self._question(one)]
        compared = wording.comparison(first.study, first.result) + _CHANGES[one.extra]
        if one.study.id not in self.own:
            return f"{one.endpoint} · {compared}"
        effect = next(x.effect for x in one.study.results if x.effect)
        return f"{standing.name(one.study)}, {effect.measure}s · {compared}"

    def row(self, one: Shown) -> str:
        """The study, with what tells its rows apart: patients, window, source, model."""
        return ", ".join(filter(None, self._parts(one)))

    def _parts(self, one: Shown) -> Iterator[str]:
        study, result = one.study, one.result
        apart = study.id in self.own
        yield wording.lower_first(one.endpoint) if apart else standing.name(study)
        population = study.population(result.population)
        if not population.label.casefold().startswith("all"):
            yield wording.population(study, result)
        if result.window:
            yield result.window.text
        alike = self.alike[self._contrast(one)]
        if len({other.source for other in alike}) > 1:
            yield study.source(result.source).short
        adjusted = {other.effect.adjusted for other in alike if other.effect}
        if len(adjusted) > 1 and result.effect and result.effect.adjusted is True:
            yield "adjusted"
        if result.effect and result.effect.measure == "ratio of hazard ratios":
            yield "ratio of the two"
