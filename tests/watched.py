"""Runs every command under the interpreter's audit hook and prints, as JSON, what it touched."""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path

from surroundings import asked

from altto_cli.__main__ import main

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
#: What changes files, and how many names of files are told of it.
_CHANGING = {
    "os.chmod": 1, "os.chown": 1, "os.link": 2, "os.mkdir": 1, "os.remove": 1, "os.rename": 2,
    "os.rmdir": 1, "os.symlink": 2, "os.truncate": 1, "os.utime": 1, "shutil.rmtree": 1,
    "sqlite3.connect": 1,
}  # fmt: skip
#: How the events begin by which a program leaves this machine or starts another one.
_LEAVING = (
    "ftplib", "http", "imaplib", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system",
    "poplib", "pty", "smtplib", "socket", "subprocess", "urllib", "webbrowser",
)  # fmt: skip
#: What a program needs that talks to a network.
NETWORK = (
    "_socket", "asyncio", "ftplib", "http.client", "http.server", "imaplib", "poplib", "smtplib",
    "socket", "socketserver", "ssl", "urllib.request", "webbrowser", "xmlrpc.client",
)  # fmt: skip

written: set[str] = set()
left: set[str] = set()


def watch(event: str, given: tuple[object, ...]) -> None:
    if event.startswith(_LEAVING):
        left.add(event)
    elif event == "open" and isinstance(given[2], int) and given[2] & _WRITING:
        note(given[0])
    else:
        for path in given[: _CHANGING.get(event, 0)]:
            note(path)


def note(path: object) -> None:
    """Remember the file, unless the interpreter keeps compiled modules there."""
    if isinstance(path, (str, bytes)) and path != ":memory:":
        name = os.path.abspath(os.fsdecode(path))
        if not name.startswith(str(sys.pycache_prefix)):
            written.add(name)


def run(words: list[str]) -> None:
    sys.argv = ["altto", *words]
    with suppress(SystemExit):
        main()


def walk() -> None:
    Path("note.md").write_text("<!-- altto: dfs pre -->\n<!-- /altto -->\n", encoding="utf-8")
    out, sys.stdout = sys.stdout, open(os.devnull, "w")  # noqa: SIM115
    sys.addaudithook(watch)
    for words in (*asked(), ["export", "--to", "sqlite", "-o", "library.sqlite"]):
        run(words)
    loaded = [name for name in NETWORK if name in sys.modules]
    seen = sorted(left)
    # What would be seen, were it done.
    import socket

    socket.socket().close()
    found = {"left": seen, "control": sorted(left), "loaded": loaded, "written": sorted(written)}
    out.write(json.dumps(found))


if __name__ == "__main__":
    walk()
