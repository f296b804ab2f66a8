"""A page in each format: nothing cut, nothing run, nothing read as markup.

The answers in `golden/` are rewritten on purpose with ALTTO_REWRITE=1.
"""

import csv as csv_module
import json
import os
import re
from io import StringIO
from pathlib import Path

import pytest
from asking import AURORA, FORMATS, GOOD, answer, drawn
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from altto_cli import __version__
from altto_cli.cli.answer import library
from altto_cli.query import Asked
from altto_cli.render import render
from altto_cli.render.delimited import safe
from altto_cli.render.escaping import APART
from altto_cli.render.lines import wrapped
from altto_cli.render.terminal import fits
from altto_cli.view.page import Column, Entry, Hanging, Line, Page, Part, Row, Table
from altto_cli.view.pages import absolute, lookups, reference, side_by_side, subgroups, summary

GOLDEN = Path(__file__).parent / "golden"
WIDTHS = (60, 80, 100, 140)
ENDINGS = {"markdown": "md", "csv": "csv", "tsv": "tsv", "json": "json", "jsonl": "jsonl"}
QUESTIONS = {
    "endpoint": ("results", "death-or-admission"),
    "compare": ("compare", "placebo", "borealin"),
    "summary": ("summary",),
    "find": ("find", "borealin", "0.82"),
}


