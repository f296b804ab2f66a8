"""How fast the audit reads: megabytes a second against the size of a text.

    python tests/benchmarks/audit.py

Three invented texts: prose with a ratio every 20 sentences, prose with one in each, and a hostile
one. Time grows in step with size where the last column stays the same.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from altto_cli.audit.passages import passage
from altto_cli.audit.reader import Reader

PROSE = (
    "Between January 2007 and July 2011, 8,381 patients were enrolled (median age, 52 years; "
    "range, 24–81), of whom 2,651 had hormone receptor–positive disease. "
)
RATIO = "DFS was longer (hazard ratio [HR], 0.77; 95% CI, 0.61-0.97; P = .026). "
TEXTS = {
    "sparse": PROSE * 20 + RATIO + "\n\n",
    "dense": PROSE + RATIO + "\n\n",
    "hostile": "HR 1-2 (((( 0.5 (95% CI 0." + "1" * 60 + " ",
}


def seconds(text: str) -> float:
    """The processor time of reading a text."""
    start, reader, size = time.process_time(), Reader(), 1 << 18
    for at in range(0, len(text), size):
        for _ in reader.read(passage(text[at : at + size], 1)):
            pass
    return time.process_time() - start


for name, unit in TEXTS.items():
    for megabytes in (1, 2, 5, 10):
        text = unit * (megabytes * 1_000_000 // len(unit))
        took = seconds(text)
        print(f"{name:8} {megabytes:3} MB  {took:6.2f} s  {len(text) / 1e6 / took:6.1f} MB/s")
