"""The words that fit where a command line asks for one, by their kind.

Typer would look at such words, declared with each option, at every start of the program; so they
stand here, where only completion asks for them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import starmap
from typing import NamedTuple

from altto_cli import words
from altto_cli.model import Study


class Word(NamedTuple):
    """What may be typed, and what it means."""

    text: str
    meaning: str = ""


class Choice(NamedTuple):
    """The words that fit where one of the patterns is met; * is anything."""

    patterns: tuple[str, ...]
    words: tuple[Word, ...]


#: The kinds of words that each parameter takes, none where it is free text; `files` and `folders`
#: are a shell's own.
KINDS: Mapping[str, tuple[str, ...]] = {
    "cite": ("keys",),
    "color": ("colours",),
    "endpoint": ("endpoints", "statuses"),
    "evidence": ("folders",),
    "explain": ("rules",),
    "files": ("files",),
    "folder": ("folders",),
    "format": ("formats",),
    "kind": ("templates",),
    "menopause": ("statuses",),
    "notes": ("notes",),
    "output": ("files",),
    "paths": ("files",),
    "population": ("populations",),
    "question": (),
    "reference": ("strategies",),
    "shell": ("shells",),
    "sources": ("sources",),
    "status": ("statuses",),
    "strategies": ("strategies", "versus", "statuses"),
    "study": ("studies",),
    "style": ("styles",),
    "term": ("terms",),
    "title": (),
    "to": ("exports",),
    "treatment": ("strategies",),
    "width": (),
    "words": (),
}
#: The same for a parameter that takes other words in one command.
OF_COMMAND: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("audit", "format"): ("formats-of-audit",),
    ("check", "format"): ("formats-of-check",),
    ("cite", "format"): ("formats-of-cite",),
    ("cite", "style"): ("styles-of-cite",),
}


def known(commands: Iterable[Word], studies: Sequence[Study]) -> Iterator[Choice]:
    """The words of each kind, as `kind:study`."""
    yield Choice(("commands:*",), tuple(commands))
    for kind, those in _plain().items():
        yield Choice((f"{kind}:*",), tuple(map(Word, those)))
    for kind, meant in _meant(studies).items():
        yield Choice((f"{kind}:*",), tuple(starmap(Word, meant.items())))
    for study in studies:
        yield from _of(study)


def _plain() -> dict[str, Iterable[str]]:
    """Words that say what they are."""
    from altto_cli import cite, styles
    from altto_cli.audit import page as audit
    from altto_cli.check.pages import pages
    from altto_cli.cli import cite as citing
    from altto_cli.cli import completion, curate, export, options
    from altto_cli.render import FORMATS

    return {
        "colours": options.COLORS,
        "exports": export.KINDS,
        "formats": FORMATS,
        "formats-of-audit": audit.FORMATS,
        "formats-of-check": curate.FORMATS,
        "formats-of-cite": citing.FORMATS,
        "keys": options.CITATION_KEYS,
        "notes": options.NOTES,
        "rules": pages(),
        "shells": completion.SHELLS,
        "statuses": words.SHORT_STATUS.values(),
        "styles": styles.STYLES,
        "styles-of-cite": cite.STYLES,
        "templates": curate.KINDS,
        "versus": ("vs",),
    }


def _meant(studies: Sequence[Study]) -> dict[str, dict[str, str]]:
    """Words that are told what they mean."""
    from altto_cli.loader.reader import load_terms

    return {
        "sources": {source.id: source.short for study in studies for source in study.sources},
        "studies": {study.id: study.title for study in studies},
        "terms": {term.id: term.label for term in load_terms()},
    }


def _of(study: Study) -> Iterator[Choice]:
    """The words of one study; the default's also where none is named."""
    own = {
        "endpoints": [Word(each.id, each.name) for each in study.endpoints],
        "populations": [Word(each.id, each.label) for each in study.populations],
        "strategies": [Word(each.id, each.label) for each in study.strategies],
    }
    for kind, those in own.items():
        unnamed = (f"{kind}:",) if study.default else ()
        yield Choice((*unnamed, f"{kind}:{study.id}"), tuple(those))
