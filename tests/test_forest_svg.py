"""The plot as a picture: what stands in it, and where."""

import re
from itertools import pairwise
from math import log
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from forest_pages import MANY, OFF, PAGES, USUAL, heading, page, row
from hypothesis import given
from test_forest import rows

from altto_cli.errors import OutputError
from altto_cli.render.forest import png as png_module
from altto_cli.render.forest.advance import advance
from altto_cli.render.forest.png import png
from altto_cli.render.forest.svg import svg
from altto_cli.view.page import Hanging, Page, Row

SPACE = "{http://www.w3.org/2000/svg}"
every_page = pytest.mark.parametrize("drawn", PAGES.values(), ids=PAGES)
every_width = pytest.mark.parametrize("width", [None, 480, 620, 1600])


def parsed(drawn: Page, width: int | None = None) -> ElementTree.Element:
    return ElementTree.fromstring(svg(drawn, width))


def words_of(element: ElementTree.Element) -> str:
    return "".join(element.itertext())


def of_class(root: ElementTree.Element, kind: str) -> list[ElementTree.Element]:
    return [each for each in root.iter() if each.get("class") == kind]


def number(element: ElementTree.Element, key: str) -> float:
    return float(element.attrib[key])


def rows_of(drawn: Page) -> list[Row]:
    return [line for line in drawn.tables[0].lines if isinstance(line, Row)]


@every_page
@every_width
def test_every_figure_of_the_rows_stands_in_the_text(drawn: Page, width: int | None) -> None:
    said = " ".join(words_of(each) for each in parsed(drawn, width).iter(f"{SPACE}text"))
    for each in rows_of(drawn):
        assert each.cells[2][0].words in said
    assert "91.0% [b] v 88.4%, 1,204 v 987" in said


@every_page
def test_it_is_told_in_words_and_asks_for_nothing_outside(drawn: Page) -> None:
    root, document = parsed(drawn), svg(drawn)
    assert root.get("role") == "img"
    assert words_of(root.findall(f"{SPACE}title")[0]) == "Death · An invented trial"
    told = words_of(root.findall(f"{SPACE}desc")[0])
    assert all(each.cells[2][0].words in told for each in rows_of(drawn))
    assert not re.search(r"href|url\(|@import|<style|<image|<script", document)
    assert re.findall(r"https?://[^\"]+", document) == ["http://www.w3.org/2000/svg"]


@every_page
@every_width
def test_boxes_and_whiskers_stand_where_the_logarithm_puts_them(
    drawn: Page, width: int | None
) -> None:
    root = parsed(drawn, width)
    place = _scale(root)
    line = of_class(root, "axis")[0]
    ends = number(line, "x1"), number(line, "x2")
    signs = iter(sorted(of_class(root, "box") + of_class(root, "point"), key=_height))
    whiskers = iter(of_class(root, "whisker"))
    for each in rows_of(drawn):
        assert each.interval
        estimate, low, high = each.interval
        assert _middle(next(signs)) == pytest.approx(place(float(estimate)), abs=0.1)
        if low is not None and high is not None:
            whisker = next(whiskers)
            for key, limit in (("x1", low), ("x2", high)):
                there = place(float(limit)) if limit else ends[0]
                expected = min(max(there, ends[0]), ends[1])
                assert number(whisker, key) == pytest.approx(expected, abs=0.1)
    assert (next(whiskers, None), next(signs, None)) == (None, None)
    for one in of_class(root, "one"):
        assert number(one, "x1") == pytest.approx(place(1), abs=0.1)


def _scale(root: ElementTree.Element):  # type: ignore[no-untyped-def]
    """Where a ratio stands, told by the labels of the outermost ticks alone."""
    labels = {
        number(text, "x"): float(words_of(text))
        for text in root.iter(f"{SPACE}text")
        if text.get("text-anchor") == "middle"
    }
    assert sorted(labels) == sorted(number(tick, "x1") for tick in of_class(root, "tick"))
    low, high = min(labels), max(labels)
    per_unit = (high - low) / (log(labels[high]) - log(labels[low]))
    return lambda ratio: low + (log(ratio) - log(labels[low])) * per_unit


