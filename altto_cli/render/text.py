"""Plain lines, "Label: value", for readers who cannot see a table; sentences for pasting."""

from collections.abc import Iterator

from altto_cli.render.foot import onward
from altto_cli.view.page import NO_RATIO, REFERENCE, VERSUS, Cell, Column, Line, Page, Row, Table


def text(page: Page, *, notes: bool = False) -> str:
    """The page in the order of its table: label, figures, companions, warnings."""
    blocks = [[", ".join(page.title), *_whole("; ".join(page.label))]]
    blocks += [[paragraph] for paragraph in page.intro]
    blocks += [list(_table(table)) for table in page.tables]
    blocks.append([f"{each.label}: {each.text}" for each in page.companions])
    for title, lines in (*page.sections, ("Before quoting", page.warnings)):
        blocks.append([title, *(f"{each.lead}: {each.text}" for each in lines)] if lines else [])
    if notes and page.notes:
        blocks.append(["Notes", *page.notes])
    last = " · ".join(onward(page, notes=notes))
    blocks.append([each for each in (*page.closing, page.stands_in, last) if each])
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"


def _whole(label: str) -> list[str]:
    return [f"{label}."] if label else []


def _table(table: Table) -> Iterator[str]:
    if table.title:
        yield table.title
    for number, line in enumerate(table.lines):
        if isinstance(line, Line):
            yield f"\n{line.words}" if line.heading and number else line.words
        else:
            yield _row(table, line)


def _row(table: Table, row: Row) -> str:
    """The name of the row, if it has one, then each value with its header."""
    first, *rest = zip(table.columns, row.cells, strict=True)
    values = [
        f"{_header(column, cell)} {_joined(cell)}".strip()
        for column, cell in rest
        if _joined(cell) not in ("", "—")
    ]
    name = _joined(first[1])
    return ": ".join(filter(None, (name, "; ".join(values))))


def _header(column: Column, cell: Cell) -> str:
    """What the figure is; nothing before a word that needs no header."""
    if cell[0].text in (REFERENCE, NO_RATIO):
        return ""
    return column.header if cell[0].called is None else cell[0].called


def _joined(cell: Cell) -> str:
    return VERSUS.join(part.words for part in cell)


def sentence(page: Page, *, notes: bool = False) -> str:
    """One sentence a record, on one line; without records, what the page says of that."""
    if not page.entries:
        return f"{', '.join(page.title)}: {'; '.join(page.label)}\n"
    return "".join(f"{entry.sentence}\n" for entry in page.entries)
