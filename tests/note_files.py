"""Notes as people keep them, made up: hand text in many scripts and endings, with blocks in it."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from altto_cli.errors import UnknownWordError
from altto_cli.notes.marks import Answer

EVIDENCE = "aurora 2001.1 abc1234"
ANSWERS = {
    "dfs": "### DFS\n\n| n | HR |\n|---|---|\n| 118 | 0.44 (95% CI 0.23–0.85) |\n\n",
    "os --menopause pre": "### OS\n\nnot reported · 未报告 · не сообщается\n\n",
    "forest dfs": "### Plot\n\n```text\n├──■──┤\n```\n\n",
    "find 'time to'": "\n",
}
BOM = b"\xef\xbb\xbf"
ENDINGS = (b"\n", b"\r\n", b"\r")
#: Hand text, line by line or several lines that belong together; nothing of it is a block.
HAND = (
    [""],
    ["# Заметки об исследовании"],
    ["内分泌治疗:芳香化酶抑制剂与他莫昔芬。"],
    ["ملاحظات عن العلاج الهرموني"],
    ["हार्मोन चिकित्सा — नोट्स"],
    ["| a | b |", "|---|---|", "| 1 | 2 |"],
    ["- a list", "  - with another ", "\tand a tab  "],
    ["> <!-- altto: dfs -->", "> quoted"],
    ["see <!-- altto: dfs --> in a line, <!-- /altto --> too"],
    ["    <!-- unindented code, not altto -->"],
    ["```md", "<!-- altto: dfs -->", "old", "<!-- /altto -->", "```"],
    ["~~~~ {.html}", "```", "<!-- /altto -->", "~~~", "~~~~"],
    ["1. ```sh", "   altto dfs", "<!-- not a mark of altto -->"],
    ["- ```", "  <!-- altto: dfs -->", "  ```"],
    ["```{r}", "`` ` ``", "````"],
    ["<!-- a remark", "over two lines -->"],
    ["--- \x0b \x0c \x1c \x85 \u2028 \ufeff end"],
    ["[^1]: a note", "$$ x^2 $$", "::: {.callout}", ":::"],
)
#: What altto wrote into a block some time ago.
OLD = ("old\n", "\n", "### DFS\n\n| 未 |\n", "```\n<!-- /altto -->\n```\n")
RAW = (b"latin \xe9 \xff\xfe\x00", b"\x00\x01\x1b[31m", b"\xc3")


class Note(NamedTuple):
    """A note, and what it must be after it was refreshed."""

    before: bytes
    after: bytes


def asks(words: Sequence[str], format: str) -> Answer:
    """What an invented program answers."""
    from shlex import join

    if join(words) not in ANSWERS:
        raise UnknownWordError(f"no command {words[0]!r}")
    return Answer(ANSWERS[join(words)], EVIDENCE)


def state(text: str, evidence: str = EVIDENCE) -> bytes:
    """What stands after the command in an opening mark."""
    return f" # {sha256(text.encode()).hexdigest()[:12]} {evidence}".encode()


def note(*pieces: bytes) -> bytes:
    return b"".join(pieces)


def inside(text: str, newline: bytes) -> bytes:
    return text.encode().replace(b"\n", newline)


@st.composite
def hand_text(draw: DrawFn) -> bytes:
    """Some lines by hand, each with an ending of its own."""
    written = b""
    for lines in draw(st.lists(st.sampled_from(HAND), max_size=4)):
        written += b"".join(line.encode() + draw(st.sampled_from(ENDINGS)) for line in lines)
    if draw(st.booleans()):
        written += draw(st.sampled_from(RAW)) + draw(st.sampled_from(ENDINGS))
    free = draw(st.text(st.characters(codec="utf-8", exclude_characters="\r\n`~<"), max_size=30))
    return written + b"* " + free.encode() + draw(st.sampled_from(ENDINGS))


@st.composite
def blocks(draw: DrawFn) -> tuple[bytes, bytes]:
    """A block as it stands in a note, and as it must stand there afterwards; without a last end."""
    command = draw(st.sampled_from(sorted(ANSWERS)))
    newline = draw(st.sampled_from(ENDINGS))
    head = draw(st.sampled_from(["<!-- altto: ", "<!--altto:", "<!--  altto:\t"])) + command
    tail = draw(st.sampled_from([b" -->", b"-->", b"   --> \t"]))
    closing = draw(st.sampled_from([b"<!-- /altto -->", b"<!--/altto-->", b"<!-- /altto -->  "]))
    answer = ANSWERS[command]
    after = head.encode() + state(answer) + tail + newline + inside(answer, newline) + closing
    kind = draw(st.sampled_from(["new", "old", "current", "of another ending"]))
    if kind == "current":
        return after, after
    if kind == "new":
        return head.encode() + tail + newline + draw(
            st.sampled_from([b"", newline])
        ) + closing, after
    old = draw(
        st.sampled_from(["old\n", "\n", "### DFS\n\n| 未 |\n", "```\n<!-- /altto -->\n```\n"])
    )
    mark = head.encode() + state(old, "aurora 2000.9 0000000") + tail + newline
    # CR and LF that meet would be one ending.
    ending = newline if kind == "old" or old == "\n" else b"\n"
    return mark + inside(old, ending) + closing, after


@st.composite
def notes(draw: DrawFn) -> Note:
    """A whole note; in some a BOM stands first, in some the last line has no end."""
    before = after = BOM if draw(st.booleans()) else b""
    for _ in range(draw(st.integers(0, 4))):
        text = draw(hand_text())
        old, new = draw(blocks())
        ending = draw(st.sampled_from(ENDINGS))
        before, after = before + text + old + ending, after + text + new + ending
    last: SearchStrategy[bytes] = st.sampled_from([b"", b"no end", "конец".encode()])
    end = draw(hand_text()) + draw(last)
    return Note(before + end, after + end)
