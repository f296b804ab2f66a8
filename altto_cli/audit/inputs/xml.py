"""JATS, PubMed and other XML, by expat; declared entities are refused, none is expanded."""

from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.parsers import expat

from altto_cli.audit.inputs.markup import Collected
from altto_cli.audit.passages import Passage
from altto_cli.errors import UnreadableError

_SIZE = 1 << 18


def passages(file: BinaryIO, name: str) -> Iterator[Passage]:
    """The text of a document, tables with a tab between cells."""
    parser, collected = expat.ParserCreate(), Collected()

    def spot() -> tuple[int, int]:
        return parser.CurrentLineNumber, parser.CurrentColumnNumber + 1

    def refuse(*declared: Any) -> None:
        raise UnreadableError(f"{name} declares the entity {declared[0]!r}, which is not expanded")

    parser.buffer_text = False
    parser.CharacterDataHandler = lambda data: collected.add(data, *spot())
    parser.StartElementHandler = lambda element, said: collected.opened(element, *spot(), said)
    parser.EndElementHandler = lambda element: collected.closed(element, *spot())
    parser.EntityDeclHandler = refuse
    try:
        while block := file.read(_SIZE):
            parser.Parse(block, False)
            yield from collected.taken()
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise UnreadableError(f"{name} is not well-formed XML: {error}") from error
    yield from collected.rest()
