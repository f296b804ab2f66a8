"""Results of several studies side by side, a block a study: which stand together, in what order."""

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from itertools import groupby
from typing import NamedTuple

from altto_cli import outcomes, wording
from altto_cli.model import Arm, Result, Study
from altto_cli.view import places, standing
from altto_cli.view.columns import RATIO_ACROSS, STUDY, YEARS, Definition, N, made
from altto_cli.view.groups import interval
from altto_cli.view.page import Cell, Line, Part, Row, Table
from altto_cli.view.rates import About

COLUMNS = (STUDY, N, YEARS, RATIO_ACROSS)
#: Measures that need no name beside hazard ratios.
_OF_HAZARDS = ("hazard ratio", "ratio of hazard ratios")
_HER2 = (
    "HER2-positive",
    "HER2-positive beside negative",
    "Mostly HER2-negative, or HER2 not recorded",
)


class Shown(NamedTuple):
    """A result of a study, and what its groups had beyond the two strategies asked."""

    study: Study
    result: Result
    #: For each group the strategies that are part of what it had.
    extra: tuple[tuple[str, ...], tuple[str, ...]]
    #: The two groups asked; of a statement about several, those among them.
    pair: tuple[Arm | None, Arm | None]

    @property
    def compared(self) -> str:
        """Who is compared with whom, and what else differs between them."""
        first, second = (set(each) for each in self.extra)
        treatment, reference = self.pair
        of_two = self.result._replace(groups=(), treatment=treatment, reference=reference)
        names = wording.comparison(self.study, of_two)
        if first == second:
            return f"{names}: only one drug differs" if first else names
        return f"{names}: {'two changes at once' if first - second else self._of_reference()}"

    def _of_reference(self) -> str:
        """What the reference had that was not asked: reference with OFS too."""
        had = self.study.strategy(self.result.arms[-1].strategy)
        more = [id for id in self.extra[1] if id in had.includes]
        said = wording.several(
            wording.lower_first(self.study.strategy(id).label) for id in more or had.includes
        )
        return f"reference with {said} too" if more else f"reference not {said} alone"


class Standing(NamedTuple):
    """Where a result stands: HER2-positive disease first, and randomised apart from not."""

    kind: int
    not_randomised: bool


def standing_of(one: Shown) -> Standing:
    """HER2-positive disease; HER2-positive beside negative, or indirect; all else."""
    population = one.study.population(one.result.population)
    beside = {"positive", "negative"} <= one.study.her2_statuses
    not_randomised = not one.study.is_randomised(one.result)
    if population.her2 in ("positive", "negative") and (beside or population.indirect):
        return Standing(1, not_randomised)
    return Standing(0 if population.her2 == "positive" else 2, not_randomised)


def ordered(library: Sequence[Study], found: Sequence[Shown]) -> list[Shown]:
    """By standing, the default study first, the others by name; then by what is compared."""
    studies = sorted(library, key=lambda each: (not each.default, standing.name(each).casefold()))
    place = {study.id: number for number, study in enumerate(studies)}
    endpoints = {
        (study.id, each.id): number
        for study in library
        for number, each in enumerate(study.endpoints)
    }

    def key(one: Shown) -> tuple[object, ...]:
        endpoint = endpoints[one.study.id, one.result.endpoint]
        return standing_of(one), place[one.study.id], one.extra, one.compared, endpoint

    return sorted(found, key=key)


def table(found: Sequence[Shown], columns: Sequence[Definition] = COLUMNS) -> Table:
    """The results in the order given, under headings for their standing and their study."""
    labels = _labels(found)
    rows = [
        About(one.study, one.result, label=label)
        for one, label in zip(found, labels, strict=True)
        if _is_row(one.result)
    ]
    head, cells = made(columns, rows)
    remaining, named = iter(cells), iter(labels)
    lines: list[Row | Line] = []
    for standing_here, together in groupby(found, standing_of):
        here = list(together)
        heading = Part(_heading(standing_here, here))
        lines.append(Line(cell=(heading,), indent=-2, heading=True))
        for _, some in groupby(here, _block):
            asked = list(some)
            lines.append(Line(cell=(Part(_block_heading(asked), places.of_study(asked[0].study)),)))
            for said, alike in groupby(asked, _in_words):
                named_so = [(one, next(named)) for one in alike]
                if said:
                    lines.append(_line(named_so, said))
                else:
                    lines += [_row(one.result, next(remaining)) for one, _ in named_so]
    return Table(columns=head, lines=tuple(lines))


