"""Evidence in, answer out: what every command does around its own question."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from altto_cli.cli.options import chosen
from altto_cli.errors import OutputError
from altto_cli.loader import ids, load
from altto_cli.loader.folders import folders, shipped
from altto_cli.loader.kept import keep, recall
from altto_cli.model import Library, Study
from altto_cli.render import FORMATS, render
from altto_cli.view.page import Page

#: What an output that has no such sign shows instead.
_ASCII = {
    "–": "-", "—": "-", "−": "-", "─": "-", "│": "|", "·": "-", "±": "+/-", "×": "x", "≥": ">=",
    "≤": "<=", "∞": "inf", "→": "->", "←": "<-", "‘": "'", "’": "'", "“": '"', "”": '"',
    "¹": "[1]", "²": "[2]", "³": "[3]", "⁴": "[4]", "⁵": "[5]", "⁶": "[6]", "⁷": "[7]",
    "⁸": "[8]", "⁹": "[9]", "⁰": "[0]", "₀": "0", "₁": "1", "₂": "2",
}  # fmt: skip


def library(evidence: Sequence[Path] | None) -> Library:
    """All the evidence at hand, with what its appraisal points to."""
    from altto_cli.appraise import pointed

    return Library(studies=tuple(map(pointed, load(*evidence or ()).studies)))


def study_ids(evidence: Sequence[Path] | None) -> list[str]:
    """The ids of all studies at hand."""
    return ids(*evidence or ())


def study(id: str | None, evidence: Sequence[Path] | None) -> Study:
    """The study that is asked, or the one that answers when none is named; as `library` has it."""
    folder = None if evidence else _shipped_folder(id)
    kept = folder and recall(folder)
    if kept:
        return kept
    from altto_cli.appraise import pointed

    found = load(*evidence or (), studies=[id] if id else None, default_only=not id).studies
    study = pointed(next(each for each in found if id or each.default))
    if folder:
        keep(folder, study)
    return study


def _shipped_folder(id: str | None) -> Path | None:
    wanted = (each for each in folders(shipped()) if each.id == id or (each.default and not id))
    return next((folder.path for folder in wanted), None)


def show(page: Page, format: str | None, color: str) -> None:
    """Write the page in the format asked for, or in the one that suits where it goes."""
    on_terminal = sys.stdout.isatty()
    format = chosen("format", format or ("table" if on_terminal else "markdown"), FORMATS)
    text = render(
        page,
        format,
        width=terminal_width() if on_terminal else None,
        color=wants_color(chosen("colour", color, ("auto", "always", "never")), on_terminal),
    )
    for aside in page.asides:
        sys.stderr.write(f"altto: {aside}\n")
    write(text)


def terminal_width() -> int:
    """The columns of the terminal that takes the answer."""
    return os.get_terminal_size(sys.stdout.fileno()).columns or 80


def wants_color(color: str, on_terminal: bool) -> bool:
    """Whether an answer is coloured, by the option, the environment and where it goes."""
    if color != "auto":
        return color == "always"
    if not on_terminal or os.environ.get("NO_COLOR"):
        return False
    return os.environ.get("FORCE_COLOR", "0") != "0" or os.environ.get("TERM") != "dumb"


def write(text: str) -> None:
    """Write an answer to stdout; a reader who has gone is no fault."""
    encoding = sys.stdout.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = in_ascii(text).encode(encoding, "replace").decode(encoding)
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _close_stdout()
        sys.exit(0)
    except OSError as error:
        _close_stdout()
        raise OutputError(f"the answer could not be written: {error.strerror}") from error


def in_ascii(text: str) -> str:
    """The text with what stands for its signs on an output that has not got them."""
    return "".join(_ASCII.get(sign, sign) for sign in text)


def _close_stdout() -> None:
    """Let nothing be flushed at exit to an output that takes nothing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
