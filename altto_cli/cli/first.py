"""What a first word may be that is no command: each kind leads to the command that answers it."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise, takewhile
from pathlib import Path
from shlex import split

from altto_cli import medicine, words
from altto_cli.cli import answer
from altto_cli.errors import AlttoError, NoSuchRecordError, UnknownWordError
from altto_cli.model import Searched, Study, Term
from altto_cli.query.pairs import is_a_part
from altto_cli.view.page import Page
from altto_cli.words import Typed

#: What stands between words that are typed as one.
_APART = re.compile(r"[\s,;/+&]+")
#: What is asked of the program itself, and how; a word that two commands answer.
_KNOWN = {
    "version": ("an option", "altto --version"),
    "menopause": ("before or after", "altto pre; altto post"),
    "trials": ("another word for studies", "altto studies"),
    "citation": ("another word for cite", "altto cite"),
    "bibtex": ("a style of citations", "altto cite -s bibtex"),
    "plot": ("another word for forest", "altto forest"),
    "cache": ("what the doctor looks at", "altto doctor"),
    "arms": ("another word for groups", "altto summary"),
    **dict.fromkeys(("node", "nodes", "nodal"), ("a factor", "altto subgroups")),
    "death": ("what overall survival counts", "altto os"),
    "quality of life": ("told with harm", "altto harms"),
    **dict.fromkeys(
        ("against", "other trials", "other studies"),
        ("what stands side by side", "altto compare --studies"),
    ),
}
#: Words around a question that say nothing of what is asked.
_AROUND = {
    "a", "about", "any", "are", "does", "evidence", "for", "how", "in", "is", "it", "many", "me",
    "say", "says", "show", "shows", "speaks", "tell", "the", "there", "was", "were", "what",
    "which", "who", "whom", "why",
}  # fmt: skip
#: Terms whose figures are computed, not looked up.
_COMPUTED = frozenset({"arr", "nnt"})


def refusal(
    typed: Sequence[str], commands: Sequence[str], evidence: Sequence[Path] | None
) -> AlttoError:
    """One line that leads on from a command that is none; `commands` are those there are."""
    phrase = [typed[0]]
    phrase += takewhile(lambda each: not each.startswith("-"), typed[1:])
    phrase = [each for each in phrase if each.casefold() not in _AROUND] or phrase
    word = phrase[0]
    at_hand = _AtHand.of(typed, evidence)
    as_typed = at_hand.typed
    if command := _in_quotes(word, as_typed):
        return UnknownWordError(f"{word!r} is read as one word; without the quotes: {command}")
    if words.is_perimenopausal(word):
        named = (value for option, value in pairwise(typed) if option == "--study")
        return words.perimenopausal(at_hand.named(next(named, None)), as_typed)
    if command := _of_a_part(phrase, at_hand):
        return UnknownWordError(f"{word} is a part of treatments here: {command}")
    if asked := list(_of_a_study(phrase, commands, at_hand)):
        return UnknownWordError(f"{word} is {_count(asked)}: {'; '.join(asked)}")
    if command := _of_an_endpoint(phrase, at_hand):
        return UnknownWordError(f"no command {word!r}; {command}")
    if meant := _meaning(phrase, at_hand):
        return UnknownWordError(meant)
    first, *others = word.split() or [word]
    if others and words.command_name(first) not in commands:
        return refusal([first, *others, *typed[1:]], commands, evidence)
    if several := words.one_at_a_time(at_hand.study, _APART.split(" ".join(phrase)), as_typed):
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
    spelt = [_treatment(at_hand.study, each) for each in phrase]
    if spelt != phrase:
        for _, _, command in _meanings(spelt, at_hand):
            return UnknownWordError(f"no command {word}; did you mean {' '.join(spelt)}? {command}")
    if _found([word], at_hand):
        together = len(phrase) > 1 and _found(phrase, at_hand)
        what, asked = ("the words stand", phrase) if together else ("the word stands", [word])
        found = as_typed.command("find", *asked)
        return UnknownWordError(f"no command {word!r}; where {what}: {found}")
    for other in phrase[1:]:
        for said, kind, command in _meanings([other], at_hand):
            return UnknownWordError(f"no command {word!r}; {said} is {kind}: {command}")
    return UnknownWordError(f"no command {word!r}; all: altto -h")


def meaning(phrase: Sequence[str], typed: Sequence[str]) -> str | None:
    """One line of what the words are together, and the command that answers them."""
    return _meaning(phrase, _AtHand.of(typed, None))


def _meaning(phrase: Sequence[str], at_hand: "_AtHand") -> str | None:
    return next(
        (f"{said} is {kind}: {led}" for said, kind, led in _meanings(phrase, at_hand)), None
    )


class _AtHand:
    """The evidence that is asked of, each part of it read when it is first needed."""

    @classmethod
    def of(cls, typed: Sequence[str], evidence: Sequence[Path] | None) -> "_AtHand":
        """That which the words name, or else `evidence`."""
        folders = tuple(value for option, value in pairwise(typed) if option == "--evidence")
        return cls([Path(folder) for folder in folders] or evidence, Typed(evidence=folders))

    def __init__(self, evidence: Sequence[Path] | None, typed: Typed) -> None:
        self.typed, self._evidence = typed, evidence

    def named(self, id: str | None) -> Study:
        """The study of this id, or without one that which is answered from."""
        return answer.study(id, self._evidence)

    @cached_property
    def ids(self) -> Sequence[str]:
        return answer.study_ids(self._evidence)

    @cached_property
    def study(self) -> Study:
        """The study that is answered from where none is named."""
        return self.named(None)

    @cached_property
    def studies(self) -> Sequence[Study]:
        return answer.library(self._evidence).studies

    @cached_property
    def searched(self) -> Sequence[Searched]:
        return answer.to_search(None, self._evidence)

    @cached_property
    def terms(self) -> Sequence[Term]:
        from altto_cli.loader.reader import load_terms

        return load_terms()


def _of_a_study(phrase: Sequence[str], commands: Sequence[str], at_hand: _AtHand) -> Iterator[str]:
    """The look-up behind a study's name, of that study: hera dfs."""
    name, *rest = phrase
    if not rest or words.command_name(rest[0]) not in commands:
        return
    for id in words.studies_named(name, at_hand.ids):
        if command := _look_up(rest, at_hand.typed._replace(study=id)):
            yield command


