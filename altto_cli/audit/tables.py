"""Ratios in the rows of tables: Markdown, LaTeX, tabs, drawn lines, or columns set with spaces.

The header names the measure, so a row needs none; a P may stand in a column of its own, and so may
the interval or each of its limits.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from altto_cli.audit.columns import Column, Role
from altto_cli.audit.grammar import Statement
from altto_cli.audit.headers import Cell, Header, cell_of, cells, has_limits, header_at, line_end
from altto_cli.audit.levels import Levels
from altto_cli.audit.ownership import with_p
from altto_cli.audit.pvalues import p_of_cell
from altto_cli.audit.ranges import limits_at
from altto_cli.audit.reading import Reading
from altto_cli.audit.tokens import tokens

#: A line under a header that only rules.
_RULE = re.compile(r"[\s|+:=─━═┼╪│┃║\-–—_\\]*(?:\\?(?:hline|midrule|toprule|bottomrule))?\s*")
_DIGIT = re.compile(r"\d")
#: More lines without a cell end a table.
_MOST_LINES_BETWEEN = 8
#: A line that goes on so far behind a header set with spaces is prose with two blanks in it, and no
#: table has so many rows before its first ratio.
_FARTHEST, _MOST_EMPTY_ROWS = 100, 40


class Table(NamedTuple):
    """Where a table stands, its rows' readings, and whether it may go on behind the text."""

    start: int
    end: int
    readings: list[Reading]
    open: bool
    #: Where each of its rows ends.
    rows: list[int]


def table(
    text: str,
    start: int,
    header: Header,
    levels: Levels,
    first: bool,
    vain: Table | None = None,
) -> Table:
    """The rows below a header, or from `start` where the text before held the header.

    `vain` is a table without a ratio whose header, the same, stands before: its rows are passed
    over, as a text in which each line is such a header is read line by line then.
    """
    found: list[Reading] = []
    at = line_end(text, start) + 1 if first else start
    rows = [end for end in vain.rows if end > at] if vain else []
    at = rows[-1] + 1 if rows else at
    end, between, heading, led = at, 0, None, False
    while at < len(text):
        stop = line_end(text, at)
        line = text[at:stop]
        if line.strip() and _is_heading(text, at, stop, header):
            # A heading may go on over a line.
            heading, led = _measure(line) or (heading if led else None), True
        if header.by_place and stop - at > header.spans[-1][1] + _FARTHEST:
            break
        if _is_row(line, header):
            below = stop + 1, line_end(text, stop + 1)
            lower = _lower_lines(text, at, stop, header)
            named = _measure(text[stop:lower]) or heading
            if _DIGIT.search(line):
                found += _row(text, at, stop, below, header, levels, named)
            stop, led = lower, False
            end, between = stop, 0
            rows.append(end)
            if not found and len(rows) > _MOST_EMPTY_ROWS:
                break
        elif "CI" in line and not has_limits(cell_of(text, at, stop)):
            levels.gather(tokens(text, at, stop))
            levels.inherited = levels.last
        elif _ends_table(cell_of(text, at, stop), header, between):
            break
        elif not _RULE.fullmatch(line):
            between += 1
            if between > _MOST_LINES_BETWEEN or not header.by_place:
                break
            if header_at(text, at, stop):
                break
        at = stop + 1
    return Table(start, min(max(end, start), len(text)), found, at >= len(text), rows)


def _ends_table(line: Cell, header: Header, between: int) -> bool:
    """Whether a line that is no row ends a table: a blank one, or one with a ratio of its own."""
    if not line.text:
        return not header.by_place and between > 0
    return has_limits(line) and _measure(line.text) is not None


def _lower_lines(text: str, start: int, end: int, header: Header) -> int:
    """Where the lines end that only the name of a row goes on over, which may hold its measure.

    They begin where it does, under a header that names no measure.
    """
    nameless = any(one.role == "ratio" and one.measure is None for one in header.columns)
    if not header.by_place or not nameless:
        return end
    left = cell_of(text, start, end).start - start
    for _ in range(_MOST_LINES_BETWEEN):
        begins, ends = end + 1, line_end(text, end + 1)
        below = cell_of(text, begins, ends)
        parted = not below.text or re.search(header.separator, below.text)
        if parted or below.start - begins != left or _ends_table(below, header, 1):
            break
        end = ends
    return end


def _is_row(line: str, header: Header) -> bool:
    return bool(re.search(header.separator, line.strip(" \n"))) and not _RULE.fullmatch(line)


def _is_heading(text: str, start: int, end: int, header: Header) -> bool:
    """Whether a line only says, in one cell, what the rows below it are."""
    found = cells(text, start, end, header.separator)
    return sum(bool(cell.text) for cell in found) == 1 and not _RULE.fullmatch(text[start:end])


