"""PDF files, by pypdfium2: the text of each page, columns one after the other."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from altto_cli.audit.inputs.columns import Line, unwoven
from altto_cli.audit.passages import Passage, Spot, joined
from altto_cli.errors import UnreadableError


def passages(file: BinaryIO, name: str) -> Iterator[Passage]:
    """The text of each page; a spot is a page. A statement may run over to the next page."""
    try:
        import pypdfium2
    except ImportError as error:
        raise UnreadableError(
            f"reading {name} needs the extra 'pdf': pip install 'altto[pdf]'"
        ) from error
    try:
        document = pypdfium2.PdfDocument(file.read())
        try:
            pages = [_text(document, number) for number in range(len(document))]
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(f"{name} is no PDF that can be read: {error}") from error
    if not any(text.strip() for text in pages):
        raise UnreadableError(f"{name} holds no text, only pictures of it; run OCR first")
    yield joined((text, Spot(page=number)) for number, text in enumerate(pages, 1))


def _text(document: Any, number: int) -> str:
    page = document[number]
    try:
        read = page.get_textpage()
        text: str = unwoven(_lines(read), page.get_width()) or read.get_text_range()
    finally:
        page.close()
    return text.replace("\r\n", "\n").replace("\r", "\n") + "\n"


def _lines(read: Any) -> list[Line]:
    """The pieces of text of a page, in the order in which they were written."""
    found = []
    for number in range(read.count_rects()):
        left, bottom, right, top = read.get_rect(number)
        text = read.get_text_bounded(left, bottom, right, top).strip()
        found.append(Line(left, bottom, right, text))
    return found
