"""How fast the audit reads: megabytes a second against the size of a text, beside a floor.

    python tests/benchmarks/audit.py

Invented texts: abstracts with a ratio in one of four, a report with a ratio every 900 characters,
prose with one in each sentence, a paragraph of ratios alone, and hostile ones. The floor only cuts
the same text into words and signs, in the same minute, as machines and what else runs on them
differ. Time grows in step with size where the speed stays the same; the last column is the most
memory that was in use.
"""

import io
import re
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from altto_cli.audit.inputs import plain
from altto_cli.audit.reader import Reader

PROSE = (
    "Between January 2007 and July 2011, 8,381 patients were enrolled (median age, 52 years; "
    "range, 24–81), of whom 2,651 had hormone receptor–positive disease. "
)
RATIO = "DFS was longer (hazard ratio [HR], 0.{}; 95% CI, 0.61-0.97; P = .0{}). "
TEXTS = {
    "abstracts": [PROSE * 9 + "\n\n"] * 3 + [PROSE * 8 + RATIO + "\n\n"],
    "report": [PROSE * 5 + "\n" + RATIO + "\n\n"],
    "dense": [PROSE + RATIO + "\n\n"],
    "paragraph": [RATIO],
    "headers": ["HR | CI | P\n"],
    "brackets": ["HR 1-2 " + "(" * 1_000_000],
    "digits": ["HR 0.5 (95% CI 0." + "1" * 1_000_000],
    "hostile": ["HR 1-2 (((( 0.5 (95% CI 0." + "1" * 60 + " "],
}


def written(units: list[str], megabytes: int) -> str:
    """A text of this size, with other figures in each of its ratios."""
    parts: list[str] = []
    size = number = 0
    while size < megabytes * 1_000_000:
        part = units[number % len(units)].format(61 + number % 36, 1 + number % 9)
        parts.append(part)
        size, number = size + len(part), number + 1
    return "".join(parts)[: megabytes * 1_000_000]


def audit(text: str) -> None:
    """Read all ratios of a text, as the audit reads a file."""
    reader = Reader()
    for passage in plain.passages(io.BufferedReader(io.BytesIO(text.encode())), "-"):
        for _ in reader.read(passage):
            pass


def floor(text: str) -> None:
    """Cut a text into words and signs."""
    for _ in re.finditer(r"\w+|[^\w\s]", text):
        pass


def speed(act: Callable[[str], None], text: str) -> float:
    """Megabytes a second of processor time, the best of three."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        act(text)
        best = min(best, time.process_time() - start)
    return len(text) / 1e6 / best


def memory(text: str) -> float:
    """The most megabytes in use while a text is read, the text itself left out."""
    tracemalloc.start()
    audit(text)
    peak = tracemalloc.get_traced_memory()[1] - len(text.encode())
    tracemalloc.stop()
    return peak / 1e6


for name, units in TEXTS.items():
    for megabytes in (1, 3, 10):
        text = written(units, megabytes)
        reads, cuts = speed(audit, text), speed(floor, text)
        held = f"{memory(text):5.1f} MB held" if megabytes < 10 else ""
        print(
            f"{name:9} {megabytes:3} MB  {reads:6.1f} MB/s  floor {cuts:6.1f} MB/s  "
            f"{reads / cuts:5.2f} of it  {held}".rstrip()
        )
