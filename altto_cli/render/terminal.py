"""A page drawn on a terminal: the label before the first figure, the ratio where the eye lands."""

from collections.abc import Iterator, Sequence
from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from altto_cli.render.foot import onward
from altto_cli.render.grid import Grid
from altto_cli.render.lines import (
    Drawn,
    Piece,
    Role,
    flowing,
    hanging,
    label_width,
    paragraph,
)
from altto_cli.view.page import Hanging, Page, Table

if TYPE_CHECKING:
    from altto_cli.render.forest.characters import Plot

#: The widest that a page is set, for the eye to find the next line.
MEASURE = 100
_LOOKS: dict[Role, str] = {
    "plain": "",
    "title": "bold",
    "label": "italic",
    "heading": "bold",
    "header": "dim",
    "strong": "bold",
    "mark": "cyan",
    "dim": "dim",
}


def fits(page: Page, width: int) -> bool:
    """Whether every value of the tables can be shown whole in this width."""
    return all(_laid_out(table).least <= width for table in page.tables)


def _laid_out(table: Table) -> "Grid | Plot":
    if not table.sides:
        return Grid(table)
    from altto_cli.render.forest.characters import Plot

    return Plot(table)


def table(page: Page, width: int | None, color: bool, *, notes: bool = False) -> str:
    """The page as a table; as wide as it is, when no width is given."""
    return painted(page_lines(page, width, notes=notes), color)


def page_lines(page: Page, width: int | None, *, notes: bool = False) -> Iterator[Drawn]:
    """The lines of the page, one under the other."""
    grids = [_laid_out(each) for each in page.tables]
    room = min(width, MEASURE) if width is not None else MEASURE
    table_room = width if width is not None else max([room, *(grid.least for grid in grids)])
    yield from flowing(page.title, room, "title", "")
    if page.label:
        yield from flowing(page.label, room, "label", "")
    for text in page.intro:
        yield ()
        yield from paragraph(text, room)
    for grid in grids:
        yield ()
        if isinstance(grid, Grid):
            whole = grid.unbroken if width is None else min(width, grid.unbroken)
            yield from grid.lines(max(room, whole))
        else:
            yield from grid.lines(table_room)
    yield from _beneath(page, room, notes=notes)


def _beneath(page: Page, room: int, *, notes: bool) -> Iterator[Drawn]:
    told = [*page.companions, *page.warnings, *(line for _, some in page.sections for line in some)]
    labels = label_width(told)
    if page.companions:
        yield ()
        yield from hanging(page.companions, room, labels)
    for title, lines in (*page.sections, ("Before quoting", page.warnings)):
        yield from _section(title, lines, room, labels)
    if notes and page.notes:
        yield ()
        yield (Piece("Notes", "heading"),)
        for note in page.notes:
            yield from paragraph(note, room)
    last = onward(page, notes=notes)
    if page.closing or page.stands_in or last:
        yield ()
    for text in page.closing:
        yield from paragraph(text, room)
    if page.stands_in:
        yield from paragraph(page.stands_in, room, "dim")
    yield from flowing(last, room, "dim")


def _section(title: str, lines: Sequence[Hanging], room: int, labels: int) -> Iterator[Drawn]:
    if lines:
        yield ()
        yield from flowing(title.split(" · "), room, "heading", "")
        yield from hanging(lines, room, labels)


def painted(lines: Iterator[Drawn], color: bool) -> str:
    """The lines with the looks of their roles, or plain; never cut, whatever their width."""
    out = StringIO()
    console = Console(
        file=out,
        width=10_000,
        force_terminal=color,
        color_system="standard" if color else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )
    for line in lines:
        text = Text.assemble(*((piece.text, _LOOKS[piece.role]) for piece in line))
        text.rstrip()
        console.print(text, soft_wrap=True)
    return out.getvalue()
