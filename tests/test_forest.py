"""The axis, the alignment of figures, and the plot in characters."""

import re
from decimal import Decimal
from math import log
from pathlib import Path

import forest_pages
import pytest

from altto_cli.cli.streams import in_ascii
from altto_cli.render.forest import markdown, plain, words
from altto_cli.render.forest.advance import columns, shown
from altto_cli.render.forest.align import Blank, aligned
from altto_cli.render.forest.axis import axis, span
from altto_cli.render.forest.svg import svg
from altto_cli.view.page import Interval, Page, Section

GOLDEN = Path(__file__).parent / "golden" / "forest"
SPACES = Blank(" ", " ")
ASCII = plain.ascii_signs(in_ascii)


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
        (
            [interval("0.44", "0.23", "0.85"), interval("0.87", "0.61", "1.23")],
            "0.2 0.3 0.5 0.7 1 1.5 2",
        ),
        ([interval("0.97", "0.91", "1.04")], "0.8 0.9 1 1.1 1.25"),
        ([interval("1", "0.05", "20")], "0.2 0.3 0.5 0.7 1 1.5 2 3 5"),
        (
            [interval("12.4", "7.1", "21.7"), interval("0.31", "0.01", "11.2")],
            "0.1 0.25 0.5 1 2 4 10 20",
        ),
        ([], "0.8 0.9 1 1.1 1.25"),
    ],
)
def test_ticks_are_round_ratios_and_one_is_among_them(
    intervals: list[Interval], ticks: str
) -> None:
    assert " ".join(axis(intervals, 300, lambda label: 6 * len(label), 10).ticks) == ticks


def test_one_is_shown_where_no_other_tick_has_room() -> None:
    assert axis([interval("0.5", "0.2", "0.9")], 6, len, 2).ticks == ("1",)


@pytest.mark.parametrize("estimate", ["0.02", "0.9", "1", "1.1", "45"])
def test_every_estimate_stands_on_the_axis(estimate: str) -> None:
    scale = axis([interval(estimate), interval("1.3", "0.8", "2.1")], 300, len, 2)
    assert 0 < scale.at(float(estimate)) < 1
    assert 0 < scale.at(1) < 1


def test_a_whisker_beyond_the_axis_is_cut_and_says_so() -> None:
    wide = interval("1.00", "0.05", "20.00")
    drawn = span(axis([wide], 300, len, 2), wide)
    assert drawn[1:] == (0.0, 1.0, True, True)


@pytest.mark.parametrize(
    ("low", "high", "drawn"),
    [
        ("0.0062", "0.0108", (0.0, 0.0, True, False)),
        ("62", "108", (1.0, 1.0, False, True)),
    ],
)
def test_an_interval_off_the_axis_is_an_arrow_at_its_own_end(
    low: str, high: str, drawn: tuple[float, float, bool, bool]
) -> None:
    off, usual = interval("0.84", low, high), interval("0.90", "0.62", "1.08")
    assert span(axis([off, usual], 300, len, 2), off)[1:] == drawn
    ratios = (("Off", ("0.84", low, high)), ("Usual", ("0.90", "0.62", "1.08")))
    rows = [
        forest_pages.row(name, ("Alder", "Birch"), ("1", "2"), ("—", "—"), ratio)
        for name, ratio in ratios
    ]
    page = forest_pages.page(Section(heading="", rows=tuple(rows)))
    line = next(each for each in plain.terminal(page, 100).splitlines() if "Off" in each)
    assert ("◄" in line, "►" in line) == (drawn[2], drawn[3])
    assert not {"├", "┤"} & set(line)
    picture = svg(page, None)
    sheet = float(re.findall(r'width="([\d.]+)"', picture)[0])
    drawn_at = " ".join(re.findall(r'points="([^"]+)"', picture))
    points = [float(x) for x in re.findall(r"([-\d.]+),", drawn_at)]
    assert points
    assert all(0 <= x <= sheet for x in points)


def test_a_bound_printed_as_zero_leaves_the_axis() -> None:
    zero = interval("0.31", "0.00", "0.9")
    drawn = span(axis([zero], 300, len, 2), zero)
    assert drawn.leaves_low
    assert not drawn.leaves_high


def test_without_an_interval_there_is_no_whisker() -> None:
    assert span(axis([interval("1.23")], 300, len, 2), interval("1.23"))[1:3] == (None, None)