@pytest.mark.parametrize("case", QUESTIONS)
def test_an_answer_is_what_it_was_in_every_format(
    case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However long the path to the evidence is, lines break in the same places.
    monkeypatch.chdir(GOOD.parent)
    aurora = ("--evidence", GOOD.name, "--study", "aurora")
    now, before = {}, {}
    for format in FORMATS:
        path = GOLDEN / case / f"{format}.{ENDINGS.get(format, 'txt')}"
        text = drawn((*QUESTIONS[case], *aurora), format)
        now[format] = text.replace(f'"version": "{__version__}"', '"version": "*"')
        if os.environ.get("ALTTO_REWRITE"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(now[format], encoding="utf-8", newline="")
        before[format] = path.read_bytes().decode("utf-8")
    assert now == before


LIBRARY = library([GOOD]).studies
ALTTO, HER2, INVENTED = (
    next(study for study in LIBRARY if study.id == id)
    for id in ("altto-endocrine", "altto-anti-her2", "aurora")
)
PAGES = {
    "dfs": lookups.endpoint(ALTTO, "dfs", Asked(command="dfs")),
    "recurrence": lookups.endpoint(ALTTO, "recurrence", Asked(command="recurrence")),
    "subgroups": subgroups.page(ALTTO, Asked(command="subgroups")),
    "absolute": absolute.page(ALTTO, Asked(command="absolute"), "dfs"),
    "compare": lookups.everything(ALTTO, Asked(command="compare")),
    "her2": lookups.everything(HER2, Asked(command="compare")),
    "invented": lookups.everything(INVENTED, Asked(command="compare")),
    "factors": subgroups.page(INVENTED, Asked(command="subgroups")),
    "summary": summary.page(ALTTO, {"command": "summary"}),
    "sources": reference.sources(ALTTO, {"command": "sources"}),
    "studies": reference.studies(LIBRARY, {"command": "studies"}),
    "across": side_by_side.page(LIBRARY, "ai", "serm", Asked(command="compare")),
}
every_page = pytest.mark.parametrize("name", PAGES)


@every_page
def test_no_line_is_wider_than_the_terminal(name: str) -> None:
    for width in WIDTHS:
        lines = render(PAGES[name], "table", width=width).splitlines()
        broad = [line for line in lines if cell_len(line) > width and len(line.split()) > 1]
        assert broad == [], width


@every_page
def test_every_value_and_warning_is_whole_at_every_width(name: str) -> None:
    page = PAGES[name]
    said = [*page.label, *page.intro, *page.notes, *page.closing, *page.onward]
    for each in (*page.companions, *page.warnings):
        said += [each.text, each.lead]
    for width in WIDTHS:
        text = render(page, "table", width=width, notes=True)
        flowing = " ".join(text.split())
        assert [each for each in said if " ".join(each.split()) not in flowing] == [], width
        for part in page.parts():
            whole = part.text == "—" or part.text in flowing or _wrapped(part.text, text)
            assert whole, (width, part.text)


def _wrapped(words: str, text: str) -> bool:
    """Whether a cell holds the words on lines below each other, from the same column on."""
    first = words.split()[0]
    lines = text.splitlines()
    return any(
        _down(lines[number:], found.start(), words)
        for number, line in enumerate(lines)
        for found in re.finditer(re.escape(first), line)
    )


def _down(lines: list[str], start: int, words: str) -> bool:
    said = ""
    for line in lines[:8]:
        said = f"{said} {re.split(r'  +', line[start:])[0]}".strip()
        if re.fullmatch(rf"{re.escape(words)}(?: \[[a-z,]+\])?", said):
            return True
    return False


@every_page
def test_a_terminal_too_narrow_for_the_figures_gets_text(name: str) -> None:
    page = PAGES[name]
    assert not page.tables or not fits(page, 20)
    assert render(page, "table", width=20).split() == render(page, "text").split()


@every_page
def test_colour_adds_nothing_but_escape_codes(name: str) -> None:
    colored = render(PAGES[name], "table", color=True)
    assert "\x1b[" in colored
    without = re.sub(r"\x1b\[[0-9;]*m", "", colored)
    plain = render(PAGES[name], "table")
    assert [line.rstrip() for line in without.splitlines()] == plain.splitlines()


@every_page
def test_no_format_has_escape_codes_unless_colour_is_asked(name: str) -> None:
    assert [format for format in FORMATS if "\x1b" in render(PAGES[name], format)] == []


def test_figures_stand_with_their_points_and_on_the_v() -> None:
    lines = render(PAGES["summary"], "table", width=100).splitlines()
    rows = [line for line in lines if re.search(r"\d% .*v +\d\d\.\d%", line) and "(" in line]
    assert len(rows) == 6
    assert {len(set(places)) for places in zip(*map(points, rows), strict=True)} == {1}


def points(line: str) -> list[int]:
    """Where the points of a line stand, and its v between figures."""
    return [found.start() for found in re.finditer(r"\.(?=\d)|(?<= )v(?= +\d)", line)][:5]


def table(*rows: tuple[Part, ...], columns: tuple[Column, ...]) -> Page:
    lines = tuple(Row(cells=tuple((part,) for part in row)) for row in rows)
    return Page(
        schema="results", title=("T",), tables=(Table(columns=columns, lines=lines),), query={}
    )


def test_a_mark_stands_beside_its_cell_and_does_not_move_its_point() -> None:
    page = table(
        (Part("SERM"), Part("77.6%")),
        (Part("OFS + AI", marks=("b",)), Part("9.0%", marks=("c", "d"))),
        columns=(Column("Group"), Column("DFS", "versus")),
    )
    assert render(page, "table").splitlines()[2:] == [
        "  Group         DFS",
        "  ─────────────────────────",
        "  SERM          77.6%",
        "  OFS + AI [b]   9.0% [c,d]",
    ]


def hanging(*lines: Hanging) -> Page:
    return Page(schema="results", title=("T",), warnings=lines, query={})


def test_text_hangs_beside_its_label_and_beneath_it_where_there_is_little_room() -> None:
    page = hanging(Hanging("0.44", "At most 11 events in the 118.", "a"))
    assert "  [a] 0.44  At most 11 events in the 118." in render(page, "table", width=70)
    narrow = render(page, "table", width=30).splitlines()
    assert narrow[-2:] == ["  [a] 0.44: At most 11", "    events in the 118."]


@pytest.mark.parametrize(
    "whole",
    [
        "0.73 (0.53–1.00),",
        "0.43 (95% CI 0.18–0.60)",
        "1.23 (CI not reported)",
        "P <0.05,",
        "P = 0.007",
        "1,133 v 1,518",
        "80.1% [a] v 76.5%",
        "10 y had 6.9 v 10.1",
        "altto harms",
        "N(1 − S);",
        "AI ± OFS",
        "--study hera-ofs",
    ],
)
def test_a_figure_stays_with_what_it_is_read_with(whole: str) -> None:
    for before in range(1, 40):
        lines = wrapped(f"{'x' * before} {whole} and more", 40)
        assert any(whole in line for line in lines), lines
    narrow = wrapped(f"in {whole} here", len(whole) - 1)
    assert max(map(len, narrow)) < len(whole)
    assert " ".join(narrow) == f"in {whole} here"


def test_a_title_breaks_between_what_it_names_and_a_section_too() -> None:
    line = Hanging("0.44", "At most 11.")
    page = Page(
        schema="results",
        title=("Is it the same in all patients?", "disease-free survival", "ALTTO"),
        sections=(("ALTTO · DFS, premenopausal · OFS + AI v SERM alone · n 118 v 903", (line,)),),
        query={},
    )
    assert render(page, "table", width=48).splitlines() == [
        "Is it the same in all patients? ·",
        "disease-free survival · ALTTO",
        "",
        "ALTTO · DFS, premenopausal ·",
        "OFS + AI v SERM alone · n 118 v 903",
        "  0.44: At most 11.",
    ]


@pytest.mark.parametrize("text", ["[n=118]", ":100:", "[red]x[/red]", "[link=x]", "\\[x]", "1.00"])
def test_what_rich_would_read_as_markup_is_shown_as_it_is(text: str) -> None:
    page = table((Part(text), Part(f"a {text} b")), columns=(Column("A"), Column("B")))
    for color in (False, True):
        assert render(page, "table", width=100, color=color).count(text) == 2


#: What a file of evidence can hold: one line without control characters.
lines = st.text(
    st.characters(categories=("L", "N", "P", "S", "Zs"))
    | st.sampled_from("|`*_[]<>&\\#~$^@=+-!(){}:;\"'%. 1"),
    min_size=1,
    max_size=30,
).map(lambda text: " ".join(text.split()) or "x")
hostile = lines | st.sampled_from(
    [
        "a | b",
        "\\| \\",
        "`code` ``x``",
        "*a* **b** _c_ __d__ ~~e~~",
        "[a](https://example.org) ![b](c) [d][e] [^1]",
        "<b>x</b> <!-- y --> <https://example.org> <a@b.org> <1@b.org>",
        "&lt; &amp; &#65; &copy;",
        "# a",
        "- a",
        "--- a",
        "1. a",
        "> a",
        "+ a",
        "12) a",
        "a\\",
        "$x$ ^y^ @cmd ==z== %%w%% {.class}",
        "--- | ---",
    ]
)

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def read(markdown: str) -> list[str]:
    """The text of each block as a reader of Markdown shows it; markup that is not ours fails."""
    shown = []
    for token in MARKDOWN.parse(markdown):
        assert token.type not in ("html_block", "code_block", "fence", "hr")
        assert token.type not in ("blockquote_open", "ordered_list_open")
        if token.type == "inline":
            children = [each for each in token.children or [] if each.content != APART]
            kinds = {child.type for child in children if child.content or child.type == "image"}
            assert kinds <= {"text", "code_inline"}
            shown.append("".join(child.content for child in children))
    return shown


@given(first=hostile, second=hostile, note=hostile, title=lines)
def test_markdown_shows_every_character_of_the_evidence(
    first: str, second: str, note: str, title: str
) -> None:
    row = Row(cells=((Part(first),), (Part(second, marks=("a",)),)))
    heading = Line(cell=(Part(note),), heading=True)
    columns = (Column("Label"), Column("Text"))
    page = Page(
        schema="results",
        title=(f"T {title} t",),
        tables=(Table(columns=columns, lines=(heading, row)),),
        warnings=(Hanging(first, note, "a"),),
        stands_in=second,
        query={},
    )
    shown = ["Label", "Text", note, "", first, f"{second} [a]"]
    assert read(render(page, "markdown")) == [
        f"T {title} t",
        *shown,
        f"[a] {first}: {note}",
        second,
    ]


@given(hostile)
def test_markdown_has_no_marks_that_a_dialect_would_read(text: str) -> None:
    page = table((Part("a"), Part(text)), columns=(Column("A"), Column("B")))
    row = render(page, "markdown").splitlines()[4]
    unescaped = re.sub(r"\\.", "", row.replace(APART, ""))
    assert re.findall(r"[\^@$~`]|==|%%|<[a-z/!?]", unescaped) == []


HAND = "Written by hand, with *stress*\n"


@every_page
def test_an_answer_appended_again_and_again_renders_below_what_stood_there(name: str) -> None:
    one = render(PAGES[name], "markdown")
    assert one.startswith("### ")
    assert one.endswith("\n\n")
    kinds = [token.type for token in MARKDOWN.parse(one)]
    several = MARKDOWN.parse(HAND + "\n" + one + one + HAND + "\n" + one)
    own = [token.type for token in MARKDOWN.parse(HAND)]
    assert [token.type for token in several] == own + kinds * 2 + own + kinds
    assert not re.search(r"^\[[a-z,]+\]:|\[\^|[¹²³⁴⁵⁶⁷⁸⁹⁰]|^- \[", one, re.MULTILINE)


#: The loader leaves no carriage return in a text.
cells = st.text(max_size=30).map(lambda text: text.replace("\r", "\n")) | hostile


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=3))
def test_a_spreadsheet_reads_back_cell_by_cell(rows: list[tuple[str, str]]) -> None:
    entries = tuple(Entry("results", {}, {"a": one, "b": other}, "") for one, other in rows)
    whole = Page(schema="results", title=("",), entries=entries, query={})
    for format, sign in (("csv", ","), ("tsv", "\t")):
        text = render(whole, format)
        read = list(csv_module.reader(StringIO(text, newline=""), delimiter=sign))
        assert read == [["a", "b"], *([safe(one), safe(other)] for one, other in rows)]


