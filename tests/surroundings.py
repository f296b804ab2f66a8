"""Walks every command through hostile surroundings and prints what came of it, as JSON.

Run as a program by itself: each case is a fork of a process that has read the evidence already, so
that its streams, folder and environment are its own and it still takes milliseconds.
"""

from __future__ import annotations

import fcntl
import json
import os
import pty
import resource
import select
import signal
import struct
import sys
import tempfile
import termios
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from io import BufferedReader, BufferedWriter, FileIO, TextIOWrapper
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

Setting = Callable[[], None]
#: What a command needs to be answered; the others need nothing.
WORDS = {
    "results": ["dfs"],
    "compare": ["ai", "serm"],
    "find": ["0.44"],
    "explain": ["dfs"],
    "new": ["study", "own-study"],
    "audit": ["text.md"],
    "notes": ["note.md"],
    "export": ["--to", "json", "-o", "library.json"],
    "completion": ["bash"],
    "check": [str(HERE / "good")],
    "help": ["dfs"],
}
#: What lies in the folder.
FILES = {
    "note.md": "# Note\n\n<!-- altto: dfs pre -->\n<!-- /altto -->\n",
    "text.md": "HR 0.44 (95% CI 0.23–0.85), but HR 0.44 (95% CI 0.32–0.85).\n",
}
#: Ways to ask that are no command of their own.
MORE = [
    [],
    ["-h"],
    ["--version"],
    ["dfs", "-f", "json"],
    ["compare", "ai", "serm", "--studies", "-f", "csv"],
    ["forest", "-o", "plot.svg"],
    ["perimenopausal"],
    ["check", "-"],
    ["audit", "-", "-f", "json"],
    ["audit", "text.md", "--strict"],
    ["notes", "note.md", "--check"],
    ["notes", "note.md", "--diff"],
    ["dfs", "pre", "--block"],
    ["dfs", "-f", "sentence", "--style", "ama"],
    ["cite", "-s", "bibtex"],
    ["appraise", "--strict"],
    ["absolute", "-f", "csv"],
    ["harms", "-f", "jsonl"],
    ["--version", "-f", "json"],
    ["--no-cache", "os"],
    ["check", "\udcff"],
    ["dfs", "--menopause", "peri"],
    ["dfs", "--evidence", "nowhere"],
]
#: What reads stdin, writes a file, prints help or is refused as no command.
OF_THEIR_OWN_KIND = {"-", "-o", "new", "notes", "-h", "--version", "perimenopausal"}
PATIENCE = 20.0
#: Whether the commands take turns; said behind the name of the walk.
IN_TURN = "in-turn" in sys.argv


def asked() -> list[list[str]]:
    """Every command, with what it needs, and the other ways to ask."""
    from altto_cli.cli.commands import commands

    return [*([each.name, *WORDS.get(each.name, [])] for each in commands()), *MORE]


def plain() -> None:
    pass


def closed(*numbers: int) -> Setting:
    def set() -> None:
        for number in numbers:
            os.close(number)

    return set


def full(*numbers: int) -> Setting:
    def set() -> None:
        for number in numbers:
            os.dup2(os.open("/dev/full", os.O_WRONLY), number)

    return set


def unread(number: int) -> Setting:
    """A pipe whose reader is gone."""

    def set() -> None:
        read, write = os.pipe()
        os.close(read)
        os.dup2(write, number)
        os.close(write)

    return set


def without(*names: str, **more: str) -> Setting:
    def set() -> None:
        for name in names:
            os.environ.pop(name, None)
        os.environ.update(more)

    return set


def without_home() -> None:
    without("HOME", "XDG_CACHE_HOME", "ALTTO_CACHE", "USER", "LOGNAME")()
    if not os.getuid():
        # A user whom no list knows.
        os.setuid(12345)


def read_only() -> None:
    """Nothing can be written: not here, not at home, not in the folder for what passes."""
    os.chmod(".", 0o555)
    without("ALTTO_CACHE", HOME=str(Path.cwd()), XDG_CACHE_HOME=str(Path.cwd() / "cache"))()
    os.environ["TMPDIR"] = str(Path.cwd())
    if not os.getuid():
        os.setuid(12345)


def nowhere() -> None:
    here = Path.cwd()
    gone = here / "gone"
    gone.mkdir()
    os.chdir(gone)
    gone.rmdir()


