"""What studies report of harm, the asked one first: silence is not safety."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from altto_cli import wording
from altto_cli.model import Result, Study
from altto_cli.view import answer, places, records, sentences, standing
from altto_cli.view.columns import MEASURED, NAMED_STUDY, RATE, STUDY, Definition, N, P, made
from altto_cli.view.comparisons import alone, figures_alone
from altto_cli.view.groups import beneath, has_figures, interval
from altto_cli.view.page import Hanging, Line, Page, Part, Row, Table
from altto_cli.view.rates import About, had, had_header
from altto_cli.view.warned import Warned
from altto_cli.view.warnings import Touching, lettered, warned
from altto_cli.words import Typed

HARM = STUDY._replace(header=lambda rows: "Harm")
HAD = RATE._replace(header=had_header, cell=had, wraps=True)
_UNRECORDED = "not recorded. Silence is not safety"
COLUMNS: tuple[Definition, ...] = (HARM, NAMED_STUDY, N, HAD, MEASURED, P)


class Harmed(NamedTuple):
    """A result of an endpoint that counts a harm."""

    study: Study
    result: Result


def page(study: Study, library: Sequence[Study], question: Mapping[str, Any], typed: Typed) -> Page:
    """What the study says of harm, then every endpoint that any study declares a harm."""
    found = sorted(
        (
            Harmed(each, result)
            for each in library
            for result in each.results
            if each.endpoint(result.endpoint).harm
        ),
        key=lambda one: (one.study.id != study.id, _comparison(one)),
    )
    studies = list({one.study.id: one.study for one in found}.values())
    asked_too = any(each.id == study.id for each in studies)
    answering = studies if asked_too else [study, *studies]
    tables, warnings = lettered([_table(found)] if found else [], _warnings(studies, found))
    return Page(
        schema="results",
        title=_title(study, found),
        label=_label(study, studies, found),
        intro=_own(study, library, found),
        tables=tables,
        warnings=(*warnings, *_whole(studies, found)),
        notes=(
            *(note for each in studies for note in sentences.noted(each, _results(each, found))),
            standing.versions(answering),
        ),
        asked=typed.command("harms", study=study),
        onward=(f"versions: {typed.command('studies', study=None)}",),
        entries=tuple(answer.entry(one.study, one.result) for one in found),
        collections=("results",),
        query=question,
        studies=tuple(records.study(each) for each in answering),
        sources=tuple(
            source for each in studies for source in answer.sources(each, _results(each, found))
        ),
    )


def _title(study: Study, found: Sequence[Harmed]) -> tuple[str, ...]:
    """Whose harm the table shows: the study's, or that of others where it has nothing."""
    name = standing.name(study)
    if _has_own(study, found):
        return "Harm", name
    return "Harm in other studies" if found else "Harm", f"no figures in {name}"


def _own(study: Study, library: Sequence[Study], found: Sequence[Harmed]) -> tuple[str, ...]:
    """What is known of harm in the study, where no figures of it follow, and what nowhere."""
    said = list[str]()
    if not _has_own(study, found):
        name = standing.name(study)
        said.append(f"{name}: {wording.lower_first(study.harm or _UNRECORDED)}.")
    if not_at_hand := _not_at_hand(study, library):
        said.append(f"Not at hand either: {wording.lower_first(not_at_hand)}")
    return (" ".join(said),) if said else ()


def _has_own(study: Study, found: Sequence[Harmed]) -> bool:
    return any(one.study.id == study.id for one in found)


def _label(study: Study, studies: Sequence[Study], found: Sequence[Harmed]) -> tuple[str, ...]:
    if not found:
        return ()
    randomised = all(one.study.is_randomised(one.result) for one in found)
    kind = "randomised" if randomised else "randomised and not"
    populations = (one.study.population(one.result.population) for one in found)
    reasons = {each.indirect for each in populations}
    of_whom = next(iter(reasons)) if len(reasons) == 1 else None
    names = [standing.name(study)] if _has_own(study, found) else []
    names += ["others"] if len(studies) > len(names) else []
    whose = wording.upper_first(wording.several(names))
    below = (f"{whose}: {kind}", _in_all(found), of_whom)
    return (*filter(None, below), standing.events([one.result for one in found]))


