"""LaTeX: commands and braces taken out of the text, cells and line ends of tables kept."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from altto_cli.audit.inputs.plain import SIZE, text_of
from altto_cli.audit.passages import Edited, Passage, chunks, passage

_MARKUP = re.compile(
    r"(?<!\\)%[^\n]*"
    r"|\\(?:begin|end)\{[^{}\n]{0,40}\}(?:\{[^{}\n]{0,80}\})?"
    r"|\\(?P<sign>[%&$#_{}])"
    r"|(?P<row>\\\\(?:\[[^\]\n]{0,12}\])?)"
    r"|\\(?P<word>cdot|times|leq?|geq?|textless|textgreater|textendash|textemdash|pm|infty)(?![a-zA-Z])(?:\{\})?"
    r"|\\[,;:! ]|~|\\[a-zA-Z]+\*?(?:\[[^\]\n]{0,40}\])?|\$"
    r"|(?<=\d)\{,\}(?=\d)|[{}]"
)
_WORDS = {
    "cdot": "·", "times": "×", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "textless": "<",
    "textgreater": ">", "textendash": "–", "textemdash": "—", "pm": "±", "infty": "∞",
}  # fmt: skip


def passages(file: BinaryIO, name: str) -> Iterator[Passage]:
    """The passages of a LaTeX source."""
    text = text_of(file, name)
    for piece, line in chunks(iter(lambda: text.read(SIZE), ""), SIZE):
        yield passage(piece, line, Edited(piece, _MARKUP, _unmarked))


def _unmarked(match: re.Match[str]) -> str:
    if match["sign"]:
        return match["sign"] if match["sign"] in "%&" else ""
    if match["word"]:
        return _WORDS[match["word"]]
    if match["row"]:
        return " "
    if match[0] in ("~", "\\,", "\\;", "\\:", "\\ "):
        return " "
    return "." if match[0] == "{,}" else ""
