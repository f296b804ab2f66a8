"""The question around every question: options that all answering commands take, and their hints."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from altto_cli import words
from altto_cli.cli import answer
from altto_cli.cli.command import Argument, Command, taken
from altto_cli.cli.options import (
    AllStudies,
    Block,
    CitationKeys,
    Color,
    Evidence,
    Format,
    Menopause,
    Notes,
    Population,
    Reference,
    SentenceStyle,
    StudyId,
    Treatment,
)
from altto_cli.errors import AlttoError, NoSuchRecordError, NotInStudyError, UnknownWordError
from altto_cli.model import Study
from altto_cli.query import Asked
from altto_cli.view.page import Page

#: A page to be shown, or whatever else is to be done once the question has an answer.
Answer: TypeAlias = Page | Callable[[], None]


class Asking(NamedTuple):
    """The options of every answering command, and all the words as typed."""

    format: Format = None
    notes: Notes = "key"
    study: StudyId = None
    evidence: Evidence = None
    color: Color = "auto"
    block: Block = False
    style: SentenceStyle = None
    cite: CitationKeys = None
    line: tuple[str, ...] = ()

    def chosen_study(self) -> Study:
        """The study that is asked."""
        return answer.study(self.study and self.study.casefold(), self.evidence)

    def all_studies(self) -> tuple[Study, ...]:
        """The studies at hand, for `--studies`."""
        if self.study:
            said = "--studies asks all studies, --study one; leave one of them out"
            raise UnknownWordError(f"{said}: {self.typed._replace(study=None).command('studies')}")
        return answer.library(self.evidence).studies

    @property
    def typed(self) -> words.Typed:
        """How the study and the evidence were named; what the environment names is not typed."""
        is_typed = any(word.startswith("--evidence") for word in self.line)
        return words.Typed(self.study, tuple(map(str, self.evidence or ())) if is_typed else ())

    def asked(
        self,
        study: Study,
        command: str,
        status: Sequence[str] = (),
        menopause: str | None = None,
        **narrowed: str | None,
    ) -> Asked:
        """The question; menopausal status is a bare word or the option, and not two of them."""
        given = [*status, *([menopause] if menopause is not None else [])]
        statuses = {words.menopausal_status(study, word, self.typed) for word in given}
        if len(statuses) > 1:
            every = self.typed.command(command)
            raise UnknownWordError(f"{' and '.join(given)}: name one; for all: {every}")
        named = next(iter(statuses), None)
        return Asked(command=command, menopause=named, typed=self.typed, **narrowed)

    def show(self, page: Page) -> None:
        """Write the page, or the block that holds it."""
        page = answer.in_style(page, self.format, self.style, self.cite)
        if self.block:
            text = answer.in_block(page, self.format, self.line, self.notes)
            answer.put_block(page, text, self.line)
        else:
            answer.show(page, self.format, self.color, notes=self.notes)


class Narrowing(NamedTuple):
    """The options that narrow a look-up."""

    menopause: Menopause = None
    population: Population = None
    treatment: Treatment = None
    reference: Reference = None
    studies: AllStudies = False


class Question(Command):
    """A command that answers: its function takes an `Asking`, and what of `Narrowing` it wants.

    Each of the two stands for the options that it holds.
    """

    def _taken(self) -> Mapping[str, tuple[Any, Any]]:
        own = taken(self.function)
        spread = {annotation for annotation, _ in own.values()}
        options = {
            name: each
            for kind in (Narrowing, Asking)
            if kind in spread
            for name, each in _options(kind).items()
            if name not in own
        }
        plain = {name: each for name, each in own.items() if each[0] not in (Asking, Narrowing)}
        return {**plain, **options}

    def run(self, line: tuple[str, ...], given: Mapping[str, Any]) -> None:
        """Answer; a word that this study does not know is looked for in the others."""
        arguments = self._arguments(line, given)
        try:
            _answer(self.function, arguments)
        except NotInStudyError as error:
            raise (
                self._study_is_an_option(arguments["asking"], given)
                or _known_elsewhere(self.function, arguments, error)
                or error
            ) from None

    def tried(self, line: tuple[str, ...], given: Mapping[str, Any]) -> None:
        """The same where nobody is told why there is no answer."""
        _answer(self.function, self._arguments(line, given))

    def _arguments(self, line: tuple[str, ...], given: Mapping[str, Any]) -> dict[str, Any]:
        own = taken(self.function)
        arguments = {name: given[name] for name in own if name in given}
        for name, (kind, _) in own.items():
            if kind in (Asking, Narrowing):
                spread = _options(kind).keys() - own.keys()
                arguments[name] = kind(**{option: given[option] for option in spread})
        arguments["asking"] = arguments["asking"]._replace(line=line)
        return arguments

    def _study_is_an_option(
        self, asking: Asking, given: Mapping[str, Any]
    ) -> UnknownWordError | None:
        """What to say where a bare word names a study: the command that asks that study."""
        from altto_cli.cli.inside import answers

        # A command that is tried here names a study, and leads to no other.
        if any(each.startswith("--study") or each == "--studies" for each in asking.line):
            return None
        arguments = (each for each in self.parameters if isinstance(each.described, Argument))
        for word in (word for each in arguments for word in given[each.name] or ()):
            line = [each for each in asking.line if each != word]
            commands = [
                words.quoted(["altto", *line, "--study", id])
                for id in words.studies_named(word, answer.study_ids(asking.evidence))
                if answers([*line, "--study", id])
            ]
            if commands:
                return UnknownWordError(f"a study is an option here: {'; '.join(commands)}")
        return None


def _answer(question: Callable[..., Answer], arguments: Mapping[str, Any]) -> None:
    found = question(**arguments)
    if callable(found):
        found()
    else:
        arguments["asking"].show(found)


def _options(kind: type[Asking | Narrowing]) -> dict[str, tuple[Any, Any]]:
    """Annotation and default of each option."""
    defaults, annotations = kind._field_defaults, kind.__annotations__
    return {name: (annotations[name], defaults[name]) for name in defaults if name != "line"}


def _known_elsewhere(
    question: Callable[..., Answer], arguments: Mapping[str, Any], error: NotInStudyError
) -> AlttoError | None:
    """The refusal that names the studies that know the word, those first that answer."""
    asking: Asking = arguments["asking"]
    here, default = asking.chosen_study().id, answer.study(None, asking.evidence).id
    answering, knowing = list[str](), list[str]()
    for id in sorted(answer.study_ids(asking.evidence), key=lambda id: id != default):
        try:
            question(**{**arguments, "asking": asking._replace(study=id)})
            answering.append(id)
        except NoSuchRecordError:
            knowing.append(id)
        except AlttoError:
            continue
    if not answering and not knowing:
        return None
    found = answering or knowing
    line = _without_study(asking.line) if answering else ["compare"]
    named = [] if found[0] == default else ["--study", found[0]]
    who = f"{_who_has_it(found)}: {words.quoted(['altto', *line, *named])}"
    # Who named a study wants to know what it has.
    phrase = str(error) if asking.study else f"{error.word} is not in {here}"
    return UnknownWordError(f"{phrase}{'' if phrase.endswith('?') else '.'} {who}")


def _who_has_it(ids: Sequence[str]) -> str:
    if len(ids) == 1:
        return f"{ids[0]} has it"
    return f"{ids[0]} and {ids[1] if len(ids) == 2 else f'{len(ids) - 1} others'} have it"


def _without_study(line: Sequence[str]) -> list[str]:
    """The words as typed, without the study that they name."""
    kept: list[str] = []
    rest = iter(line)
    for word in rest:
        if word == "--study":
            next(rest, None)
        elif not word.startswith("--study="):
            kept.append(word)
    return kept
