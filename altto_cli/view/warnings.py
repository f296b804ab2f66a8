"""What changes how a figure on this page is read: decided here, once, from the evidence.

Conflicts, checks and key remarks say what they say of each figure they touch; what is computed says
it of the figures that it was computed from. A mark stands beside the very cell, and its line begins
with the figure that it is about. One cause is one warning.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from string import ascii_lowercase

from altto_cli import outcomes, wording
from altto_cli.model import Arm, Conflict, Fact, Index, Remark, Result, Said, Study
from altto_cli.view import places
from altto_cli.view.computed import of_observed, of_results
from altto_cli.view.page import Hanging, Line, Part, Row, Table
from altto_cli.view.warned import Warned
from altto_cli.words import TYPED, Typed

#: Severities that are read with a figure; a note is read by those who ask for all.
GRAVE = ("conflict", "check")
#: As many figures begin a line that is about several.
_LEADS = 2


class Touching:
    """The results and facts that a page shows of a study, as `touches` names them."""

    def __init__(
        self,
        study: Study,
        results: Sequence[Result],
        facts: Sequence[Fact] = (),
        typed: Typed = TYPED,
    ) -> None:
        self.study, self.results, self.facts, self.typed = study, results, facts, typed
        self._results = Index(results, result_keys)

    def keys(self) -> set[str]:
        """Everything that a warning may be about; groups count where they have figures."""
        keys = {"study"} | {f"facts/{fact.id}" for fact in self.facts}
        for result in self.results:
            keys |= result_keys(result) | {f"populations/{result.population}"}
        return keys

    def results_of(self, id: str) -> list[Result]:
        """The results shown under this id, or those computed from it."""
        return self._results.having([f"results/{id}"])


def result_keys(result: Result) -> set[str]:
    """The result, those it was computed from, and its groups where they have figures."""
    origins = result.derived_from.results if result.derived_from else ()
    keys = {f"results/{id}" for id in (result.id, *origins)}
    if outcomes.has_figures(result):
        keys |= {f"groups/{arm.strategy}/{result.population}" for arm in result.arms}
    return keys


def warned(shown: Touching) -> list[Warned]:
    """Every warning of the figures shown: those of the evidence, then what is computed."""
    keys, study = shown.keys(), shown.study
    records: tuple[Remark | Conflict, ...] = (*study.remarks_on(keys), *study.conflicts_on(keys))
    curated = [
        each for record in records if _is_grave(record) for each in _of_record(shown, record, keys)
    ]
    whole = [each for each in curated if not each.places]
    beside = [each for each in curated if each.places]
    return [
        *whole,
        *of_observed(shown.study, shown.results),
        *of_results(shown.study, shown.results),
        *beside,
    ]


def _is_grave(record: Remark | Conflict) -> bool:
    return record.key if isinstance(record, Remark) else record.severity in GRAVE


def _of_record(shown: Touching, record: Remark | Conflict, keys: set[str]) -> Iterator[Warned]:
    """What it says of the figures here; its whole text of those that it has no own words for."""
    here = [each for each in record.says if set(each.of) <= keys]
    if here:
        first = here[0]
        marks = tuple(place for said in here for place in _places(shown, said))
        about = first.lead or lead(shown, first.of[0], first.cell)
        yield Warned(record.id, marks, about, first.text, anywhere=True, brief=first.brief)
    told = {key for said in record.says for key in said.of}
    untold = [key for key in record.touches if key in keys - told]
    untold = [key for key in untold if not (record.says and key == "study")]
    # One cause, one warning: what stands beside a figure is not told again of a fact.
    untold = [key for key in untold if not (here and key.startswith("facts/"))]
    if untold and not _is_rule_of(shown.study, record):
        whole = [Said(of=(key,), text=record.text) for key in untold]
        marks = tuple(place for said in whole for place in _places(shown, said))
        leads = list(dict.fromkeys(lead(shown, key, None) for key in untold))
        yield Warned(record.id, marks, ", ".join(leads[:_LEADS]), record.text, anywhere=True)


def _is_rule_of(study: Study, record: Remark | Conflict) -> bool:
    """Whether what a rule of the appraisal found says it figure by figure."""
    return not record.says and study.is_observed(record.id)


def _places(shown: Touching, said: Said) -> Iterator[tuple[str, ...]]:
    """The place of its mark and where it stands when the page does not show that."""
    kind, _, id = said.of[0].partition("/")
    if said.cell == "page" or kind in ("study", "facts", "sources"):
        return
    study = shown.study
    if kind == "results":
        for result in shown.results_of(id):
            whole = () if said.cell == "population" else places.of_result(study, result)
            yield (
                *_in_result(study, result, _arm(study, result, id, said.cell), said.cell),
                *whole,
            )
        return
    strategy, _, population = id.rpartition("/")
    if kind == "groups" and said.cell != "population":
        yield places.of_group(study, strategy, population)
    else:
        yield places.of_population(study, population)


def _arm(study: Study, result: Result, id: str, cell: str | None) -> Arm | None:
    """The group of the result that stands on this side of the printed one, `id`.

    What is computed from it may have its sides exchanged, or one of them alone.
    """
    printed = study.result(id)
    named = printed.reference if cell == "reference" else printed.treatment
    return next((arm for arm in result.arms if named and arm.strategy == named.strategy), None)


def _in_result(study: Study, result: Result, arm: Arm | None, cell: str | None) -> tuple[str, ...]:
    if cell == "population":
        return places.of_population(study, result.population)
    if cell in ("treatment", "reference") and arm:
        return places.of_arm(study, result, arm)
    if cell == "label" and arm:
        return places.of_group(study, arm.strategy, result.population)
    return ()


def lead(shown: Touching, key: str, cell: str | None) -> str:
    """The figure or word that the warning is about."""
    study, (kind, _, id) = shown.study, key.partition("/")
    if kind == "results":
        result = shown.results_of(id)[0]
        arm = _arm(study, result, id, cell)
        if cell in ("treatment", "reference") and arm and outcomes.observed(arm) is not None:
            return outcomes.with_unit(study.endpoint(result.endpoint), arm)
        if cell == "population":
            return study.population(result.population).label
        if cell == "label" and arm:
            return wording.arm_label(study, result, arm)
        return outcomes.lead(result)
    if kind == "groups":
        strategy, _, population = id.rpartition("/")
        group = study.group(strategy, population)
        return group.label if group else study.strategy(strategy).label
    if kind == "populations":
        return study.population(id).label
    if kind == "facts":
        return study.fact(id).label
    return "Study"


def lettered(
    tables: Sequence[Table], warnings: Iterable[Warned]
) -> tuple[tuple[Table, ...], tuple[Hanging, ...]]:
    """The tables with their marks, and the warnings: the whole page's, then mark by mark."""
    order: dict[str, list[int]] = {}
    for number, part in enumerate(part for table in tables for part in _parts(table)):
        for place in part.shows:
            order.setdefault(place, []).append(number)
    whole, beside = list[Hanging](), dict[tuple[int, ...], list[Warned]]()
    for each in warnings:
        found = (_first(alternatives, order) for alternatives in each.places)
        spots = tuple(sorted({spot for place in found if place for spot in order[place]}))
        if spots:
            beside.setdefault(spots, []).append(each)
        elif not each.places or each.anywhere:
            whole.append(Hanging(each.lead, each.text, brief=each.brief))
    marks: dict[int, list[str]] = {}
    lines = []
    joined = _of_one_text(beside)
    for letter, spots in zip(_letters(), sorted(joined), strict=False):
        together = joined[spots]
        text = _together(each.text for each in together)
        lines.append(Hanging(together[0].lead, text, letter, _briefs(together)))
        for spot in spots:
            marks.setdefault(spot, []).append(letter)
    numbers = count()
    return tuple(_marked(table, numbers, marks) for table in tables), (*_joined(whole), *lines)


