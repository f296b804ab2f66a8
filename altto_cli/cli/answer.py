"""Evidence in, answer out: what every command does around its own question."""

from collections.abc import Sequence
from pathlib import Path

from altto_cli.cli import options, streams
from altto_cli.cli.options import chosen
from altto_cli.errors import UnknownWordError
from altto_cli.loader import ids, load, searched
from altto_cli.model import Library, Searchable, Searched, Study
from altto_cli.render import FORMATS, render
from altto_cli.view.page import Page, spelt

#: Formats that programs read; they are UTF-8 whatever the locale.
_FOR_MACHINES = ("csv", "tsv", "json", "jsonl")


def library(evidence: Sequence[Path] | None) -> Library:
    """All the evidence at hand, with what its appraisal points to."""
    return load(*evidence or (), complete=_observed)


def to_search(id: str | None, evidence: Sequence[Path] | None) -> list[Searched]:
    """The study that is named, or all at hand, to look for words in."""
    named = [id.casefold()] if id else None
    return searched(*evidence or (), studies=named, complete=_observed, searching=_searchable)


def study_ids(evidence: Sequence[Path] | None) -> list[str]:
    """The ids of all studies at hand."""
    return ids(*evidence or ())


def study(id: str | None, evidence: Sequence[Path] | None) -> Study:
    """The study that is asked, or the one that answers when none is named; as `library` has it."""
    named, default = ([id] if id else None), not id
    found = load(*evidence or (), studies=named, default_only=default, complete=_observed).studies
    return next(each for each in found if id or each.default)


def _observed(study: Study) -> Study:
    from altto_cli.appraise import observed

    return observed(study)


def _searchable(study: Study) -> Searchable:
    from altto_cli.view.searchable import searchable

    return searchable(study)


def in_style(page: Page, format: str | None, style: str | None, cite: str | None) -> Page:
    """The page with its sentences as a journal prints figures, and with the keys they cite."""
    if style is None and cite is None:
        return page
    from altto_cli.styles import STYLES

    if (format or "").casefold() != "sentence":
        raise UnknownWordError("--style and --cite are for sentences: add -f sentence")
    chosen_style = STYLES[chosen("style", style or "house", tuple(STYLES))]
    cited = cite is not None and chosen("kind of keys", cite, options.CITATION_KEYS) == "pandoc"
    entries = (
        each._replace(sentence=each.again(chosen_style, cited)) if each.again else each
        for each in page.entries
    )
    return page._replace(entries=tuple(entries))


def show(
    page: Page,
    format: str | None,
    color: str,
    *,
    notes: str = "key",
    width: int | None = None,
) -> None:
    """Write the page in the format asked for, or in the one that suits where it goes.

    `notes` says which notes people read: what changes how a figure is read, or all. Without `width`
    it is as wide as the terminal.
    """
    chosen("choice of notes", notes, options.NOTES)
    on_terminal = streams.is_terminal()
    format = chosen("format", format or ("table" if on_terminal else "markdown"), FORMATS)
    text = render(
        # Before it is laid out: ± becomes three signs, which would move what stands behind it.
        spelt(page, streams.in_ascii) if streams.is_ascii() else page,
        format,
        width=width or (streams.terminal_width() if on_terminal else None),
        color=streams.wants_color(chosen("colour", color, options.COLORS), on_terminal),
        notes=notes == "all",
    )
    for aside in page.asides:
        streams.tell(aside)
    streams.write(_apart(text, format), utf8=format in _FOR_MACHINES)


def _apart(text: str, format: str) -> str:
    """The text, set apart from what a file of notes holds: some readers want an empty line."""
    return f"\n{text}" if format == "markdown" and streams.is_appending() else text


def in_block(page: Page, format: str | None, line: Sequence[str], notes: str = "key") -> str:
    """The page as it stands in a block: Markdown, unless the words as typed name a format.

    The environment has no say, so that the block is the same for everybody.
    """
    named = any(word.startswith(("-f", "--format")) for word in line)
    whole = notes == "all" and any(word.startswith("--notes") for word in line)
    form = chosen("format", (named and format) or "markdown", FORMATS)
    return render(page, form, notes=whole)


def put_block(page: Page, text: str, line: Sequence[str]) -> None:
    """Write the text between the marks of a block, the first with the words as typed."""
    from altto_cli.notes.marks import Answer, block

    words = [word for word in line if word != "--block"]
    evidence = (
        f"{study['id']} {study['evidence']['version']} {study['evidence']['sha256'][:7]}"
        for study in page.studies
    )
    for aside in page.asides:
        streams.tell(aside)
    streams.write(_apart(block(words, Answer(text, ", ".join(evidence))), "markdown"))
