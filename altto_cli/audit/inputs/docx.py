"""Word documents, by python-docx: paragraphs and tables in their order."""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO
from zipfile import ZipFile

from altto_cli.audit.passages import Passage, Spot, joined
from altto_cli.errors import UnreadableError

#: In bytes; reading takes about six times as much memory.
LARGEST = 100_000_000


def passages(file: BinaryIO, name: str) -> Iterator[Passage]:
    """The text of a document; a spot is a paragraph, counted as they stand in it."""
    try:
        import docx
        from docx.table import Table
    except ImportError as error:
        raise UnreadableError(
            f"reading {name} needs the extra 'docx': pip install 'altto[docx]'"
        ) from error
    data = io.BytesIO(file.read())
    try:
        if unpacked(data) > LARGEST:
            raise ValueError(f"unpacked it is larger than {LARGEST // 1_000_000} MB")
        document = docx.Document(data)
        pieces: list[tuple[str, Spot]] = []
        number = 0
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                for row in block.rows:
                    number += 1
                    pieces.append((f"{_row(row)}\n", Spot(paragraph=number)))
                pieces.append(("\n", Spot(paragraph=number)))
            else:
                number += 1
                pieces.append((f"{block.text}\n\n", Spot(paragraph=number)))
        for note in _notes(document):
            number += 1
            pieces.append((f"{note}\n\n", Spot(paragraph=number)))
    except Exception as error:
        # A damaged package fails in many ways, each with an exception of its own.
        raise UnreadableError(f"{name} is no Word document that can be read: {error}") from error
    yield joined(pieces)


def unpacked(data: io.BytesIO) -> int:
    """How many bytes the parts of the package say that they have."""
    with ZipFile(data) as package:
        return sum(part.file_size for part in package.infolist())


def _row(row: Any) -> str:
    """The cells of a row with a tab behind each, a merged cell once."""
    cells = dict.fromkeys(row.cells)
    return "\t".join(" ".join(cell.text.split()) for cell in cells)


def _notes(document: Any) -> Iterator[str]:
    """Footnotes and endnotes."""
    for part in document.part.package.iter_parts():
        if str(part.partname) in ("/word/footnotes.xml", "/word/endnotes.xml"):
            from xml.etree import ElementTree

            namespace = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
            for note in ElementTree.fromstring(part.blob):
                yield "".join(text.text or "" for text in note.iter(f"{namespace}t"))
