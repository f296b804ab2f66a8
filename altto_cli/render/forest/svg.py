"""A forest plot as SVG: real text in fonts that are everywhere, nothing from outside."""

from altto_cli.render.forest import sheet, words
from altto_cli.render.forest.advance import shown
from altto_cli.render.forest.align import Blank
from altto_cli.render.forest.axis import Axis, axis, span
from altto_cli.render.forest.layout import Block, Metrics, layout, natural_width
from altto_cli.render.forest.sheet import FAINT, INK, RULE, escaped, number
from altto_cli.view.page import Page
from altto_cli.view.plot import Plot

FONTS = "Arial, Helvetica, 'Liberation Sans', 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"
_USUAL = (760.0, 1280.0)
_MARGIN = 24.0
_LINE, _SMALL_LINE = 17.0, 15.0
_ROW_PAD = 7.0
_BOX = 9.0
_BAND, _MARK = "#f3f5f7", "#0b4f82"


def svg(page: Page, width: float | None = None) -> str:
    """The page as an SVG document, `width` user units wide or as wide as suits it."""
    return _Drawing(page, width).document()


_METRICS = Metrics(
    measure=sheet.body,
    blank=Blank("\u2007", "\u2008"),
    gap=18.0,
    wished=230.0,
    least=150.0,
    label=120.0,
    step=2.0,
    tallest=(2, 4),
    clean=shown,
)


