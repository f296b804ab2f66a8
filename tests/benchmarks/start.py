"""Prints how long a piped `altto dfs --menopause pre` takes against a one-command Typer program.

Runs both by turns in this environment, so that whatever else the machine does falls on both.
"""

import os
import statistics
import subprocess
import sys
import time

_HELLO = """
import typer
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
@app.command()
def main(name: str = "x"):
    print(name)
app()
"""
_RUNS = 40
_ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def seconds(*words: str) -> float:
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, *words], stdout=subprocess.DEVNULL, check=True, env=_ENVIRONMENT
    )
    return time.perf_counter() - began


def main() -> None:
    hello = ("-c", _HELLO)
    altto = ("-m", "altto_cli", "dfs", "--menopause", "pre")
    for words in (hello, altto):
        seconds(*words)
    pairs = [(seconds(*hello), seconds(*altto)) for _ in range(_RUNS)]
    typer, answer = (statistics.median(each) for each in zip(*pairs, strict=True))
    print(
        f"Typer alone {typer * 1e3:.0f} ms, answer {answer * 1e3:.0f} ms: "
        f"{answer / typer:.2f} times"
    )


main()
