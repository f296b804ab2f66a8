"""Where answers go: a terminal, a pipe or a file, and stderr for all that is not an answer."""

import errno
import os
import re
import sys
from contextlib import suppress
from io import TextIOBase
from stat import S_ISREG
from typing import TextIO

from altto_cli.errors import EvidenceError, OutputError
from altto_cli.signs import harmless

#: What Rich writes for a colour; other escape sequences come from elsewhere.
_COLOUR = re.compile(r"(\x1b\[[0-9;]*m)")
#: What an output that has no such sign shows instead.
_ASCII = {
    "–": "-", "—": "-", "−": "-", "─": "-", "│": "|", "·": "-", "±": "+/-", "×": "x", "≥": ">=",
    "≤": "<=", "∞": "inf", "→": "->", "←": "<-", "‘": "'", "’": "'", "“": "'", "”": "'",
    "¹": "[1]", "²": "[2]", "³": "[3]", "⁴": "[4]", "⁵": "[5]", "⁶": "[6]", "⁷": "[7]",
    "■": "#", "□": "O", "●": "o", "○": "Q", "├": "[", "┤": "]", "┼": "+", "┴": "+", "◄": "<",
    "►": ">", "⁸": "[8]", "⁹": "[9]", "⁰": "[0]", "₀": "0", "₁": "1", "₂": "2",
}  # fmt: skip


def is_terminal() -> bool:
    """Whether a person reads the answer as it is written."""
    return sys.stdout.isatty()


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


def write(text: str, *, utf8: bool = False) -> None:
    """Write an answer to stdout; a reader who has gone is no fault.

    `utf8`: whatever the locale is, as machines read it. Raises OutputError where it cannot be
    written.
    """
    if not text:
        return
    shown = _harmless(text)
    try:
        _put(shown, "utf-8" if utf8 else encoding())
    except BrokenPipeError:
        leave_stdout()
        sys.exit(0)
    except OSError as error:
        leave_stdout()
        raise OutputError(f"the answer could not be written: {error.strerror}") from error


def is_appending() -> bool:
    """Whether stdout is a file that holds something already."""
    try:
        status = os.fstat(sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return False
    return S_ISREG(status.st_mode) and status.st_size > 0


def _put(text: str, encoding: str) -> None:
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        data = in_ascii(text).encode(encoding, "replace")
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None:
        sys.stdout.write(data.decode(encoding))
    else:
        sys.stdout.flush()
        binary.write(data)
    sys.stdout.flush()


def _harmless(text: str) -> str:
    """The text as it may go to a terminal: no sign acts but line feeds, tabs and our colours."""
    parts = _COLOUR.split(text)
    parts[::2] = [harmless(part, keep="\n\t") for part in parts[::2]]
    return "".join(parts)


def encoding() -> str:
    """How stdout writes signs."""
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def is_ascii() -> bool:
    """Whether stdout takes none of the signs of a table or a drawing."""
    try:
        "■─│–±".encode(encoding())
    except UnicodeEncodeError:
        return True
    return False


def in_ascii(text: str) -> str:
    """The text with what stands for its signs on an output that has not got them."""
    return "".join(_ASCII.get(sign, sign) for sign in text)


def tell(said: str) -> None:
    """Say something beside the answer; nobody listening is no fault."""
    tell_as_it_is(f"altto: {said}\n")


def tell_as_it_is(text: str) -> None:
    """The same, for what has its own form."""
    shown = harmless(text, keep="\n")
    try:
        shown.encode(getattr(sys.stderr, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        shown = in_ascii(shown)
    try:
        sys.stderr.write(shown)
        sys.stderr.flush()
    except (OSError, ValueError):
        _leave(sys.stderr)


def leave_stdout() -> None:
    """Let nothing be flushed at exit to an output that takes nothing."""
    _leave(sys.stdout)


def finish() -> None:
    """Let the end of the program not fail for an output that takes nothing."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        leave_stdout()


def _leave(stream: TextIO) -> None:
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        stream.flush()


def tell_who_types(file_instead: str) -> None:
    """Say to a person at the keyboard that what is typed is read, and the command for a file."""
    if sys.stdin is not None and sys.stdin.isatty():
        tell(f"reading what is typed, until Ctrl-D on a line of its own; a file: {file_instead}")


def input_bytes(most: int) -> bytes:
    """What stands on stdin, so many bytes of it. Raises EvidenceError where it cannot be read."""
    try:
        if sys.stdin is not None:
            return sys.stdin.buffer.read(most)
        reason = "it is closed"
    except OSError as error:
        reason = f"it cannot be read: {error.strerror}"
    raise EvidenceError([f"-:1:1: unreadable-file: {reason}"])


class _Closed(TextIOBase):
    """Stands for a stream that was closed before the program began."""

    def __init__(self, name: str) -> None:
        self.closed_stream = name

    def write(self, text: str) -> int:
        raise OSError(errno.EBADF, f"{self.closed_stream} is closed")

    def fileno(self) -> int:
        raise OSError(errno.EBADF, f"{self.closed_stream} is closed")


def stand_in_for_closed() -> None:
    """Put something in the place of closed streams, that no file takes their number."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            with suppress(OSError):
                taken = os.open(os.devnull, os.O_RDWR)
                if taken != number:
                    os.close(taken)
            if number:
                setattr(sys, name, _Closed(name))
