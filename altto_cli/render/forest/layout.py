"""Where the columns of a plot stand: one computation for characters and for pictures.

Four shapes, from roomy to narrow; the first that leaves the drawn column its room is taken:
on one line each; the groups of a row under one another; labels on a line of their own; all words
above the drawing.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from altto_cli.render.forest import words
from altto_cli.render.forest.align import Blank, aligned
from altto_cli.render.forest.words import Measure
from altto_cli.view.page import Cell, Column, Row, Section
from altto_cli.view.plot import Plot

_ABSENT = "—"


class Metrics(NamedTuple):
    """How text is measured and what room things get, all in one unit."""

    measure: Measure
    blank: Blank
    #: Between two columns.
    gap: float
    #: What the drawn column should have, and can do with.
    wished: float
    least: float
    #: A column of words is not made narrower than this, unless its words are.
    label: float
    step: float
    #: The most lines of a row on one line each, and with its groups under one another.
    tallest: tuple[int, int]
    #: What is shown of a text: without signs that the output has not.
    clean: Callable[[str], str]


class Block(NamedTuple):
    """One row: lines across the whole width, then lines in columns."""

    row: Row
    across: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]

    @property
    def lines(self) -> int:
        """The lines beside the drawing, which is itself one line."""
        return max((len(cell) for cell in self.cells), default=1)


class Layout(NamedTuple):
    """Columns with their left edges, and the drawn one among them."""

    headers: tuple[tuple[str, ...], ...]
    left: tuple[float, ...]
    plot_left: float
    plot_width: float
    #: Heading and rows, in order.
    sections: tuple[tuple[str, tuple[Block, ...]], ...]

    @property
    def most_lines(self) -> int:
        """The lines that the tallest row takes beside the drawing."""
        return max(block.lines for _, blocks in self.sections for block in blocks)


class _Texts(NamedTuple):
    """The cells of one shape before they are broken into lines."""

    columns: tuple[Column, ...]
    #: By row: the cell's lines in each column.
    rows: tuple[tuple[tuple[str, ...], ...], ...]
    across: tuple[str, ...]
    strong: int | None


def layout(plot: Plot, width: float, marks: Mapping[str, str], metrics: Metrics) -> Layout:
    """The plot in `width`; `marks` has what stands after the label of each row, by its name."""
    for shape, wished, lines in (
        (_on_one_line, metrics.wished, metrics.tallest[0]),
        (_stacked, metrics.wished, metrics.tallest[1]),
        (_labels_across, metrics.least, None),
    ):
        found = _placed(plot, shape(plot, marks, metrics), width, metrics)
        if found.plot_width >= wished and (lines is None or found.most_lines <= lines):
            return found
    return _placed(plot, _all_across(plot, marks, metrics), width, metrics)


def natural_width(plot: Plot, marks: Mapping[str, str], metrics: Metrics) -> float:
    """The width at which every row stands on one line beside a drawing of the wished width."""
    texts = _on_one_line(plot, marks, metrics)
    columns = range(len(texts.columns))
    return sum(_widest(texts, i, metrics) + metrics.gap for i in columns) + metrics.wished


def _on_one_line(plot: Plot, marks: Mapping[str, str], metrics: Metrics) -> _Texts:
    rows = []
    for row in plot.drawn():
        cells = [(metrics.clean(row.joint.join(cell)),) for cell in row.cells]
        last = _last_label(plot)
        cells[last] = (cells[last][0] + marks[row.name],)
        rows.append(tuple(cells))
    return _aligned(_Texts(plot.columns, tuple(rows), ("",) * len(rows), plot.strong), metrics)


def _stacked(plot: Plot, marks: Mapping[str, str], metrics: Metrics) -> _Texts:
    rows = []
    for row in plot.drawn():
        cells = [tuple(metrics.clean(line) for line in cell) for cell in row.cells]
        last = _last_label(plot)
        for i, column in enumerate(plot.columns):
            if column.kind == "prose":
                cells[i] = (row.joint.join(cells[i]),)
        first, *others = cells[last]
        joint = row.joint.strip()
        lines = [first, *(f"{joint} {other}" for other in others)]
        lines[-1] += marks[row.name]
        cells[last] = tuple(lines)
        rows.append(tuple(cells))
    return _aligned(_Texts(plot.columns, tuple(rows), ("",) * len(rows), plot.strong), metrics)


def _labels_across(plot: Plot, marks: Mapping[str, str], metrics: Metrics) -> _Texts:
    """Labels on their own lines; what stands behind the ratio goes beneath it."""
    whole = _stacked(plot, dict.fromkeys(marks, ""), metrics)
    kept = [i for i in range(plot.strong) if plot.columns[i].kind == "decimal"]
    rows, across = [], []
    for row, cells in zip(plot.drawn(), whole.rows, strict=True):
        labels = [i for i in range(plot.strong) if i not in kept]
        said = [row.joint.join(row.cells[i]) for i in labels]
        told = metrics.clean(" · ".join(each for each in said if each != _ABSENT))
        across.append(told + marks[row.name])
        beneath = [
            f"{plot.columns[i].header} {' '.join(cells[i])}"
            for i in range(plot.strong + 1, len(plot.columns))
            if row.cells[i] != (_ABSENT,)
        ]
        rows.append((*(cells[i] for i in kept), (*cells[plot.strong], *beneath)))
    columns = (*(plot.columns[i] for i in kept), plot.columns[plot.strong])
    return _Texts(columns, tuple(rows), tuple(across), len(kept))


def _all_across(plot: Plot, marks: Mapping[str, str], metrics: Metrics) -> _Texts:
    across = []
    for row in plot.drawn():
        said = [
            row.joint.join(cell) if i <= _last_label(plot) else _named(column, row, cell)
            for i, (column, cell) in enumerate(zip(plot.columns, row.cells, strict=True))
            if cell != (_ABSENT,)
        ]
        across.append(metrics.clean(" · ".join(said)) + marks[row.name])
    return _Texts((), ((),) * len(across), tuple(across), None)


def _named(column: Column, row: Row, cell: Cell) -> str:
    return f"{column.header} {row.joint.join(cell)}"


def _last_label(plot: Plot) -> int:
    """The column after whose words the marks stand."""
    before = plot.columns[: plot.strong]
    return max((i for i, c in enumerate(before) if c.kind in ("label", "pair")), default=0)


def _aligned(texts: _Texts, metrics: Metrics) -> _Texts:
    """The figures of each column on the point, over all rows."""
    columns = []
    for i, column in enumerate(texts.columns):
        cells = [row[i] for row in texts.rows]
        if column.kind in ("decimal", "strong"):
            flat = iter(aligned([line for cell in cells for line in cell], metrics.blank))
            cells = [tuple(next(flat) for _ in cell) for cell in cells]
        columns.append(cells)
    return _Texts(texts.columns, tuple(zip(*columns, strict=True)), texts.across, texts.strong)


def _placed(plot: Plot, texts: _Texts, width: float, metrics: Metrics) -> Layout:
    columns = range(len(texts.columns))
    widths = [_widest(texts, i, metrics) for i in columns]
    least = [_narrowest(texts, i, metrics) for i in columns]
    _shrink(widths, least, width - metrics.gap * len(widths) - metrics.wished, metrics.step)
    headers = tuple(
        tuple(words.balanced(metrics.clean(column.header), widths[i], metrics.measure))
        for i, column in enumerate(texts.columns)
    )
    blocks = _blocks(plot, texts, widths, width, metrics)
    # Broken lines are seldom as long as they may be.
    widths = [max(map(metrics.measure, _lines_of(headers, blocks, i)), default=0) for i in columns]
    left, x, plot_left = [], 0.0, 0.0
    plot_width = width - sum(widths) - metrics.gap * len(widths)
    for i in columns:
        if i == texts.strong:
            plot_left, x = x, x + plot_width + metrics.gap
        left.append(x)
        x += widths[i] + metrics.gap
    taken = iter(blocks)
    sections = tuple(
        (metrics.clean(section.heading), tuple(next(taken) for _ in _drawn(section)))
        for section in plot.sections
        if _drawn(section)
    )
    return Layout(headers, tuple(left), plot_left, plot_width, sections)


def _lines_of(headers: Sequence[Sequence[str]], blocks: Sequence[Block], i: int) -> list[str]:
    return [*headers[i], *(line for block in blocks for line in block.cells[i])]


def _drawn(section: Section) -> list[Row]:
    return [row for row in section.rows if row.interval]


def _blocks(
    plot: Plot, texts: _Texts, widths: Sequence[float], width: float, metrics: Metrics
) -> Sequence[Block]:
    blocks = []
    for row, cells, across in zip(plot.drawn(), texts.rows, texts.across, strict=True):
        lines = tuple(
            tuple(line for text in cell for line in _lines(text, column, widths[i], metrics))
            for i, (column, cell) in enumerate(zip(texts.columns, cells, strict=True))
        )
        over = tuple(words.wrapped(across, width, metrics.measure)) if across else ()
        blocks.append(Block(row, over, lines))
    return blocks


def _lines(text: str, column: Column, width: float, metrics: Metrics) -> list[str]:
    if column.kind == "prose":
        return words.balanced(text, width, metrics.measure)
    return words.wrapped(text, width, metrics.measure, _breaks(column))


def _breaks(column: Column) -> str:
    """Where a cell may be broken: a ratio is not parted from its interval."""
    return {"strong": ", ", "decimal": "\n"}.get(column.kind, " ")


def _cells(texts: _Texts, i: int) -> list[str]:
    return [line for row in texts.rows for line in row[i]]


def _widest(texts: _Texts, i: int, metrics: Metrics) -> float:
    """What a column has when nothing in it is broken; its header may take two lines."""
    header = words.narrowest(metrics.clean(texts.columns[i].header), 2, metrics.measure)
    return max([header, *map(metrics.measure, _cells(texts, i))])


def _narrowest(texts: _Texts, i: int, metrics: Metrics) -> float:
    column, cells = texts.columns[i], _cells(texts, i)
    header = words.longest_word([metrics.clean(column.header)], metrics.measure)
    least = words.longest_word(cells, metrics.measure, _breaks(column))
    if column.kind in ("label", "pair", "prose"):
        least = min(least, metrics.label)
    return max(header, least)


def _shrink(widths: list[float], least: Sequence[float], room: float, step: float) -> None:
    """Take room from the widest column that can give it, until they all fit or none can."""
    while sum(widths) > room:
        giving = [i for i in range(len(widths)) if widths[i] > least[i]]
        if not giving:
            return
        widest = max(giving, key=lambda i: widths[i])
        widths[widest] = max(least[widest], widths[widest] - step)