def no_room() -> None:
    """Every file that is written is full at once."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    without("ALTTO_CACHE", XDG_CACHE_HOME=str(Path.cwd() / "cache"))()


def written_in(encoding: str) -> Setting:
    def set() -> None:
        sys.stdout = TextIOWrapper(sys.stdout.detach(), encoding, "strict")
        sys.stderr = TextIOWrapper(sys.stderr.detach(), encoding, "backslashreplace")

    return set


def strange_path() -> None:
    home = Path("my evidence 🫀 ‮é")
    home.mkdir()
    os.chdir(home)
    os.symlink(HERE / "good", "dà ta")
    os.environ["ALTTO_EVIDENCE"] = str(Path.cwd() / "dà ta")


def path_of_bytes() -> None:
    os.mkdir(b"\xff\xfe")
    os.chdir(b"\xff\xfe")


def interrupted(seconds: float) -> Setting:
    def set() -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGALRM, lambda *_: signal.raise_signal(signal.SIGINT))
        signal.setitimer(signal.ITIMER_REAL, seconds)

    return set


def many_files() -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))


#: How the streams are.
STREAMS: dict[str, Setting] = {
    "plain": plain,
    "stdout closed": closed(1),
    "stdout full": full(1),
    "stdout unread": unread(1),
    "stderr closed": closed(2),
    "stderr full": full(2),
    "stderr unread": unread(2),
    "stdin closed": closed(0),
    "all closed": closed(0, 1, 2),
    "all full": full(1, 2),
    "ascii": written_in("ascii"),
    "cp1252": written_in("cp1252"),
    "cp037": written_in("cp037"),
}
#: What stands around the program.
PLACES: dict[str, Setting] = {
    "plain": plain,
    "no home": without_home,
    "read-only": read_only,
    "no room": no_room,
    "folder gone": nowhere,
    "few files": many_files,
    "no terminal name": without("TERM", "COLUMNS"),
    "dumb": without(TERM="dumb", FORCE_COLOR="1"),
    "Turkish": without(LC_ALL="tr_TR.UTF-8", LANG="tr_TR.UTF-8"),
    "strange path": strange_path,
    "path of bytes": path_of_bytes,
    **{f"interrupted {ms}": interrupted(ms / 1000) for ms in (0.2, 1, 3, 8)},
}
WIDTHS = (1, 20, 1000)
#: A reader goes after so many bytes.
READ = (1, 3000)


def run(
    words: list[str], setting: Setting, *, width: int | None = None, most: int | None = None
) -> tuple[bytes, bytes, int]:
    """What `altto words` prints there, and its exit code; 124 when it has to be stopped.

    `width`: on a terminal of so many columns. `most`: its reader goes after so many bytes.
    """
    out_read, out_write = pty.openpty() if width else os.pipe()
    if width:
        fcntl.ioctl(out_write, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    elif most is not None:
        fcntl.fcntl(out_write, 1031, 4096)  # F_SETPIPE_SZ
    err_read, err_write = os.pipe()
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        child = os.fork()
        if not child:
            _child(words, setting, Path(folder), out_write, err_write)
        os.close(out_write)
        os.close(err_write)
        out, err = _read(child, out_read, err_read, most)
        _, status = os.waitpid(child, 0)
    return out, err, os.waitstatus_to_exitcode(status)


def _child(words: list[str], setting: Setting, folder: Path, out: int, err: int) -> None:
    from altto_cli.__main__ import main

    code: object = 99
    began = False
    try:
        os.chdir(folder)
        _lay_files()
        null = os.open(os.devnull, os.O_RDONLY)
        for number, stream in enumerate((null, out, err)):
            os.dup2(stream, number)
        os.closerange(3, 64)
        _streams()
        sys.argv = ["altto", *words]
        setting()
        _streams_again()
        began = True
        main()
        code, began = 0, False
    except SystemExit as ended:
        code = ended.code or 0
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt) and not began:
            os._exit(130)
        import traceback

        os.write(2, traceback.format_exc().encode())
    finally:
        # As at the end of an interpreter: what cannot be flushed makes it 120.
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except (OSError, ValueError):
                code = 120
        os._exit(code if isinstance(code, int) else 98)


def _lay_files() -> None:
    for name, text in FILES.items():
        Path(name).write_text(text, encoding="utf-8")


def _streams() -> None:
    sys.stdin = TextIOWrapper(BufferedReader(FileIO(0, closefd=False)), "utf-8")
    out, err = (BufferedWriter(FileIO(number, "w", closefd=False)) for number in (1, 2))
    sys.stdout = TextIOWrapper(out, "utf-8")
    sys.stderr = TextIOWrapper(err, "utf-8", "backslashreplace")


def _streams_again() -> None:
    """None in the place of a closed stream, as the interpreter does at its start."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            setattr(sys, name, None)


