"""Where answers go: a terminal, a pipe or a file, and stderr for all that is not an answer."""

import os
import sys

from altto_cli.errors import OutputError

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
    return sys.stdout is not None and sys.stdout.isatty()


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
    """Write an answer to stdout; a reader who has gone is no fault.

    Raises OutputError where it cannot be written.
    """
    if sys.stdout is None:
        raise OutputError("the answer could not be written: stdout is closed")
    try:
        text.encode(encoding())
    except UnicodeEncodeError:
        text = in_ascii(text).encode(encoding(), "replace").decode(encoding())
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        leave_stdout()
        sys.exit(0)
    except OSError as error:
        leave_stdout()
        raise OutputError(f"the answer could not be written: {error.strerror}") from error


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


def leave_stdout() -> None:
    """Let nothing be flushed at exit to an output that takes nothing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell(said: str) -> None:
    """Say something beside the answer; nobody listening is no fault."""
    if sys.stderr is not None:
        sys.stderr.write(f"altto: {said}\n")
