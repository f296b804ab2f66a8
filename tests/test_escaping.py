"""What evidence says is shown as it is, and acts in no note and no spreadsheet."""

from __future__ import annotations

import html
import re
from io import BufferedReader, BytesIO

import cmarkgfm
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from altto_cli.audit.inputs import plain
from altto_cli.render.escaping import cell, markdown

#: What somebody could write into a label to make it act.
ACTING = [
    "https://evil.example/x", "HTTP://evil.example", "ftp://evil.example", "www.evil.example",
    "WWW.evil.example", "mailto:a@evil.example", "xmpp:a@evil.example/x", "a@evil.example",
    "[x](javascript:alert(1))", "![x](https://evil.example/x.png)", "<https://evil.example>",
    "<script>alert(1)</script>", "<b>", "&lt;b&gt;", "&#60;", "`code`", "**bold**", "_it_", "~~s~~",
    "$x^2$", "a|b", "# h", "==high==", "%%gone%%", "[[note]]", "^up^", "{{< include x >}}",
    "{% raw %}", "\\*", "x\\", "HR 0.44 <0.001", "P<.05", "_a*b_c*",
]  # fmt: skip


def shown(text: str) -> list[str]:
    """The HTML of the text as a cell of a table, by GitHub and by markdown-it."""
    table = f"| a |\n| --- |\n| {markdown(text)} |\n"
    readers = (
        cmarkgfm.github_flavored_markdown_to_html(table),
        MarkdownIt("gfm-like", {"linkify": False}).render(table),
    )
    return [re.findall(r"<td>(.*?)</td>", page, re.DOTALL)[0] for page in readers]


@example("a@b.example https://c.example www.d.example ftp://e.example")
@given(
    st.lists(
        st.sampled_from(ACTING)
        | st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=6),
        max_size=4,
    ).map(" ".join)
)
def test_markdown_shows_every_character_and_makes_no_element(text: str) -> None:
    text = " ".join(text.split())
    for page in shown(text):
        said = re.sub("<!-- (raw HTML omitted )?-->", "", page)
        assert not re.search("<[a-z/!]", said), said
        assert html.unescape(said) == text


@pytest.mark.parametrize(
    "text", ["a@evil.example", "a.b+c-d_@evil.example.", "mailto:a@b.example", "x (a@b.example), y"]
)
def test_an_address_is_no_link_and_is_read_as_it_was(text: str) -> None:
    assert "<a" not in "".join(shown(text))
    file = BufferedReader(BytesIO(f"{text}: HR 0.5".encode()))
    said = [each.text for each in plain.passages(file, "-")]
    file = BufferedReader(BytesIO(f"{markdown(text)}: HR 0.5".encode()))
    assert [each.text.replace("\\", "") for each in plain.passages(file, "-")] == said


def test_an_ordinary_line_stays_readable_as_it_is() -> None:
    line = "Adjusted HR 0.44 (95% CI 0.23–0.85), P <0.001: 90.0% v 77.6%, n 118 v 903"
    assert markdown(line) == line


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u2060=1", "\u200c=1", "＝1+1",
        "＋1+1", "－1+1", "＠A1", "﹦1", "\u00a0＝1", "-A1", "--1", "+0.5x", "\n=1",
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_run_is_text(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "0.44", "-0.5", "+12", "-3", "a=b", "<0.001", "AI + OFS"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert cell(text) == text
