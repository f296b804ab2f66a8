"""The command that cites: what an answer rests on, in the styles of journals and managers."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from altto_cli.cli import answer, streams
from altto_cli.cli.command import Argument, Command, Option
from altto_cli.cli.options import Evidence, StudyId, chosen
from altto_cli.errors import AlttoError, NoSuchRecordError, UnknownWordError
from altto_cli.words import Typed, studies_named

if TYPE_CHECKING:
    from altto_cli.cite.cited import Cited

FORMATS = ("text", "json")


def cite(
    sources: Annotated[
        list[str] | None,
        Argument("SOURCE", "The id of a source, as altto sources shows it."),
    ] = None,
    style: Annotated[
        str,
        Option(("--style", "-s"), "ama, vancouver, bibtex, ris or csl-json.", "STYLE"),
    ] = "ama",
    question: Annotated[
        str | None,
        Option(("--for",), 'What an answer rests on: "dfs -m pre".', "COMMAND"),
    ] = None,
    format: Annotated[str, Option(("--format", "-f"), "text or json.", "FORMAT")] = "text",
    study: StudyId = None,
    evidence: Evidence = None,
) -> None:
    """Citations: of the talk, its trial and the report that was read, or of the sources named.

    What was not seen of a reference (a title, pages, a DOI) is left out. Keys stay the same.
    """
    from altto_cli.cite import STYLES, citation, listed
    from altto_cli.cite.answer import asides, json, whole

    style = chosen("style", style, STYLES)
    form = chosen("format", format, FORMATS)
    try:
        cited = _cited(sources or [], question, study, evidence)
    except UnknownWordError as refusal:
        words = [*([question] if question else []), *(sources or [])]
        if len(words) == 1 and words[0].casefold() in STYLES:
            named = f"altto cite -s {words[0].casefold()}"
            raise UnknownWordError(f"a style is an option here: {named}") from None
        raise (
            _unquoted(words, style, study, evidence)
            or _of_a_study(words, evidence)
            or _by_author(words, study, evidence)
            or refusal
        ) from None
    for_people = style in ("ama", "vancouver")
    for aside in (*asides(cited), *(() if for_people else whole(cited))):
        streams.tell(aside)
    if form == "json":
        query = {"command": "cite", "sources": sources or [], "for": question, "style": style}
        streams.write(json(cited, style, query), utf8=True)
    else:
        streams.write(listed([citation(each, style) for each in cited], style), utf8=not for_people)


def _cited(
    sources: Sequence[str],
    question: str | None,
    study: str | None,
    evidence: list[Path] | None,
) -> "list[Cited]":
    from altto_cli.cite import cited

    if question is not None and sources:
        raise UnknownWordError("name sources, or a command after --for, not both: altto sources")
    if question is not None:
        return _rests_on(question, study, evidence)
    if sources:
        first = answer.study(study, evidence)
        return cited.named(sources, answer.library(evidence).studies, first)
    return cited.of_study(answer.study(study, evidence))


def _unquoted(
    words: Sequence[str], style: str, study: str | None, evidence: list[Path] | None
) -> UnknownWordError | None:
    """What to say to words that are together a command: the whole, in quotes."""
    question = " ".join(words)
    try:
        _rests_on(question, study, evidence)
    except AlttoError:
        return None
    typed = Typed(study, tuple(map(str, evidence or ())))
    styled = "cite" if style == "ama" else f"cite -s {style}"
    whole = typed.command(f"{styled} --for", question)
    return UnknownWordError(f"what the answer of a command rests on: {whole}")


def _of_a_study(words: Sequence[str], evidence: list[Path] | None) -> UnknownWordError | None:
    """What to say to the name of a study: the command that cites it."""
    ids = studies_named(words[0], answer.study_ids(evidence)) if len(words) == 1 else []
    if not ids:
        return None
    each = (Typed(id, tuple(map(str, evidence or ()))).command("cite") for id in ids)
    return UnknownWordError(f"{words[0]} is no source but a study's name: {'; '.join(each)}")


def _by_author(
    words: Sequence[str], study: str | None, evidence: list[Path] | None
) -> UnknownWordError | None:
    """What to say to an author: the sources of the study that begin with the name."""
    named = answer.study(study, evidence)
    spoken = " ".join(words).casefold()
    found = [each.id for each in named.sources if each.citation.casefold().startswith(f"{spoken} ")]
    if not found:
        return None
    typed = Typed(study, tuple(map(str, evidence or ())))
    each = "; ".join(typed.command("cite", id) for id in found)
    return UnknownWordError(f"{' '.join(words)} is an author: {each}")


def _rests_on(question: str, study: str | None, evidence: list[Path] | None) -> "list[Cited]":
    """The sources of the answer to a command, with what these rest on."""
    from json import JSONDecodeError, loads
    from shlex import split

    from altto_cli.cite import cited
    from altto_cli.cli.inside import answered

    try:
        words = split(question)
    except ValueError as error:
        raise UnknownWordError(f"{question!r} is no command: {str(error).lower()}") from error
    name, *rest = (words[1:] if words[:1] == ["altto"] else words) or ["summary"]
    folders = [word for folder in evidence or () for word in ("--evidence", str(folder))]
    folders += ["--study", study] if study and "--study" not in rest else []
    try:
        found = loads(answered([name, *folders, "--format", "json", *rest]))
    except JSONDecodeError as error:
        raise UnknownWordError("leave the format out of the command after --for") from error
    read: dict[str, list[str]] = {}
    for id, source in _read(found):
        read.setdefault(id, []).append(source)
    if not read:
        raise NoSuchRecordError(f"altto {question} rests on no source; see: altto sources")
    library = answer.library(evidence)
    each = (cited.resting_on(library.study(id), ids) for id, ids in read.items())
    return cited.without_repeats(one for some in each for one in some)


def _read(found: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Study and source of every result, or else of all that the answer names."""
    if found.get("results"):
        for result in found["results"]:
            yield result["study"], result["source"]["id"]
        return
    for source in found.get("sources", ()):
        if source.get("study"):
            yield source["study"], source["id"]


COMMANDS = (Command("Use", "altto cite -s bibtex", cite),)
