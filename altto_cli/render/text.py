"""Plain lines: label and value for readers who cannot see a table, sentences for pasting."""

from collections.abc import Iterator

from altto_cli.view.page import Page, Row


def text(page: Page) -> str:
    """The page as "Label: value" lines, a block a row."""
    blocks = [[page.title + (f" · {page.aside}" if page.aside else "")]]
    for table in page.tables:
        if table.title:
            blocks.append([table.title])
        blocks += [_block(page, row) for row in table.rows()]
    blocks.append([note.words for note in page.notes if not note.rows])
    blocks.append([f"{label}: {value}" for label, value in page.foot])
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"


def _block(page: Page, row: Row) -> list[str]:
    lines = [f"{label}: {value}" for label, value in row.fields]
    values = [value for _, value in row.fields]
    for note in page.notes:
        if row.name in note.rows and note.text not in values:
            lines.append(note.words if note.severity else f"Remark: {note.text}")
    return lines


def sentence(page: Page) -> str:
    """One sentence a row, followed by its warnings, on one line."""
    return "".join(f"{_sentence(page, row)}\n" for row in page.rows())


def _sentence(page: Page, row: Row) -> str:
    warnings = [note.words.rstrip(".") for note in page.notes_of(row)]
    new = (f"{warning}." for warning in warnings if warning not in row.sentence)
    return " ".join([row.sentence, *new, *_hashes(page, row)])


def _hashes(page: Page, row: Row) -> Iterator[str]:
    for study in page.studies:
        if row.record.get("study", study["id"]) == study["id"]:
            yield f"[{study['id']} {study['evidence']['sha256'][:7]}]"
