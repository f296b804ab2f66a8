"""What a typed word means, and how a command is typed: the one place for both.

A word that is not known is refused with the nearest name, unless it is right in medicine.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from altto_cli.errors import NotInStudyError, UnknownWordError
from altto_cli.medicine import RIGHT_IN_MEDICINE
from altto_cli.model import Endpoint, Population, Strategy, Study

#: Other names of commands.
ALIASES: Mapping[str, str] = {
    "pre": "premenopausal",
    "post": "postmenopausal",
    "ttdr": "drfs",
    "search": "find",
    **dict.fromkeys(("harm", "toxicity"), "harms"),
}
#: The endpoints that are commands.
ENDPOINTS = ("dfs", "drfs", "os", "recurrence")
#: What may stand between two strategies that are compared.
VERSUS = frozenset({"v", "v.", "vs", "vs.", "versus", "against"})
#: Of so many names the nearest is looked for, and so many are listed.
_SEARCHED = 1_000
#: As alike a word and a name must be, of 1: dsf and dfs are, survie and studies are not.
_NEAR = 0.65
_LISTED = 40
#: Signs and words that join the parts of a strategy's name.
_JOINTS = re.compile(r"[^\w]+|_|\b(?:and|plus|with)\b")
_STATUS = re.compile(r"(pre|peri|post)(?:meno(?:paus(?:e|al))?)?")
#: The word before "menopause", and the status that both say.
_IN_TWO_WORDS = {"before": "pre", "after": "post"}
#: How a menopausal status is typed.
SHORT_STATUS = {"premenopausal": "pre", "postmenopausal": "post", "overall": "overall"}


class Typed(NamedTuple):
    """How a person named the study and the evidence; commands that are hinted at name them so."""

    study: str | None = None
    evidence: tuple[str, ...] = ()

    def command(self, command: str, *words: str, study: Study | None = None) -> str:
        """`altto command words`, with what is needed to ask `study` of the same evidence.

        One that asks all studies names none.
        """
        asked = ["altto", *command.split(" "), *words]
        named = self._evidence() if "--studies" in asked else self.named(study)
        return quoted([*asked, *named])

    def named(self, study: Study | None = None) -> list[str]:
        """The options that name the study and the evidence."""
        id = self.study
        if study and not (id and id.casefold() == study.id.casefold()):
            id = None if study.default else study.id
        return [*(["--study", id] if id else []), *self._evidence()]

    def _evidence(self) -> list[str]:
        return [word for folder in self.evidence for word in ("--evidence", folder)]


#: Nothing named: the default study and the shipped evidence.
TYPED = Typed()


def quoted(words: Iterable[str]) -> str:
    """The words as a shell takes them."""
    from shlex import join

    return join(words)


def command_name(word: str) -> str:
    """The command that is meant, in any case: by its name, an alias, or a menopausal status."""
    spoken = word.casefold()
    status = menopause(spoken)
    return ALIASES.get(spoken) or (status if status in ALIASES.values() else None) or spoken


def names(command: str) -> tuple[str, ...]:
    """The command's name and its aliases."""
    return (command, *(alias for alias, known in ALIASES.items() if known == command))


def menopause(word: str) -> str | None:
    """`premenopausal`, `postmenopausal` or `overall`, where the word means one of them."""
    spoken = re.sub(r"[\s_-]", "", word.casefold())
    if spoken in ("overall", "all"):
        return "overall"
    found = _STATUS.fullmatch(spoken)
    return f"{found[1]}menopausal" if found and found[1] != "peri" else None


def is_perimenopausal(word: str) -> bool:
    """Whether the word is "perimenopausal" in one of its forms."""
    found = _STATUS.fullmatch(re.sub(r"[\s_-]", "", word.casefold()))
    return bool(found) and word.casefold().startswith("peri")


def menopausal_status(study: Study, word: str, typed: Typed = TYPED) -> str:
    """The status that is meant; refused with the study's reason where it has one."""
    status = menopause(word)
    if status:
        return status
    if is_perimenopausal(word):
        raise perimenopausal(study, typed)
    raise unknown(study, "menopausal status", word, SHORT_STATUS.values())


def perimenopausal(study: Study, typed: Typed = TYPED) -> UnknownWordError:
    """Why there is nothing about the time around menopause, or how to ask for what there is."""
    there = [each.id for each in study.populations if each.menopause == "perimenopausal"]
    if there:
        asked = typed.command("compare", "--population", there[0], study=study)
        return UnknownWordError(f"in {study.id} they are a population of its own: {asked}")
    reasons = [refusal.reason for refusal in study.refusals if is_perimenopausal(refusal.word)]
    recorded = dict.fromkeys(population.menopause for population in study.populations)
    statuses = [status for status in recorded if status and status != "overall"]
    has = f"has {' and '.join(statuses)} patients only" if statuses else "does not record menopause"
    return UnknownWordError(reasons[0] if reasons else f"{study.id} {has}, none perimenopausal")


def short_status(status: str) -> str:
    """The status as it is quickest to type."""
    return SHORT_STATUS[status]


def when(status: str) -> str:
    """The status as a sentence ends with it."""
    return {"premenopausal": "before menopause", "postmenopausal": "after menopause"}.get(
        status, "in all patients"
    )


def strategy(study: Study, word: str) -> Strategy:
    """The strategy that people mean by this word, in any case and order of its parts."""
    spoken = parts(word)
    for known in study.strategies:
        if spoken in map(parts, (known.id, known.label, *known.also)):
            return known
    names = [name for known in study.strategies for name in (known.id, *known.also)]
    raise unknown(study, "strategy", word, names, [known.id for known in study.strategies])


def is_strategy(study: Study, word: str) -> bool:
    """Whether the study has a strategy of this name."""
    try:
        return bool(strategy(study, word))
    except UnknownWordError:
        return False


