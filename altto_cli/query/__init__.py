"""Questions to a study: words people use become ids, results are narrowed, pairs are compared.

Nothing here reads or prints; a question that has no answer raises with the reason and the way on.
"""

from collections.abc import Iterable, Sequence

from altto_cli import wording, words
from altto_cli.errors import NoSuchRecordError
from altto_cli.model import Endpoint, Frozen, Result, Strategy, Study
from altto_cli.words import Typed


class Asked(Frozen):
    """What a person asked for; None stands for everything.

    `command` and `typed` are what they typed, so that an error can say what to type instead.
    """

    command: str
    menopause: str | None = None
    population: str | None = None
    treatment: str | None = None
    reference: str | None = None
    typed: Typed = Typed()

    def as_query(self, **more: object) -> dict[str, object]:
        """The question as the answer repeats it: only what was given."""
        given = {**vars(self), **more}
        return {key: v for key, v in given.items() if v is not None and key != "typed"}

    @property
    def narrowed(self) -> list[str]:
        """The options that narrow it to groups and patients, as they were typed."""
        named = (("-t", self.treatment), ("-r", self.reference), ("--population", self.population))
        return [word for option, value in named if value for word in (option, value)]

    def again(self, study: Study, *options: str, endpoint: str | None = None) -> str:
        """The command that asks this of the same patients, with other options."""
        named = [endpoint] if endpoint else []
        if self.menopause and self.menopause != self.command:
            named.append(words.short_status(self.menopause))
        return self.typed.command(self.command, *named, *options, study=study)


def results(
    study: Study, asked: Asked, endpoints: Sequence[Endpoint] | None = None
) -> list[Result]:
    """The results that answer, in the study's order; statements over factors are left to subgroups.

    Raises UnknownWordError for a strategy or population that is not known, NoSuchRecordError where
    there is no such record.
    """
    treatment = None if asked.treatment is None else words.strategy(study, asked.treatment).id
    reference = None if asked.reference is None else words.strategy(study, asked.reference).id
    there = populations(study, asked)
    ids = [endpoint.id for endpoint in endpoints or study.endpoints]
    here = [
        each
        for each in study.results
        if each.subgroup is None and each.endpoint in ids and _is_of(each, there)
    ]
    found = [each for each in here if _speaks_of(each, treatment, reference)]
    if not found:
        raise NoSuchRecordError(_nothing(study, asked, here, endpoints))
    return ordered(study, found)


def _is_of(result: Result, populations: set[str]) -> bool:
    """Whether it is of one of these populations, or sets one against another."""
    return result.population in populations or result.versus_population in populations


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
    if asked.menopause and not any(population.menopause for population in found):
        see = asked.typed.command("compare", study=study)
        raise NoSuchRecordError(f"menopausal status is not recorded in {study.id}. See: {see}")
    if asked.menopause:
        found = tuple(each for each in found if each.menopause == asked.menopause)
    if asked.population is not None:
        named = words.population(study, asked.population)
        found = tuple(each for each in found if each == named)
    return {population.id for population in found}


def _nothing(
    study: Study, asked: Asked, here: Sequence[Result], endpoints: Sequence[Endpoint] | None
) -> str:
    wanted = [
        (option, words.strategy(study, word))
        for option, word in (("-t", asked.treatment), ("-r", asked.reference))
        if word
    ]
    what = " v ".join(strategy.alone or strategy.label for _, strategy in wanted)
    labels = " or ".join(endpoint.label for endpoint in endpoints or ())
    phrase = f"no {labels} result" if labels else "no result"
    phrase += (f" for {what}" if what else "") + where(study, asked)
    for option, strategy in wanted:
        other = {"-t": "-r", "-r": "-t"}[option]
        if len(wanted) == 1 and _stands_at(other, strategy, here):
            command = asked.again(study, other, strategy.id)
            return f"{phrase}; it stands on the other side: {command}"
        for wider in _wider(study, strategy, here):
            side = option if _stands_at(option, wider, here) else other
            command = asked.again(study, side, wider.id)
            return f"{phrase}; the source reports {_called(study, wider, here)}: {command}"
    if here:
        return f"{phrase}. The source reports: {_pairs(study, here)}. See: {asked.again(study)}"
    return f"{phrase}. See: {asked.typed.command(_without_patients(study, endpoints), study=study)}"


def _without_patients(study: Study, endpoints: Sequence[Endpoint] | None) -> str:
    """The look-up of these endpoints in whomever it was, or of everything where there is none."""
    reported = {result.endpoint for result in study.results if result.subgroup is None}
    found = (words.look_up(endpoint) for endpoint in endpoints or () if endpoint.id in reported)
    return next(found, "compare")


def _stands_at(option: str, strategy: Strategy, here: Iterable[Result]) -> bool:
    arms = [each.treatment if option == "-t" else each.reference for each in here]
    return any(arm and arm.strategy == strategy.id for arm in arms)


def where(study: Study, asked: Asked) -> str:
    """Of whom it was asked, as the end of a phrase: " before menopause"."""
    return of_whom(study, asked) or f" in {study.id}"


def of_whom(study: Study, asked: Asked) -> str:
    """The same, or nothing where all patients are asked of."""
    if asked.population:
        return f" in {words.population(study, asked.population).label.casefold()}"
    return f" {words.when(asked.menopause)}" if asked.menopause else ""


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
