"""What HTML and XML share: which elements end a line, a paragraph or a cell."""

from collections.abc import Iterator

from altto_cli.audit.passages import Passage, Spot, joined

_PARAGRAPHS = (
    "p div section article li ul ol dl dt dd h1 h2 h3 h4 h5 h6 table title abstract sec caption "
    "blockquote pre abstracttext articletitle pubmedarticle table-wrap fig front body back "
    "figcaption details summary header footer main ref label kwd"
)
PARAGRAPHS = frozenset(_PARAGRAPHS.split())
ROWS = frozenset(("tr", "row"))
CELLS = frozenset(("td", "th", "entry"))
#: Read as if they were not there.
_SILENT = "script style head svg math ref-list template noscript"
SILENT = frozenset(_SILENT.split())
#: Text is given in passages of about this length, so that memory does not grow with the file.
_SIZE = 1 << 18


class Collected:
    """Text as it comes, cut into passages between paragraphs."""

    def __init__(self) -> None:
        self._pieces: list[tuple[str, Spot]] = []
        self._length = 0
        self._silent = 0
        self.ready: list[Passage] = []

    def add(self, text: str, line: int, column: int) -> None:
        """Text that begins at a line and column."""
        if not self._silent:
            self._pieces.append((text, Spot(line, column)))
            self._length += len(text)

    def opened(self, element: str, line: int, column: int) -> None:
        """An element begins."""
        name = element.rpartition(":")[2].lower()
        if name in SILENT:
            self._silent += 1
        elif name in PARAGRAPHS:
            self._end_paragraph(line, column)
        elif name == "br" or name in ROWS:
            self.add("\n", line, column)
        elif name in CELLS:
            self.add("\t", line, column)
        elif name == "sup" and self._pieces and self._pieces[-1][0].endswith("10"):
            self.add("^", line, column)

    def closed(self, element: str, line: int, column: int) -> None:
        """An element ends."""
        name = element.rpartition(":")[2].lower()
        if name in SILENT:
            self._silent = max(self._silent - 1, 0)
        elif name in PARAGRAPHS:
            self._end_paragraph(line, column)

    def _end_paragraph(self, line: int, column: int) -> None:
        self.add("\n\n", line, column)
        if self._length > _SIZE:
            self._cut()

    def _cut(self) -> None:
        self.ready.append(joined(self._pieces))
        self._pieces, self._length = [], 0

    def taken(self) -> Iterator[Passage]:
        """The passages that are whole."""
        yield from self.ready
        self.ready = []

    def rest(self) -> Iterator[Passage]:
        """All that is left."""
        self._cut()
        yield from self.taken()
