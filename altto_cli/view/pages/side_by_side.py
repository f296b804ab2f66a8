"""The same question across studies: side by side, kept apart by design, never pooled."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from altto_cli import query, wording
from altto_cli.errors import NoSuchRecordError, UnknownWordError
from altto_cli.model import Result, Source, Study
from altto_cli.query import Asked, pairs
from altto_cli.view import answer, notes, places, records, sentences, standing
from altto_cli.view.columns import RATIO_ACROSS, STUDY, YEARS, About, N, made
from altto_cli.view.groups import has_figures, interval
from altto_cli.view.page import Hanging, Line, Page, Part, Row, Table
from altto_cli.view.warned import Warned
from altto_cli.view.warnings import Touching, lettered, warned

COLUMNS = (STUDY, N, YEARS, RATIO_ACROSS)


class Shown(NamedTuple):
    """A result of a study, with what its arms have beyond the two strategies that are asked."""

    study: Study
    result: Result
    extra: tuple[bool, bool]


def page(
    library: Sequence[Study],
    first: str | None,
    second: str | None,
    asked: Asked,
    word: str | None = None,
) -> Page:
    """Two strategies in every study, at every endpoint or at that which `word` names.

    Without names, those of the default study's first result. Raises NoSuchRecordError where no
    study compares them as asked.
    """
    if first is None or second is None:
        first, second = _question(library)
    found = [one for study in library for one in _of_study(study, first, second, asked, word)]
    if not found:
        where = f" in {asked.population or asked.menopause} patients" if asked.menopause else ""
        raise NoSuchRecordError(
            f"no study compares {first} and {second}{where}. See: altto studies"
        )
    found.sort(key=lambda one: (_group(one), _order(library, one), one.extra))
    studies = list({one.study.id: one.study for one in found}.values())
    tables, warnings = lettered((_table(found),), _warnings(studies, found))
    labels = _labels(library, first, second)
    return Page(
        schema="results",
        title=_title(labels, word, library, asked, studies),
        intro=(" ".join(_opening(library, found, labels)),),
        tables=tables,
        warnings=(*warnings, *_whole(studies, found)),
        notes=tuple(_notes(studies, found)),
        evidence=tuple(standing.version(study) for study in studies),
        asked=_typed(asked, first, second),
        onward=("altto harms", "altto studies", "altto summary --study ID"),
        entries=tuple(answer.entry(one.study, one.result) for one in found),
        collections=("results",),
        query=asked.as_query(first=first, second=second, studies=True),
        studies=tuple(map(records.study, studies)),
        sources=tuple(
            source for study in studies for source in answer.sources(study, _results(study, found))
        ),
        asides=_without(library, studies),
    )


def _question(library: Sequence[Study]) -> tuple[str, str]:
    pairs = (
        (each.treatment.strategy, each.reference.strategy)
        for study in library
        if study.default
        for each in study.results
        if each.treatment and each.reference
    )
    return next(pairs)


def _of_study(
    study: Study, first: str, second: str, asked: Asked, word: str | None
) -> Iterator[Shown]:
    try:
        endpoints = None if word is None else {each.id for each in query.endpoints(study, word)}
    except UnknownWordError:
        return
    a, b = (_known(study, name) for name in (first, second))
    for result in pairs.same_question(study, first, second, asked):
        harm = study.endpoint(result.endpoint).harm
        if (endpoints is None and not harm) or result.endpoint in (endpoints or ()):
            arms = result.treatment, result.reference
            extra = tuple(
                arm is not None and arm.strategy != id for arm, id in zip(arms, (a, b), strict=True)
            )
            yield Shown(study, result, (extra[0], extra[1]))


def _known(study: Study, name: str) -> str | None:
    try:
        return query.strategy(study, name).id
    except UnknownWordError:
        return None


def _results(study: Study, found: Iterable[Shown]) -> list[Result]:
    return [one.result for one in found if one.study is study]


def _group(one: Shown) -> tuple[int, bool]:
    """HER2-positive disease, then HER2-positive beside negative or indirect, then all else."""
    population = one.study.population(one.result.population)
    randomised = one.study.is_randomised(one.result)
    statuses = {each.her2 for each in one.study.populations}
    if {"positive", "negative"} <= statuses or (
        population.her2 == "positive" and population.indirect
    ):
        return 1, not randomised
    return (0 if population.her2 == "positive" else 2), not randomised


def _order(library: Sequence[Study], one: Shown) -> int:
    """Endpoints in the order in which the studies declare them, the default study's first."""
    names = [
        each.name
        for study in sorted(library, key=lambda study: not study.default)
        for each in study.endpoints
    ]
    return names.index(one.study.endpoint(one.result.endpoint).name)