def _of_a_part(phrase: Sequence[str], at_hand: _AtHand) -> str | None:
    """The look-up behind the name of what only is a part of treatments: ofs pre."""
    name, *rest = phrase
    return _look_up(rest, at_hand.typed) if rest and is_a_part(at_hand.study, name) else None


def _of_an_endpoint(phrase: Sequence[str], at_hand: _AtHand) -> str | None:
    """What answers words one of which, not the first, is an endpoint: ofs ai pre dfs."""
    status, named = words.statuses(phrase)
    found = [each for each in named[1:] if words.is_endpoint(at_hand.study, each)]
    if len(found) != 1:
        return None
    asked, typed = found[0], at_hand.typed
    before = " ".join(each for each in named if each != asked)
    look_up = words.look_up(words.endpoints(at_hand.study, asked)[0])
    if before.casefold() in _COMPUTED:
        computed = typed.command("absolute", asked, *status[:1])
        return f"{before} is computed with the differences: {computed}"
    if words.is_strategy(at_hand.study, before) and (
        command := _look_up([look_up, *status[:1], "-t", before], typed)
    ):
        return f"{before} is a treatment: {command}"
    return f"{asked} is an endpoint: {typed.command(look_up, *status[:1])}"


def _in_quotes(word: str, typed: Typed) -> str | None:
    """The look-up that the words in one pair of quotes are."""
    return _look_up(word.split(" "), typed) if " " in word else None


