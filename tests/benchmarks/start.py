"""Prints what altto takes to start as a wheel lays it down, each against its floor.

The floor is a bare interpreter, a one-command Typer program, or one that prints a Rich table. The
two run by turns, so that whatever else the machine does falls on both; what is said is the median
of the time that the processor spent.
"""

import os
import pty
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

sys.path[:0] = map(str, Path(__file__).parents[1:3])

from laid import lay  # noqa: E402

_RUNS = 21
_TYPER = """
import typer
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
@app.command()
def main(name: str = "x"):
    {body}
app()
"""
_HELLO = ("-c", _TYPER.format(body="print(name)"))
_RICH = (
    "-c",
    _TYPER.format(
        body="""
    from rich.console import Console
    from rich.table import Table
    table = Table("Group", "n", "Rate")
    for row in ("first", "second"):
        table.add_row(row, "100", "90.0%")
    Console().print(table)
"""
    ),
)
#: As the program `altto` begins.
_ALTTO = ("-c", "import sys; from altto_cli.__main__ import main; sys.exit(main())")


class Pair(NamedTuple):
    """What altto is asked, and the words of its floor."""

    name: str
    altto: Sequence[str]
    floor: Sequence[str]
    most: float
    on_terminal: bool = False


PAIRS = (
    Pair("altto dfs pre, in a pipe", ("dfs", "pre"), _HELLO, 1.15),
    Pair("altto dfs pre, on a terminal", ("dfs", "pre"), _RICH, 1.10, on_terminal=True),
    Pair("altto --help", ("--help",), (*_HELLO, "--help"), 1.1),
    Pair("altto --version", ("--version",), ("-c", "pass"), 1.3),
)


def seconds(words: Sequence[str], root: Path, on_terminal: bool) -> float:
    """What the processor spends on Python with these words."""
    main, end = pty.openpty() if on_terminal else (None, os.open(os.devnull, os.O_WRONLY))
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    usual |= {"PYTHONPATH": str(root), "XDG_CACHE_HOME": str(root / "cache")}
    child = subprocess.Popen([sys.executable, *words], stdout=end, env=usual, cwd=root)
    os.close(end)
    if main is not None:
        _drain(main)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0, words
    return usage.ru_utime + usage.ru_stime


def _drain(terminal: int) -> None:
    """Read what is drawn until whoever draws has gone."""
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:
        pass
    os.close(terminal)


def main() -> None:
    print("| | floor | altto | times | aim |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        lay(root)
        for pair in PAIRS:
            print(f"| {' | '.join(_measured(pair, root))} |", flush=True)


def _measured(pair: Pair, root: Path) -> list[str]:
    both = (pair.floor, (*_ALTTO, *pair.altto))
    for words in both:
        seconds(words, root, pair.on_terminal)
    runs = [[seconds(words, root, pair.on_terminal) for words in both] for _ in range(_RUNS)]
    floor, altto = (statistics.median(each) * 1e3 for each in zip(*runs, strict=True))
    cells = [pair.name, f"{floor:.0f} ms", f"{altto:.0f} ms", f"{altto / floor:.2f}"]
    return [*cells, f"{pair.most}"]


if __name__ == "__main__":
    main()
