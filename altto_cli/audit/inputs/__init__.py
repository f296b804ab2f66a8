"""Files as passages of text, each kind by its own module, which is imported when one is named."""

import os
import sys
from collections.abc import Iterator
from importlib import import_module
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import Any, cast

from altto_cli.audit.passages import Passage
from altto_cli.errors import UnreadableError
from altto_cli.loader.files import Unreadable, opened

#: The module that reads a file, by the end of its name.
_KINDS = {
    **dict.fromkeys((".txt", ".text", ".md", ".markdown", ".qmd", ".rmd", ".rst", ".org"), "plain"),
    **dict.fromkeys((".adoc", ".log", ".eml", ".bib", ".ris", ".nbib", ".medline"), "plain"),
    **dict.fromkeys((".tex", ".ltx", ".latex", ".sty"), "latex"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    **dict.fromkeys((".xml", ".nxml", ".jats"), "xml"),
    **dict.fromkeys((".json", ".jsonl", ".ndjson", ".ipynb"), "json"),
    **dict.fromkeys((".csv", ".tsv", ".tab"), "plain"),
    ".docx": "docx",
    ".pdf": "pdf",
}
STDIN = "-"
_HIDDEN = (".", "~$")
_OPEN_ALREADY = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")


def files(named: list[str]) -> list[str]:
    """The files named, and those of a known kind in folders named, hidden ones left out."""
    found: list[str] = []
    for name in named:
        path = Path(name)
        if name != STDIN and path.is_dir():
            found += map(str, sorted(_inside(path)))
        else:
            found.append(name)
    return list(dict.fromkeys(found))


def _inside(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(_HIDDEN)]
        for path in (Path(place, name) for name in names if not name.startswith(_HIDDEN)):
            if path.suffix.lower() in _KINDS and path.is_file():
                yield path


def _refuse(error: OSError) -> None:
    raise UnreadableError(f"{error.filename} cannot be read: {error.strerror}") from error


def passages(name: str) -> Iterator[Passage]:
    """The passages of a file in order; `UnreadableError` where it cannot be read."""
    if name == STDIN:
        if sys.stdin is None:
            raise UnreadableError("stdin is closed; name a file")
        data = cast(BufferedReader, sys.stdin.buffer)
        if sys.stdin.isatty():
            # One Ctrl-D is the end of what is typed; to a terminal that is read on, it is not.
            data = BufferedReader(BytesIO(data.read()))
        yield from _module(_sniffed(data.peek(512)[:512])).passages(data, STDIN)
        return
    try:
        with _opened(name) as file:
            kind = _KINDS.get(Path(name).suffix.lower()) or _sniffed(file.peek(512)[:512])
            yield from _module(kind).passages(file, name)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        if isinstance(error, FileNotFoundError) and " " in name:
            reason = f"{reason}; a text itself goes through a pipe: echo … | altto audit -"
        raise UnreadableError(f"{name} cannot be read: {reason}") from error
    except Unreadable as reason:
        raise UnreadableError(f"{name} is not read: {reason}; altto audit - reads a pipe") from None


def _opened(name: str) -> BufferedReader:
    """The file; a pipe that is open already, as of `altto audit <(pandoc …)`, may be read."""
    return open(name, "rb") if name.startswith(_OPEN_ALREADY) else opened(Path(name))


def _module(kind: str) -> Any:
    return import_module(f"altto_cli.audit.inputs.{kind}")


def _sniffed(head: bytes) -> str:
    """What a file without a telling name is, by its first bytes."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"%PDF-"):
        return "pdf"
    if start.startswith(b"PK\x03\x04"):
        return "docx"
    if start[:1] in (b"{", b"[") and b'"' in start[:40]:
        return "json"
    lower = start[:200].lower()
    if lower.startswith((b"<!doctype html", b"<html")):
        return "html"
    if lower.startswith((b"<?xml", b"<article", b"<pubmed", b"<!doctype")):
        return "xml"
    return "plain"