_HER2 = (
    "HER2-positive",
    "HER2-positive beside negative",
    "Mostly HER2-negative, or HER2 not recorded",
)


def _group_heading(one: Shown, found: Sequence[Shown]) -> str:
    here = [each for each in found if _group(each) == _group(one)]
    kind, not_randomised = _group(one)
    said = [_HER2[kind], "not randomised for the question" if not_randomised else "randomised"]
    reasons = dict.fromkeys(each.study.population(each.result.population).indirect for each in here)
    said += ["indirect"] if any(reasons) and kind == 2 else []
    said += ["; ".join(filter(None, reasons))] if any(reasons) and kind == 1 else []
    return " · ".join(said)


def _table(found: Sequence[Shown]) -> Table:
    rows = [
        About(one.study, one.result, label=_label(one, found))
        for one in found
        if has_figures(one.result)
    ]
    columns, cells = made(COLUMNS, rows)
    by_row = iter(cells)
    lines: list[Row | Line] = []
    for _, group in groupby(found, _group):
        together = list(group)
        heading = _group_heading(together[0], found)
        lines.append(Line(cell=(Part(heading),), heading=True))
        for said, some in groupby(together, lambda one: _question_heading(one, found)):
            lines.append(Line(cell=(Part(said),), indent=1))
            for one in some:
                lines.append(_row(one, found, by_row))
    return Table(columns=columns, lines=tuple(lines))


def _row(
    one: Shown, found: Sequence[Shown], cells: Iterator[tuple[tuple[Part, ...], ...]]
) -> Row | Line:
    if has_figures(one.result):
        return Row(
            cells=next(cells),
            indent=2,
            interval=interval(one.result),
            derived=one.result.status == "derived",
        )
    shows = places.of_result(one.study, one.result)
    said = (one.result.statement or wording.NOT_REPORTED).rstrip(".")
    if one.result.significance:
        said = f"no figures; called {one.result.significance}"
    return Line(cell=(Part(f"{_label(one, found)}: {said}", shows),), indent=2)


def _question_heading(one: Shown, found: Sequence[Shown]) -> str:
    """The endpoint and who is compared, with what else differs between the groups."""
    study, result = one.study, one.result
    same = [x for x in found if _question_key(x) == _question_key(one)]
    first = same[0]
    said = [study.endpoint(result.endpoint).name, wording.comparison(first.study, first.result)]
    if result.effect and result.effect.measure != "hazard ratio":
        said.append(_PLURAL.get(result.effect.measure, f"{result.effect.measure}s"))
    heading = " · ".join(said)
    return f"{heading}: {_CHANGES[one.extra]}" if any(one.extra) else heading


def _question_key(one: Shown) -> object:
    measure = one.result.effect.measure if one.result.effect else None
    return _group(one), one.study.endpoint(one.result.endpoint).name, one.extra, measure


_PLURAL = {"ratio of hazard ratios": "ratio of the HRs"}
_CHANGES = {
    (True, True): "only one drug differs",
    (True, False): "two changes at once",
    (False, True): "two changes at once",
}


def _label(one: Shown, found: Sequence[Shown]) -> str:
    """The study, with the patients, window, source and model as far as they tell rows apart."""
    study, result = one.study, one.result
    said = [standing.name(study)]
    population = study.population(result.population)
    if population.menopause != "overall" and not population.label.casefold().startswith("all"):
        said.append(wording.population(study, result))
    if result.window:
        said.append(result.window.text)
    alike = [
        other.result
        for other in found
        if other.study is study
        and other.result.question == result.question
        and other.extra == one.extra
    ]
    if len({other.source for other in alike}) > 1:
        said.append(study.source(result.source).short)
    if (
        len(
            {
                other.effect and other.effect.adjusted
                for other in alike
                if other.source == result.source
            }
        )
        > 1
    ):
        adjusted = result.effect and result.effect.adjusted is True
        said.append("adjusted" if adjusted else "")
    return ", ".join(filter(None, said))


