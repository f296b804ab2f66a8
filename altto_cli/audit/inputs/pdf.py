"""PDF files, by pypdfium2: the text of each page in its own order, columns one after the other."""

from collections.abc import Iterator
from typing import Any, BinaryIO

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
        text: str = page.get_textpage().get_text_range()
    finally:
        page.close()
    return text.replace("\r\n", "\n").replace("\r", "\n") + "\n"