def _middle(sign: ElementTree.Element) -> float:
    return number(sign, "cx") if "cx" in sign.attrib else number(sign, "x") + 5


def _height(sign: ElementTree.Element) -> float:
    return number(sign, "cy") if "cy" in sign.attrib else number(sign, "y") + 5


@given(rows())
def test_every_interval_stays_on_the_sheet_and_on_its_side_of_one(ratios: list[str]) -> None:
    root = parsed(page([heading("Death"), *map(row, ratios)]))
    one = number(of_class(root, "one")[0], "x1")
    line = of_class(root, "axis")[0]
    boxes, whiskers = of_class(root, "box"), of_class(root, "whisker")
    for ratio, box, whisker in zip(ratios, boxes, whiskers, strict=True):
        estimate, low, high = map(float, ratio.split())
        left, right = number(whisker, "x1"), number(whisker, "x2")
        assert number(line, "x1") <= left <= right <= number(line, "x2")
        assert left - 0.01 <= _middle(box) <= right + 0.01, "the estimate is in its interval"
        assert low <= 1 or left >= one
        assert high >= 1 or right <= one
        assert (_middle(box) - one) * (estimate - 1) >= 0 or abs(_middle(box) - one) < 0.1


def test_signs_tell_derived_bare_and_cut_intervals() -> None:
    root = parsed(USUAL)
    assert [each.get("fill") == "#ffffff" for each in of_class(root, "box")] == [False, True]
    assert len(of_class(root, "point")) == 1
    assert "hollow sign: derived; round sign: interval not reported" in words_of(root)
    assert (len(of_class(root, "arrow")), len(of_class(parsed(OFF), "arrow"))) == (0, 5)
    assert "arrow: the interval goes on beyond the axis" in words_of(parsed(OFF))


class Extent(NamedTuple):
    left: float
    right: float
    top: float
    bottom: float
    said: str

    def meets(self, other: "Extent") -> bool:
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)


@every_page
@every_width
def test_no_words_meet_others_or_the_drawing_with_a_tenth_to_spare(
    drawn: Page, width: int | None
) -> None:
    root = parsed(drawn, width)
    texts = sorted(map(_extent, root.iter(f"{SPACE}text")), key=lambda text: text.top)
    strokes = [_stroke(each) for kind in ("whisker", "one") for each in of_class(root, kind)]
    for i, one in enumerate(texts):
        for other in texts[i + 1 : i + 12]:
            assert not one.meets(other), f"{one.said!r} meets {other.said!r}"
        assert one.left >= 0
        assert one.right <= number(root, "width"), f"{one.said!r} leaves the picture"
        assert one.bottom <= number(root, "height")
        assert not any(one.meets(stroke) for stroke in strokes), f"{one.said!r} is crossed"


def _extent(text: ElementTree.Element) -> Extent:
    """What a text takes up by the table of advances, and a tenth more."""
    size = float(text.get("font-size") or 14)
    width = advance(words_of(text), size, bold=text.get("font-weight") == "bold") * 1.1
    x, y = number(text, "x"), number(text, "y")
    left = x - {"middle": width / 2, "end": width}.get(text.get("text-anchor") or "", 0)
    return Extent(left, left + width, y - 0.72 * size, y + 0.2 * size, words_of(text))


def _stroke(line: ElementTree.Element) -> Extent:
    return Extent(*(number(line, key) for key in ("x1", "x2", "y1", "y2")), "")


