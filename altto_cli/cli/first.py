"""What a first word may be that is no command: each kind leads to the command that answers it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from pathlib import Path

from altto_cli import medicine, words
from altto_cli.cli import answer
from altto_cli.errors import AlttoError, NoSuchRecordError, UnknownWordError
from altto_cli.model import Study
from altto_cli.words import Typed

#: What stands between words that are typed as one.
_APART = re.compile(r"[\s,;/+&]+")
#: What is asked of the program itself, and how.
_OF_THE_PROGRAM = {
    "version": ("an option", "altto --version"),
    "cache": ("what the doctor looks at", "altto doctor"),
}


def refusal(
    typed: Sequence[str], commands: Sequence[str], evidence: Sequence[Path] | None
) -> AlttoError:
    """One line that leads on from a command that is none; `commands` are those there are."""
    word, phrase = typed[0], list(takewhile(lambda each: not each.startswith("-"), typed))
    folders = tuple(value for option, value in pairwise(typed) if option == "--evidence")
    at_hand = [Path(folder) for folder in folders] or evidence
    if words.is_perimenopausal(word):
        return words.perimenopausal(answer.study(None, at_hand))
    as_typed = Typed(evidence=folders)
    for said, kind, command in _meanings(phrase, at_hand, as_typed):
        return UnknownWordError(f"{said} is {kind}: {command}")
    study = answer.study(None, at_hand)
    if several := words.one_at_a_time(study, _APART.split(" ".join(phrase)), as_typed):
        return several
    other = words.mistaken(word, commands)
    if other:
        here = ", ".join(words.ENDPOINTS)
        return UnknownWordError(
            f"no command {word}, and {word.upper()} is not {other.upper()}. Endpoints here: {here}"
        )
    aliases = [alias for alias, command in words.ALIASES.items() if command in commands]
    near = words.near(word, [*commands, *aliases])
    if near:
        return UnknownWordError(f"no command {word}; did you mean {near}?", word=word, near=near)
    spelt = [_treatment(study, each) for each in phrase]
    if spelt != phrase:
        for _, _, command in _meanings(spelt, at_hand, as_typed):
            return UnknownWordError(f"no command {word}; did you mean {' '.join(spelt)}? {command}")
    if _is_found([word], at_hand):
        together = len(phrase) > 1 and _is_found(phrase, at_hand)
        what, asked = ("the words stand", phrase) if together else ("the word stands", [word])
        found = as_typed.command("find", *asked)
        return UnknownWordError(f"no command {word!r}; where {what}: {found}")
    for other in phrase[1:]:
        for said, kind, command in _meanings([other], at_hand, as_typed):
            return UnknownWordError(f"no command {word!r}; {said} is {kind}: {command}")
    return UnknownWordError(f"no command {word!r}; all: altto -h")


def _meanings(
    phrase: Sequence[str], evidence: Sequence[Path] | None, as_typed: Typed
) -> Iterator[tuple[str, str, str]]:
    """What the words are together, or the first alone, and the command; the likeliest first."""
    study = answer.study(None, evidence)
    names, _ = words.compared(phrase)
    if len(names) == 2 and all(words.is_strategy(study, name) for name in names):
        yield phrase[0], "a treatment", as_typed.command("compare", *names)
    has_status = len(phrase) > 1 and words.menopause(phrase[-1])
    asked, status = (phrase[:-1], phrase[-1:]) if has_status else (phrase, ())
    for said in dict.fromkeys((" ".join(asked), phrase[0])):
        for kind, command in _of(said, status, evidence, as_typed):
            yield said, kind, command


def _of(
    word: str, status: Sequence[str], evidence: Sequence[Path] | None, as_typed: Typed
) -> Iterator[tuple[str, str]]:
    """What the word is, and the command that answers it, the likeliest first."""
    ids, study = answer.study_ids(evidence), answer.study(None, evidence)
    if word.casefold() in _OF_THE_PROGRAM:
        yield _OF_THE_PROGRAM[word.casefold()]
    if word.casefold() in ids:
        yield "a study", _summaries([word.casefold()], as_typed)
    if words.menopause(word) == "overall":
        yield "every patient", as_typed.command("compare overall")
    if words.is_strategy(study, word):
        yield "a treatment", as_typed.command("find", words.strategy(study, word).id)
    for each in (study, *answer.library(evidence).studies):
        if words.is_endpoint(each, word):
            id = words.endpoints(each, word)[0].id
            asked = id if id in words.ENDPOINTS else f"results {id}"
            yield "an endpoint", as_typed.command(asked, *status, study=each)
    if medicine.asks_for_harm(word):
        yield "harm", as_typed.command("harms")
    if _is_term(word):
        yield "a term", as_typed.command("explain", word)
    named = words.studies_named(word, ids)
    if named:
        yield ("a study" if len(named) == 1 else "several studies"), _summaries(named, as_typed)


def _treatment(study: Study, word: str) -> str:
    """The treatment that the word is a slip or another spelling of; or the word."""
    names = {name for each in study.strategies for name in (each.id, *each.also)}
    return word if words.is_strategy(study, word) else words.near(word, names) or word


def _summaries(ids: Sequence[str], as_typed: Typed) -> str:
    return "; ".join(as_typed._replace(study=id).command("summary") for id in ids)


def _is_term(word: str) -> bool:
    from altto_cli.loader.reader import load_terms
    from altto_cli.view.pages import reference

    try:
        return bool(reference.terms(load_terms(), word, {}))
    except UnknownWordError:
        return False


def _is_found(asked: Sequence[str], evidence: Sequence[Path] | None) -> bool:
    from altto_cli.loader.reader import load_terms
    from altto_cli.view.pages import find

    try:
        return bool(find.page(answer.library(evidence).studies, load_terms(), asked, {}))
    except (UnknownWordError, NoSuchRecordError):
        return False
