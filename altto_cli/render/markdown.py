"""Markdown for notes: it can be appended below any text again and again, and renders as it should.

Marks are letters in brackets inside bold text: footnote syntax would collide between answers, and a
list item that begins with a bracket is a task box in some editors.
"""

import re
from collections.abc import Iterator

from altto_cli.render.escaping import markdown as escaped
from altto_cli.view.page import VERSUS, Cell, Column, Hanging, Line, Page, Row, Table

#: What would begin a list or a quotation at the beginning of a paragraph.
_BEGINNING = re.compile(r"^(\d{0,9})([-+>.)])(?:(?=[\s-]|$)|(?<=>))")
#: The longest line of prose.
_LONGEST = 398
#: The columns of a drawing in a code block.
_PLOT_WIDTH = 100


def markdown(page: Page, *, notes: bool = False) -> str:
    """The page as Markdown that ends in an empty line."""
    *question, study = page.title
    title = ": ".join(filter(None, (", ".join(question), study)))
    whole = [each for each in page.warnings if not each.mark]
    blocks = [f"### {escaped(title)}", "\n".join(_label(page, whole))]
    blocks += [_paragraph(text) for text in page.intro]
    blocks += [block for table in page.tables if table.lines for block in _drawn(table)]
    blocks.append("\n".join(_bullets(page, whole)))
    for name, lines in page.sections:
        blocks.append("\n".join([f"**{escaped(name)}**", "", *map(_bullet, lines)]))
    if notes and page.notes:
        blocks.append("\n".join(f"- {_paragraph(note)}" for note in page.notes))
    blocks += [_paragraph(text) for text in page.closing]
    blocks.append(_foot(page, notes=notes))
    return "\n\n".join(block for block in blocks if block) + "\n\n"


def _paragraph(text: str) -> str:
    return _BEGINNING.sub(r"\1\\\2", escaped(text))


def _label(page: Page, whole: list[Hanging]) -> Iterator[str]:
    """How the figures came about, with what holds for the whole page."""
    if not page.label:
        return
    yield from _filled([f"{'; '.join(page.label)}.", *(_about(each) for each in whole)])


def _about(line: Hanging) -> str:
    return f"{line.label}: {line.text}"


def _filled(sentences: list[str]) -> Iterator[str]:
    """The sentences in as few lines as may be, none of them too long."""
    line = ""
    for each in map(escaped, sentences):
        if line and len(line) + len(each) > _LONGEST:
            yield line
            line = ""
        line = f"{line} {each}" if line else each
    if line:
        yield line


def _bullets(page: Page, whole: list[Hanging]) -> Iterator[str]:
    companions = [f"**{escaped(each.label)}**: {escaped(each.text)}" for each in page.companions]
    if companions:
        *first, last = companions
        together = " ".join([*map(_ended, first), last])
        lines = [together] if len(together) + len("- ") <= _LONGEST else companions
        yield from (f"- {line}" for line in lines)
    yield from (_bullet(each) for each in page.warnings if each.mark)
    if not page.label:
        yield from (_bullet(each) for each in whole)


def _ended(text: str) -> str:
    """The text with a full stop, which a command at its end has not."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _bullet(line: Hanging) -> str:
    if not line.label:
        return f"- {escaped(line.text)}"
    return f"- **{line._replace(label=escaped(line.label)).lead}**: {escaped(line.text)}"


def _drawn(table: Table) -> Iterator[str]:
    yield "\n".join(_table(table))
    if table.sides:
        from altto_cli.render.forest.characters import fenced

        yield fenced(table, _PLOT_WIDTH)


def _table(table: Table) -> Iterator[str]:
    if table.title:
        yield f"**{escaped(table.title)}**"
        yield ""
    columns = table.columns
    if not any(isinstance(line, Row) for line in table.lines):
        yield from (f"- {_told(line)}" for line in table.lines if isinstance(line, Line))
        return
    yield _line(escaped(column.header) for column in columns)
    yield _line(_rule(column) for column in columns)
    for line in table.lines:
        if isinstance(line, Line):
            yield _across(line, len(columns))
        else:
            yield _line(_joined(cell) for cell in line.cells)


def _rule(column: Column) -> str:
    return "---:" if column.align in ("versus", "decimal", "right") else "---"


def _across(line: Line, columns: int) -> str:
    """A heading or statement as a row; its text stands in the first cell."""
    return _line([_told(line), *[""] * (columns - 1)])


def _told(line: Line) -> str:
    text = _joined(line.cell) + escaped(line.after)
    return f"**{text}**" if line.heading else text


def _joined(cell: Cell) -> str:
    return VERSUS.join(part._replace(text=escaped(part.text)).words for part in cell)


def _line(cells: "Iterator[str] | list[str]") -> str:
    return f"| {' | '.join(cells)} |"


def _foot(page: Page, *, notes: bool) -> str:
    asked = f"`{page.asked}`" if page.asked else ""
    lines = [_paragraph(page.stands_in), *map(escaped, page.evidence), asked]
    if page.notes and not notes:
        lines.append(f"{len(page.notes)} notes: `--notes all`")
    return "; ".join(filter(None, lines))
