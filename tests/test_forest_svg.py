"""The plot as a picture: what stands in it, and where."""

import re
from itertools import combinations
from math import log
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import forest_pages
import pytest

from altto_cli.errors import OutputError
from altto_cli.render.forest import png as png_module
from altto_cli.render.forest.advance import advance
from altto_cli.render.forest.png import png
from altto_cli.render.forest.svg import svg
from altto_cli.view.page import Page
from altto_cli.view.plot import Plot

GOLDEN = Path(__file__).parent / "golden" / "forest"
PAGES = {
    "usual": forest_pages.usual(),
    "wide": forest_pages.wide(),
    "long": forest_pages.long(),
    "many": forest_pages.many(),
}
SPACE = "{http://www.w3.org/2000/svg}"
every_page = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
every_width = pytest.mark.parametrize("width", [None, 360, 620, 900, 1600])


def parsed(page: Page, width: int | None = None) -> ElementTree.Element:
    return ElementTree.fromstring(svg(page, width))


def words_of(element: ElementTree.Element) -> str:
    return "".join(element.itertext())


def of_class(root: ElementTree.Element, kind: str) -> list[ElementTree.Element]:
    return [each for each in root.iter() if each.get("class") == kind]


def number(element: ElementTree.Element, key: str) -> float:
    return float(element.attrib[key])


@every_page
def test_the_picture_is_the_same_each_time_it_is_drawn(page: Page) -> None:
    assert svg(page) == svg(page)


def test_the_picture_is_as_kept() -> None:
    assert svg(PAGES["usual"]) == (GOLDEN / "usual.svg").read_text(encoding="utf-8")


@every_page
@every_width
def test_every_figure_of_the_rows_stands_in_the_text(page: Page, width: int | None) -> None:
    texts = [words_of(each) for each in parsed(page, width).iter(f"{SPACE}text")]
    there = set(re.findall(r"[\d.,]*\d", "\n".join(texts)))
    for row in page.rows():
        for line in (line for cell in row.cells[2:] for line in cell):
            assert set(re.findall(r"[\d.,]*\d", line)) <= there


@every_page
def test_it_is_told_in_words_and_asks_for_nothing_outside(page: Page) -> None:
    root = parsed(page)
    assert root.get("role") == "img"
    assert words_of(root.findall(f"{SPACE}title")[0]).strip() == page.title.strip()
    told = words_of(root.findall(f"{SPACE}desc")[0])
    assert all(row.cells[4][0] in told for row in page.tables[0].rows() if row.interval)
    document = svg(page)
    assert not re.search(r"href|url\(|@import|<style|<image|<script", document)
    assert re.findall(r"https?://[^\"]+", document) == ["http://www.w3.org/2000/svg"]


@every_page
@every_width
def test_boxes_and_whiskers_stand_where_the_logarithm_puts_them(
    page: Page, width: int | None
) -> None:
    root = parsed(page, width)
    place = _scale(root)
    line = of_class(root, "axis")[0]
    ends = number(line, "x1"), number(line, "x2")
    boxes, points = of_class(root, "box"), of_class(root, "point")
    whiskers = iter(of_class(root, "whisker"))
    signs = iter(sorted(boxes + points, key=_height))
    for row in (row for row in page.tables[0].rows() if row.interval):
        estimate, low, high = row.interval
        assert _middle(next(signs)) == pytest.approx(place(float(estimate)), abs=0.1)
        if low is not None and high is not None:
            whisker = next(whiskers)
            left = max(place(float(low)), ends[0]) if low else ends[0]
            assert number(whisker, "x1") == pytest.approx(left, abs=0.1)
            assert number(whisker, "x2") == pytest.approx(min(place(float(high)), ends[1]), abs=0.1)
    assert next(whiskers, None) is None
    assert next(signs, None) is None
    for one in of_class(root, "one"):
        assert number(one, "x1") == pytest.approx(place(1), abs=0.1)


def _scale(root: ElementTree.Element):
    """Where a ratio stands, told by the labels of the outermost ticks alone."""
    ticks = [number(tick, "x1") for tick in of_class(root, "tick")]
    labels = {
        number(text, "x"): float(words_of(text))
        for text in root.iter(f"{SPACE}text")
        if text.get("text-anchor") == "middle"
    }
    assert sorted(labels) == sorted(ticks)
    assert 1.0 in labels.values()
    low, high = min(labels), max(labels)
    if low == high:
        line = of_class(root, "axis")[0]
        pytest.skip(f"no room for a second tick on {number(line, 'x1')}")
    per_unit = (high - low) / (log(labels[high]) - log(labels[low]))
    return lambda ratio: low + (log(ratio) - log(labels[low])) * per_unit


