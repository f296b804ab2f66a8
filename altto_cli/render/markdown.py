"""Markdown for notes: tables, and bullets in place of footnotes, whose marks would collide."""

import re
from collections.abc import Iterator

from altto_cli.render.escaping import markdown as escaped
from altto_cli.view.page import Cell, Column, Page, Row, Section, Table

#: What would begin a list or a quotation inside a bullet.
_BEGINNING = re.compile(r"^(\d{0,9})([-+>.)])(?:(?=[\s-]|$)|(?<=>))")


def markdown(page: Page) -> str:
    """The page as Markdown that can be pasted between other notes."""
    blocks = [f"**{escaped(page.title)}**" + (f" · {escaped(page.aside)}" if page.aside else "")]
    for table in page.tables:
        blocks += _table(table)
    bullets = [("; ".join(names), said) for said, names in _statements(page).items()]
    bullets += [("; ".join(note.rows), note.words) for note in page.notes]
    bullets += page.foot
    if bullets:
        blocks.append("\n".join(_bullet(": ".join(filter(None, each))) for each in bullets))
    return "\n\n".join(blocks) + "\n"


def _bullet(text: str) -> str:
    return "- " + _BEGINNING.sub(r"\1\\\2", escaped(text))


def _statements(page: Page) -> dict[str, list[str]]:
    """Each statement with the names of the rows that make it."""
    said: dict[str, list[str]] = {}
    for row in page.rows():
        if row.statement:
            said.setdefault(row.statement, []).append(row.name)
    return said


def _table(table: Table) -> Iterator[str]:
    if table.title:
        yield f"**{escaped(table.title)}**"
    for section in table.sections:
        if section.heading:
            yield f"*{escaped(section.heading)}*"
        yield "\n".join(_lines(table.columns, section))


def _lines(columns: tuple[Column, ...], section: Section) -> Iterator[str]:
    yield _line(escaped(column.header) for column in columns)
    yield _line("---:" if column.kind == "decimal" else "---" for column in columns)
    for row in section.rows:
        cells = zip(columns, row.cells, strict=True)
        yield _line(escaped(_joined(column, row, cell)) for column, cell in cells)


def _joined(column: Column, row: Row, cell: Cell) -> str:
    """The lines of a cell as one: 118 v 903."""
    if set(cell) == {"—"}:
        return "—"
    if column.kind in ("pair", "decimal"):
        return row.joint.join(cell)
    return (" " if column.kind == "prose" else ", ").join(cell)


def _line(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"