def is_endpoint(study: Study, word: str) -> bool:
    """Whether the study has an endpoint of this name."""
    try:
        return bool(endpoints(study, word))
    except UnknownWordError:
        return False


def parts(word: str) -> tuple[str, ...]:
    """The names in it, in any order unless one comes after the other: T→L is not L→T."""
    spoken = word.casefold().replace("→", " then ").replace("->", " then ")
    found = tuple(part for part in _JOINTS.split(spoken) if part)
    return found if "then" in found else tuple(sorted(found))


def endpoints(study: Study, word: str) -> list[Endpoint]:
    """The endpoints that answer to this word: the one so named and those asked as it."""
    spoken = word.casefold()
    named = {spoken} | {
        endpoint.id
        for endpoint in study.endpoints
        if plain(word) in map(plain, (endpoint.id, endpoint.label, endpoint.name))
    }
    found = [each for each in study.endpoints if named & {each.id, *each.asked_as}]
    if not found:
        ids = (name for each in study.endpoints for name in (each.id, *each.asked_as))
        raise unknown(study, "endpoint", word, ids)
    return found


def one_at_a_time(study: Study, words: Iterable[str], typed: Typed) -> UnknownWordError | None:
    """What to say to words of which several are endpoints: the command of each."""
    named = [word for word in words if is_endpoint(study, word)]
    asked = [look_up(endpoints(study, word)[0]) for word in named]
    if len(set(asked)) < 2:
        return None
    each = "; ".join(typed.command(command) for command in dict.fromkeys(asked))
    return UnknownWordError(f"one endpoint at a time: {each}")


def look_up(endpoint: Endpoint) -> str:
    """The command that answers with this endpoint."""
    named = (name for name in ENDPOINTS if name in (endpoint.id, *endpoint.asked_as))
    return next(named, f"results {endpoint.id}")


def population(study: Study, word: str) -> Population:
    """The population of this id or label."""
    for known in study.populations:
        if plain(word) in (plain(known.id), plain(known.label)):
            return known
    names = {name for known in study.populations for name in (known.id, known.label.casefold())}
    raise unknown(study, "population", word, names)


def plain(word: str) -> str:
    """The word in lower case, with a hyphen and a space alike."""
    return " ".join(word.casefold().replace("-", " ").split())


def studies_named(word: str, ids: Iterable[str]) -> list[str]:
    """The ids that are the word, or else those of which it is one part or the beginning."""
    spoken = re.sub(r"[\s+/]+", "-", word.casefold())
    ids = list(ids)
    if spoken in ids:
        return [spoken]
    begun = [id for id in ids if spoken in id.split("-")]
    return begun or [id for id in ids if len(spoken) > 2 and id.startswith(spoken)]


def statuses(words: Iterable[str]) -> tuple[list[str], list[str]]:
    """The words that are a menopausal status, known or not, and the others."""
    found: tuple[list[str], list[str]] = ([], [])
    for word in _in_one_word(words):
        found[not (menopause(word) or is_perimenopausal(word))].append(word)
    return found


def _in_one_word(words: Iterable[str]) -> Iterator[str]:
    """The words, with the status that is said in two of them as one: before menopause."""
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if rest and rest[0].casefold() == "menopause" and word.casefold() in _IN_TWO_WORDS:
            word = _IN_TWO_WORDS[word.casefold()]
            rest.pop(0)
        yield word


def compared(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The strategies that the words name, apart or with "vs" between them, and the statuses."""
    status, names = statuses(words)
    at = next((i for i, word in enumerate(names) if word.casefold() in VERSUS), None)
    if at is None:
        return names, status
    return [side for side in (" ".join(names[:at]), " ".join(names[at + 1 :])) if side], status


def unknown(
    study: Study, kind: str, word: str, known: Iterable[str], listed: Sequence[str] = ()
) -> UnknownWordError:
    """What to say to a word that the study does not know; `listed` are the names worth listing."""
    known = list(known)
    said = f"no {kind} {word!r} in {study.id}; {nearest(word, known, listed)}"
    return NotInStudyError(said, word=word, near=near(word, known))


def nearest(word: str, known: Iterable[str], listed: Sequence[str] = ()) -> str:
    """What to say after a word that is not known: the name that is meant, or all there are."""
    names = sorted(set(known))
    close = _close(word, names)
    if close and not _differs(word, close):
        return f"did you mean {close}?"
    listed = listed or names
    more = f", and {len(listed) - _LISTED} more" if len(listed) > _LISTED else ""
    all = f"known: {', '.join(listed[:_LISTED])}{more}" if listed else "none is declared"
    return f"{word.upper()} is not {close.upper()}; {all}" if close else all


def near(word: str, known: Iterable[str]) -> str | None:
    """The name that is meant, where one is near and the word has no meaning of its own."""
    close = _close(word, sorted(known))
    return None if close is None or _differs(word, close) else close


def mistaken(word: str, known: Iterable[str]) -> str | None:
    """The near name that the word is not, since it has a meaning of its own."""
    close = _close(word, sorted(known))
    return close if close and _differs(word, close) else None


def _close(word: str, known: Sequence[str]) -> str | None:
    from difflib import get_close_matches

    word = word[:80].casefold()
    if len(known) > _SEARCHED:
        known = [name for name in known if name[:1] == word[:1]][:_SEARCHED]
    return next(iter(get_close_matches(word, known, n=1, cutoff=_NEAR)), None)


def _differs(word: str, close: str) -> bool:
    """Whether the word, or a part that the near name has not, means something else in medicine."""
    spoken = {word.casefold(), *(part for part in parts(word) if part not in parts(close))}
    return not spoken.isdisjoint(RIGHT_IN_MEDICINE)
