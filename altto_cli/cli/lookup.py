"""The commands that look up figures."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import starmap
from shlex import split
from typing import Annotated

from altto_cli import words
from altto_cli.cli import answer
from altto_cli.cli.asking import Asking, Narrowing, Question
from altto_cli.cli.command import Argument
from altto_cli.cli.options import (
    AllStudies,
    EndpointAndStatus,
    Menopause,
    Population,
    Reference,
    Status,
    Treatment,
)
from altto_cli.errors import AlttoError, NoSuchRecordError, NotInStudyError, UnknownWordError
from altto_cli.model import Study
from altto_cli.query import Asked
from altto_cli.view.page import Page
from altto_cli.words import Typed

_GROUP = "Look up"
_ENDPOINTS = {
    "dfs": "Disease-free survival: every result.",
    "drfs": "Distant recurrence-free survival, and time to distant recurrence.",
    "os": "Overall survival: every result.",
    "recurrence": "Local and distant recurrence: every result.",
}


def summary(asking: Asking) -> Page:
    """The analysis at a glance, with what to beware of and what is not reported."""
    from altto_cli.view.pages import summary as view

    study = asking.chosen_study()
    return view.page(study, {"command": "summary"}, asking.typed)


def _endpoint(name: str) -> Callable[..., Page]:
    """The question for one endpoint, which is the command itself."""

    def question(asking: Asking, narrowing: Narrowing, status: Status = None) -> Page:
        return _look_up(asking, narrowing, name, name, status or [])

    return question


def results(asking: Asking, narrowing: Narrowing, endpoint: EndpointAndStatus = None) -> Page:
    """Any endpoint of any study: every result."""
    status, named = words.statuses(endpoint or [])
    if not named:
        here = [each.id for each in asking.chosen_study().endpoints]
        example = asking.typed.command(f"results {here[0]}")
        raise UnknownWordError(f"results of which endpoint? {', '.join(here)}: {example}")
    word = " ".join(named)
    return _look_up(asking, narrowing, word, f"results {words.quoted([word])}", status)


def _look_up(
    asking: Asking, narrowing: Narrowing, endpoint: str, command: str, given: Sequence[str]
) -> Page:
    from altto_cli.view.pages import lookups

    whole = asking.all_studies() if narrowing.studies else ()
    study = next((each for each in whole if each.default), None) or asking.chosen_study()
    status, others = words.statuses(given)
    asked = asking.asked(
        study,
        command,
        status,
        narrowing.menopause,
        population=narrowing.population,
        treatment=narrowing.treatment,
        reference=narrowing.reference,
    )
    if others:
        raise _no_status(study, asked, endpoint, others)
    if narrowing.studies:
        return _across(whole, asked, endpoint)
    return lookups.endpoint(study, endpoint, asked)


def _across(studies: Sequence[Study], asked: Asked, endpoint: str | None) -> Page:
    from altto_cli.view.pages import side_by_side

    return side_by_side.page(studies, asked.treatment, asked.reference, asked, endpoint)


def _no_status(study: Study, asked: Asked, endpoint: str, others: Sequence[str]) -> AlttoError:
    """What to say to bare words that are no menopausal status: how to ask for a treatment."""
    from altto_cli import query
    from altto_cli.query.pairs import is_a_part

    names, _ = words.compared(others)
    whole, refused = " ".join(others), None
    pair = [dict(zip(("-t", "-r"), names, strict=True))] if len(names) == 2 else []
    for narrowed in [*pair, {"-t": whole}, {"-r": whole}]:
        wanted = asked._replace(treatment=narrowed.get("-t"), reference=narrowed.get("-r"))
        try:
            query.results(study, wanted, words.endpoints(study, endpoint))
        except AlttoError as refusal:
            refused = refused or refusal
            continue
        typed = asked.again(study, *(word for pair in narrowed.items() for word in pair))
        return UnknownWordError(f"a treatment is an option here: {typed}")
    if refused and words.is_strategy(study, whole):
        return refused
    if is_a_part(study, whole):
        return UnknownWordError(f"{whole} is a part of treatments here: {asked.again(study)}")
    if several := words.one_at_a_time(study, [endpoint, *others], asked.typed):
        return several
    try:
        words.menopausal_status(study, others[0], asked.typed)
    except UnknownWordError as refusal:
        return refusal
    raise AssertionError(others)


def _group(status: str) -> Callable[..., Page]:
    def question(
        asking: Asking,
        treatment: Treatment = None,
        reference: Reference = None,
        studies: AllStudies = False,
    ) -> Page:
        from altto_cli.view.pages import lookups

        whole = asking.all_studies() if studies else ()
        study = next((each for each in whole if each.default), None) or asking.chosen_study()
        narrowed = {"treatment": treatment, "reference": reference}
        asked = asking.asked(study, status, [status], **narrowed)
        return _across(whole, asked, None) if studies else lookups.group(study, asked)

    return question


def subgroups(asking: Asking) -> Page:
    """The factors over which the source calls the result consistent, and the figures it prints."""
    from altto_cli.view.pages import subgroups as view

    study = asking.chosen_study()
    return view.page(study, asking.asked(study, "subgroups"))


def harms(asking: Asking) -> Page:
    """What is reported of harm, here and in other studies; silence is not safety."""
    from altto_cli.view.pages import harms as view

    library = answer.library(asking.evidence).studies
    return view.page(asking.chosen_study(), library, {"command": "harms"}, asking.typed)


def compare(
    asking: Asking,
    strategies: Annotated[
        list[str] | None,
        Argument(
            "[A] [vs] [B] [STATUS]", "Two strategies, such as ai and serm; pre, post or overall."
        ),
    ] = None,
    menopause: Menopause = None,
    population: Population = None,
    studies: AllStudies = False,
) -> Page:
    """A against B over every endpoint and population; without names, all results."""
    from altto_cli.query import pairs
    from altto_cli.view.pages import lookups

    named, status = words.compared(strategies or [])
    if len(named) > 2:
        example = partial(_of_two, named, status, asking.typed)
        said = "two strategies, with vs between them: "
        raise NotInStudyError(said, word=named[-1], onward=example)
    if studies:
        from altto_cli.view.pages import side_by_side

        whole = asking.all_studies()
        study = next(each for each in whole if each.default)
    else:
        study = asking.chosen_study()
    asked = asking.asked(study, "compare", status, menopause, population=population)
    for part in named if not studies else ():
        if pairs.is_a_part(study, part):
            raise UnknownWordError(f"{part} is a part of treatments here: {asked.again(study)}")
    if len(named) == 1:
        raise pairs.without_a_second(study, named[0], asked)
    first, second = named or (None, None)
    if studies:
        return side_by_side.page(whole, first, second, asked)
    if first is None or second is None:
        return lookups.everything(study, asked)
    try:
        return lookups.comparison(study, first, second, asked)
    except NoSuchRecordError as refusal:
        others = partial(_in_other_studies, asking, study, asked, first, second)
        raise NoSuchRecordError(str(refusal), onward=others) from None


def _of_two(named: Sequence[str], status: Sequence[str], typed: Typed) -> str:
    """The command that compares two strategies, where the words name two; or an example."""
    from altto_cli.cli.inside import answers

    for at in range(1, len(named)):
        pair = (" ".join(named[:at]), " ".join(named[at:]))
        asked = typed.command("compare", pair[0], "vs", pair[1], *status)
        if answers(split(asked)[1:]):
            return asked
    return "altto compare 'ai + ofs' vs 'serm + ofs'"


def _in_other_studies(asking: Asking, study: Study, asked: Asked, first: str, second: str) -> str:
    """The end of a refusal: the command that asks all studies, where another one answers."""
    from altto_cli.view.pages import side_by_side

    try:
        found = side_by_side.page(answer.library(asking.evidence).studies, first, second, asked)
    except AlttoError:
        return ""
    if all(each["id"] == study.id for each in found.studies):
        return ""
    status = [words.short_status(asked.menopause)] if asked.menopause else []
    there = ["--population", asked.population] if asked.population else []
    of_all = asking.typed.command("compare", first, second, *status, *there, "--studies")
    return f"; other studies: {of_all}"


def find(
    asking: Asking,
    words: Annotated[list[str], Argument("WORDS", "Words or figures, as printed: 0.44.")],
) -> Page:
    """Every result, term, fact, conflict and source that holds all the words."""
    from altto_cli.loader.reader import load_terms
    from altto_cli.view.pages import find as view

    studies = answer.to_search(asking.study, asking.evidence)
    return view.page(studies, load_terms(), words, {"command": "find", "words": words})


def _of_endpoint(name: str, help: str) -> Question:
    status = "post" if name == "dfs" else "overall"
    return Question(_GROUP, f"altto {name} {status}", _endpoint(name), name, help)


def _of_group(status: str) -> Question:
    help = f"Everything known in {status} patients, statements without figures included."
    return Question(_GROUP, f"altto {status}", _group(status), status, help)


COMMANDS = (
    Question(_GROUP, "altto summary", summary),
    *starmap(_of_endpoint, _ENDPOINTS.items()),
    *map(_of_group, ("premenopausal", "postmenopausal")),
    Question(_GROUP, "altto subgroups", subgroups),
    Question(_GROUP, "altto harms", harms),
    Question(_GROUP, "altto compare ai vs serm", compare),
    Question(_GROUP, "altto results recurrence-local", results),
    Question(_GROUP, "altto find 0.44", find),
)
