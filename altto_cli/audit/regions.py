"""Where in a text ratios with intervals may stand, so that only little of it need be read.

A paragraph counts when it has a range of figures and a measure; of a paragraph, what lies around
its ranges. Both are found by patterns that cannot run long; most of a text is passed over.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from altto_cli.audit.tokens import POINTS

#: How far before a range its measure may stand, what is read before that, and behind the range.
_BEFORE, _MARGIN, _BEHIND = 700, 90, 200
_SPACE = r"[ \t\u00a0\u2000-\u200a\u202f]{0,3}"
_DASHES = r"[-‐‑‒–—―−⁃~∼÷\ufffd\ufffe?…]"

Span = tuple[int, int]


@cache
def _range() -> re.Pattern[str]:
    comma = rf"[,;](?=\s|[.{POINTS}]|\d+[.{POINTS}])"
    return re.compile(
        rf"\d%?{_SPACE}\n?{_SPACE}"
        rf"(?:{_DASHES}|--|\.\.|â€[“”–—]|\b(?:to|and|through)\b|{comma})"
        rf"-?{_SPACE}\n?{_SPACE}(?:[.{POINTS}]?\d|N[RE]|∞|inf|not\b)"
    )


@cache
def _measures() -> list[re.Pattern[str]]:
    """Patterns that begin with letters, so that each is sought at the speed of a plain search."""
    words = [r"atios?(?![a-z])", "RATIO", r"elative(?=[\s-])", r"H\.R\.", r"O\.R\.", r"R\.R\."]
    short = [rf"{letters}(?![A-Z])(?<![A-Z][A-Z]{letters})" for letters in ("HR", "OR", "RR")]
    return [re.compile(pattern) for pattern in (*words, *short)]


def measures(text: str) -> list[int]:
    """Where a measure may be named, in order; not all of them are one."""
    return sorted(match.start() for pattern in _measures() for match in pattern.finditer(text))


def paragraphs(text: str, start: int, stop: int) -> Iterator[Span]:
    """Start and end of each paragraph: what stands between empty lines."""
    while start < stop:
        end = text.find("\n\n", start, stop)
        end = stop if end < 0 else end
        if end > start:
            yield start, end
        start = end + 2


def regions(
    text: str, begin: int, stop: int, named: list[int], headed: bool = False
) -> Iterator[list[Span]]:
    """What to read, paragraph by paragraph: around its ranges, from the measure before them.

    `named` is where measures may stand. `headed` where one stands above the text, in the header of
    a table.
    """
    for start, end in paragraphs(text, begin, stop):
        first, last = bisect_left(named, start), bisect_left(named, end)
        if first < last or headed:
            spans = _spans(text, start, end, named[first:last], headed)
            if spans:
                yield spans


def _spans(text: str, start: int, end: int, named: list[int], headed: bool) -> list[Span]:
    found: list[Span] = []
    for match in _range().finditer(text, start, end):
        at = match.start()
        low, high = max(start, at - _BEFORE), min(end, match.end() + _BEHIND)
        place = bisect_left(named, at)
        reached = found and low <= found[-1][1]
        if place and named[place - 1] >= low:
            low = max(low, named[place - 1] - _MARGIN)
        elif reached:
            low = found[-1][1]
        elif place < len(named) and named[place] < high:
            low = max(start, at - _MARGIN)
        elif not headed:
            continue
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], high)
        else:
            found.append((low, high))
    return found