def _look_up(asked: Sequence[str], typed: Typed) -> str | None:
    """The command of a look-up that answers."""
    from altto_cli.cli.inside import answers

    command = typed.command(*asked)
    return command if answers(split(command)[1:]) else None


def _meanings(phrase: Sequence[str], at_hand: _AtHand) -> Iterator[tuple[str, str, str]]:
    """What the words are together, or the first alone, and the command; the likeliest first."""
    names, _ = words.compared(phrase)
    if len(names) == 2 and all(words.is_strategy(at_hand.study, name) for name in names):
        yield phrase[0], "a treatment", at_hand.typed.command("compare", *names)
    has_status = len(phrase) > 1 and words.menopause(phrase[-1])
    asked, status = (phrase[:-1], phrase[-1:]) if has_status else (phrase, ())
    for said in dict.fromkeys((" ".join(asked), phrase[0])):
        for kind, command in _of(said, status, at_hand):
            yield said, kind, command


def _of(word: str, status: Sequence[str], at_hand: _AtHand) -> Iterator[tuple[str, str]]:
    """What the word is, and the command that answers it, the likeliest first."""
    as_typed, study = at_hand.typed, at_hand.study
    if word.casefold() in _KNOWN:
        yield _KNOWN[word.casefold()]
    if word.casefold() in at_hand.ids:
        yield "a study", summaries([word.casefold()], as_typed)
    if words.menopause(word) == "overall":
        yield "every patient", as_typed.command("compare overall")
    if words.is_strategy(study, word):
        of_group = _look_up(status, as_typed) if status else None
        found = as_typed.command("find", words.strategy(study, word).id)
        yield "a treatment", of_group or found
    for each in (study, *at_hand.studies):
        if words.is_endpoint(each, word):
            id = words.endpoints(each, word)[0].id
            asked = id if id in words.ENDPOINTS else f"results {id}"
            yield "an endpoint", as_typed.command(asked, *status, study=each)
    if medicine.asks_for_harm(word):
        yield "harm", as_typed.command("harms")
    if status and word.casefold() in _COMPUTED:
        yield "computed with the differences", as_typed.command("absolute", *status)
    if _is_term(word, at_hand):
        explained = [as_typed.command("explain", word)]
        holding = _found([word], at_hand) if len(word) > 1 else None
        if holding and holding.studies:
            explained.append(f"where it stands: {as_typed.command('find', word)}")
        yield "a term", "; ".join(explained)
    named = words.studies_named(word, at_hand.ids)
    if named:
        yield _count(named), summaries(named, as_typed)
    ends = [each for each in study.endpoints if word.casefold() in words.plain(each.name).split()]
    if ends:
        commands = (as_typed.command(words.look_up(each), *status) for each in ends)
        yield "in the name of endpoints", "; ".join(dict.fromkeys(commands))


def _treatment(study: Study, word: str) -> str:
    """The treatment that the word is a slip or another spelling of; or the word."""
    names = {name for each in study.strategies for name in (each.id, *each.also)}
    return word if words.is_strategy(study, word) else words.near(word, names) or word


def _count(studies: Sequence[str]) -> str:
    return "a study" if len(studies) == 1 else "several studies"


def summaries(ids: Sequence[str], as_typed: Typed) -> str:
    """The command of each study's summary."""
    return "; ".join(as_typed._replace(study=id).command("summary") for id in ids)


def _is_term(word: str, at_hand: _AtHand) -> bool:
    from altto_cli.view.pages import reference

    try:
        return bool(reference.terms(at_hand.terms, word, {}))
    except UnknownWordError:
        return False


def _found(asked: Sequence[str], at_hand: _AtHand) -> Page | None:
    """What holds the words, if anything does."""
    from altto_cli.view.pages import find

    try:
        return find.page(at_hand.searched, at_hand.terms, asked, {})
    except (UnknownWordError, NoSuchRecordError):
        return None
