"""The axis of a forest plot, and the plot in characters."""

import re
from decimal import Decimal
from math import log

import pytest
from forest_pages import MANY, OFF, PAGES, USUAL, heading, page, row
from hypothesis import given
from hypothesis import strategies as st

from altto_cli.render import render
from altto_cli.render.forest.axis import axis, span
from altto_cli.render.lines import width as columns
from altto_cli.view.page import Interval, Row, Sides

WHISKER = set("├┤─┼◄►")


def interval(estimate: str, low: str | None = None, high: str | None = None) -> Interval:
    return Interval(
        Decimal(estimate), Decimal(low) if low else None, Decimal(high) if high else None
    )


def test_ratios_as_far_from_one_stand_as_far_from_its_line() -> None:
    scale = axis([interval("0.5", "0.25", "4")], 300, len, 2)
    assert scale.at(2) - scale.at(1) == pytest.approx(scale.at(1) - scale.at(0.5))
    assert scale.at(4) - scale.at(2) == pytest.approx(scale.at(2) - scale.at(1))


@pytest.mark.parametrize(
    ("intervals", "ticks"),
    [
        (["0.44 0.23 0.85", "0.87 0.61 1.23"], "0.2 0.3 0.5 0.7 1 1.5 2"),
        (["0.97 0.91 1.04"], "0.8 0.9 1 1.1 1.25"),
        (["1 0.05 20"], "0.2 0.3 0.5 0.7 1 1.5 2 3 5"),
        (["12.4 7.1 21.7", "0.31 0.01 11.2"], "0.1 0.25 0.5 1 2 4 10 20"),
        ([], "0.8 0.9 1 1.1 1.25"),
    ],
)
def test_ticks_are_round_ratios_and_one_is_among_them(intervals: list[str], ticks: str) -> None:
    made = [interval(*each.split()) for each in intervals]
    assert " ".join(axis(made, 300, lambda label: 6 * len(label), 10).ticks) == ticks


def test_one_is_shown_where_no_other_tick_has_room() -> None:
    assert axis([interval("0.5", "0.2", "0.9")], 6, len, 2).ticks == ("1",)


def test_a_short_side_still_has_room_for_its_words() -> None:
    scale = axis([interval("0.44", "0.23", "0.85")], 300, len, 2)
    assert scale.at(1) < 0.75
    assert log(scale.high) >= 0.35 * -log(scale.low)


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        (interval("1.00", "0.05", "20.00"), (0.0, 1.0, True, True)),
        (interval("1.00", "0.00", "1.10"), (0.0, pytest.approx(0.534, abs=0.01), True, False)),
        (interval("1.00", "62", "108"), (1.0, 1.0, False, True)),
        (interval("1.00", "0.001", "0.002"), (0.0, 0.0, True, False)),
        (interval("1.00"), (None, None, False, False)),
    ],
)
def test_an_interval_is_cut_at_the_ends_of_the_axis_and_says_so(
    drawn: Interval, expected: tuple[object, ...]
) -> None:
    assert span(axis([interval("1", "0.25", "4")], 300, len, 2), drawn)[1:] == expected


#: Ratios as sources print them, from 0.001 to 1000.
RATIOS = st.decimals(min_value="0.001", max_value="1000", places=3).map(str)


@st.composite
def rows(draw: st.DrawFn) -> list[str]:
    """Estimates in their intervals, some far from all others, some limits printed as 0."""
    made = []
    for low, estimate, high in draw(
        st.lists(st.tuples(RATIOS, RATIOS, RATIOS).map(lambda x: sorted(x, key=float)), min_size=1)
    ):
        zero = draw(st.sampled_from([low, low, low, "0.00"]))
        made.append(f"{estimate} {zero} {high}")
    return made


@given(rows(), st.sampled_from([64, 80, 100, 140]))
def test_every_interval_stands_within_the_line_and_on_its_side_of_one(
    ratios: list[str], width: int
) -> None:
    drawn = render(page([heading("Death"), *map(row, ratios)]), "table", width=width)
    lines = _drawn(drawn)
    assert len(lines) == len(ratios)
    one = _one(drawn)
    for line, ratio in zip(lines, ratios, strict=True):
        estimate, low, high = map(float, ratio.split())
        box = line.index("■")
        ends = [i for i, sign in enumerate(line) if sign in WHISKER or i == box]
        assert columns(line) <= width
        assert _side(box, one) == _side(estimate, 1)
        assert ends == list(range(ends[0], ends[-1] + 1)), "a whisker has no gap"
        assert low >= 1 or ends[0] < one
        assert low <= 1 or ends[0] > one
        assert high <= 1 or ends[-1] > one
        assert high >= 1 or ends[-1] < one


