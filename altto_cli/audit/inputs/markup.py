"""What HTML and XML share: which elements end a line, a paragraph or a cell."""

from collections.abc import Iterator, Mapping

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
#: So many pieces take far more memory than their text, as a line break and an entity are one each.
_MOST_PIECES = 1 << 18


#: A cell that says it spans more is a slip, or hostile.
_WIDEST = 40


class Grid:
    """Where the cells of a table stand, as one may span columns, or hang into the rows below."""

    def __init__(self) -> None:
        self._at, self._owed = 0, 0
        self._hanging: dict[int, int] = {}

    def next_row(self) -> None:
        """A row begins."""
        for column in [column for column in self._hanging if column >= self._at]:
            self._pass(column)
        self._at, self._owed = 0, 0

    def next_cell(self, columns: int, rows: int) -> int:
        """How many places farther than the cell before this cell stands."""
        places, self._owed = 1 + self._owed, columns - 1
        while self._at in self._hanging:
            self._pass(self._at)
            self._at, places = self._at + 1, places + 1
        if rows > 1:
            self._hanging |= dict.fromkeys(range(self._at, self._at + columns), rows - 1)
        self._at += columns
        return places

    def _pass(self, column: int) -> None:
        self._hanging[column] -= 1
        if not self._hanging[column]:
            del self._hanging[column]


class Collected:
    """Text as it comes, cut into passages between paragraphs, a longer paragraph between words."""

    def __init__(self) -> None:
        self._pieces: list[tuple[str, Spot]] = []
        self._length = 0
        self._silent = 0
        self._grid: Grid | None = None
        #: whether a row of it is open, whose text makes one line
        self._in_row = False
        self.ready: list[Passage] = []

    def add(self, text: str, line: int, column: int) -> None:
        """Text that begins at a line and column."""
        if self._silent:
            return
        for number, part in enumerate(text.split("\n") if self._in_row else [text]):
            if number:
                line, column = line + 1, 1
                self._put(" ", line, column)
            self._put(part, line, column)

    def _put(self, text: str, line: int, column: int) -> None:
        if not text:
            return
        long = self._length > (2 if text[0].isspace() else 4) * _SIZE
        if long or len(self._pieces) > _MOST_PIECES:
            self._cut()
        self._pieces.append((text, Spot(line, column)))
        self._length += len(text)

    def opened(
        self, element: str, line: int, column: int, attributes: Mapping[str, str | None]
    ) -> None:
        """An element begins."""
        name = element.rpartition(":")[2].lower()
        if name in SILENT:
            self._silent += 1
        elif name in ROWS:
            self._grid = self._grid or Grid()
            self._grid.next_row()
            self._put("\n", line, column)
            self._in_row = True
        elif name in CELLS and self._grid:
            columns, rows = (_span(attributes.get(each)) for each in ("colspan", "rowspan"))
            self._put("\t" * self._grid.next_cell(columns, rows), line, column)
        elif name in PARAGRAPHS or name == "br":
            self._part(name, line, column)
        elif name == "sup" and self._pieces and self._pieces[-1][0].endswith("10"):
            self.add("^", line, column)

    def closed(self, element: str, line: int, column: int) -> None:
        """An element ends."""
        name = element.rpartition(":")[2].lower()
        if name in SILENT:
            self._silent = max(self._silent - 1, 0)
        elif name in ROWS:
            self._in_row = False
        elif name in PARAGRAPHS:
            self._part(name, line, column)

    def _part(self, name: str, line: int, column: int) -> None:
        """End a line or a paragraph; in the row of a table only a word."""
        if name == "table":
            self._in_row, self._grid = False, None
        if self._in_row:
            self._put(" ", line, column)
        elif name == "br":
            self.add("\n", line, column)
        else:
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


def _span(said: str | None) -> int:
    return min(max(int(said), 1), _WIDEST) if said and said.isdecimal() else 1
