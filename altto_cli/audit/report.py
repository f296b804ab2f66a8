"""All that an audit finds: each ratio of each document with its place, verdict and matches."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from altto_cli.audit.inputs import passages
from altto_cli.audit.matching import Evidence, Match, is_slip
from altto_cli.audit.passages import Spot
from altto_cli.audit.reader import Reader
from altto_cli.audit.reading import Reading
from altto_cli.audit.verdicts import Finding, Verdict, judged
from altto_cli.signs import one_line

#: How much of a text is shown.
_LONGEST_TEXT = 200
#: How much text before a ratio may say what it is of.
_CONTEXT = 250


class Row(NamedTuple):
    """One ratio of a document."""

    file: str
    spot: Spot
    text: str
    reading: Reading
    verdict: Verdict
    findings: tuple[Finding, ...]
    recomputed: Mapping[str, Any] | None
    matches: tuple[Match, ...]


def rows(file: str, evidence: Evidence) -> list[Row]:
    """Every ratio with an interval in a file; `UnreadableError` where it cannot be read."""
    reader, found = Reader(), []
    for passage in passages(file):
        last = 0
        for reading in reader.read(passage):
            judgement = judged(reading)
            before = passage.text[max(last, reading.start - _CONTEXT) : reading.start]
            after = passage.text[reading.end : reading.end + _CONTEXT]
            last = reading.end
            text = one_line(passage.text[reading.start : reading.end])
            text += _closing(text, passage.text[reading.end : reading.end + 3])
            found.append(
                Row(
                    file,
                    passage.spot(reading.start),
                    text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…",
                    reading,
                    *judgement,
                    tuple(evidence.matches(reading, before, after)),
                )
            )
    return list(with_contradictions(found))


def _closing(text: str, after: str) -> str:
    """The brackets that a text leaves open and that close right behind it."""
    closing = ""
    for opening, close in ("()", "[]"):
        if text.count(opening) > text.count(close) and after[:1] == close:
            closing = close
    return closing


def with_contradictions(found: list[Row]) -> Iterator[Row]:
    """The rows, those that nearly repeat an earlier one with a finding that says what differs.

    Two of three figures equal and the third a slip away, or all three equal with another P.
    """
    seen: dict[tuple[str, int, str, str], Row] = {}
    for row in found:
        reading = row.reading
        if reading.unread:
            yield row
            continue
        figures = (reading.estimate or "", reading.low or "", reading.high or "")
        said = None
        for place in range(3):
            one, other = (figure for at, figure in enumerate(figures) if at != place)
            key = (reading.measure, place, one, other)
            earlier = seen.get(key)
            if earlier and said is None:
                said = _contradiction(earlier, reading, place)
            seen.setdefault(key, row)
        if said:
            found_here = Finding("contradiction", said, row.verdict)
            row = row._replace(findings=(*row.findings, found_here))
        yield row


def _contradiction(earlier: Row, reading: Reading, place: int) -> str | None:
    other = earlier.reading
    names = ("the estimate", "the lower limit", "the upper limit")
    here, there = reading[3 + place], other[3 + place]
    where = _where(earlier.spot)
    if here != there:
        slip = is_slip(here, there)
        return f"{names[place].capitalize()} is {there} {where}, {here} here." if slip else None
    if reading.p and other.p and reading.p.kind == other.p.kind and reading.p.text != other.p.text:
        return f"P is {other.p.text} {where}, {reading.p.text} here."
    return None


def _where(spot: Spot) -> str:
    if spot.line is not None:
        return f"in line {spot.line}"
    if spot.page is not None:
        return f"on page {spot.page}"
    return f"in paragraph {spot.paragraph}"
