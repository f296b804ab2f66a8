"""The look-ups: one endpoint, one menopausal group, a comparison, all results."""

from collections.abc import Iterator, Sequence

from altto_cli import query, wording, words
from altto_cli.model import Endpoint, Population, Result, Study
from altto_cli.query import Asked, pairs
from altto_cli.view import answer, comparisons, groups
from altto_cli.view.page import Line, Page, Part
from altto_cli.words import Typed


def endpoint(study: Study, word: str, asked: Asked) -> Page:
    """Every result of one endpoint, and of those that are asked as it."""
    endpoints = words.endpoints(study, word)
    command = asked.command if asked.command in words.ENDPOINTS else f"results {endpoints[0].id}"
    found = query.results(study, asked, endpoints)
    shown = [each for each in endpoints if any(each.id == one.endpoint for one in found)]
    table = groups.table(study, found, groups.heading(found))
    if not any((asked.menopause, asked.population, asked.treatment, asked.reference)):
        table = answer.with_lines(table, list(_without(study, found)))
    return answer.page(
        study,
        found,
        title=_titled(_names(shown), asked),
        tables=(table,),
        question=asked.as_query(),
        asked=_again(asked, command),
        typed=asked.typed,
        narrowed=asked.narrowed,
        onward=(
            *_across(study, asked, command, found),
            *(_again(asked, f"absolute {each}") for each in _rated_at_a_time(found)[:1]),
        ),
        said=tuple(_grouped(study, asked)),
    )


def _across(study: Study, asked: Asked, command: str, found: Sequence[Result]) -> Iterator[str]:
    """How all studies are asked: as here, or of what is compared here, where another is meant."""
    if study.default:
        yield " ".join([_again(asked, command), *_narrowed(study, asked), "--studies"])
        return
    pairs_here = (
        (each.treatment.strategy, each.reference.strategy)
        for each in found
        if each.treatment and each.reference
    )
    status = f" {words.short_status(asked.menopause)}" if asked.menopause else ""
    for first, second in list(pairs_here)[:1]:
        yield f"compare {first} {second}{status} --studies"


def _narrowed(study: Study, asked: Asked) -> Iterator[str]:
    """The treatments that were asked for, by their ids."""
    for option, name in (("-t", asked.treatment), ("-r", asked.reference)):
        if name:
            yield f"{option} {words.strategy(study, name).id}"


def _rated_at_a_time(found: Sequence[Result]) -> list[str]:
    """The endpoints of which differences per 1,000 patients are given."""
    return [each.endpoint for each in found if wording.is_rated_at_a_time(each)]


def _names(endpoints: Sequence[Endpoint]) -> str:
    first, *others = [each.name for each in endpoints]
    return wording.several([first, *map(wording.lower_first, others)])


def _titled(name: str, asked: Asked) -> tuple[str, ...]:
    label = asked.population or asked.menopause
    return (name, "all patients" if label == "overall" else label) if label else (name,)


def _again(asked: Asked, command: str) -> str:
    """The command, asked of the same patients."""
    if not asked.menopause or asked.menopause == asked.command:
        return command
    return f"{command} {words.short_status(asked.menopause)}"


def _without(study: Study, found: Sequence[Result]) -> Iterator[Line]:
    """The menopausal groups of which this is not reported, though something else is."""
    shown = {each.population for each in found}
    studied = {each.population for each in study.results} - shown
    for population in study.populations:
        if population.menopause not in (None, "overall") and population.id in studied:
            yield Line(cell=(Part(f"{population.label}: {wording.NOT_REPORTED}"),))


def group(study: Study, asked: Asked) -> Page:
    """Everything known in one menopausal group, statements included."""
    found = query.results(study, asked)
    populations = [
        each for each in study.populations if any(each.id == x.population for x in found)
    ]
    heading = groups.heading(found)._replace(endpoints=True)
    table = groups.table(study, found, heading)
    table = answer.with_lines(table, list(_never_compared(study, found, asked.typed)))
    return answer.page(
        study,
        found,
        title=(_patients(study, populations, asked),),
        tables=(table,),
        question=asked.as_query(),
        asked=asked.command,
        typed=asked.typed,
        narrowed=asked.narrowed,
        onward=(*_across(study, asked, asked.command, found), "appraise"),
        facts=[each for each in study.facts if each.population in {x.id for x in populations}],
    )


def _patients(study: Study, populations: Sequence[Population], asked: Asked) -> str:
    """Premenopausal patients, 1,259 of 2,651."""
    said = f"{wording.upper_first(asked.menopause or study.title)} patients"
    sizes = [each.n for each in populations if each.n is not None]
    if len(sizes) == 1 and len(populations) == 1 and study.n is not None:
        said += f", {wording.count(sizes[0])} of {wording.count(study.n)}"
    return said


def _never_compared(study: Study, found: Sequence[Result], typed: Typed) -> Iterator[Line]:
    """Pairs that share a reference and stand against each other nowhere."""
    pairs_here = [
        (one, other)
        for number, one in enumerate(found)
        for other in found[number + 1 :]
        if _share_reference(one, other)
    ]
    printed = {_strategies(each) for each in found}
    for one, other in pairs_here:
        a, b = one.treatment, other.treatment
        if a is None or b is None or a.strategy == b.strategy:
            continue
        if {(a.strategy, b.strategy), (b.strategy, a.strategy)} & printed:
            continue
        names = wording.VERSUS.join(wording.arm_label(study, one, arm) for arm in (a, b))
        command = typed.command(f"compare {a.strategy} {b.strategy}", study=study)
        yield Line(cell=(Part(f"{names}: not compared in the source; derived: {command}"),))


def _share_reference(one: Result, other: Result) -> bool:
    if one.question != other.question or not (one.effect and other.effect):
        return False
    first, second = one.reference, other.reference
    return bool(first and second and first.strategy == second.strategy)


def _strategies(result: Result) -> tuple[str, ...]:
    return tuple(arm.strategy for arm in result.arms)


def everything(study: Study, asked: Asked) -> Page:
    """All results of the study, one row a comparison."""
    found = query.results(study, asked)
    return answer.page(
        study,
        found,
        title=_titled("All results", asked),
        tables=(comparisons.listed(study, found, comparisons.WITH_P),),
        question=asked.as_query(),
        asked=_again(asked, "compare"),
        typed=asked.typed,
        narrowed=asked.narrowed,
        onward=("summary", "appraise"),
    )


def comparison(study: Study, first: str, second: str, asked: Asked) -> Page:
    """One strategy against another over every endpoint and population."""
    found, asides = pairs.compare(study, first, second, asked)
    if not found:
        from altto_cli.view.pages import contrast

        return contrast.page(study, first, second, asked)
    a, b = words.strategy(study, first), words.strategy(study, second)
    heading = groups.heading(found)
    page = answer.page(
        study,
        found,
        title=_titled(f"{a.label} against {b.label}", asked),
        tables=(groups.table(study, found, heading._replace(endpoints=True)),),
        question=asked.as_query(first=first, second=second),
        asked=_again(asked, f"compare {a.id} {b.id}"),
        typed=asked.typed,
        narrowed=asked.narrowed,
        onward=(f"{_again(asked, f'compare {a.id} {b.id}')} --studies",),
    )
    return page._replace(asides=tuple(asides))


def _grouped(study: Study, asked: Asked) -> Iterator[str]:
    """That a word was asked which the source does not tell from others of its group."""
    for word in filter(None, (asked.treatment, asked.reference)):
        named = words.strategy(study, word)
        if word.casefold() not in (named.id, named.label.casefold()):
            yield f"Asked for {word}: answered with {named.label}, as the source groups it."