def _warnings(studies: Sequence[Study], found: Sequence[Shown]) -> Iterator[Warned]:
    """What must be read with each study's figures: its own words for it, or every warning."""
    for study in studies:
        results = _results(study, found)
        marks = tuple(places.of_result(study, each) for each in results if has_figures(each))
        if study.caveat:
            yield Warned("caveat", marks, standing.name(study), study.caveat)
            continue
        for each in warned(Touching(study, results)):
            if each.cause not in ("indirect", "inversion", "time"):
                yield each._replace(places=each.places or marks, lead=standing.name(study))
    inverted = [one for one in found if one.result.status == "derived"]
    if inverted:
        marks = tuple(places.of_result(one.study, one.result) for one in inverted)
        printed = wording.several(
            one.result.derived_from.inputs[-1] for one in inverted if one.result.derived_from
        )
        text = f"Printed the other way round, {printed}; inverted here (derived)."
        yield Warned("inversion", marks, standing.name(inverted[0].study), text)


def _whole(studies: Sequence[Study], found: Sequence[Shown]) -> Iterator[Hanging]:
    """What holds for the rows together: shared patients, what was read."""
    ids = {study.id for study in studies}
    overlaps = [each.text for study in studies for each in study.overlaps if each.study in ids]
    if overlaps:
        text = " ".join(dict.fromkeys(overlaps))
        yield Hanging("Overlap", f"{text} That they agree confirms nothing.")
    yield Hanging("Read", _read(studies, found))


def _read(studies: Sequence[Study], found: Sequence[Shown]) -> str:
    """What of the sources was read, those not peer reviewed first."""
    by_standing: dict[str, list[str]] = {}
    for study in studies:
        for source in _used(study, found):
            by_standing.setdefault(_standing(source), []).append(standing.name(study))
    said = (
        f"{what}: {', '.join(dict.fromkeys(names))}"
        for what, names in sorted(by_standing.items(), key=lambda each: each[0].startswith("Peer"))
    )
    return f"{'. '.join(said)}."


def _used(study: Study, found: Sequence[Shown]) -> list[Source]:
    ids = dict.fromkeys(result.source for result in _results(study, found))
    return [study.source(id) for id in ids]


def _standing(source: Source) -> str:
    kind = source.read or source.kind
    return f"Peer reviewed, {kind}" if source.peer_reviewed else f"Not peer reviewed, {kind}"


def _labels(library: Sequence[Study], first: str, second: str) -> tuple[str, str]:
    for study in sorted(library, key=lambda study: not study.default):
        if _known(study, first) and _known(study, second):
            return query.strategy(study, first).label, query.strategy(study, second).label
    return first, second


def _title(
    labels: tuple[str, str],
    word: str | None,
    library: Sequence[Study],
    asked: Asked,
    studies: Sequence[Study],
) -> tuple[str, ...]:
    said = [f"{labels[0]} against {labels[1]}"]
    if word:
        default = next((study for study in library if study.default), library[0])
        said += [each.name for each in query.endpoints(default, word)][:1]
    said += [asked.population or asked.menopause or ""]
    count = f"{len(studies)} studies" if len(studies) > 1 else "one study"
    return (*filter(None, said), f"{count} side by side, nothing pooled")


def _opening(
    library: Sequence[Study], found: Sequence[Shown], labels: tuple[str, str]
) -> Iterator[str]:
    """What the rows have in common, read off them; then what other reports say to the question."""
    if not any(_group(one) == (0, False) for one in found):
        a, b = labels
        who = "HER2-positive patients stated to have had trastuzumab"
        yield f"No study here randomised {a} against {b} in {who}."
    for study in library:
        if study.default:
            yield from (each.text for each in study.elsewhere if "study" in each.touches)


def _typed(asked: Asked, first: str, second: str) -> str:
    return f"altto compare {first} {second} --studies"


def _notes(studies: Sequence[Study], found: Sequence[Shown]) -> Iterator[str]:
    for study in studies:
        results = _results(study, found)
        for result in results:
            yield f"{standing.name(study)}: {sentences.sentence(study, result)} {result.locator}."
        for text in notes.known(study, results, ()):
            yield f"{standing.name(study)}: {text}"


def _without(library: Sequence[Study], studies: Sequence[Study]) -> tuple[str, ...]:
    left = [study.id for study in library if study not in studies]
    return (f"without such a comparison: {', '.join(left)}",) if left else ()
