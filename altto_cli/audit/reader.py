"""Every ratio with its interval in a document: in its prose, its tables and its records."""

import re
from collections.abc import Iterator

from altto_cli.audit import records, vocabulary
from altto_cli.audit.columns import Column
from altto_cli.audit.grammar import Statement
from altto_cli.audit.headers import Header, header_at, line_end
from altto_cli.audit.levels import Levels, stated
from altto_cli.audit.ownership import with_p
from altto_cli.audit.passages import Passage
from altto_cli.audit.pvalues import with_kind_below
from altto_cli.audit.reading import Reading
from altto_cli.audit.regions import Span, measures, regions
from altto_cli.audit.tables import Table, table
from altto_cli.audit.tokens import Token, tokens

#: The last letter of an abbreviation alone in brackets, behind what it is: "odds ratio (OR)".
_DEFINED = re.compile(r"R(?<=[A-Z]R)s?\s?[)\]]")
_ABBREVIATION = re.compile(r"[(\[]\s?([a-z]{0,3}[A-Z]{2,4})$")
#: So many abbreviations of its own a text may have.
_MOST_MEANINGS = 80


class Reader:
    """Reads the passages of one document in order.

    What a passage says of the next is kept: the level last stated, the measure in the header last
    seen, a table or a spreadsheet that goes on.
    """

    def __init__(self) -> None:
        self._level: str | None = None
        self._heading: str | None = None
        self._table: Header | None = None
        self._sheet: tuple[list[Column], str] | None = None
        self._begun = False
        #: what a text means by an abbreviation; None where it is no measure
        self._meanings: dict[str, str | None] = {}

    def read(self, passage: Passage) -> Iterator[Reading]:
        """The readings of a passage in order, their places counted in its text."""
        text = passage.text
        if passage.kind == "records":
            yield from records.pairs(text)
            return
        if not self._begun:
            self._begun = True
            first = text[: text.find("\n") + 1 or len(text)].removeprefix("\ufeff")
            delimiter = records.is_sheet(first)
            if delimiter:
                self._sheet = records.header(first, delimiter), delimiter
                for reading in records.rows(text[len(first) :], *self._sheet):
                    yield _moved(reading, len(first))
                return
        if self._sheet:
            yield from records.rows(text, *self._sheet)
            return
        for reading in self._prose_and_tables(text):
            yield with_kind_below(text, reading)

    def _prose_and_tables(self, text: str) -> Iterator[Reading]:
        self._note_definitions(text)
        named = self._named(text)
        at = 0
        if self._table:
            found = table(text, 0, self._table, Levels(self._level), first=False)
            yield from self._rows(found)
            at = found.end if found.readings else 0
        judged = 0
        vain: dict[Header, Table] = {}
        for place in named:
            if place < max(at, judged):
                continue
            start = text.rfind("\n", at, place) + 1 or at
            judged = line_end(text, place)
            header = header_at(text, start, judged)
            if header is None:
                continue
            known = vain.get(header.alike) if header.is_named else None
            found = table(text, start, header, Levels(), first=True, vain=known)
            if not found.readings:
                vain[header.alike] = found
                # Without a ratio it is prose, or a table whose rows the next passage holds.
                self._table = header if found.open else None
                if header.has_other_intervals:
                    yield from self._prose(text, at, start, named)
                    at = found.end
                continue
            yield from self._prose(text, at, start, named)
            self._note_level(header)
            found = table(text, start, header, Levels(self._level), first=True)
            self._table = header
            self._heading = _only_measure(header)
            yield from self._rows(found)
            at = found.end
        yield from self._prose(text, at, len(text), named)

    def _note_level(self, header: Header) -> None:
        levels = [column.level for column in header.columns if column.level]
        self._level = levels[0] if levels else self._level

    def _rows(self, found: Table) -> list[Reading]:
        if not found.open:
            self._table = None
        return found.readings

    def _prose(self, text: str, start: int, end: int, named: list[int]) -> Iterator[Reading]:
        behind = start
        for spans in regions(text, start, end, named, headed=bool(self._heading)):
            self._level = stated(text, behind, spans[0][0]) or self._level
            behind = spans[-1][1]
            yield from self._statement(text, _tokens(text, spans))
        self._level = stated(text, behind, end) or self._level

    def _statement(self, text: str, found: list[Token]) -> list[Reading]:
        levels = Levels(self._level)
        levels.gather(found)
        self._level = levels.last
        found = self._as_defined(text, found)
        statement = Statement(found, levels, self._heading)
        statement.read()
        return sorted([*with_p(statement), *statement.unread], key=lambda reading: reading.start)

    def _note_definitions(self, text: str) -> None:
        """What a text means by an abbreviation: "rate ratio (RR)", "heart rate (HR)"."""
        for match in _DEFINED.finditer(text):
            found = _ABBREVIATION.search(text, max(match.start() - 8, 0), match.start() + 1)
            if found is None or len(self._meanings) >= _MOST_MEANINGS:
                continue
            short, opened = found[1].lower(), found.start()
            before = tokens(text, max(opened - 40, 0), opened)
            measured = [token for token in before[-2:] if token.kind in ("measure", "alone")]
            if measured:
                value = measured[-1].value
                self._mean(short, vocabulary.ALONE.get(value, value))
            elif before and "".join(one.value[:1] for one in before[-len(short) :]) == short:
                self._mean(short, None)

    def _mean(self, short: str, measure: str | None) -> None:
        self._meanings[short] = self._meanings[f"{short}s"] = measure

    def _named(self, text: str) -> list[int]:
        """Where a measure may be named, in full, as print shortens it, or as this text does."""
        named = measures(text)
        own = {short[-2].upper() for short, means in self._meanings.items() if means} - set("HOR")
        if not own:
            return named
        ending = re.compile(rf"R(?<=[{''.join(sorted(own))}]R)(?![A-Z])")
        return sorted([*named, *(match.start() for match in ending.finditer(text))])

    def _as_defined(self, text: str, found: list[Token]) -> list[Token]:
        """The tokens with each abbreviation as the text defines it, a word where that is none."""
        own = self._meanings
        if not own:
            return found
        return [
            self._defined(text, token) if token.kind == "measure" or token.value in own else token
            for token in found
        ]

    def _defined(self, text: str, token: Token) -> Token:
        if token.kind not in ("measure", "word", "other"):
            return token
        short = text[token.start : token.end].lower()
        if short not in self._meanings:
            return token
        meaning = self._meanings[short]
        if meaning:
            return token._replace(kind="measure", value=meaning)
        return token._replace(kind="word") if token.kind == "measure" else token


def _only_measure(header: Header) -> str | None:
    """The measure of a header that names one, which holds for figures below the table too."""
    found = {column.measure for column in header.columns if column.role == "ratio"}
    return found.pop() if len(found) == 1 else None


def _moved(reading: Reading, by: int) -> Reading:
    return reading._replace(start=reading.start + by, end=reading.end + by)


def _tokens(text: str, spans: list[Span]) -> list[Token]:
    """The tokens of some spans of a text, with a stop between spans."""
    found: list[Token] = []
    for start, end in spans:
        if found:
            found.append(Token("stop", "", start, start))
        found += tokens(text, start, end)
    return found
