"""The header of a table set in text: its columns, where they stand, and what parts them."""

import re
from typing import NamedTuple

from altto_cli.audit.columns import Column, headed
from altto_cli.audit.ranges import limits_at
from altto_cli.audit.tokens import tokens

#: Between cells, the surest first.
SEPARATORS = (r"\|", r"[│┃║]", r"\t", r"(?<!\\)&(?!\w+;)", r" {2,}")
_SEPARATED = re.compile(r"[|│┃║\t&]|  ")
#: A longer line is no header, and a longer cell not the name of a column.
_LONGEST_HEADER, _LONGEST_NAME = 600, 70


def line_end(text: str, start: int) -> int:
    """Where the line ends that this character is in."""
    end = text.find("\n", start)
    return len(text) if end < 0 else end


class Cell(NamedTuple):
    """A cell of a line: where its text begins and ends, counted in the whole text."""

    start: int
    end: int
    text: str


class Header(NamedTuple):
    """The columns of a table, where they stand in the line, and what is between them."""

    columns: tuple[Column, ...]
    spans: tuple[tuple[int, int], ...]
    separator: str

    @property
    def by_place(self) -> bool:
        """Whether cells belong to the column above them, as nothing counts empty ones."""
        return self.separator == SEPARATORS[-1]

    @property
    def is_named(self) -> bool:
        """Whether it names the measure of each column of ratios."""
        return all(column.measure for column in self.columns if column.role == "ratio")

    @property
    def has_other_intervals(self) -> bool:
        """Whether intervals stand under it that are no ratio's: "Median (95% CI)"."""
        return any(column.role == "other" and column.level for column in self.columns)

    @property
    def alike(self) -> "Header":
        """What is equal for headers under which each row means the same."""
        return self if self.by_place else self._replace(spans=())


def header_at(text: str, start: int, end: int) -> Header | None:
    """The header that a line is; None where it is none, or has figures of its own."""
    if end - start > _LONGEST_HEADER:
        return None
    line = text[start:end].strip()
    if not _SEPARATED.search(line):
        over = cell_of(text, start, end)
        return _header_of_two_lines(text, start, over) if over.start - start > 1 else None
    for separator in SEPARATORS:
        if not re.search(separator, line):
            continue
        found = cells(text, start, end, separator)
        columns = headed([cell.text for cell in found])
        ratios = [
            cell for cell, column in zip(found, columns, strict=True) if column.role == "ratio"
        ]
        if len(found) < 2 or not ratios or any(has_limits(cell) for cell in found):
            return None
        if any(len(cell.text) > _LONGEST_NAME for cell in ratios):
            return None
        spans = tuple((cell.start - start, cell.end - start) for cell in found)
        return Header(columns, spans, separator)
    return None


def _header_of_two_lines(text: str, start: int, over: Cell) -> Header | None:
    """A header whose lower line has all columns, and whose upper only what is over one of them."""
    if len(over.text) > _LONGEST_NAME or headed([over.text])[0].role != "ratio" or has_limits(over):
        return None
    begins = line_end(text, over.end) + 1
    ends = line_end(text, begins)
    if ends - begins > _LONGEST_HEADER or begins >= len(text):
        return None
    found = cells(text, begins, ends, SEPARATORS[-1])
    left, right = over.start - start, over.end - start
    spans = [(cell.start - begins, cell.end - begins) for cell in found]
    below = [at for at, (low, high) in enumerate(spans) if low < right and left < high]
    if len(found) < 2 or len(below) != 1 or any(has_limits(cell) for cell in found):
        return None
    names = [cell.text for cell in found]
    at = below[0]
    spans[at] = min(left, spans[at][0]), max(right, spans[at][1])
    names[at] = f"{over.text} {names[at]}"
    return Header(headed(names), tuple(spans), SEPARATORS[-1])


def has_limits(cell: Cell) -> bool:
    found = tokens(cell.text)
    return any(limits_at(found, at) for at, token in enumerate(found) if token.kind == "figure")


def cells(text: str, start: int, end: int, separator: str) -> list[Cell]:
    """The cells of a line."""
    found: list[Cell] = []
    at = start
    for match in re.compile(separator).finditer(text, start, end):
        found.append(cell_of(text, at, match.start()))
        at = match.end()
    found.append(cell_of(text, at, end))
    return found if separator != SEPARATORS[-1] else [cell for cell in found if cell.text]


def cell_of(text: str, start: int, end: int) -> Cell:
    stripped = text[start:end].strip()
    at = text.find(stripped, start, end) if stripped else start
    return Cell(at, at + len(stripped), stripped)