def _middle(sign: ElementTree.Element) -> float:
    return number(sign, "cx") if "cx" in sign.attrib else number(sign, "x") + 4.5


def _height(sign: ElementTree.Element) -> float:
    return number(sign, "cy") if "cy" in sign.attrib else number(sign, "y") + 4.5


def test_boxes_are_of_one_size_and_derived_ones_hollow() -> None:
    boxes = of_class(parsed(PAGES["usual"]), "box")
    assert {(box.get("width"), box.get("height")) for box in boxes} == {("9", "9")}
    assert [box.get("fill") == "#ffffff" for box in boxes] == [False, False, True]


def test_a_ratio_without_an_interval_is_round_and_explained() -> None:
    root = parsed(PAGES["usual"])
    assert len(of_class(root, "point")) == 1
    assert "round sign: interval not reported" in words_of(root)
    assert "hollow sign: derived" in words_of(root)


def test_an_arrow_stands_at_each_end_that_leaves_the_axis() -> None:
    assert len(of_class(parsed(PAGES["wide"]), "arrow")) == 2
    assert len(of_class(parsed(PAGES["usual"]), "arrow")) == 0


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
    page: Page, width: int | None
) -> None:
    root = parsed(page, width)
    texts = [_extent(text) for text in root.iter(f"{SPACE}text")]
    for one, other in combinations(texts, 2):
        assert not one.meets(other), f"{one.said!r} meets {other.said!r}"
    for each in texts:
        assert each.left >= 0
        assert each.right <= number(root, "width"), f"{each.said!r} leaves the picture"
    drawn = [_stroke(each) for kind in ("whisker", "one") for each in of_class(root, kind)]
    for text in texts:
        assert not any(text.meets(stroke) for stroke in drawn), f"{text.said!r} is crossed"


def _extent(text: ElementTree.Element) -> Extent:
    """What a text takes up by the table of advances, and a tenth more."""
    size = float(text.get("font-size") or 13)
    bold = text.get("font-weight") == "bold"
    width = advance(text.text or "", size, bold=bold)
    width += sum(advance(span.text or "", number(span, "font-size")) for span in text)
    width *= 1.1
    x, y = number(text, "x"), number(text, "y")
    left = x - {"middle": width / 2, "end": width}.get(text.get("text-anchor") or "", 0)
    return Extent(left, left + width, y - 0.72 * size, y + 0.2 * size, words_of(text))


def _stroke(line: ElementTree.Element) -> Extent:
    return Extent(*(number(line, key) for key in ("x1", "x2", "y1", "y2")), "")


@every_page
def test_the_line_at_one_is_seen_beside_every_row(page: Page) -> None:
    root = parsed(page)
    ones = [(number(one, "y1"), number(one, "y2")) for one in of_class(root, "one")]
    signs = of_class(root, "box") + of_class(root, "point")
    assert signs
    assert all(any(top < _height(sign) < bottom for top, bottom in ones) for sign in signs)


def test_a_hostile_label_is_text_and_nothing_else() -> None:
    root = parsed(PAGES["long"])
    assert not list(root.iter(f"{SPACE}script"))
    assert "</text><script>alert(1)</script>" in "".join(
        words_of(t) for t in root.iter(f"{SPACE}text")
    )


def test_every_page_has_its_notes_and_caption() -> None:
    said = words_of(parsed(PAGES["usual"]))
    for note in PAGES["usual"].notes:
        assert note.words in said
    for label, text in PAGES["usual"].foot:
        assert f"{label}: {text}" in said
    assert "fewer events with the second-named →" in said
    assert "No difference; no figures printed." in said


def test_the_picture_is_drawn_with_the_installed_font() -> None:
    pytest.importorskip("resvg_py")
    document = svg(PAGES["usual"])
    without = re.sub(r"<text.*?</text>", "", document)
    drawn, bare = png(document), png(without)
    assert drawn.startswith(b"\x89PNG")
    assert drawn != bare
    assert len(drawn) > 1.5 * len(bare)
    assert png(document) == drawn


def test_without_a_font_there_is_no_png(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    monkeypatch.setattr(png_module, "font_folders", lambda: (tmp_path,))
    with pytest.raises(OutputError, match=r"no font for a PNG was found .* write an \.svg"):
        png(svg(PAGES["usual"]))


def test_without_the_extra_the_way_to_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "resvg_py", None)
    with pytest.raises(OutputError, match=r"pip install 'altto\[png\]'"):
        png(svg(PAGES["usual"]))


def test_the_tables_of_the_pages_are_plots() -> None:
    assert all(isinstance(page.tables[0], Plot) for page in PAGES.values())