def _one(drawn: str) -> int:
    """The column of the line at 1, told by the label of its tick."""
    ticks = next(line for line in drawn.splitlines() if "┴" in line)
    labels = drawn.splitlines()[drawn.splitlines().index(ticks) + 1]
    return re.search(r"(?<![\d.])1(?![\d.])", labels).start()  # type: ignore[union-attr]


def _side(value: float, one: float) -> int:
    return (value > one) - (value < one)


def test_an_interval_beyond_the_axis_is_an_arrow_at_its_end_and_told() -> None:
    drawn = render(OFF, "table", width=100)
    rows = _drawn(drawn)
    assert re.search(r"■ *│ +► +0\.9 ", rows[0])
    assert re.search(r" ◄ +│ *■ +1\.1 ", rows[1])
    assert re.search(r" ◄─+■─+► +1\.00 ", rows[2])
    assert re.search(r" ◄─+■─*┼─+┤ +0\.8 ", rows[3])
    assert "◄ ►: the interval goes on beyond the axis" in drawn
    assert "goes on beyond" not in render(USUAL, "table", width=100)


def _drawn(text: str) -> list[str]:
    return [line for line in text.splitlines() if "■" in line]


def test_signs_that_are_not_usual_are_told() -> None:
    drawn = render(USUAL, "table", width=100)
    assert "□ ○: derived; ● ○: interval not reported" in drawn
    assert re.search(r"├─+□─+┤", drawn)
    assert re.search(r"│ +● +1\.28 \(CI not reported\)", drawn)


def test_the_plot_is_a_table_with_one_drawn_column() -> None:
    drawn = render(USUAL, "table", width=100).splitlines()
    assert [re.sub(" {2,}", "  ", line) for line in drawn[3:8]] == [
        "  At 5 years, n  HR (95% CI)",
        "  Death  │",
        "  All patients, Alder (any) v Birch  ├────■─────┤  0.78 (0.61–1.00) [a]",
        "  91.0% [b] v 88.4%, 1,204 v 987,  │",
        "  P <0.001  │",
    ]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_every_value_is_whole_at_every_width(name: str, width: int) -> None:
    drawn = render(PAGES[name], "table", width=width)
    for line in PAGES[name].tables[0].lines:
        if isinstance(line, Row):
            assert line.cells[2][0].words in drawn
    for figure in ("91.0% [b] v 88.4%", "1,204 v 987"):
        assert figure in " ".join(drawn.split())
    if name != "long":
        assert max(map(columns, drawn.splitlines())) <= width


def test_a_terminal_too_narrow_for_a_drawing_gets_lines() -> None:
    drawn = render(USUAL, "table", width=44)
    assert "■" not in drawn
    assert "HR (95% CI) 0.78 (0.61–1.00) [a]" in " ".join(drawn.split())


def test_a_note_gets_the_rows_as_a_table_and_then_the_drawing() -> None:
    said = render(USUAL, "markdown")
    table, _, drawing = said.partition("\n```text\n")
    drawing, fence, rest = drawing.partition("\n```\n")
    assert "| Summer | Birch v Alder | 1.28 (CI not reported) [a] |" in table
    assert "├─" in drawing
    assert max(map(len, drawing.splitlines())) <= 100
    assert fence
    assert "- **[b] 91.0%**: Read from a curve." in rest


def test_labels_cannot_end_the_fenced_block() -> None:
    assert "\n```````text\n" in render(PAGES["long"], "markdown")


def test_words_that_have_no_room_beside_the_line_at_one_stand_under_it() -> None:
    drawn = render(page([row("0.5 0.4 0.6")], Sides("lower " * 20, "higher")), "table", width=80)
    assert re.search(r"\n  ◄ lower( lower)+\n", drawn)
    assert "\n  ► higher\n" in drawn


def test_forty_rows_are_forty_rows() -> None:
    assert render(MANY, "table", width=100).count("■") == 40