def _read(child: int, out: int, err: int, most: int | None) -> tuple[bytes, bytes]:
    found = {out: b"", err: b""}
    waiting = {out, err}
    until = time.monotonic() + PATIENCE
    while waiting:
        ready, _, _ = select.select(waiting, [], [], until - time.monotonic())
        if not ready:
            os.kill(child, signal.SIGKILL)
        for number in ready:
            try:
                chunk = os.read(number, 65536 if most is None or number == err else most)
            except OSError:
                chunk = b""
            found[number] += chunk
            gone = most is not None and number == out
            if not chunk or gone:
                waiting.discard(number)
                os.close(number)
    return found[out], found[err]


Case = tuple[str, list[str], tuple[bytes, bytes, int]]
Run = Callable[[list[str]], tuple[bytes, bytes, int]]


def of_streams() -> Iterator[Case]:
    runs: dict[str, Run] = {name: partial(run, setting=each) for name, each in STREAMS.items()}
    for most in READ:
        runs[f"reader goes after {most}"] = partial(run, setting=plain, most=most)
    return in_turn(asked(), runs)


def of_places() -> Iterator[Case]:
    runs: dict[str, Run] = {name: partial(run, setting=each) for name, each in PLACES.items()}
    for width in WIDTHS:
        runs[f"width {width}"] = partial(run, setting=plain, width=width)
    return in_turn(asked()[: -len(MORE)], runs)


def of_all() -> Iterator[Case]:
    yield from of_streams()
    yield from of_places()


def in_turn(commands: list[list[str]], runs: dict[str, Run]) -> Iterator[Case]:
    """Each command plainly and in each of the surroundings.

    Where they take turns, a command that is not of its own kind meets every fifth of the
    surroundings, the next command the next ones: their answers are all written in the same way.
    """
    for number, words in enumerate(commands):
        turns = IN_TURN and words and not OF_THEIR_OWN_KIND.intersection(words)
        for at, (name, ran) in enumerate(runs.items()):
            if name == "plain" or not turns or at % 5 == number % 5:
                yield name, words, ran(words)


def of_interpreter() -> Iterator[Case]:
    for words in asked():
        yield "plain", words, run(words, plain)


def at_once() -> Iterator[Case]:
    """Fifty that find nothing in the cache and all keep what they read."""
    # A child runs nothing of the threads that only wait.
    warnings.filterwarnings("ignore", "This process", DeprecationWarning)
    with tempfile.TemporaryDirectory() as cache:
        os.environ["ALTTO_CACHE"] = cache
        questions = [["dfs", "-f", "json"], ["find", "0.44"]] * 25
        with ThreadPoolExecutor(50) as pool:
            answers = pool.map(lambda words: run(words, plain), questions)
            for words, ran in zip(questions, answers, strict=True):
                yield "plain", words, ran


def remembered(function: Callable[[object], object]) -> Any:
    """The function that answers alike for the very same object, without hashing it."""
    answers: dict[int, object] = {}

    def remembering(asked: object) -> object:
        if id(asked) not in answers:
            answers[id(asked)] = function(asked)
        return answers[id(asked)]

    return remembering


def prepare() -> None:
    """Read the evidence and import the program once, for all forks."""
    from altto_cli import appraise
    from altto_cli.check import targets
    from altto_cli.loader import reading

    appraise.observed = remembered(appraise.observed)
    reading.read_study = cache(reading.read_study)  # type: ignore[assignment]
    targets.read_study = reading.read_study
    for words in asked():
        _alone(words)


def _alone(words: list[str]) -> None:
    """Run it in this very process, into nothing, for what it imports."""
    from altto_cli.cli import main

    with tempfile.TemporaryDirectory() as folder, open(os.devnull, "w") as nothing:
        here, out, err, sys.argv = Path.cwd(), sys.stdout, sys.stderr, ["altto", *words]
        os.chdir(folder)
        _lay_files()
        try:
            sys.stdout = sys.stderr = nothing
            main()
        except SystemExit:
            pass
        finally:
            sys.stdout, sys.stderr = out, err
            os.chdir(here)


WALKS = {each.__name__: each for each in (of_all, of_interpreter, at_once)}


def main() -> None:
    os.environ["ALTTO_CACHE"] = "off"
    for name in ("ALTTO_FORMAT", "ALTTO_EVIDENCE", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        os.environ.pop(name, None)
    walk = WALKS[sys.argv[1]]
    prepare()
    found = [
        (name, words, out.decode("latin-1"), err.decode("latin-1"), code)
        for name, words, (out, err, code) in walk()
    ]
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
