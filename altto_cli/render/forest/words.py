"""Text broken into lines, and the marks that tie rows to their notes."""

from collections.abc import Callable, Iterator, Sequence

from altto_cli.render.forest.axis import Axis, span
from altto_cli.view.page import Note, Page, Row
from altto_cli.view.plot import Plot

Measure = Callable[[str], float]
#: Between two marks, so that they stay on one line.
JOINED = "\u00a0"
#: What a sum of widths may differ from the width of the sum.
_ROUNDING = 1e-6


def wrapped(text: str, width: float, measure: Measure, at: str = " ") -> list[str]:
    """The lines of `text`, broken after `at`; a word wider than a line is cut."""
    if measure(text) <= width:
        return [text.rstrip()]
    lines, line, taken = [], "", 0.0
    between = measure(at)
    for word in _words(text, width, measure, at):
        room = measure(word)
        if line and taken + between + room > width + _ROUNDING:
            lines.append((line + at).rstrip())
            line, taken = word, room
        else:
            taken += between + room if line else room
            line = f"{line}{at}{word}" if line else word
    return [*lines, line.rstrip()]


def balanced(text: str, width: float, measure: Measure) -> list[str]:
    """The text in no more lines than `wrapped` has, with lines as even as they get."""
    lines = wrapped(text, width, measure)
    for narrower in _widths(text, measure):
        if narrower <= width and len(found := wrapped(text, narrower, measure)) == len(lines):
            return found
    return lines


def narrowest(text: str, lines: int, measure: Measure) -> float:
    """The least width at which the text takes no more than so many lines."""
    widths = _widths(text, measure)
    return next(width for width in widths if len(wrapped(text, width, measure)) <= lines)


def beside(
    left: str, left_room: float, right: str, right_room: float, measure: Measure
) -> tuple[list[str], list[str]]:
    """Two texts side by side, in the same number of lines as far as they can."""
    lefts, rights = wrapped(left, left_room, measure), wrapped(right, right_room, measure)
    lines = max(len(lefts), len(rights))
    if lines == 1:
        return lefts, rights
    return (
        wrapped(left, min(narrowest(left, lines, measure), left_room), measure),
        wrapped(right, min(narrowest(right, lines, measure), right_room), measure),
    )


def _widths(text: str, measure: Measure) -> list[float]:
    """The widths of all lines that the words of the text can make and that cut no word."""
    each = text.split(" ")
    runs = [each[i:j] for i in range(len(each)) for j in range(i + 1, len(each) + 1)]
    widths = sorted({measure(" ".join(run)) for run in runs})
    return widths[widths.index(max(map(measure, each))) :]


def _words(text: str, width: float, measure: Measure, at: str) -> Iterator[str]:
    for word in text.split(at):
        start = 0
        if measure(word) > width:
            for end in range(1, len(word)):
                if measure(word[start : end + 1]) > width:
                    yield word[start:end]
                    start = end
        yield word[start:]


def longest_word(texts: Sequence[str], measure: Measure, at: str = " ") -> float:
    """The width of the widest word in the texts."""
    return max((measure(word) for text in texts for word in text.split(at)), default=0)


def marked(page: Page) -> list[Note]:
    """The notes that belong to some rows, in the order of their numbers."""
    return [note for note in page.notes if note.rows]


def marks(page: Page, row: Row, mark: Callable[[int], str]) -> str:
    """The marks of the notes that belong to the row, after a space and not to be parted."""
    numbered = enumerate(marked(page), 1)
    said = JOINED.join(mark(number) for number, note in numbered if row.name in note.rows)
    return said and f" {said}"


def listed(page: Page, mark: Callable[[int], str] | None) -> list[tuple[str, list[str]]]:
    """The rows that are not drawn, in words under their headings, marked where notes follow."""
    said = []
    for table in page.tables:
        for section in table.sections:
            rows = [row for row in section.rows if not row.interval]
            if rows:
                said.append((section.heading, [_listed(page, row, mark) for row in rows]))
    return said


def _listed(page: Page, row: Row, mark: Callable[[int], str] | None) -> str:
    said = f"{row.name}: {row.statement}"
    return said + marks(page, row, mark) if mark else said


def key(plot: Plot, scale: Axis, *, derived: str, bare: str, leaves: str) -> str:
    """What the unusual signs that occur in the plot mean; empty where there are none."""
    spans = [(row, span(scale, row.interval)) for row in plot.rows() if row.interval]
    said = []
    if any(row.derived for row, _ in spans):
        said.append(f"{derived}: derived")
    if any(drawn.low is None for _, drawn in spans):
        said.append(f"{bare}: interval not reported")
    if any(drawn.leaves_low or drawn.leaves_high for _, drawn in spans):
        said.append(f"{leaves}: the interval goes on beyond the axis")
    return "; ".join(said)
