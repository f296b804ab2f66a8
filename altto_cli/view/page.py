"""An answer as data: what people see, what machines read, what a plot draws."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal, NamedTuple, TypeAlias, overload

from altto_cli.model import Frozen
from altto_cli.styles import Style

VERSUS = " v "
#: What stands where a ratio would: the group that others are compared with; rates alone.
REFERENCE = "reference"
NO_RATIO = "no ratio"


class Part(NamedTuple):
    """A piece of a cell or line, and the places that it shows; marks are set beside it."""

    text: str
    #: What a warning may name as its place: "altto-endocrine/results/ID/ratio".
    shows: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    #: What it is, where the header of its column is that of several things; empty if it says so.
    called: str | None = None

    @property
    def words(self) -> str:
        """The text with its marks: 0.44 (0.23–0.85) [a,b]."""
        return f"{self.text} [{','.join(self.marks)}]" if self.marks else self.text


#: One part, or two that stand against each other: 118 v 903.
Cell: TypeAlias = tuple[Part, ...]


class Column(NamedTuple):
    """A header and how its cells stand: `decimal` on the point, `versus` on the v.

    `prose` and `words` wrap where there is little room, prose not below the width it is read in.
    """

    header: str
    align: Literal["left", "right", "decimal", "versus", "prose", "words"] = "left"
    strong: bool = False


class Interval(NamedTuple):
    """What a plot draws of a row; the bounds are None where they are not reported."""

    estimate: Decimal
    low: Decimal | None
    high: Decimal | None


class Sides(NamedTuple):
    """What a ratio below 1 and one above it mean, in words under the axis of a plot."""

    below: str
    above: str


class Row(Frozen):
    """One line of a table, a cell for each column."""

    cells: tuple[Cell, ...]
    #: In characters.
    indent: int = 0
    #: What a plot draws of it.
    interval: Interval | None = None
    derived: bool = False


class Line(Frozen):
    """A line across the whole table: a heading, or what has no figures."""

    cell: Cell
    #: What ends it, behind the marks.
    after: str = ""
    #: In characters.
    indent: int = 0
    heading: bool = False

    @property
    def words(self) -> str:
        """The whole line with its marks."""
        return VERSUS.join(part.words for part in self.cell) + self.after


class Table(Frozen):
    """Rows under columns, with lines between them."""

    columns: tuple[Column, ...]
    lines: tuple[Row | Line, ...]
    title: str = ""
    #: Where the intervals of its rows are drawn, before its strong column.
    sides: Sides | None = None


class Hanging(NamedTuple):
    """A labelled line whose text hangs beside or under its label."""

    label: str
    text: str
    mark: str = ""
    #: What a picture says instead, in half a line; None for the text, empty for nothing.
    brief: str | None = None

    @property
    def lead(self) -> str:
        """The label with its mark: [a] 0.87."""
        return f"[{self.mark}] {self.label}" if self.mark else self.label


class Entry(NamedTuple):
    """One record of the answer, as machines read it and as a sentence."""

    #: The list in JSON that it belongs to.
    collection: str
    json: Mapping[str, Any]
    #: The cells of a spreadsheet, by column name.
    flat: Mapping[str, str]
    sentence: str
    #: The sentence again, in the style of a journal and with the keys of what it cites.
    again: Callable[[Style, bool], str] | None = None


class Entries(Sequence[Entry]):
    """Entries that are made when the first of them is asked for: people are not shown them."""

    def __init__(self, make: Callable[[], Iterable[Entry]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Sequence[Entry]:
        return tuple(self._make())

    @overload
    def __getitem__(self, at: int) -> Entry: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Entry]: ...

    def __getitem__(self, at: int | slice) -> Entry | Sequence[Entry]:
        return self._made[at]

    def __len__(self) -> int:
        return len(self._made)


class Page(Frozen):
    """A whole answer."""

    #: `altto/<schema>/1`.
    schema: str
    #: The question, the patients, the study.
    title: tuple[str, ...]
    #: How the figures came about, in the line before the first of them.
    label: tuple[str, ...] = ()
    intro: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    #: What the same groups, other studies and harms say beside it.
    companions: tuple[Hanging, ...] = ()
    #: What changes how a figure here is read.
    warnings: tuple[Hanging, ...] = ()
    #: Sections of labelled lines, each under its title.
    sections: tuple[tuple[str, tuple[Hanging, ...]], ...] = ()
    #: What else is known of the figures; people see it when they ask for all.
    notes: tuple[str, ...] = ()
    #: What is said at the end of the page.
    closing: tuple[str, ...] = ()
    #: Sources with the places in them.
    stands_in: str = ""
    #: Study, version and hash.
    evidence: tuple[str, ...] = ()
    #: The question as a command, and the commands that go on from here.
    asked: str = ""
    onward: tuple[str, ...] = ()
    entries: Sequence[Entry] = ()
    #: The lists that JSON has even where they are empty.
    collections: tuple[str, ...] = ()
    query: Mapping[str, Any]
    #: JSON objects of the studies, companions and sources that the answer rests on.
    studies: tuple[Mapping[str, Any], ...] = ()
    sources: tuple[Mapping[str, Any], ...] = ()
    named: tuple[Mapping[str, str], ...] = ()
    #: Said on stderr beside the answer: what it does not contain.
    asides: tuple[str, ...] = ()

    def parts(self) -> Iterator[Part]:
        """Everything in the tables beside which a mark may stand, as it is read."""
        for table in self.tables:
            for line in table.lines:
                for cell in (line.cell,) if isinstance(line, Line) else line.cells:
                    yield from cell


def spelt(page: Page, spell: Callable[[str], str]) -> Page:
    """The page with the text of its tables in the signs that an output has."""

    def cell(parts: Cell) -> Cell:
        return tuple(part._replace(text=spell(part.text)) for part in parts)

    def line(each: Row | Line) -> Row | Line:
        if isinstance(each, Line):
            return each._replace(cell=cell(each.cell), after=spell(each.after))
        return each._replace(cells=tuple(map(cell, each.cells)))

    def table(each: Table) -> Table:
        return each._replace(
            columns=tuple(one._replace(header=spell(one.header)) for one in each.columns),
            lines=tuple(map(line, each.lines)),
            sides=each.sides and Sides(*map(spell, each.sides)),
        )

    return page._replace(tables=tuple(map(table, page.tables)))
