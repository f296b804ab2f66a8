"""Where in a text ratios with intervals may stand, so that only little of it need be read.

A paragraph counts when it has a range of figures and a measure; of a paragraph, what lies around
its ranges. Both are found by patterns that cannot run long; most of a text is passed over.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from altto_cli.audit.figures import DASHES, POINTS

#: How far before a range its measure may stand, what is read before that, and behind the range.
_BEFORE, _MARGIN, _BEHIND = 700, 90, 200
#: How far behind a range its measure may stand: "(95% CI 1.1–1.9; OR 1.4)".
_AHEAD = 30
#: No range is longer, its blanks and line breaks counted.
_LONGEST_RANGE = 60
_SPACE = r"[ \t\u00a0\u2000-\u200a\u202f]{0,3}"
#: A line break, and what the next line is set in by.
_LINE = r"(?:\n[ \t\u00a0]{0,12})?"
_DASHES = f"[{DASHES}?…]"
#: Where a sentence surely ends; what stands behind says nothing of a range before.
_SENTENCE_END = re.compile(r"(?<=[a-z\d)\]%])(?<!vs)\.\s+[A-Z]")

#: What stands before the "atio" of a ratio that is said what it is of before.
_BARE = re.compile(r"(?:[\n;:,.(|]|\b[Tt]hese|\b[Tt]he) {0,3}[Rr]$")

Span = tuple[int, int]


@cache
def _range() -> re.Pattern[str]:
    comma = rf"[,;](?=\s|[.{POINTS}]|\d+[.{POINTS}])"
    return re.compile(
        rf"[0-9](?![0-9])%?{_SPACE}{_LINE}"
        rf"(?:{_DASHES}|--|\.\.|â€[“”–—]|\b(?:to|and|through|approximately)\b|{comma})"
        rf"-?{_SPACE}{_LINE}(?:[.{POINTS}]?[0-9]|N[RE]|∞|inf|not\b)"
    )


@cache
def _measures() -> list[re.Pattern[str]]:
    """Patterns that begin with letters, so that each is sought at the speed of a plain search."""
    own = r"(?<=[HOR]R)(?![A-Z])(?<![A-Z][A-Z].R)|(?<=aPR)"
    short = rf"R(?:ATIO|H(?!\w)(?<![A-Z]RH)|{own}|(?<=[HOR]\.R)\.)"
    relative = (
        r"elative(?=[\s-]{1,12}(?:\w{1,30}[\s-]{1,12}){0,2}(?:[Rr](?:isk|ate)|[Hh]azard|[Oo]dds))"
    )
    words = (r"atios?(?![a-z])", relative, r"dds(?!\w)", r"azard(?!\w)")
    return [re.compile(pattern) for pattern in (short, *words)]


def measures(text: str) -> list[int]:
    """Where a measure may be named, in order; not all of them are one."""
    return sorted(match.start() for pattern in _measures() for match in pattern.finditer(text))


def regions(
    text: str, begin: int, stop: int, named: list[int], headed: bool = False
) -> Iterator[list[Span]]:
    """What to read, paragraph by paragraph: around its ranges, from the measure before them.

    `named` is where measures may stand; a paragraph without one is passed over. `headed` where one
    stands above the text, in the header of a table.
    """
    start = begin
    while start < stop:
        first = bisect_left(named, start)
        if not headed:
            if first == len(named) or named[first] >= stop:
                return
            before = text.rfind("\n\n", start, named[first])
            start = start if before < 0 else before + 2
        end = text.find("\n\n", start, stop)
        end = stop if end < 0 else end
        spans = _spans(text, start, end, named[first : bisect_left(named, end)], headed)
        if spans:
            yield spans
        start = end + 2


def _sentence_start(text: str, start: int, place: int) -> int:
    """Where the sentence that a place is in surely starts, if behind `start`."""
    end = text.rfind(".", start, place)
    while end >= 0:
        if _SENTENCE_END.match(text, end):
            return end + 1
        end = text.rfind(".", start, end)
    return start


def _is_bare(text: str, place: int) -> bool:
    """Whether the word "ratio" stands without a word for its kind: "; Ratio (95% CI)"."""
    return bool(_BARE.search(text, max(place - 8, 0), place))


def _ranges(text: str, start: int, end: int, named: list[int]) -> Iterator[re.Match[str]]:
    """The ranges so near behind a measure, or a range that is, that they may be its own."""
    at = until = start
    for measure in named:
        at = max(at, measure - _AHEAD)
        until = max(until, measure + _BEFORE)
        while match := _range().search(text, at, min(until + _LONGEST_RANGE, end)):
            at = match.end()
            until = at + _BEHIND + _BEFORE
            yield match
        at = max(at, until)


def _spans(text: str, start: int, end: int, named: list[int], headed: bool) -> list[Span]:
    found: list[Span] = []
    reach = start
    for match in (
        _range().finditer(text, start, end) if headed else _ranges(text, start, end, named)
    ):
        at, before = match.start(), bisect_left(named, match.start())
        if before > 1 and named[before - 2] >= at - _BEFORE and _is_bare(text, named[before - 1]):
            before -= 1
        if before and named[before - 1] >= at - _BEFORE:
            low = _sentence_start(text, max(start, named[before - 1] - _MARGIN), named[before - 1])
        elif found and at - _BEFORE <= reach:
            low = found[-1][1]
        elif before < len(named) and named[before] < match.end() + _AHEAD:
            low = max(start, at - _MARGIN)
        elif headed:
            low = max(start, at - _BEFORE)
        else:
            continue
        reach = min(end, match.end() + _BEHIND)
        sentence = _SENTENCE_END.search(text, match.end(), reach)
        high = sentence.start() if sentence else reach
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return found
