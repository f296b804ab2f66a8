"""A forest plot in characters, for a terminal and for a fenced block of Markdown."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from altto_cli.render.forest import words
from altto_cli.render.forest.advance import columns, shown
from altto_cli.render.forest.align import Blank
from altto_cli.render.forest.axis import Axis, Span, axis, span
from altto_cli.render.forest.layout import Block, Layout, Metrics, layout
from altto_cli.view.page import Page
from altto_cli.view.plot import Plot

_INDENT = 2
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
#: Notes are read more easily in lines of moderate length.
_LONGEST_LINE = 110


class Signs(NamedTuple):
    """The characters of a drawing, and how words are shown beside them."""

    box: str
    hollow: str
    point: str
    hollow_point: str
    line: str
    cap_low: str
    cap_high: str
    leaves_low: str
    leaves_high: str
    one: str
    crossing: str
    tick: str
    tick_one: str
    left: str
    right: str
    mark: Callable[[int], str]
    clean: Callable[[str], str]


UNICODE = Signs(
    *("■", "□", "●", "○", "─", "├", "┤", "◄", "►", "│", "┼", "┬", "┴", "←", "→"),
    lambda number: str(number).translate(_SUPERSCRIPTS),
    shown,
)


def ascii_signs(in_ascii: Callable[[str], str]) -> Signs:
    """The signs for an output that has no others; `in_ascii` turns words into them."""
    return Signs(
        *("#", "O", "o", "Q", "-", "[", "]", "<", ">", "|", "+", "+", "+", "<-", "->"),
        lambda number: f"[{number}]",
        lambda text: in_ascii(shown(text)),
    )


def terminal(page: Page, width: int, *, signs: Signs = UNICODE, color: bool = False) -> str:
    """The whole page: title, plot, notes and caption."""
    return "".join(f"{line}\n" for line in _Drawing(page, width, signs, color).page_lines())


def fenced(page: Page, width: int, *, signs: Signs = UNICODE) -> str:
    """The plot with its caption, but without the notes, which stand above it as bullets."""
    return "".join(f"{line}\n" for line in _Drawing(page, width, signs, False).plot_lines())


class _Drawing:
    def __init__(self, page: Page, width: int, signs: Signs, color: bool) -> None:
        self.page, self.width, self.signs, self.color = page, width, signs, color
        self.plot = next(table for table in page.tables if isinstance(table, Plot))

    def page_lines(self) -> Iterator[str]:
        yield from self._title()
        yield ""
        laid_out = self._laid_out(marked=True)
        yield from self._drawn(laid_out)
        yield from self._listed(marked=True)
        yield ""
        for note in self.page.notes:
            number = words.marked(self.page).index(note) + 1 if note.rows else 0
            yield from self._paragraph(self.signs.mark(number) if number else "", note.words)
        yield from self._caption(laid_out)

    def plot_lines(self) -> Iterator[str]:
        yield from self._title()
        yield ""
        laid_out = self._laid_out(marked=False)
        yield from self._drawn(laid_out)
        yield from self._listed(marked=False)
        yield from self._caption(laid_out)

    def _laid_out(self, *, marked: bool) -> Layout:
        marks = {
            row.name: words.marks(self.page, row, self.signs.mark) if marked else ""
            for row in self.plot.drawn()
        }
        metrics = Metrics(
            measure=columns,
            blank=Blank(" ", " "),
            gap=2,
            wished=26,
            least=14,
            label=18,
            step=1,
            tallest=(2, 3),
            clean=self.signs.clean,
        )
        return layout(self.plot, self.width - _INDENT, marks, metrics)

    def _styled(self, code: int, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and text else text

    def _title(self) -> Iterator[str]:
        title, aside = self.signs.clean(self.page.title), self.signs.clean(self.page.aside)
        room = min(self.width, _LONGEST_LINE) - columns(title) - columns(aside)
        if room >= 3:
            yield (self._styled(1, title) + " " * room + self._styled(2, aside)).rstrip()
            return
        for line in words.wrapped(title, self.width, columns):
            yield self._styled(1, line)
        for line in words.wrapped(aside, self.width, columns):
            yield self._styled(2, line)

    def _scale(self, laid_out: Layout) -> Axis:
        intervals = (row.interval for row in self.plot.rows() if row.interval)
        return axis(intervals, round(laid_out.plot_width) - 1, columns, 2)

    def _drawn(self, laid_out: Layout) -> Iterator[str]:
        scale = self._scale(laid_out)
        yield from self._headers(laid_out)
        for i, (heading, blocks) in enumerate(laid_out.sections):
            if heading:
                if i:
                    yield self._line_at_one(laid_out, scale)
                for line in words.wrapped(heading, self.width, columns):
                    yield self._styled(1, line)
            for block in blocks:
                yield from self._block(laid_out, scale, block)
        yield from self._axis(laid_out, scale)

    def _headers(self, laid_out: Layout) -> Iterator[str]:
        height = max((len(header) for header in laid_out.headers), default=0)
        for i in range(height):
            cells = []
            for left, header in zip(laid_out.left, laid_out.headers, strict=True):
                from_bottom = i - (height - len(header))
                cells.append((left, header[from_bottom] if from_bottom >= 0 else ""))
            yield self._styled(2, _joined(cells))

    def _block(self, laid_out: Layout, scale: Axis, block: Block) -> Iterator[str]:
        for line in block.across:
            yield _joined([(0, line)])
        assert block.row.interval
        drawn = self._whisker(span(scale, block.row.interval), scale, laid_out, block.row.derived)
        empty = self._empty(laid_out, scale)
        for i in range(block.lines):
            cells = [
                (left, cell[i] if i < len(cell) else "")
                for left, cell in zip(laid_out.left, block.cells, strict=True)
            ]
            yield _joined([*cells, (laid_out.plot_left, empty if i else drawn)])

    def _place(self, laid_out: Layout, share: float) -> int:
        return int(share * (round(laid_out.plot_width) - 1) + 0.5)

    def _empty(self, laid_out: Layout, scale: Axis) -> str:
        return " " * self._place(laid_out, scale.at(1)) + self.signs.one

    def _line_at_one(self, laid_out: Layout, scale: Axis) -> str:
        return _joined([(laid_out.plot_left, self._empty(laid_out, scale))])

    def _whisker(self, drawn: Span, scale: Axis, laid_out: Layout, derived: bool) -> str:
        signs = self.signs
        line = [" "] * round(laid_out.plot_width)
        one = self._place(laid_out, scale.at(1))
        line[one] = signs.one
        if drawn.low is not None and drawn.high is not None:
            low, high = self._place(laid_out, drawn.low), self._place(laid_out, drawn.high)
            for i in range(low, high + 1):
                line[i] = signs.crossing if i == one else signs.line
            line[low], line[high] = signs.cap_low, signs.cap_high
            # Where both ends lie beyond the axis the arrow stands over the other's cap.
            if drawn.leaves_low:
                line[low] = signs.leaves_low
            if drawn.leaves_high:
                line[high] = signs.leaves_high
            box = signs.hollow if derived else signs.box
        else:
            box = signs.hollow_point if derived else signs.point
        line[self._place(laid_out, drawn.estimate)] = box
        return "".join(line).rstrip()

    def _axis(self, laid_out: Layout, scale: Axis) -> Iterator[str]:
        room = round(laid_out.plot_width)
        line, labels = [self.signs.line] * room, [" "] * (room + 8)
        for label in scale.ticks:
            place = self._place(laid_out, scale.at(float(label)))
            line[place] = self.signs.tick_one if label == "1" else self.signs.tick
            start = max(0, min(place - (len(label) - 1) // 2, room - len(label)))
            labels[start : start + len(label)] = label
        yield _joined([(laid_out.plot_left, "".join(line))])
        yield _joined([(laid_out.plot_left, "".join(labels).rstrip())])
        yield from self._directions(laid_out, self._place(laid_out, scale.at(1)))

    def _directions(self, laid_out: Layout, one: int) -> Iterator[str]:
        """The words under the axis, either side of 1, in as many lines as they need."""
        middle = round(laid_out.plot_left) + one
        below = f"{self.signs.left} {self.signs.clean(self.plot.below)}"
        above = f"{self.signs.clean(self.plot.above)} {self.signs.right}"
        lefts, rights = words.beside(
            below, max(middle - 1, 1), above, max(self.width - _INDENT - middle - 2, 1), columns
        )
        for i in range(max(len(lefts), len(rights))):
            left = lefts[i] if i < len(lefts) else ""
            right = rights[i] if i < len(rights) else ""
            yield _joined([(middle - 1 - columns(left), left), (middle + 2, right)])

    def _listed(self, *, marked: bool) -> Iterator[str]:
        for heading, lines in words.listed(self.page, self.signs.mark if marked else None):
            yield ""
            yield self._styled(1, self.signs.clean(heading))
            for line in lines:
                yield from self._paragraph("", line)

    def _caption(self, laid_out: Layout) -> Iterator[str]:
        yield ""
        signs = self.signs
        key = words.key(
            self.plot,
            self._scale(laid_out),
            derived=signs.hollow,
            bare=signs.point,
            leaves=f"{signs.leaves_low} {signs.leaves_high}",
        )
        for label, text in (*self.page.foot, *((("Signs", key),) if key else ())):
            for line in self._paragraph("", f"{label}: {text}"):
                yield self._styled(2, line)

    def _paragraph(self, mark: str, text: str) -> Iterator[str]:
        indent = " " * (_INDENT + (len(mark) + 1 if mark else 0))
        room = min(self.width, _LONGEST_LINE) - len(indent)
        for i, line in enumerate(words.wrapped(self.signs.clean(text), room, columns)):
            lead = f"{' ' * _INDENT}{mark} " if mark and not i else indent
            yield (lead + line).replace(words.JOINED, " ")


def _joined(cells: list[tuple[float, str]]) -> str:
    """The texts, each at its column, after the indent."""
    line = ""
    for left, text in sorted((round(left), text) for left, text in cells):
        if text:
            line += " " * (_INDENT + left - columns(line)) + text
    return line.replace(words.JOINED, " ").rstrip()