def _of_one_text(
    beside: Mapping[tuple[int, ...], list[Warned]],
) -> dict[tuple[int, ...], list[Warned]]:
    """The warnings by their spots, those that say the same of several spots as one.

    That one begins with all that it is about.
    """
    by_text: dict[str, list[tuple[tuple[int, ...], list[Warned]]]] = {}
    for spots, together in sorted(beside.items()):
        by_text.setdefault(_together(each.text for each in together), []).append((spots, together))
    joined = {}
    for alike in by_text.values():
        (first, *others), leads = alike[0][1], (together[0].lead for _, together in alike)
        spots = tuple(sorted({spot for each, _ in alike for spot in each}))
        joined[spots] = [first._replace(lead=", ".join(dict.fromkeys(leads))), *others]
    return joined


def _first(alternatives: Sequence[str], order: dict[str, list[int]]) -> str | None:
    return next((place for place in alternatives if place in order), None)


def _letters() -> Iterator[str]:
    """a to z, then aa, ab …"""
    yield from ascii_lowercase
    yield from (first + second for first in ascii_lowercase for second in ascii_lowercase)


def _together(texts: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(texts))


def _briefs(together: Sequence[Warned | Hanging]) -> str | None:
    """What a picture says of them together; None where that is their whole text."""
    if all(each.brief is None for each in together):
        return None
    briefs = (
        wording.lower_first(each.text.rstrip(".")) if each.brief is None else each.brief
        for each in together
    )
    return "; ".join(dict.fromkeys(filter(None, briefs)))


def _joined(lines: Iterable[Hanging]) -> tuple[Hanging, ...]:
    """The lines of one label as one."""
    by_label: dict[str, list[Hanging]] = {}
    for line in lines:
        by_label.setdefault(line.label, []).append(line)
    return tuple(
        Hanging(label, _together(each.text for each in some), brief=_briefs(some))
        for label, some in by_label.items()
    )


def _parts(table: Table) -> Iterator[Part]:
    for line in table.lines:
        for cell in (line.cell,) if isinstance(line, Line) else line.cells:
            yield from cell


def _marked(table: Table, numbers: Iterator[int], marks: dict[int, list[str]]) -> Table:
    def cell(parts: tuple[Part, ...]) -> tuple[Part, ...]:
        return tuple(part._replace(marks=tuple(marks.get(next(numbers), ()))) for part in parts)

    def line(each: Row | Line) -> Row | Line:
        if isinstance(each, Line):
            return each._replace(cell=cell(each.cell))
        return each._replace(cells=tuple(cell(parts) for parts in each.cells))

    return table._replace(lines=tuple(line(each) for each in table.lines))
