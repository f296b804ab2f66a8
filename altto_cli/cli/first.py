"""What a first word may be that is no command: each kind leads to the command that answers it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from pathlib import Path

from altto_cli import words
from altto_cli.cli import answer
from altto_cli.errors import AlttoError, NoSuchRecordError, UnknownWordError
from altto_cli.words import Typed

#: What is asked of the program itself, and how.
_OF_THE_PROGRAM = {
    "version": ("an option", "altto --version"),
    "cache": ("what the doctor looks at", "altto doctor"),
}


def refusal(
    typed: Sequence[str], commands: Sequence[str], evidence: Sequence[Path] | None
) -> AlttoError:
    """One line that leads on from a command that is none; `commands` are those there are."""
    word = typed[0]
    folders = tuple(value for option, value in pairwise(typed) if option == "--evidence")
    at_hand = [Path(folder) for folder in folders] or evidence
    if words.is_perimenopausal(word):
        return words.perimenopausal(answer.study(None, at_hand))
    for kind, command in _meanings(typed, at_hand, Typed(evidence=folders)):
        return UnknownWordError(f"{word} is {kind}: {command}")
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
    found = Typed(evidence=folders).command("find", word)
    said = f"where the word stands: {found}" if _is_found(word, at_hand) else "all: altto -h"
    return UnknownWordError(f"no command {word!r}; {said}")


def _meanings(
    typed: Sequence[str], evidence: Sequence[Path] | None, as_typed: Typed
) -> Iterator[tuple[str, str]]:
    """What the word is, and the command that answers it, the likeliest first."""
    word, ids, study = typed[0], answer.study_ids(evidence), answer.study(None, evidence)
    if word.casefold() in _OF_THE_PROGRAM:
        yield _OF_THE_PROGRAM[word.casefold()]
    if word.casefold() in ids:
        yield "a study", _summaries([word.casefold()], as_typed)
    if words.menopause(word) == "overall":
        yield "every patient", as_typed.command("compare overall")
    names, _ = words.compared(list(takewhile(lambda each: not each.startswith("-"), typed)))
    if len(names) == 2 and all(words.is_strategy(study, name) for name in names):
        yield "a treatment", as_typed.command("compare", *names)
    if words.is_strategy(study, word):
        yield "a treatment", as_typed.command("find", words.strategy(study, word).id)
    if words.is_endpoint(study, word):
        yield "an endpoint", as_typed.command("results", word)
    for other in answer.library(evidence).studies:
        if words.is_endpoint(other, word):
            yield "an endpoint", as_typed.command("results", word, study=other)
    if _is_term(word):
        yield "a term", as_typed.command("explain", word)
    named = words.studies_named(word, ids)
    if named:
        yield ("a study" if len(named) == 1 else "several studies"), _summaries(named, as_typed)


def _summaries(ids: Sequence[str], as_typed: Typed) -> str:
    return "; ".join(as_typed._replace(study=id).command("summary") for id in ids)


def _is_term(word: str) -> bool:
    from altto_cli.loader.reader import load_terms
    from altto_cli.view.pages import reference

    try:
        return bool(reference.terms(load_terms(), word, {}))
    except UnknownWordError:
        return False


def _is_found(word: str, evidence: Sequence[Path] | None) -> bool:
    from altto_cli.loader.reader import load_terms
    from altto_cli.view.pages import find

    try:
        return bool(find.page(answer.library(evidence).studies, load_terms(), [word], {}))
    except (UnknownWordError, NoSuchRecordError):
        return False
