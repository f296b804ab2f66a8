"""An answer as data: tables whose rows have a face for people, one for machines, one for a plot."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Literal, NamedTuple, TypeAlias

from altto_cli.model import Frozen, Severity, record

VERSUS = " v "
#: A line for each group that the row speaks of, or one for all.
Cell: TypeAlias = tuple[str, ...]


class Column(NamedTuple):
    """A column: `decimal` stands on the point, `strong` leads the eye, `prose` may wrap.

    In a `pair` the line of the second group says against what the first is compared.
    """

    header: str
    kind: Literal["label", "pair", "decimal", "strong", "prose"] = "label"


class Interval(NamedTuple):
    """What a plot draws of a row; the bounds are None where they are not reported."""

    estimate: Decimal
    low: Decimal | None
    high: Decimal | None


@record
class Row(Frozen):
    """One line of an answer."""

    #: What stands before its remarks, wherever they are read.
    name: str
    cells: tuple[Cell, ...]
    #: Label and value of everything that the row says, for a reader who cannot see a table.
    fields: tuple[tuple[str, str], ...]
    #: The JSON object.
    record: Mapping[str, Any]
    #: The cells of a spreadsheet, by column name.
    flat: Mapping[str, str]
    #: One sentence that can be pasted.
    sentence: str
    #: What stands between the lines of a cell: " v ", or ", " where nothing is compared.
    joint: str = VERSUS
    #: What is said without figures; it stands beneath the cells.
    statement: str = ""
    interval: Interval | None = None
    #: Computed here, not printed by a source.
    derived: bool = False


@record
class Section(Frozen):
    """Rows under a heading; an empty heading is not shown."""

    heading: str
    rows: tuple[Row, ...]


@record
class Table(Frozen):
    """Sections under the same columns."""

    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    #: The list in JSON that its rows make up.
    collection: str
    title: str = ""

    def rows(self) -> Iterator[Row]:
        """All rows, in order."""
        for section in self.sections:
            yield from section.rows


class Note(NamedTuple):
    """Something to be read with some rows; `rows` holds their names, and is empty for all."""

    text: str
    rows: tuple[str, ...] = ()
    severity: Severity | None = None

    @property
    def words(self) -> str:
        """The note with its severity said, since colour alone says nothing."""
        return f"{self.severity.capitalize()}: {self.text}" if self.severity else self.text


@record
class Page(Frozen):
    """A whole answer."""

    #: `altto/<schema>/1`.
    schema: str
    title: str
    #: The study or studies that answer, at the right of the title.
    aside: str = ""
    tables: tuple[Table, ...]
    notes: tuple[Note, ...] = ()
    #: Label and text of what holds for the whole page: design, source, evidence.
    foot: tuple[tuple[str, str], ...] = ()
    query: Mapping[str, Any]
    #: JSON objects of the studies and sources that the answer rests on.
    studies: tuple[Mapping[str, Any], ...] = ()
    sources: tuple[Mapping[str, Any], ...] = ()
    #: Said on stderr beside the answer: what it does not contain.
    asides: tuple[str, ...] = ()

    def rows(self) -> Iterator[Row]:
        """All rows of all tables."""
        for table in self.tables:
            yield from table.rows()

    def notes_of(self, row: Row) -> list[Note]:
        """The notes to be read with this row, those that hold for all rows among them."""
        return [note for note in self.notes if not note.rows or row.name in note.rows]
