"""A forest plot as SVG, for a slide: text in fonts that are everywhere, nothing from outside."""

from collections.abc import Iterator, Sequence

from altto_cli.render.forest.axis import axis, span
from altto_cli.render.forest.rows import Columns, key
from altto_cli.render.forest.sheet import (
    ACCENT,
    BAND,
    BODY,
    FAINT,
    INK,
    LEADING,
    MARGIN,
    RULE,
    SMALL,
    TITLE,
    Sheet,
    broken,
    escaped,
    measure,
    number,
)
from altto_cli.view.page import Hanging, Interval, Line, Page, Row, Table

FONTS = "Arial, Helvetica, 'Liberation Sans', 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"
WIDTH = 1080.0
_GAP, _INDENT, _ROW_PAD, _BOX = 20.0, 10.0, 8.0, 10.0
#: So many lines stand under the plot, above the source; of more, the kinds share lines.
_BENEATH = 9
#: The least width of the drawing, and of names beside it.
_LEAST, _LEAST_NAMES = 240.0, 200.0


def svg(page: Page, width: float | None = None) -> str:
    """The page as an SVG document, `width` user units wide."""
    return _Drawing(page, width or WIDTH).document()


class _Drawing(Sheet):
    """The page on its sheet: title and label, the plot, what must be read with it."""

    def __init__(self, page: Page, width: float) -> None:
        super().__init__(width)
        self.page = page
        self.table = next(table for table in page.tables if table.sides)
        self.columns = Columns(self.table)
        self.rows = [line for line in self.table.lines if isinstance(line, Row)]
        self.bands, self.ones = list[str](), list[str]()
        self._place_columns()

    def _place_columns(self) -> None:
        """The drawing between names and ratios, or under the names where there is little room."""
        ratios = [self.columns.ratio_header, *map(self.columns.ratio, self.rows)]
        ratio_width = max(measure(each, BODY, bold=True) for each in ratios)
        names = max(
            max(_INDENT + measure(self.columns.name(row), BODY) for row in self.rows),
            max(_INDENT * 2 + measure(self.columns.beneath(row), SMALL) for row in self.rows),
        )
        for_names = self.room - ratio_width - 2 * _GAP - _LEAST
        self.is_beside = for_names >= min(names, _LEAST_NAMES)
        self.names = min(names, for_names) if self.is_beside else self.room
        self.ratio_x = self.width - MARGIN - ratio_width
        self.left = MARGIN + (self.names + _GAP if self.is_beside else 0)
        self.right = self.ratio_x - _GAP
        intervals = (row.interval for row in self.rows if row.interval)
        self.axis = axis(intervals, self.right - self.left, lambda text: measure(text, SMALL), 8)
        self.one = self._x(self.axis.at(1))

    def document(self) -> str:
        self._head()
        self._plot()
        self._beneath()
        height = number(self.y + MARGIN)
        width = number(self.width)
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
                f'viewBox="0 0 {width} {height}" role="img" '
                'aria-labelledby="forest-title forest-desc" '
                f'font-family="{FONTS}" font-size="{number(BODY)}" fill="{INK}">',
                f'<title id="forest-title">{escaped(" · ".join(self.page.title))}</title>',
                f'<desc id="forest-desc">{escaped(self._description())}</desc>',
                f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
                *self.bands,
                *self.ones,
                *self.out,
                "</svg>",
                "",
            ]
        )

    def _description(self) -> str:
        assert self.table.sides
        drawn = [row for row in self.rows if row.interval]
        said = [f"{self.columns.name(row)}: {self.columns.ratio(row)}" for row in drawn]
        below, above = self.table.sides
        return (
            f"Forest plot of {len(drawn)} ratios on a logarithmic axis with a line at 1; "
            f"below 1 {below}, above it {above}. {'. '.join(said)}."
        )

    def _head(self) -> None:
        self.paragraph(" · ".join(self.page.title), TITLE, bold=True)
        for text in (" · ".join(self.page.label), *self.page.intro):
            self.paragraph(text, BODY, fill=FAINT)
        self.y += 12

    def _plot(self) -> None:
        lines = self.table.lines
        last = max(i for i, line in enumerate(lines) if isinstance(line, Row))
        self._headers()
        banded = False
        for line in lines[: last + 1]:
            if isinstance(line, Row):
                self._row(line, banded)
                banded = not banded
            else:
                self._across(line)
                banded = False
        self._scale()

    def _headers(self) -> None:
        self.down(SMALL)
        self.text(self.ratio_x, self.columns.ratio_header, SMALL, fill=FAINT)
        left = self.columns.beneath_header
        for line in broken(left, self.right - MARGIN, SMALL)[:1] if left else ():
            self.text(MARGIN, line, SMALL, fill=FAINT)
        self.y += 4
        self.out.append(self.line("rule", MARGIN, self.y, self.width - MARGIN, self.y))

    def _across(self, line: Line) -> None:
        """A heading or statement; the line at 1 goes on beside it where there is room."""
        top = self.y
        self.y += 6 if line.heading else 2
        for text in broken(line.words, self.room, BODY, bold=line.heading):
            self.down(BODY)
            self.text(MARGIN, text, bold=line.heading)
        used = measure(line.words, BODY, bold=line.heading)
        if self.is_beside and MARGIN + used < self.one - 4:
            self._one(top)

    def _one(self, top: float) -> None:
        """The line at 1 from here to `y`."""
        self.ones.append(self.line("one", self.one, top, self.one, self.y, stroke=RULE))

    def _row(self, row: Row, banded: bool) -> None:
        top = self.y
        self.y += _ROW_PAD / 2
        indent = MARGIN + _INDENT
        names = broken(self.columns.name(row), self.names - _INDENT, BODY)
        beneath = self.columns.beneath(row)
        small = broken(beneath, self.names - 2 * _INDENT, SMALL) if beneath else []
        first, *more = names if self.is_beside else [*names, ""]
        if not self.is_beside:
            for each in names:
                self.down(BODY)
                self.text(indent, each)
            first, more = "", []
        drawn_from = self.y if not self.is_beside else top
        self.down(BODY)
        middle = self.y - BODY * (LEADING - 0.66)
        if first:
            self.text(indent, first)
        self.text(self.ratio_x, self.columns.ratio(row), bold=True)
        if row.interval:
            self._interval(row.interval, row.derived, middle)
        for each in more:
            self.down(BODY)
            self.text(indent, each)
        drawn_to = self.y
        for each in small:
            self.down(SMALL)
            self.text(indent + _INDENT, each, SMALL, fill=FAINT)
        self.y += _ROW_PAD / 2
        if banded:
            self.bands.append(
                f'<rect class="band" x="{number(MARGIN)}" y="{number(top)}" '
                f'width="{number(self.room)}" height="{number(self.y - top)}" fill="{BAND}"/>'
            )
        bottom = self.y if self.is_beside else drawn_to
        self.ones.append(self.line("one", self.one, drawn_from, self.one, bottom, stroke=RULE))

    def _x(self, share: float) -> float:
        return self.left + share * (self.right - self.left)

    def _interval(self, interval: Interval, derived: bool, y: float) -> None:
        drawn = span(self.axis, interval)
        x, half = self._x(drawn.estimate), _BOX / 2
        if drawn.low is not None and drawn.high is not None:
            self._whisker(self._x(drawn.low), self._x(drawn.high), y)
            low, high = self._x(drawn.low), self._x(drawn.high)
            for end, leaves, inward in ((low, drawn.leaves_low, 1), (high, drawn.leaves_high, -1)):
                self._end(end, y, inward, leaves, bare=low == high)
            corner = f'x="{number(x - half)}" y="{number(y - half)}"'
            shape = f'<rect class="box" {corner} width="{number(_BOX)}" height="{number(_BOX)}"'
        else:
            where = f'cx="{number(x)}" cy="{number(y)}"'
            shape = f'<circle class="point" {where} r="{number(half)}"'
        fill = "#ffffff" if derived else ACCENT
        self.out.append(f'{shape} fill="{fill}" stroke="{ACCENT}" stroke-width="1.5"/>')

    def _whisker(self, left: float, right: float, y: float) -> None:
        self.out.append(self.line("whisker", left, y, right, y, stroke=ACCENT, width=1.5))

    def _end(self, x: float, y: float, inward: int, leaves: bool, *, bare: bool) -> None:
        """An arrow where the interval goes on beyond the axis, otherwise its cap."""
        if leaves:
            points = ((x + 8 * inward, y - 4.5), (x, y), (x + 8 * inward, y + 4.5))
            where = " ".join(f"{number(a)},{number(b)}" for a, b in points)
            self.out.append(f'<polygon class="arrow" points="{where}" fill="{ACCENT}"/>')
        elif not bare:
            self.out.append(self.line("cap", x, y - 4, x, y + 4, stroke=ACCENT, width=1.5))

    def _scale(self) -> None:
        """The axis with its ticks and what either side of 1 means."""
        top = self.y
        self.out.append(self.line("axis", self.left, top, self.right, top))
        for label in self.axis.ticks:
            x = self._x(self.axis.at(float(label)))
            self.out.append(self.line("tick", x, top, x, top + (8 if label == "1" else 5)))
            self.y = top + 8 + SMALL * LEADING
            self.text(x, label, SMALL, anchor="middle")
        self._sides()
        signs = key(
            self.table,
            self.axis,
            derived="hollow sign",
            bare="round sign",
            leaves="arrow",
        )
        self.paragraph(signs, SMALL, fill=FAINT)

    def _sides(self) -> None:
        assert self.table.sides
        left, right = f"{self.table.sides.below} ←", f"→ {self.table.sides.above}"
        fits_left = measure(left, SMALL) <= self.one - 8 - MARGIN
        if fits_left and measure(right, SMALL) <= self.width - MARGIN - self.one - 8:
            self.down(SMALL)
            self.text(self.one - 8, left, SMALL, anchor="end", fill=FAINT)
            self.text(self.one + 8, right, SMALL, fill=FAINT)
            return
        self.paragraph(f"← {self.table.sides.below}", SMALL, fill=FAINT)
        self.paragraph(f"→ {self.table.sides.above}", SMALL, fill=FAINT)

    def _beneath(self) -> None:
        """What must be read with the figures, as short as the evidence says it."""
        self.y += 8
        self.out.append(self.line("rule", MARGIN, self.y, self.width - MARGIN, self.y, stroke=RULE))
        self.y += 4
        told = list(_told(self.page, self.table))
        lines = [line for together in told for line in self._packed(together)]
        if len(lines) > _BENEATH:
            lines = list(self._packed([item for together in told for item in together]))
        for line in lines:
            self.down(SMALL)
            self.text(MARGIN, line, SMALL)
        self.paragraph(" · ".join(_foot(self.page)), SMALL, fill=FAINT)

    def _packed(self, items: Sequence[str]) -> Iterator[str]:
        """The items, as many of them on a line as fit whole."""
        line = ""
        for item in items:
            together = f"{line} · {item}" if line else item
            if line and measure(together, SMALL) > self.room:
                yield from broken(line, self.room, SMALL)
                together = item
            line = together
        yield from broken(line, self.room, SMALL) if line else ()


def _told(page: Page, table: Table) -> Iterator[list[str]]:
    """What shares lines: what stands beneath the rows, at a mark, of the whole page, beside it."""
    last = max(i for i, line in enumerate(table.lines) if isinstance(line, Row))
    yield [line.words for line in table.lines[last + 1 :] if isinstance(line, Line)]
    yield [text for each in page.warnings if each.mark for text in _brief(each)]
    yield [text for each in page.warnings if not each.mark for text in _brief(each)]
    yield [text for each in page.companions for text in _brief(each)]


def _brief(line: Hanging) -> Iterator[str]:
    text = line.text if line.brief is None else line.brief
    if text:
        yield f"{line.lead}: {text}"


def _foot(page: Page) -> Iterator[str]:
    yield from filter(None, (page.stands_in, *page.evidence))