class _Drawing(sheet.Sheet):
    def __init__(self, page: Page, width: float | None) -> None:
        super().__init__(_MARGIN)
        self.page = page
        self.plot = next(table for table in page.tables if isinstance(table, Plot))
        marks = {row.name: words.marks(page, row, sheet.mark) for row in self.plot.drawn()}
        natural = natural_width(self.plot, marks, _METRICS) + 70 + 2 * _MARGIN
        self.width = width or round(min(max(natural, _USUAL[0]), _USUAL[1]))
        self.room = self.width - 2 * _MARGIN
        self.laid_out = layout(self.plot, self.room, marks, _METRICS)
        self.scale = self._axis()
        #: From where to where no words stand in the way of the line at 1.
        self.free: list[tuple[float, float]] = []

    def _axis(self) -> Axis:
        intervals = (row.interval for row in self.plot.rows() if row.interval)
        return axis(intervals, self.laid_out.plot_width, sheet.small, 10)

    def document(self) -> str:
        self._title()
        self._table()
        self._listed()
        self._notes()
        self._caption()
        height = round(self.y + _MARGIN - _SMALL_LINE / 2)
        size = f'width="{number(self.width)}" height="{height}"'
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
            f'viewBox="0 0 {number(self.width)} {height}" role="img" '
            f'aria-labelledby="forest-title forest-desc" font-family="{FONTS}" '
            f'font-size="{number(sheet.BODY)}" fill="{INK}">',
            f'<title id="forest-title">{escaped(self.page.title)}</title>',
            f'<desc id="forest-desc">{escaped(self._description())}</desc>',
            f'<rect width="{number(self.width)}" height="{height}" fill="#ffffff"/>',
        )
        return "\n".join([*head, *self.out, "</svg>", ""])

    def _description(self) -> str:
        strong = self.plot.strong
        rows = [f"{row.name}: {' '.join(row.cells[strong])}" for row in self.plot.drawn()]
        return (
            f"Forest plot of {len(rows)} ratios on a logarithmic axis with a line at 1; "
            f"below 1 {self.plot.below}, above 1 {self.plot.above}. {'. '.join(rows)}."
        )

    def _rule(self, stroke: str = INK) -> None:
        self.line("rule", _MARGIN, self.y, self.width - _MARGIN, self.y, stroke=stroke)

    def _title(self) -> None:
        style = f'font-size="{number(sheet.TITLE)}" font-weight="bold"'
        for line in words.wrapped(shown(self.page.title), self.room, sheet.large):
            self.y += sheet.TITLE
            self.text(_MARGIN, line, style)
            self.y += 5
        for line in words.wrapped(shown(self.page.aside), self.room, sheet.body):
            self.y += sheet.BODY
            self.text(_MARGIN, line, f'fill="{FAINT}"')
            self.y += 4
        self.y += 10

    def _table(self) -> None:
        self._headers()
        before = len(self.out)
        for heading, blocks in self.laid_out.sections:
            top = self.y
            self._heading(heading)
            if _MARGIN + sheet.bold(heading) < self._x(self.scale.at(1)):
                self.free.append((top, self.y))
            for i, block in enumerate(blocks):
                self._block(block, banded=bool(i % 2))
        self.y += 4
        self._line_at_one(before)
        self._scale()

    def _headers(self) -> None:
        height = max((len(header) for header in self.laid_out.headers), default=0)
        if not height:
            return
        top = self.y
        for left, header in zip(self.laid_out.left, self.laid_out.headers, strict=True):
            for i, line in enumerate(header):
                self.y = top + (height - len(header) + i + 1) * (_LINE - 2)
                self.text(_MARGIN + left, line, f'fill="{FAINT}"')
        self.y = top + height * (_LINE - 2) + 7
        self._rule()
        self.y += 3

    def _heading(self, heading: str) -> None:
        if not heading:
            return
        self.y += 5
        for line in words.wrapped(heading, self.room, sheet.bold):
            self.y += _LINE
            self.text(_MARGIN, line, 'font-weight="bold"')
        self.y += 6

    def _block(self, block: Block, *, banded: bool) -> None:
        height = (len(block.across) + block.lines) * _LINE + _ROW_PAD
        if banded:
            self.out.append(
                f'<rect class="band" x="{number(_MARGIN)}" y="{number(self.y)}" '
                f'width="{number(self.room)}" height="{number(height)}" fill="{_BAND}"/>'
            )
        top = self.y
        for i, line in enumerate(block.across):
            self.y = top + self._baseline(i)
            self.text(_MARGIN, line)
        first = len(block.across)
        for left, cell in zip(self.laid_out.left, block.cells, strict=True):
            for i, line in enumerate(cell):
                self.y = top + self._baseline(first + i)
                self.text(_MARGIN + left, line)
        self.y = top + height
        self.free.append((top + (first * _LINE + _ROW_PAD / 2 if first else 0), self.y))
        self._mark(block, top + self._baseline(first) - 4.5)

    def _baseline(self, line: int) -> float:
        return _ROW_PAD / 2 + line * _LINE + 13

    def _x(self, share: float) -> float:
        return _MARGIN + self.laid_out.plot_left + share * self.laid_out.plot_width

    def _mark(self, block: Block, y: float) -> None:
        assert block.row.interval
        drawn = span(self.scale, block.row.interval)
        if drawn.low is not None and drawn.high is not None:
            self._whisker(drawn.low, drawn.high, drawn.leaves_low, drawn.leaves_high, y)
        x, half = self._x(drawn.estimate), _BOX / 2
        fill = "#ffffff" if block.row.derived else _MARK
        if drawn.low is None:
            shape = f'<circle class="point" cx="{number(x)}" cy="{number(y)}" r="{half}"'
        else:
            corner = f'x="{number(x - half)}" y="{number(y - half)}"'
            shape = f'<rect class="box" {corner} width="{_BOX:g}" height="{_BOX:g}"'
        self.out.append(f'{shape} fill="{fill}" stroke="{_MARK}" stroke-width="1.5"/>')

    def _whisker(
        self, low: float, high: float, leaves_low: bool, leaves_high: bool, y: float
    ) -> None:
        left, right = self._x(low), self._x(high)
        self.line("whisker", left, y, right, y, stroke=_MARK, width=1.5)
        for x, leaves, inward in ((left, leaves_low, 1), (right, leaves_high, -1)):
            if leaves:
                points = ((x + 7 * inward, y - 4), (x, y), (x + 7 * inward, y + 4))
                where = " ".join(f"{number(a)},{number(b)}" for a, b in points)
                self.out.append(f'<polygon class="arrow" points="{where}" fill="{_MARK}"/>')
            elif left < right or not (leaves_low or leaves_high):
                self.line("cap", x, y - 3.5, x, y + 3.5, stroke=_MARK, width=1.5)

    def _line_at_one(self, before: int) -> None:
        """The line at 1: above the bands, beneath all else that was drawn after `before`."""
        drawn, self.out = self.out[before:], self.out[:before]
        self.out += [each for each in drawn if each.startswith('<rect class="band"')]
        x = self._x(self.scale.at(1))
        ends = [*self.free[1:], None]
        top = self.free[0][0]
        for (_, bottom), following in zip(self.free, ends, strict=True):
            if following is None or following[0] - bottom > 1:
                self.line("one", x, top, x, bottom if following else self.y, stroke=RULE)
                top = following[0] if following else top
        self.out += [each for each in drawn if not each.startswith('<rect class="band"')]

    def _scale(self) -> None:
        """The axis with its ticks and what either side of 1 means."""
        top = self.y
        self.line("axis", self._x(0), top, self._x(1), top)
        for label in self.scale.ticks:
            x = self._x(self.scale.at(float(label)))
            self.line("tick", x, top, x, top + (7 if label == "1" else 5))
            self.y = top + 19
            self.text(x, label, f'font-size="{number(sheet.SMALL)}" text-anchor="middle"')
        self._directions(top + 22)
        self.y += 8

    def _directions(self, top: float) -> None:
        one = self._x(self.scale.at(1))
        below, above = shown(f"← {self.plot.below}"), shown(f"{self.plot.above} →")
        lefts, rights = words.beside(
            below, one - 8 - _MARGIN, above, self.width - _MARGIN - one - 8, sheet.small
        )
        bottom = top
        for lines, x, anchor in ((lefts, one - 8, "end"), (rights, one + 8, "start")):
            self.y = top
            for line in lines:
                self.y += _SMALL_LINE
                style = f'font-size="{number(sheet.SMALL)}" text-anchor="{anchor}" fill="{FAINT}"'
                self.text(x, line, style)
            bottom = max(bottom, self.y)
        self.y = bottom

    def _listed(self) -> None:
        for heading, lines in words.listed(self.page, sheet.mark):
            self._heading(shown(heading))
            self.y -= 4
            for line in lines:
                self._paragraph("", line, INK)

    def _notes(self) -> None:
        self.y += 12
        self._rule(RULE)
        self.y += 5
        numbered = words.marked(self.page)
        for note in self.page.notes:
            mark = str(numbered.index(note) + 1) if note.rows else ""
            self._paragraph(mark, note.words, INK)

    def _caption(self) -> None:
        self.y += 5
        key = words.key(
            self.plot, self.scale, derived="hollow sign", bare="round sign", leaves="arrow"
        )
        for label, text in (*self.page.foot, *((("Signs", key),) if key else ())):
            self._paragraph("", f"{label}: {text}", FAINT)

    def _paragraph(self, mark: str, text: str, fill: str) -> None:
        indent = 20.0 if mark else 0.0
        style = f'font-size="{number(sheet.SMALL)}" fill="{fill}"'
        for i, line in enumerate(words.wrapped(shown(text), self.room - indent, sheet.small)):
            self.y += _SMALL_LINE
            if mark and not i:
                self.text(_MARGIN + 14, mark, f'{style} text-anchor="end"')
            self.text(_MARGIN + indent, line, style)
        self.y += 1