def test_a_short_side_still_has_room_for_its_words() -> None:
    scale = axis([interval("0.44", "0.23", "0.85")], 300, len, 2)
    assert scale.at(1) < 0.75
    assert log(scale.high) >= 0.35 * -log(scale.low)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1,133 v 1,518", "118 v 903"], ["1,133 v 1,518", "  118 v   903"]),
        (["90.0 v 77.6", "9.5 v 8"], ["90.0 v 77.6", " 9.5 v  8"]),
        (["0.44 (0.23–0.85)", "12.4 (7.1–21.7)"], [" 0.44 (0.23–0.85)", "12.4  (7.1–21.7)"]),
        (["1.23 (CI not reported)", "0.9 (0.5–1.3)"], ["1.23 (CI not reported)", "0.9  (0.5–1.3)"]),
        (
            ["0.84 (97.5% CI 0.70–1.02)", "1 (99% CI 0.9–1)"],
            ["0.84 (97.5% CI 0.70–1.02)", "1    (99% CI 0.9–1)"],
        ),
        (["<0.001", ".044", "—"], ["<0.001", ".044", "—"]),
    ],
)
def test_figures_stand_on_the_point(cells: list[str], expected: list[str]) -> None:
    assert aligned(cells, SPACES) == expected


@pytest.mark.parametrize("width", [1, 3, 8, 40])
def test_no_line_is_wider_than_asked_and_no_sign_is_lost(width: int) -> None:
    text = "Alder and pneumonoultramicroscopic birch"
    lines = words.wrapped(text, width, columns)
    assert max(map(columns, lines)) <= width
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_header_is_evened_out_without_cutting_a_word() -> None:
    assert words.balanced("10-year event-free, %", 11, len) == ["10-year", "event-free,", "%"]
    assert words.balanced("Adjusted HR (95% CI)", 16, len) == ["Adjusted HR", "(95% CI)"]


def test_signs_that_move_the_cursor_or_turn_the_text_are_not_shown() -> None:
    assert shown("a\x1b[31m\nb\u202ec\x00") == "a [31m bc "


PAGES = {"usual": forest_pages.usual(), "wide": forest_pages.wide(), "long": forest_pages.long()}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_terminal_plot_is_as_kept(name: str, width: int) -> None:
    drawn = plain.terminal(PAGES[name], width)
    assert drawn == (GOLDEN / f"{name}-{width}.txt").read_text(encoding="utf-8")


def test_an_output_without_the_signs_gets_ascii_that_is_as_kept() -> None:
    drawn = plain.terminal(PAGES["usual"], 80, signs=ASCII)
    assert drawn.isascii()
    assert drawn == (GOLDEN / "usual-80-ascii.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [*PAGES.values(), forest_pages.many()], ids=[*PAGES, "many"])
@pytest.mark.parametrize("width", [60, 61, 73, 99, 140, 200])
def test_no_line_leaves_the_terminal_and_no_figure_is_missing(page: Page, width: int) -> None:
    drawn = plain.terminal(page, width)
    assert max(map(columns, drawn.splitlines())) <= width
    assert _figures(page) <= set(re.findall(r"[\d.,]*\d", drawn))


def _figures(page: Page) -> set[str]:
    """The figures in the cells of the rows, but those of labels, which may be broken."""
    plot = page.tables[0]
    return (
        {
            figure
            for row in page.rows()
            for cell in row.cells[2:]
            for line in cell
            for figure in re.findall(r"[\d.,]*\d", line)
        }
        if plot
        else set()
    )


def test_colour_adds_codes_and_nothing_else() -> None:
    page = PAGES["usual"]
    colored = plain.terminal(page, 80, color=True)
    assert "\x1b[1mDeath" in colored
    assert re.sub(r"\x1b\[\d+m", "", colored) == plain.terminal(page, 80)


def test_a_note_gets_the_rows_as_a_table_and_then_the_drawing() -> None:
    said = markdown.markdown(PAGES["usual"])
    table, fence, drawing = said.partition("\n```text\n")
    assert fence
    assert "| All patients | Alder (any) v Birch | 1,204 v 987 |" in table
    assert max(map(len, drawing.splitlines())) <= 100
    assert "Evidence: aurora 2026.1 · 0123abc" in drawing
    assert "¹" not in drawing
    assert said.endswith("\n```\n")


def test_labels_cannot_end_the_fenced_block() -> None:
    label = "``````` Alder"
    row = forest_pages.row("All", (label, "Birch"), ("1", "2"), ("3", "4"), ("1.0", "0.5", "2.0"))
    page = forest_pages.page(forest_pages.Section(heading="", rows=(row,)))
    assert markdown.markdown(page).endswith("\n````````\n")
