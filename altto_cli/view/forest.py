"""The page of a forest plot: ratios of one study or several, kept apart by headings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from altto_cli import query, wording, words
from altto_cli.errors import AlttoError, NoSuchRecordError
from altto_cli.model import Population, Result, Study
from altto_cli.query import Asked
from altto_cli.view import foot, notes, ratios, records, results
from altto_cli.view.page import Page, Row, Section
from altto_cli.view.plot import Plot
from altto_cli.view.shown import Shown, row_names, with_warnings
from altto_cli.wording import NOT_REPORTED

_ON_ANOTHER_AXIS = "ratio of hazard ratios"
_LISTED = (
    "Reported without a ratio",
    "Ratios of ratios, not drawn on this axis",
    "Reported without figures",
)


def page(studies: Sequence[Study], word: str | None, asked: Asked, title: str | None) -> Page:
    """The ratios of these studies for one endpoint or all, with everything to be read with them.

    A study that has no answer is named beside it. Raises what a study raises when none has an
    answer, and NoSuchRecordError where there is no ratio to draw.
    """
    found, asides = _found(studies, word, asked)
    drawn = [one for one in found if _is_drawn(one)]
    if not drawn:
        raise NoSuchRecordError(_nothing_to_draw(found, word, asked))
    several = len({one.study.id for one in found}) > 1
    title = _title(found, word, asked, several) if title is None else title
    rows = _rows(found, drawn, title, several)
    shown = list({one.study.id: one.study for one in found}.values())
    return Page(
        schema="results",
        title=title,
        aside=f"{len(shown)} studies" if several else _aside(found, title),
        query=_query(asked, word, studies),
        studies=tuple(records.study(study) for study in shown),
        sources=foot.sources(found),
        asides=tuple(asides),
        tables=(_plot(rows, drawn, title, several),),
        notes=notes.of_rows((row.name, _remarks(one), one.conflicts) for one, row in rows),
        foot=(*_foot(found, several), ("Rows", _rows_words(drawn, several))),
    )


def _remarks(one: Shown) -> Sequence[str]:
    """The remarks, and what the source says in words of a row that is drawn."""
    said = one.result.statement if _is_drawn(one) else None
    return [said, *one.remarks] if said else one.remarks


def _aside(found: Sequence[Shown], title: str) -> str:
    """The study and the standing of its figures, where a picture that is cut out keeps them."""
    study = found[0].study
    kinds = {(study.is_randomised(one.result), study.is_exploratory(one.result)) for one in found}
    said = [] if study.title == title else [study.title]
    said += [wording.design(*kinds.pop())] if len(kinds) == 1 else []
    if not any(study.source(one.result.source).peer_reviewed for one in found):
        said.append("not peer reviewed")
    return " · ".join(said)


def _query(asked: Asked, word: str | None, studies: Sequence[Study]) -> Mapping[str, Any]:
    named = {"endpoint": word} if word else {}
    return {**asked.as_query(), **named, "studies": [study.id for study in studies]}


def _found(
    studies: Sequence[Study], word: str | None, asked: Asked
) -> tuple[list[Shown], list[str]]:
    found: list[Shown] = []
    refusals: list[AlttoError] = []
    for study in studies:
        try:
            endpoints = words.endpoints(study, word) if word else None
            found += with_warnings(study, query.results(study, asked, endpoints))
        except AlttoError as refusal:
            refusals.append(refusal)
    if not found:
        raise min(refusals, key=lambda refusal: refusal.exit_code)
    return found, [str(refusal) for refusal in refusals]


def _is_drawn(one: Shown) -> bool:
    return one.result.effect is not None and one.result.effect.measure != _ON_ANOTHER_AXIS


def _nothing_to_draw(found: Sequence[Shown], word: str | None, asked: Asked) -> str:
    names = "; ".join(wording.name(one.study, one.result) for one in found)
    study = found[0].study
    status = [words.short_status(asked.menopause)] if asked.menopause else []
    wanted = f"results {found[0].result.endpoint}" if word else "compare"
    see = asked.typed.command(wanted, *status, study=study)
    return f"no ratio to draw: {names}. See: {see}"


def _title(found: Sequence[Shown], word: str | None, asked: Asked, several: bool) -> str:
    names = list(dict.fromkeys(one.study.endpoint(one.result.endpoint).name for one in found))
    if word:
        said = wording.several([names[0], *map(wording.lower_first, names[1:])])
    else:
        said = "Reported ratios" if several else found[0].study.title
    return f"{said} · {asked.menopause}" if asked.menopause else said


def _rows(
    found: Sequence[Shown], drawn: Sequence[Shown], title: str, several: bool
) -> list[tuple[Shown, Row]]:
    """The rows with the cells of a plot, each with a name of its own."""
    made = []
    for one, name in zip(found, _names(found), strict=True):
        told_apart = name.removeprefix(wording.name(one.study, one.result)).removeprefix(", ")
        row = results.row(one)
        labels, sizes, *_ = row.cells
        row = replace(
            row,
            name=f"{one.study.id}: {name}" if several else wording.upper_first(name),
            cells=ratios.cells(one, labels, sizes, told_apart, drawn, title, several),
            statement="" if _is_drawn(one) else _statement(one),
        )
        made.append((one, row if _is_drawn(one) else replace(row, interval=None)))
    return made


def _names(found: Sequence[Shown]) -> list[str]:
    """What each result is called within its study, in the order of `found`."""
    by_study: dict[str, list[Shown]] = {}
    for one in found:
        by_study.setdefault(one.study.id, []).append(one)
    return [name for each in by_study.values() for name in row_names(each)]


def _plot(
    rows: Sequence[tuple[Shown, Row]], drawn: Sequence[Shown], title: str, several: bool
) -> Plot:
    below, above = _directions(drawn)
    return Plot(
        columns=ratios.columns(drawn, title, several),
        sections=(*_drawn_sections(rows, drawn, title), *_listed_sections(rows)),
        collection="results",
        below=below,
        above=above,
    )


def _drawn_sections(
    rows: Sequence[tuple[Shown, Row]], drawn: Sequence[Shown], title: str
) -> Iterable[Section]:
    """The drawn rows by endpoint, by how directly they bear, and by whether chance allocated."""
    by_kind: dict[tuple[int, bool, bool], list[tuple[Shown, Row]]] = {}
    endpoints = list(dict.fromkeys(_endpoint(one).casefold() for one in drawn))
    for one, row in rows:
        if _is_drawn(one):
            kind = (
                endpoints.index(_endpoint(one).casefold()),
                bool(_population(one).indirect),
                not one.study.is_randomised(one.result),
            )
            by_kind.setdefault(kind, []).append((one, row))
    for kind in sorted(by_kind):
        heading = _heading([one for one, _ in by_kind[kind]], drawn, title)
        yield Section(heading=heading, rows=tuple(row for _, row in by_kind[kind]))


def _heading(here: Sequence[Shown], drawn: Sequence[Shown], title: str) -> str:
    said = []
    name = _endpoint(here[0])
    if len({_endpoint(one).casefold() for one in drawn}) > 1 or not title.startswith(name):
        said.append(name)
    if len({one.study.is_randomised(one.result) for one in drawn}) > 1:
        randomised = here[0].study.is_randomised(here[0].result)
        said.append(wording.design(randomised, exploratory=False))
    reasons = {_population(one).indirect for one in here}
    if reasons != {None}:
        only = reasons.pop() if len(reasons) == 1 else None
        said.append(f"indirect: {only}" if only else "indirect")
    elif any(_population(one).indirect for one in drawn):
        said.append("direct")
    return wording.upper_first(" · ".join(said))


def _listed_sections(rows: Sequence[tuple[Shown, Row]]) -> Iterable[Section]:
    by_heading: dict[str, list[Row]] = {heading: [] for heading in _LISTED}
    for one, row in rows:
        if not _is_drawn(one):
            by_heading[_why_listed(one.result)].append(row)
    return (
        Section(heading=each, rows=tuple(by_heading[each])) for each in _LISTED if by_heading[each]
    )


def _why_listed(result: Result) -> str:
    if result.status == "qualitative":
        return _LISTED[2]
    return _LISTED[1] if result.effect else _LISTED[0]


def _statement(one: Shown) -> str:
    result = one.result
    if result.statement:
        return result.statement
    if result.effect:
        return f"{wording.measure(result.effect)} {wording.effect(result.effect)}"
    return f"{ratios.rates_in_words(one)}; ratio {NOT_REPORTED}"


def _endpoint(one: Shown) -> str:
    return one.study.endpoint(one.result.endpoint).name


def _population(one: Shown) -> Population:
    return one.study.population(one.result.population)


def _directions(drawn: Sequence[Shown]) -> tuple[str, str]:
    """What lies on either side of 1; strategies are named where every row has the same two."""
    pairs = {
        tuple(one.study.strategy(arm.strategy).label for arm in one.result.arms) for one in drawn
    }
    only = pairs.pop() if len(pairs) == 1 else ()
    first, second = only if len(only) == 2 else ("the first-named", "the second-named")
    return f"fewer events with {first}", f"fewer events with {second}"


def _foot(found: Sequence[Shown], several: bool) -> tuple[tuple[str, str], ...]:
    """The design, sources and evidence, a paragraph a study where there are several."""
    if not several:
        return foot.lines(found)
    said = []
    for study in dict.fromkeys(one.study.id for one in found):
        of_study = [one for one in found if one.study.id == study]
        lines = [f"{label}: {text}" for label, text in foot.lines(of_study)]
        said.append((study, " · ".join([of_study[0].study.title, *lines])))
    return tuple(said)


def _rows_words(drawn: Sequence[Shown], several: bool) -> str:
    said = "the axis is logarithmic, boxes are of equal size, nothing is pooled"
    if any(_share(a, b) for i, a in enumerate(drawn) for b in drawn[i + 1 :]):
        shared = "rows of one study share patients" if several else "rows share patients"
        said = f"{shared}; {said}"
    if several:
        said += "; whether studies share patients is not recorded"
    return said


def _share(a: Shown, b: Shown) -> bool:
    """Whether two rows may be about the same patients: one study, and not parts of one whole."""
    if a.study is not b.study:
        return False
    return not _are_parts_of_one(a.study, a.result, b.result)


def _are_parts_of_one(study: Study, a: Result, b: Result) -> bool:
    """Whether a third population is declared as the sum of the two, so that they are apart."""
    if a.population == b.population:
        return False
    return any(
        {a.population, b.population} <= {part.population for part in study.parts(group)}
        for group in study.groups
    )
