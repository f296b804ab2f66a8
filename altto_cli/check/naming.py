"""Rules over what a name, a word or a quoted figure says, and what it stands for.

None is certain. They ask about records that are named like another, or that speak of figures which
stand elsewhere.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from altto_cli.check.rule import Rule, Said
from altto_cli.medicine import classes
from altto_cli.model import Record, Result, Strategy, Study
from altto_cli.wording import several


def class_word(study: Study) -> Said:
    """A strategy that answers to the name of a class of drugs has a drug of that class.

    `ai` finds aromatase inhibitors in every study, `serm` tamoxifen and its like; under another
    drug the word would set its figures beside theirs. Leave the word out, or let the label name the
    drug.
    """
    for strategy in study.strategies:
        labelled = set(classes(strategy.label))
        named = labelled or {
            kind for word in strategy.also for kind, by_drug in classes(word).items() if by_drug
        }
        for word in (strategy.id, *strategy.also):
            strange = [kind for kind in classes(word) if kind not in named]
            if strange:
                key = "id" if word == strategy.id else "also"
                said = f"{strategy.label} answers to {word} and names no {several(strange)}"
                yield strategy.at(key), said
                break


def label_of_several(study: Study) -> Said:
    """A strategy whose label joins others with a + includes them.

    From `includes` the program knows which drugs two groups share, and says "two changes at once"
    where they differ in more than one.
    """
    for strategy in study.strategies:
        parts = strategy.label.split(" + ")
        if len(parts) > 1 and not strategy.includes:
            found = [_called(study, part) for part in parts]
            if None not in found:
                ids = ", ".join(each.id for each in found if each)
                said = f"{strategy.label} is made of others; add includes: [{ids}]"
                yield strategy.at("label"), said


def _called(study: Study, word: str) -> Strategy | None:
    spoken = word.casefold()
    for strategy in study.strategies:
        if spoken in {each.casefold() for each in (strategy.id, strategy.label, *strategy.also)}:
            return strategy
    return None


def id_of_another(study: Study) -> Said:
    """The id of a result says what it is, and names no other population or order of treatments.

    `dfs-premenopausal-ai-vs-serm` is of premenopausal patients, and of ai against serm. Where it is
    of others, a record was copied and a line not changed, or its lines were exchanged.
    """
    for result in study.results:
        own = {result.population, result.versus_population}
        named = _populations_in(study, result.id)
        if named and not own & set(named):
            said = f"the id says {several(named)}, population is {result.population}"
            yield result.at("population"), said
        if result.treatment and result.reference:
            first, second = result.treatment.strategy, result.reference.strategy
            if _holds(result.id, f"{second}-vs-{first}"):
                said = f"the id says {second} against {first}; were they exchanged?"
                yield result.treatment.at("strategy"), said


def _populations_in(study: Study, id: str) -> list[str]:
    """The populations that an id names; not one whose id is only part of another's."""
    found = [population.id for population in study.populations if _holds(id, population.id)]
    return [
        each for each in found if not any(_holds(other, each) for other in found if other != each)
    ]


def _holds(id: str, part: str) -> bool:
    """Whether an id has this one as whole words in it."""
    return f"-{part}-" in f"-{id}-"


def quoted_elsewhere(study: Study) -> Said:
    """The figures that a conflict quotes are those of a result that it touches.

    Where none of them is, and some stand in another result, `touches` may name the wrong one: the
    warning would be read with a figure that it is not about, and be missing where it belongs.
    """
    if not study.conflicts:
        return
    of_results = {result.id: set(_figures(result)) for result in study.results}
    for conflict in study.conflicts:
        quoted = _quoted(conflict.text)
        touched = [each.removeprefix("results/") for each in conflict.touches]
        if not quoted or not of_results.keys() >= set(touched):
            continue
        if any(quoted & (of_results[id] | _sizes(study, study.result(id))) for id in touched):
            continue
        nearest = max(of_results, key=lambda id: len(quoted & of_results[id]))
        figures = sorted(quoted & of_results[nearest])
        if figures:
            said = f"{several(figures)} in {nearest}; what it touches has none of its figures"
            yield conflict.at("touches"), said


def _quoted(text: str) -> set[str]:
    """The figures of a sentence, but those that number a table, a year, or count to nine."""
    numbers = (each.replace(",", "") for each in _NUMBER.findall(_PLACE.sub("", text)))
    return {each for each in numbers if len(each) > 1 and not _YEAR.fullmatch(each)}


_NUMBER = re.compile(r"(?<![\w.-])[0-9][0-9,]*(?:\.[0-9]+)?(?![\w-])")
_PLACE = re.compile(r"\b(?:Tables?|Figures?|Fig\.|[Pp]ages?|[Yy]ears?|[Gg]rade)\s+[0-9]+")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def _figures(value: object) -> Iterator[str]:
    """Every figure of a record as it is printed, and those in its statement."""
    if isinstance(value, bool):
        return
    if isinstance(value, int | Decimal):
        yield f"{abs(value):f}" if isinstance(value, Decimal) else str(value)
    elif isinstance(value, str):
        yield from _NUMBER.findall(value)
    elif isinstance(value, tuple):
        for each in value:
            yield from _figures(each)
    elif isinstance(value, Record):
        for name in value.fields.keys() - {"places", "id", "locator"}:
            yield from _figures(getattr(value, name))


def _sizes(study: Study, result: Result) -> set[str]:
    groups = (study.group(arm.strategy, result.population) for arm in result.arms)
    sizes = {study.size(group) for group in groups if group}
    return {str(size) for size in sizes if size is not None}


def unread_place(study: Study) -> Said:
    """A table or figure of a paper is not read in its abstract, nor in a report of it.

    Where the place is right, more was read than `read` says; where `read` is right, the figure has
    another place, or another source.
    """
    for result in study.results:
        source = study.source(result.source)
        place = _IN_FULL_TEXT.search(result.locator)
        if place and source.read in _IN_SHORT:
            yield result.at("locator"), f"{place[0]}? {source.id} has read: {source.read}"
        elif place and source.kind in _REPORTS:
            yield result.at("locator"), f"{place[0]}? {source.id} has kind: {source.kind}"


_IN_SHORT = ("abstract", "part of the abstract")
_REPORTS = ("news report", "interview")
_IN_FULL_TEXT = re.compile(r"\b(?:Table|Figure|Fig\.|Appendix|Supplement)\s*[0-9A-Z]?")


#: What is worth a look.
WARNINGS: tuple[Rule, ...] = (
    class_word,
    label_of_several,
    id_of_another,
    quoted_elsewhere,
    unread_place,
)
