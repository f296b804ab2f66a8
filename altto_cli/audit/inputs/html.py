"""HTML, by the parser of the standard library."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, BinaryIO

from altto_cli.audit.inputs.markup import Collected
from altto_cli.audit.inputs.plain import SIZE, text_of
from altto_cli.audit.passages import Passage


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.collected = Collected()

    def handle_data(self, data: str) -> None:
        line, column = self.getpos()
        self.collected.add(data, line, column + 1)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        line, column = self.getpos()
        self.collected.opened(tag, line, column + 1, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        line, column = self.getpos()
        self.collected.closed(tag, line, column + 1)

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """A section in no known form ends at its ">", as in browsers; Python 3.11 raises."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i)


def passages(file: BinaryIO, name: str) -> Iterator[Passage]:
    """The text of a page, tables with a tab between cells."""
    parser, text = _Parser(), text_of(file, name)
    while block := text.read(SIZE):
        parser.feed(block)
        yield from parser.collected.taken()
    parser.close()
    yield from parser.collected.rest()
