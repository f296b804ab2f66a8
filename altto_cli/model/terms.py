"""The glossary."""

from altto_cli.model.base import Record
from altto_cli.model.result import Id


class Term(Record):
    """A word of the field and how it is used here."""

    id: Id
    label: str
    text: str
    #: Other ways to write it.
    also: tuple[str, ...] = ()
    #: The papers it rests on.
    papers: tuple[str, ...] = ()


class Glossary(Record):
    """The words that `altto explain` knows."""

    terms: tuple[Term, ...]
