"""Plain text and Markdown, streamed: memory does not grow with the file."""

import codecs
import io
from collections.abc import Iterator
from html import unescape
from re import Match
from typing import BinaryIO

from altto_cli.audit.passages import Edited, Passage, chunks, passage, present
from altto_cli.errors import UnreadableError

#: Read at once, and about the length of a passage.
SIZE = 1 << 18
#: Marks of Markdown and HTML that may stand between the figures of a statement. A pattern that
#: begins with its sign, not with a repeat of it, is sought far faster.
_MARKUP = {
    "*": r"\*\*?\*?",
    "_": r"__?",
    "\\": r"\\(?=[\[\]<>|*_~()%&-])",
    "<": r"<!-- -->|</?(?:i|b|em|strong|sup|sub|span|u|italic|bold)\b[^<>\n]{0,80}>",
    "&": r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#[xX][0-9a-fA-F]{1,5});",
}


def text_of(file: BinaryIO, name: str) -> io.TextIOWrapper:
    """The text of a file: UTF-8, UTF-16 with a byte order mark, else what Windows writes."""
    head = file.peek(4096)[:4096] if isinstance(file, io.BufferedReader) else b""
    encoding = "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif b"\x00" in head:
        raise UnreadableError(f"{name} is no text; name a text, .docx or .pdf file")
    codecs.register_error("windows", _as_windows)
    return io.TextIOWrapper(file, encoding=encoding, errors="windows", newline=None)


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 as the letters that Windows gives them."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


def passages(file: BinaryIO, name: str) -> Iterator[Passage]:
    """The passages of a text."""
    text = text_of(file, name)
    try:
        for piece, line in chunks(iter(lambda: text.read(SIZE), ""), SIZE):
            yield passage(piece, line, Edited(piece, present(piece, _MARKUP), _unmarked))
    finally:
        text.detach()  # whoever opened the file closes it


def _unmarked(match: Match[str]) -> str:
    mark, text, start = match[0], match.string, match.start()
    if mark[0] == "&":
        return unescape(mark)
    if mark.startswith("<sup") and text[max(start - 2, 0) : start] == "10":
        return "^"
    if mark in ("*", "_"):
        taken = _sets_off_p(text, start) or _is_beside_figure(text, start)
        return "" if taken else mark
    return ""


def _sets_off_p(text: str, at: int) -> bool:
    """Whether a mark stands beside a P that it sets in italics: "*P*", "_p_"."""
    mark = text[at]
    around = (text[at : at + 3], text[max(at - 2, 0) : at + 1])
    return any(part in (f"{mark}P{mark}", f"{mark}p{mark}") for part in around)


def _is_beside_figure(text: str, at: int) -> bool:
    """Whether an asterisk sets off a figure or marks a footnote; between two it is a sign."""
    before, after = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    if text[at] != "*":
        return False
    return (after.isdigit() and not before.isalnum()) or (before.isdigit() and after in "-–—),;.]")