def _row(
    text: str,
    start: int,
    end: int,
    below: tuple[int, int],
    header: Header,
    levels: Levels,
    heading: str | None,
) -> Iterator[Reading]:
    """The readings of a line; of the line below it, what goes on in the same column.

    A measure in the name of the row, or in the heading above it, comes before the header's.
    """
    found = cells(text, start, end, header.separator)
    placed = _placed(found, start, header)
    name = next((cell.text for cell in found if cell.text), "")
    ratios = [place for place, column in enumerate(header.columns) if column.role == "ratio"]
    for number, place in enumerate(ratios):
        cell = placed.get(place)
        if cell is None or not cell.text:
            continue
        until = ratios[number + 1] if number + 1 < len(ratios) else len(header.columns)
        others = {
            header.columns[at].role: (header.columns[at], placed[at])
            for at in range(until - 1, place, -1)
            if at in placed
        }
        column = header.columns[place]
        named = heading if name == cell.text else _measure(name) or heading
        if named:
            column = column._replace(measure=named)
        if column.measure is None:
            measure = _measure(cell.text) or _measure_below(text, below, place, header)
            if measure is None:
                continue
            column = column._replace(measure=measure)
        after = placed.get(until)
        stop = after.start if after else end
        reading = _ratio(text, cell, column, others, levels, stop)
        if reading:
            yield reading


def _measure(cell: str) -> str | None:
    """The measure that a cell names behind its figures: "0.62 (95% CI 0.37–1.03), HR"."""
    return next((token.value for token in tokens(cell) if token.kind == "measure"), None)


def _measure_below(text: str, below: tuple[int, int], place: int, header: Header) -> str | None:
    if not header.by_place:
        return None
    placed = _placed(cells(text, *below, header.separator), below[0], header)
    return _measure(placed[place].text) if place in placed else None


def _placed(found: list[Cell], start: int, header: Header) -> dict[int, Cell]:
    """The cells by column: counted, or by where they stand under the header."""
    if not header.by_place:
        return dict(enumerate(found))
    placed: dict[int, Cell] = {}
    for cell in found:
        low, high = cell.start - start, cell.end - start
        over = [min(high, right) - max(low, left) for left, right in header.spans]
        best = max(range(len(over)), key=over.__getitem__)
        if over[best] > 0:
            placed.setdefault(best, cell)
    return placed


def _ratio(
    text: str,
    cell: Cell,
    column: Column,
    others: dict[Role, tuple[Column, Cell]],
    levels: Levels,
    end: int,
) -> Reading | None:
    """The ratio of a cell, its interval and P from there or from their own columns."""
    level = column.level or levels.inherited
    found = tokens(text, cell.start, max(cell.end, min(end, cell.end + 60)))
    if column.measure and _measure(cell.text):
        # The measure stands behind its figures, or once more before them.
        found = [token for token in found if token.kind != "measure"]
    within = Levels(level)
    within.gather(found)
    statement = Statement(found, within, column.measure)
    statement.read()
    readings = with_p(statement)
    reading = next((one for one in readings if one.start < cell.end), None) or _spread(
        cell, column, others, level
    )
    if reading is None:
        return None
    if "p" in others and (reading.p is None or reading.p.kind):
        tested, p_cell = others["p"]
        p = p_of_cell(tokens(p_cell.text), tested.measure)
        if p:
            reading = reading._replace(p=p, end=max(reading.end, p_cell.end))
    return reading


def _spread(
    cell: Cell,
    column: Column,
    others: dict[Role, tuple[Column, Cell]],
    level: str | None,
) -> Reading | None:
    """A ratio whose interval, or each limit, has a column of its own."""
    one = tokens(cell.text)
    if len(one) != 1 or one[0].kind != "figure":
        return None
    limits = _limits(others)
    if limits is None:
        return None
    low, high, end, stated = limits
    name = column.measure or ""
    return Reading(cell.start, end, name, one[0].value, low, high, stated or level)


def _limits(
    others: dict[Role, tuple[Column, Cell]],
) -> tuple[str, str, int, str | None] | None:
    """The limits in a column of their own, or each in one, with their end and their level."""
    lower, upper = others.get("low") or others.get("interval"), others.get("high")
    if lower and upper:
        figures = [tokens(cell.text) for _, cell in (lower, upper)]
        if all(len(each) == 1 and each[0].kind == "figure" for each in figures):
            low, high = (each[0].value for each in figures)
            return low, high, upper[1].end, lower[0].level
    if "interval" not in others:
        return None
    header, cell = others["interval"]
    found = tokens(cell.text)
    at = next((at for at, token in enumerate(found) if token.kind == "figure"), None)
    two = limits_at(found, at) if at is not None else None
    if two is None or two.percent:
        return None
    return found[two.low].value, found[two.high].value, cell.end, header.level
