"""Runs the program as its users do: in a pipe, or on a terminal of a given width."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from typing import NamedTuple

#: What the caller may have set that changes an answer, or makes each start compile the program.
QUIET = (
    "ALTTO_FORMAT",
    "ALTTO_NOTES",
    "ALTTO_EVIDENCE",
    "NO_COLOR",
    "FORCE_COLOR",
    "COLUMNS",
    "PYTHONIOENCODING",
    "PYTHONDONTWRITEBYTECODE",
)


class Ran(NamedTuple):
    """What a command printed, and its exit code."""

    out: str
    err: str
    code: int


def environment(**more: str) -> dict[str, str]:
    """The surroundings without anything that changes an answer, and with `more`."""
    kept = {key: value for key, value in os.environ.items() if key not in QUIET}
    return {**kept, "TERM": "xterm-256color", **more}


def altto(*words: str, **env: str) -> Ran:
    """`altto words` in a pipe."""
    done = subprocess.run(
        [sys.executable, "-m", "altto_cli", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(**env),
        check=False,
    )
    return Ran(done.stdout, done.stderr, done.returncode)


def on_terminal(*words: str, width: int = 100, **env: str) -> Ran:
    """`altto words` on a terminal; what it says on stderr is kept apart."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "altto_cli", *words],
        stdout=slave,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        env=environment(**env),
    )
    os.close(slave)
    out = b""
    while chunk := _read(master):
        out += chunk
    os.close(master)
    err = process.stderr.read().decode() if process.stderr else ""
    return Ran(out.decode().replace("\r\n", "\n"), err, process.wait())


def at_keyboard(typed: str, *words: str) -> Ran:
    """`altto words` with what a person types on a terminal until Ctrl-D."""
    master, slave = pty.openpty()
    os.write(master, f"{typed}\n\x04".encode())
    done = subprocess.run(
        [sys.executable, "-m", "altto_cli", *words],
        stdin=slave,
        capture_output=True,
        encoding="utf-8",
        env=environment(),
        check=False,
        timeout=60,
    )
    os.close(slave)
    os.close(master)
    return Ran(done.stdout, done.stderr, done.returncode)


def _read(master: int) -> bytes:
    try:
        return os.read(master, 65536)
    except OSError:
        return b""