@given(cells)
def test_no_cell_is_run_as_a_formula(text: str) -> None:
    cell = safe(text)
    assert cell in (text, f"'{text}")
    begins = cell.lstrip()[:1]
    assert begins not in ("=", "@") or cell[:1] == "'"
    if begins in ("+", "-") and cell[:1] != "'":
        assert re.fullmatch(r"[+-]\d+(\.\d+)?", cell.lstrip())


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        (" =1+1", "' =1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+1+1", "'+1+1"),
        ("-1+1", "'-1+1"),
        ("-sex", "'-sex"),
        ("\t=1", "'\t=1"),
        ("-3", "-3"),
        ("+0.5", "+0.5"),
        ("<0.001", "<0.001"),
        ("0.44", "0.44"),
        ("", ""),
        ("—", "—"),
    ],
)
def test_a_formula_gets_an_apostrophe_and_a_figure_does_not(text: str, cell: str) -> None:
    assert safe(text) == cell


@given(st.text(), st.text())
def test_json_reads_back(first: str, second: str) -> None:
    records = [{"id": "one", "text": first}, {"id": "two", "text": second}]
    entries = tuple(Entry("results", record, {}, "") for record in records)
    whole = Page(schema="results", title=("",), entries=entries, collections=("results",), query={})
    assert json.loads(render(whole, "json"))["results"] == records
    lines = render(whole, "jsonl").removesuffix("\n").split("\n")
    assert [json.loads(line)["text"] for line in lines] == [first, second]


#: Control characters, and marks that turn or hide the text around them.
ACTING = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)


@pytest.mark.parametrize("case", [("compare",), ("summary",), ("find", "diuretic"), ("sources",)])
def test_control_characters_of_the_evidence_act_nowhere(case: tuple[str, ...]) -> None:
    for format in FORMATS:
        text = answer(*case, *AURORA, "-f", format)
        assert ACTING.findall(text.replace("\t", " ") if format == "tsv" else text) == [], format