def _in_all(found: Sequence[Harmed]) -> str | None:
    """What every group of every comparison had: all with OFS."""
    arms = [
        (one.study, one.study.strategy(arm.strategy)) for one in found for arm in one.result.arms
    ]
    shared = set.intersection(*(set(strategy.includes) for _, strategy in arms)) if arms else set()
    labels = [study.strategy(id).label for study, _ in arms[:1] for id in sorted(shared)]
    return f"all with {wording.several(labels)}" if labels else None


def _results(study: Study, found: Sequence[Harmed]) -> list[Result]:
    return [one.result for one in found if one.study is study]


def _comparison(one: Harmed) -> str:
    return wording.comparison(one.study, one.result)


def _table(found: Sequence[Harmed]) -> Table:
    counted = [one for one in found if _is_row(one)]
    columns, cells = made(COLUMNS, [About(*one, label=_harm(one)) for one in counted])
    remaining = iter(cells)
    lines: list[Row | Line] = []
    for comparison, group in groupby(found, _comparison):
        lines.append(Line(cell=(Part(comparison),), indent=-2, heading=True))
        for said, alike in groupby(group, _said):
            if said:
                lines.append(_in_words(list(alike), said))
                continue
            for one in alike:
                if not _is_row(one):
                    lines.append(_in_a_line(one))
                    continue
                lines.append(Row(cells=next(remaining), interval=interval(one.result)))
                lines += beneath(one.study, one.result, indent=0)
    return Table(columns=columns, lines=tuple(lines))


def _is_row(one: Harmed) -> bool:
    """Whether it is a ratio or percentages of two groups; other figures stand in a line."""
    result = one.result
    lone = result.groups or (result.difference and not result.effect)
    return has_figures(result) and not lone


def _in_a_line(one: Harmed) -> Line:
    """The figures of more than two groups, with their sizes; or the difference of two."""
    named = f"{standing.name(one.study)} · {_harm(one)}"
    said = "" if one.result.groups else alone(one.study, one.result)
    if said:
        return Line(cell=(Part(f"{named}: {said}", places.of_study(one.study)),))
    return figures_alone(one.study, one.result, named, indent=0)


def _harm(one: Harmed) -> str:
    name = wording.upper_first(one.study.endpoint(one.result.endpoint).label)
    return f"{name}, {one.result.window.text}" if one.result.window else name


def _said(one: Harmed) -> str:
    """What is said in words where there are no figures."""
    if has_figures(one.result):
        return ""
    return wording.lower_first(one.result.statement or wording.NOT_REPORTED).rstrip(".")


def _in_words(alike: Sequence[Harmed], said: str) -> Line:
    """Every harm of which a study says the same, in one line."""
    first, *others = (_harm(one) for one in alike)
    named = ", ".join([first, *map(wording.lower_first, others)])
    text = f"{standing.name(alike[0].study)} · {named}: {said}"
    return Line(cell=(Part(text, places.of_study(alike[0].study)),))


def _warnings(studies: Sequence[Study], found: Sequence[Harmed]) -> Iterator[Warned]:
    """What must be read with the figures of a study, in one line; the label says the rest."""
    for study in studies:
        told = warned(Touching(study, _results(study, found)))
        texts = dict.fromkeys(each.text for each in told if each.cause != "indirect")
        if texts:
            place = (places.of_study(study),)
            yield Warned(study.id, place, standing.name(study), " ".join(texts), anywhere=True)


def _not_at_hand(study: Study, library: Sequence[Study]) -> str | None:
    """The harms to which nothing at hand speaks: as the study says, or that which answers first."""
    said = (each.harm_not_at_hand for each in (study, *library) if each is study or each.default)
    return next(filter(None, said), None)


def _whole(studies: Sequence[Study], found: Sequence[Harmed]) -> Iterator[Hanging]:
    """What holds for the rows together: shared patients, and what was read."""
    if shared := standing.overlaps(studies):
        yield Hanging("Overlap", shared)
    if read := standing.read(found):
        yield Hanging("Read", read)