@every_page
@every_width
def test_the_line_at_one_is_seen_beside_every_row(drawn: Page, width: int | None) -> None:
    root = parsed(drawn, width)
    ones = [(number(one, "y1"), number(one, "y2")) for one in of_class(root, "one")]
    signs = of_class(root, "box") + of_class(root, "point")
    assert len(signs) == len(rows_of(drawn))
    assert all(any(top < _height(sign) < bottom for top, bottom in ones) for sign in signs)


def test_ink_is_read_on_the_white_that_lies_under_it_wherever_it_is_shown() -> None:
    root = parsed(USUAL)
    sheet = next(root.iter(f"{SPACE}rect"))
    assert [sheet.get(key) for key in ("width", "height", "fill")] == [
        root.get("width"),
        root.get("height"),
        "#ffffff",
    ]


def test_a_hostile_label_is_text_and_nothing_else() -> None:
    root = parsed(PAGES["long"])
    assert not list(root.iter(f"{SPACE}script"))
    said = " ".join(words_of(text) for text in root.iter(f"{SPACE}text"))
    assert "</text><script>alert(1)</script>" in said


def test_beneath_the_plot_stands_what_must_be_read_with_it_in_short() -> None:
    said = " · ".join(words_of(each) for each in parsed(USUAL).iter(f"{SPACE}text"))
    assert said.endswith(
        "Spring, death: no figures [c] · "
        "[a] 0.78: The two rates alone would give 0.76 (derived). · "
        "[b] 91.0%: Read from a curve. · [c] In words: Rules out neither gain nor loss. · "
        "Choice: chosen late · Harm: falls · "
        "Nobody et al., Invented Journal 2026: Table 2 · aurora 2026.1 0123abc"
    )


def test_what_is_of_the_whole_page_begins_a_line_unless_there_are_too_many() -> None:
    def lines(warnings: int) -> list[str]:
        marked = [Hanging(f"0.{at}", "Short.", "a") for at in range(10, 10 + warnings)]
        drawn = USUAL._replace(warnings=(*marked, Hanging("Choice", "chosen late")))
        return [words_of(each) for each in parsed(drawn).iter(f"{SPACE}text")]

    assert "Choice: chosen late" in lines(1)
    assert not any(each.startswith("Choice") for each in lines(60))
    assert any(each.endswith("Choice: chosen late") for each in lines(60))


def test_sizes_and_rows_do_not_depend_on_each_other() -> None:
    tops = [number(each, "y") for each in of_class(parsed(MANY), "box")]
    assert all(after - before > 30 for before, after in pairwise(tops))


def test_the_picture_is_drawn_with_the_installed_font() -> None:
    pytest.importorskip("resvg_py")
    document = svg(USUAL)
    drawn, bare = png(document), png(re.sub(r"<text.*?</text>", "", document))
    assert drawn.startswith(b"\x89PNG")
    assert len(drawn) > 1.5 * len(bare)
    assert png(document) == drawn


@pytest.mark.parametrize(
    ("system", "shared", "own"),
    [
        ("linux", "/usr/share/fonts", "/home/a/.local/share/fonts"),
        ("darwin", "/System/Library/Fonts", "/home/a/Library/Fonts"),
        ("win32", "W/Fonts", "L/Microsoft/Windows/Fonts"),
    ],
)
def test_fonts_of_the_system_and_of_the_user_are_looked_for(
    system: str, shared: str, own: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("HOME", "/home/a"), ("WINDIR", "W"), ("LOCALAPPDATA", "L")):
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", system)
    assert {Path(shared), Path(own)} <= set(png_module.font_folders())


def test_without_a_font_there_is_no_png(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    monkeypatch.setattr(png_module, "font_folders", lambda: (tmp_path,))
    with pytest.raises(OutputError, match=r"no font for a PNG was found .* write an \.svg"):
        png(svg(USUAL))


def test_without_the_extra_the_way_to_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "resvg_py", None)
    with pytest.raises(OutputError, match=r"pip install 'altto\[png\]'"):
        png(svg(USUAL))
