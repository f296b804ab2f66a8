"""Questions to a study: words people use become ids, results are narrowed, pairs are compared.

Nothing here reads or prints; a question that has no answer raises with the reason and the way on.
"""

import re
from collections.abc import Iterable, Sequence

from altto_cli import wording
from altto_cli.errors import NoSuchRecordError, UnknownWordError, nearest
from altto_cli.model import Endpoint, Frozen, Result, Strategy, Study, record

#: Signs and words that join the parts of a strategy's name.
_JOINTS = re.compile(r"[^\w]+|\b(?:and|plus|with|or)\b")


@record
class Asked(Frozen):
    """What a person asked for; None stands for everything.

    `command` is what they typed, so that an error can say what to type instead.
    """

    command: str
    menopause: str | None = None
    population: str | None = None
    treatment: str | None = None
    reference: str | None = None

    def as_query(self, **more: object) -> dict[str, object]:
        """The question as the answer repeats it: only what was given."""
        said = {**vars(self), **more}
        return {key: value for key, value in said.items() if value is not None}


def results(
    study: Study, asked: Asked, endpoints: Sequence[Endpoint] | None = None
) -> list[Result]:
    """The results that answer, in the study's order; statements over factors are left to subgroups.

    Raises UnknownWordError for a strategy or population that is not known, NoSuchRecordError where
    there is no such record.
    """
    treatment = None if asked.treatment is None else strategy(study, asked.treatment).id
    reference = None if asked.reference is None else strategy(study, asked.reference).id
    there = populations(study, asked)
    ids = [endpoint.id for endpoint in endpoints or study.endpoints]
    here = [
        each
        for each in study.results
        if each.subgroup is None and each.endpoint in ids and each.population in there
    ]
    found = [each for each in here if _speaks_of(each, treatment, reference)]
    if not found:
        raise NoSuchRecordError(_nothing(study, asked, here, endpoints))
    return ordered(study, found)


def ordered(study: Study, found: Iterable[Result]) -> list[Result]:
    """The results by endpoint, population and treatment, as the study declares them."""
    endpoints = [each.id for each in study.endpoints]
    populations = [each.id for each in study.populations]
    strategies = [each.id for each in study.strategies]

    def place(result: Result) -> tuple[int, ...]:
        first = strategies.index(result.arms[0].strategy) if result.arms else -1
        return endpoints.index(result.endpoint), populations.index(result.population), first

    return sorted(found, key=place)


def _speaks_of(result: Result, treatment: str | None, reference: str | None) -> bool:
    groups = [arm.strategy for arm in result.groups]
    wanted = ((treatment, result.treatment), (reference, result.reference))
    return all(
        asked is None or asked in groups or (arm is not None and arm.strategy == asked)
        for asked, arm in wanted
    )


def populations(study: Study, asked: Asked) -> set[str]:
    """The ids of the populations that are asked.

    Raises UnknownWordError for a population that is not declared, NoSuchRecordError where the study
    does not record the menopausal status that is asked.
    """
    found = study.populations
    if asked.menopause and not any(each.menopause for each in found):
        said = f"menopausal status is not recorded in {study.id}"
        raise NoSuchRecordError(f"{said}. See: {typed(study, 'altto compare')}")
    if asked.menopause:
        found = tuple(each for each in found if each.menopause == asked.menopause)
    if asked.population is not None:
        known = {each.id: each.id for each in study.populations}
        known |= {each.label.casefold(): each.id for each in study.populations}
        id = known.get(asked.population.casefold())
        if id is None:
            raise unknown(study, "population", asked.population, known)
        found = tuple(each for each in found if each.id == id)
    return {each.id for each in found}


def unknown(study: Study, kind: str, word: str, known: Iterable[str]) -> UnknownWordError:
    """What to say to a word that is not known: the study's reason where it has one."""
    for refusal in study.refusals:
        if refusal.word.casefold() == word.casefold():
            return UnknownWordError(f"{word}: {refusal.reason}; {nearest(word, known)}")
    return UnknownWordError(f"no {kind} {word!r} in {study.id}; {nearest(word, known)}")


