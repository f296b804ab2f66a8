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
from asking import AURORA, FORMATS, GOOD, answer
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from altto_cli import __version__, load
from altto_cli.query import Asked
from altto_cli.render import render
from altto_cli.render.delimited import safe
from altto_cli.render.terminal import fits
from altto_cli.view import lookups, reference, summary
from altto_cli.view.page import Column, Note, Page, Row, Section, Table

GOLDEN = Path(__file__).parent / "golden"
WIDTHS = (60, 80, 100, 140)
ENDINGS = {"markdown": "md", "csv": "csv", "tsv": "tsv", "json": "json", "jsonl": "jsonl"}
QUESTIONS = {
    "endpoint": ("results", "death-or-admission"),
    "compare": ("compare", "placebo", "borealin"),
    "summary": ("summary",),
    "find": ("find", "borealin", "0.82"),
}


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("case", QUESTIONS)
def test_an_answer_is_what_it_was(case: str, format: str) -> None:
    path = GOLDEN / case / f"{format}.{ENDINGS.get(format, 'txt')}"
    text = lasting(answer(*QUESTIONS[case], *AURORA, "-f", format))
    if os.environ.get("ALTTO_REWRITE"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    assert text == path.read_bytes().decode("utf-8")


def lasting(text: str) -> str:
    """The answer without what changes with the program or with the studies shipped."""
    text = text.replace(f'"version": "{__version__}"', '"version": "*"')
    return re.sub(r"(Other studies at hand:)\s.*?altto\s+studies", r"\1 *", text, flags=re.DOTALL)


ALTTO = load(studies=["altto-endocrine"]).studies[0]
HER2 = load(studies=["altto-anti-her2"]).studies[0]
INVENTED = load(GOOD, studies=["aurora"]).studies[0]
PAGES = {
    "dfs": lookups.endpoint(ALTTO, "dfs", Asked(command="dfs")),
    "recurrence": lookups.endpoint(ALTTO, "recurrence", Asked(command="recurrence")),
    "subgroups": lookups.subgroups(ALTTO, Asked(command="subgroups")),
    "compare": lookups.comparison(ALTTO, None, None, Asked(command="compare")),
    "her2": lookups.comparison(HER2, None, None, Asked(command="compare")),
    "invented": lookups.comparison(INVENTED, None, None, Asked(command="compare")),
    "factors": lookups.subgroups(INVENTED, Asked(command="subgroups")),
    "summary": summary.page(ALTTO, ["soft"], {"command": "summary"}),
    "sources": reference.sources(ALTTO, {"command": "sources"}),
    "studies": reference.studies(load().studies, {"command": "studies"}),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_warning_is_read_with_its_own_rows_and_no_others(name: str) -> None:
    page = PAGES[name]
    names = [row.name for row in page.rows() if "endpoint" in row.record]
    assert sorted(names) == sorted(set(names))
    for row in page.rows():
        if "endpoint" in row.record:
            own = [note.text for note in page.notes if row.name in note.rows]
            record = row.record
            told = [*(each["text"] for each in record["conflicts"]), *record["remarks"]]
            assert sorted(set(own) - {record["statement"]}) == sorted(told)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_no_line_of_a_table_is_wider_than_the_terminal(name: str, width: int) -> None:
    page = PAGES[name]
    text = render(page, "table", width=width)
    if fits(page, width):
        assert max(cell_len(line) for line in text.splitlines()) <= width
    else:
        assert text.split() == render(page, "text").split()
        broad = [line for line in text.splitlines() if cell_len(line) > width]
        assert [line for line in broad if len(line.split()) > 1] == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_every_cell_and_warning_is_whole_at_every_width(name: str, width: int) -> None:
    page = PAGES[name]
    text = render(page, "table", width=width)
    lines = text.splitlines()
    flowing = " ".join(text.split())
    for note in page.notes:
        assert " ".join(note.words.split()) in flowing
    if not fits(page, width):
        return
    for table in page.tables:
        for row in table.rows():
            for column, cell in zip(table.columns, row.cells, strict=True):
                for part in cell:
                    if column.kind == "prose":
                        assert part.replace(" ", "") in flowing.replace(" ", "")
                    else:
                        assert any(part in line for line in lines)


def test_a_terminal_too_narrow_for_the_figures_gets_text() -> None:
    page = PAGES["dfs"]
    assert not fits(page, 50)
    assert render(page, "table", width=50).split() == render(page, "text").split()
    assert fits(page, 80)


def test_a_table_without_a_terminal_is_as_wide_as_it_is() -> None:
    text = render(PAGES["her2"], "table")
    assert max(cell_len(line) for line in text.splitlines()) > 80
    assert ".044 (non-inferiority, margin 1.11)\n" in text


def test_colour_adds_nothing_but_escape_codes() -> None:
    for page in PAGES.values():
        colored = render(page, "table", width=140, color=True)
        assert "\x1b[" in colored
        without = re.sub(r"\x1b\[[0-9;]*m", "", colored)
        assert [line.rstrip() for line in without.splitlines()] == render(
            page, "table", width=140
        ).splitlines()


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", PAGES)
def test_no_format_has_escape_codes_unless_colour_is_asked(name: str, format: str) -> None:
    assert "\x1b" not in render(PAGES[name], format)


def test_figures_stand_with_their_points_in_one_column() -> None:
    lines = render(PAGES["dfs"], "table", width=100).splitlines()
    rates = [line for line in lines if re.search(r"\d\d\.\d%", line) and "¹ Con" not in line]
    rates = [line for line in rates if not line.lstrip().startswith(tuple("¹²³⁴⁵⁶⁷⁸⁹"))][:8]
    assert len({line.index("%") for line in rates}) == 1
    sizes = [re.search(r"(?:1,133|1,518|1,015|377|118|903|238)(?=  \d)", line) for line in rates]
    assert len({found.end() for found in sizes if found}) == 1
    recurrence = render(PAGES["recurrence"], "table", width=100).splitlines()
    points = {line.index(".") for line in recurrence if re.search(r"—  +\d+\.\d%", line)}
    assert len(points) == 1


def page(*cells: str, title: str = "Title", note: str = "A note.", rows: int = 1) -> Page:
    """A page of one table with these cells, a note to its first row and one to all."""
    columns = (Column("Label"), *(Column(f"Text {i}") for i in range(1, len(cells))))
    made = tuple(
        Row(
            name=f"Row {i}",
            cells=tuple((cell,) for cell in cells),
            fields=tuple((f"Label {i}", cell) for i, cell in enumerate(cells)),
            record={"id": f"row-{i}", "text": list(cells)},
            flat={f"text_{i}": cell for i, cell in enumerate(cells)},
            sentence=" ".join(cells),
        )
        for i in range(1, rows + 1)
    )
    return Page(
        schema="results",
        title=title,
        tables=(_table(columns, made),),
        notes=(Note(note, ("Row 1",)), Note(note)),
        foot=(("Source", note),),
        query={},
    )


@pytest.mark.parametrize("text", ["[n=118]", ":100:", "[red]x[/red]", "[link=x]", "\\[x]", "1.00"])
def test_what_rich_would_read_as_markup_is_shown_as_it_is(text: str) -> None:
    for color in (False, True):
        drawn = render(page(text, f"a {text} b", note=text), "table", width=100, color=color)
        assert drawn.count(text) == 5


def _table(columns: tuple[Column, ...], rows: tuple[Row, ...]) -> Table:
    return Table(columns=columns, sections=(Section(heading="", rows=rows),), collection="results")


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
        assert token.type not in ("html_block", "code_block", "fence", "hr", "heading_open")
        assert token.type not in ("blockquote_open", "ordered_list_open")
        if token.type == "inline":
            children = token.children or []
            kinds = {child.type for child in children if child.content or child.type == "image"}
            assert kinds <= {"text"}
            shown.append("".join(child.content for child in children))
    return shown


@given(first=hostile, second=hostile, note=hostile, title=lines)
def test_markdown_shows_every_character_of_the_evidence(
    first: str, second: str, note: str, title: str
) -> None:
    assert read(render(page(first, second, note=note, title=f"T {title} t"), "markdown")) == [
        f"T {title} t",
        "Label",
        "Text 1",
        first,
        second,
        f"Row 1: {note}",
        note,
        f"Source: {note}",
    ]


@given(hostile)
def test_markdown_has_no_marks_that_a_dialect_would_read(text: str) -> None:
    markdown = render(page("a", text), "markdown").splitlines()[4]
    unescaped = re.sub(r"\\.", "", markdown)
    assert re.findall(r"[\^@$~`]|==|%%|<[a-z/!?]", unescaped) == []


def test_markdown_of_several_answers_has_no_marks_that_collide() -> None:
    for each in PAGES.values():
        assert not re.search(r"\[\^|[¹²³⁴⁵⁶⁷⁸⁹⁰]", render(each, "markdown"))


@pytest.mark.parametrize("name", ["dfs", "compare", "invented", "her2"])
def test_a_bullet_of_markdown_starts_with_its_row_or_its_label(name: str) -> None:
    page = PAGES[name]
    starts = [row.name for row in page.rows()] + [label for label, _ in page.foot]
    starts += [note.words for note in page.notes if not note.rows]
    bullets = [text for text in read(render(page, "markdown")) if ": " in text]
    for bullet in bullets[1:]:
        assert bullet.startswith(tuple(starts)) or bullet in {
            cell for row in page.rows() for cells in row.cells for cell in cells
        }


#: The loader leaves no carriage return in a text.
cells = st.text(max_size=30).map(lambda text: text.replace("\r", "\n")) | hostile


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=3))
def test_a_spreadsheet_reads_back_cell_by_cell(rows: list[tuple[str, str]]) -> None:
    made = tuple(
        Row(
            name="x",
            cells=((first,), (second,)),
            fields=(),
            record={},
            flat={"a": first, "b": second},
            sentence="",
        )
        for first, second in rows
    )
    table = _table((Column("a"), Column("b")), made)
    whole = Page(schema="results", title="", tables=(table,), query={})
    for format, sign in (("csv", ","), ("tsv", "\t")):
        text = render(whole, format)
        read = list(csv_module.reader(StringIO(text, newline=""), delimiter=sign))
        assert read == [["a", "b"], *([safe(first), safe(second)] for first, second in rows)]


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
    whole = page(first, second, rows=2)
    records = [row.record for row in whole.rows()]
    assert json.loads(render(whole, "json"))["results"] == records
    lines = render(whole, "jsonl").removesuffix("\n").split("\n")
    assert [json.loads(line)["text"] for line in lines] == [each["text"] for each in records]


#: Control characters, and marks that turn or hide the text around them.
ACTING = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("case", [("compare",), ("summary",), ("find", "diuretic"), ("sources",)])
def test_control_characters_of_the_evidence_act_nowhere(case: tuple[str, ...], format: str) -> None:
    text = answer(*case, *AURORA, "-f", format)
    assert ACTING.sub("", text.replace("\t", " ") if format == "tsv" else text) == (
        text.replace("\t", " ") if format == "tsv" else text
    )
    assert "31mred" in text or case != ("compare",)