def _heading(standing_here: Standing, here: Sequence[Shown]) -> str:
    kind, not_randomised = standing_here
    said = [_HER2[kind], "not randomised for the question" if not_randomised else "randomised"]
    if any(one.study.population(one.result.population).indirect for one in here):
        said.append("indirect")
    return " · ".join(said)


def _block(one: Shown) -> object:
    return one.study.id, one.compared


def _block_heading(asked: Sequence[Shown]) -> str:
    """The study, its measure where that is no hazard ratio, and who is compared with whom."""
    measures = {effect.measure for one in asked if (effect := one.result.effect)}
    one = asked[0]
    named = [standing.name(one.study)]
    named += [f"{measures.pop()}s"] if _needs_name(measures) else []
    return f"{', '.join(named)} · {one.compared}"


def _needs_name(measures: Set[str]) -> bool:
    """Whether all ratios are of one measure, which is no hazard ratio."""
    return len(measures) == 1 and not measures & set(_OF_HAZARDS)


def _is_row(result: Result) -> bool:
    """Whether it has a ratio, a P or rates at a time; a difference alone stands in a line."""
    rated = wording.rated(result)
    return bool(result.effect or result.p_value or (rated and rated.time))


def _row(result: Result, cells: tuple[Cell, ...]) -> Row:
    derived = result.status == "derived"
    return Row(cells=cells, indent=2, interval=interval(result), derived=derived)


def _in_words(one: Shown) -> str:
    """What is said of a result that is no row; empty of a row."""
    result = one.result
    if _is_row(result):
        return ""
    if outcomes.has_figures(result):
        return "; ".join(filter(None, _figures(one.study, result)))
    if result.significance:
        among = f" among the {wording.few(len(result.groups))}" if result.groups else ""
        return f"no figures; called {result.significance}{among}"
    return wording.lower_first(result.statement or wording.NOT_REPORTED).rstrip(".")


def _line(named: Sequence[tuple[Shown, str]], said: str) -> Line:
    """Those of which the same is said, in one line."""
    labels = "; ".join(label for _, label in named)
    shows = tuple(place for one, _ in named for place in places.of_result(one.study, one.result))
    return Line(cell=(Part(f"{labels}: {said}", shows),), indent=2)


def _figures(study: Study, result: Result) -> Iterator[str]:
    """The groups against each other, and their difference."""
    yield outcomes.against(study, result, when=True)
    if said := result.difference:
        at = wording.at(said)
        yield f"difference{at} {wording.difference(said, study.unit(result))}"


def _labels(found: Sequence[Shown]) -> list[str]:
    """What each row is called in its block, no two alike."""
    alike: dict[object, list[Result]] = defaultdict(list)
    blocks: dict[object, set[str]] = defaultdict(set)
    for one in found:
        alike[_contrast(one)].append(one.result)
        blocks[_block(one)] |= {one.result.effect.measure} if one.result.effect else set()
    labels = []
    for one in found:
        effect = one.result.effect
        mixed = effect and len(blocks[_block(one)]) > 1 and effect.measure not in _OF_HAZARDS
        measure = [effect.measure] if effect and mixed else []
        labels.append(", ".join([*_told_apart(one, alike[_contrast(one)]), *measure]))
    return labels


def _contrast(one: Shown) -> object:
    return one.study.id, one.result.question, one.compared


def _told_apart(one: Shown, alike: Sequence[Result]) -> Iterator[str]:
    """The endpoint, with what tells it apart: patients, window, report, model."""
    study, result = one.study, one.result
    if result.versus_population and not _is_row(result):
        yield "interaction"
        return
    yield study.endpoint(result.endpoint).label
    population = study.population(result.population)
    if result.versus_population:
        yield "ratio of HRs" if result.effect else "interaction"
    elif not population.label.casefold().startswith("all"):
        yield wording.population(study, result)
    if result.window:
        yield result.window.text
    if result.groups and _is_row(result):
        yield f"all {wording.few(len(result.groups))}"
    if len({other.source for other in alike}) > 1:
        yield _report(study, result, alike)
    adjusted = {other.effect.adjusted for other in alike if other.effect}
    if len(adjusted) > 1 and result.effect and result.effect.adjusted is True:
        yield "adjusted"


def _report(study: Study, result: Result, alike: Sequence[Result]) -> str:
    """Which of several reports: its kind; its year where they are of one kind, or its name."""
    sources = [study.source(other.source) for other in alike]
    own = study.source(result.source)
    kinds = {each.kind for each in sources}
    if len(kinds) > 1:
        return own.kind
    years = {each.year for each in sources}
    return own.year if own.year and None not in years else own.short