def endpoints(study: Study, word: str) -> list[Endpoint]:
    """The endpoints that answer to this word: the one so named and those asked as it."""
    spoken = word.casefold()
    named = {spoken} | {
        each.id
        for each in study.endpoints
        if spoken in (each.label.casefold(), each.name.casefold())
    }
    found = [each for each in study.endpoints if named & {each.id, *each.asked_as}]
    if not found:
        known = {name for each in study.endpoints for name in (each.id, *each.asked_as)}
        raise unknown(study, "endpoint", word, known)
    return found


def strategy(study: Study, word: str) -> Strategy:
    """The strategy that people mean by this word, in any case and order of its parts."""
    spoken = _parts(word)
    for each in study.strategies:
        if spoken in [_parts(name) for name in (each.id, each.label, *each.also)]:
            return each
    known = [each.id for each in study.strategies]
    raise unknown(study, "strategy", word, [*known, *(w for s in study.strategies for w in s.also)])


def _parts(word: str) -> tuple[str, ...]:
    """The names in it, in any order unless one comes after the other: T→L is not L→T."""
    spoken = word.casefold().replace("→", " then ").replace("->", " then ")
    parts = tuple(part for part in _JOINTS.split(spoken) if part)
    return parts if "then" in parts else tuple(sorted(parts))


def _nothing(
    study: Study, asked: Asked, here: Sequence[Result], endpoints: Sequence[Endpoint] | None
) -> str:
    wanted = [
        (option, strategy(study, word))
        for option, word in (("-t", asked.treatment), ("-r", asked.reference))
        if word
    ]
    what = " v ".join(each.alone or each.label for _, each in wanted)
    labels = " or ".join(each.label for each in endpoints or ())
    said = f"no {labels} result" if labels else "no result"
    said += (f" for {what}" if what else "") + where(study, asked)
    command = typed(study, f"altto {asked.command}")
    if asked.menopause and asked.menopause != asked.command:
        command += f" --menopause {asked.menopause}"
    for option, each in wanted:
        other = {"-t": "-r", "-r": "-t"}[option]
        if len(wanted) == 1 and _stands_at(other, each, here):
            return f"{said}; it stands on the other side: {command} {other} {each.id}"
        for wider in _wider(study, each, here):
            called = _called(study, wider, here)
            return f"{said}; the source reports {called}: {command} {option} {wider.id}"
    if here:
        return f"{said}. The source reports: {_pairs(study, here)}. See: {command}"
    wider_still = typed(study, f"altto {asked.command if endpoints else 'compare'}")
    return f"{said}. See: {wider_still}"


def _stands_at(option: str, strategy: Strategy, here: Iterable[Result]) -> bool:
    arms = [each.treatment if option == "-t" else each.reference for each in here]
    return any(arm and arm.strategy == strategy.id for arm in arms)


def where(study: Study, asked: Asked) -> str:
    word = asked.population or asked.menopause
    return f" in {word} patients" if word else f" in {study.id}"


def _wider(study: Study, narrow: Strategy, here: Sequence[Result]) -> list[Strategy]:
    """The strategies that include this one and have a result here."""
    there = {arm.strategy for result in here for arm in result.arms}
    return [each for each in study.strategies if narrow.id in each.includes and each.id in there]


def _called(study: Study, each: Strategy, here: Sequence[Result]) -> str:
    groups = [study.group(each.id, result.population) for result in here]
    group = next(filter(None, groups), None)
    if group is None:
        return each.label
    size = study.size(group)
    said = [wording.count(size)] if size is not None else []
    said += [f"elsewhere called {group.elsewhere}"] if group.elsewhere else []
    return f"{group.label} ({', '.join(said)})" if said else group.label


def _pairs(study: Study, found: Iterable[Result]) -> str:
    return "; ".join(dict.fromkeys(wording.comparison(study, each) for each in found))


def typed(study: Study, command: str) -> str:
    """The command as it must be typed to ask this study."""
    return command if study.default else f"{command} --study {study.id}"
