"""What a text is cut into, and what each piece is as far as it tells alone."""

import re
from functools import cache
from typing import NamedTuple

from altto_cli.audit import vocabulary
from altto_cli.audit.figures import DASHES, FIGURE, figure

#: A word with more letters is cut: it is in no vocabulary.
LONGEST_WORD = 40
#: So many pieces are kept at most.
_MOST_KNOWN = 1 << 14

SIGNS = {
    **dict.fromkeys("([{⟨（［", "open"),
    **dict.fromkeys(")]}⟩）］", "close"),
    **dict.fromkeys("<>=≤≥⩽⩾＜＞＝≦≧≈≪≫≅", "compare"),
    **dict.fromkeys(DASHES, "dash"),
    **dict.fromkeys("%％", "percent"),
    **dict.fromkeys("×✕⨯*∗⋅∙", "times"),
    **dict.fromkeys(",，", "comma"),
    **dict.fromkeys(";；", "semicolon"),
    **dict.fromkeys(":：", "colon"),
    **dict.fromkeys("|&\t", "cell"),
    **dict.fromkeys(".?!", "stop"),
    "\n": "line",
    "±": "plus or minus",
    "+": "plus",
    "^": "power",
    "∞": "missing",
    "…": "dash",
}
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
#: What a text is cut into, in the order in which it is tried; the commonest come first. Two letters
#: with points ("i.e.", "C.I.") are one word.
_PIECES = (
    ("word", r"[A-Za-z]{2,}[^\W\d_]*"),
    ("sign", r"[()\[\],;:=%\n]"),
    ("dash", r"â€[“”–—]|-{2,3}|\.{2,3}(?=\s?\d)"),
    ("word", r"[A-Za-z](?:\.[A-Za-z]\.|[^\W\d_]*)|[^\W\d_]+"),
    ("figure", FIGURE),
    ("raised", "[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+"),
    ("sign", f"[{re.escape(''.join(SIGNS))}]"),
    ("per", rf"/(?:\d{{1,3}}[ -]?)?(?:{'|'.join(sorted(vocabulary.STEPS))})(?!\w)"),
)


class Piece(NamedTuple):
    """Kind, value and length of a piece, and whether it is that whatever stands around it."""

    kind: str
    value: str
    alone: bool
    length: int


@cache
def pattern() -> re.Pattern[str]:
    """Pieces with the blank behind them, and any other character, so that no place is passed."""
    pieces = "|".join(pattern for _, pattern in _PIECES)
    return re.compile(f"(?:{pieces}) ?|.", re.DOTALL)


@cache
def _whole() -> re.Pattern[str]:
    """A piece alone, in a group for each kind."""
    return re.compile("|".join(f"({pattern})" for _, pattern in _PIECES))


@cache
def classes() -> dict[str, str]:
    """The kind of each known word in lower case; the first vocabulary that has it decides."""
    known = (
        ("alone", vocabulary.ALONE),
        ("glue", vocabulary.GLUE),
        ("turn", vocabulary.TURNS),
        ("unit", vocabulary.UNITS),
        ("other", vocabulary.OTHER_QUANTITIES),
        ("join", vocabulary.JOIN),
        ("to", vocabulary.TO),
        ("missing", vocabulary.MISSING),
        ("not significant", vocabulary.NOT_SIGNIFICANT),
    )
    classes: dict[str, str] = {}
    for kind, words in known:
        for word in words:
            classes.setdefault(word, kind)
    return classes


@cache
def _special() -> frozenset[str]:
    """The words in lower case that may change, or be part of, the token before them."""
    alone = (
        "ratio ratios significant significance reached estimable evaluable available cent percent "
        "p pvalue pvalues plogrank 𝑃 𝑝"
    )
    return frozenset(
        [
            *alone.split(),
            *(word.lower() for word in vocabulary.ABBREVIATIONS),
            *(word.lower() for word in vocabulary.INTERVAL_ABBREVIATIONS),
            *vocabulary.RELATIVES,
            *vocabulary.BEATS,
            *vocabulary.IN_SMALL,
            *("size", "sizes", "confidence", "difference", "approximately"),
            *vocabulary.INTERVAL_SECOND,
            *vocabulary.NO_RATIO_BEFORE,
            *(f"p{kind}" for kind in vocabulary.P_KINDS),
        ]
    )


def _piece(piece: str) -> Piece:
    text = piece[:-1] if len(piece) > 1 and piece[-1] == " " else piece
    match = _whole().fullmatch(text)
    kind = _PIECES[match.lastindex - 1][0] if match and match.lastindex else ""
    value, alone = text, True
    if kind == "word":
        value = text[:LONGEST_WORD].lower()
        alone = value not in _special()
        kind = classes().get(value, "word") if alone else "word"
    elif kind == "figure":
        kind, value = figure(text)
        alone = not (kind == "figure" and value.isdigit())
    elif kind == "sign":
        kind = SIGNS[text]
        alone = kind not in ("stop", "plus", "dash")
    elif kind == "per":
        kind, value = "unit", "per"
    elif kind == "raised":
        value = text.translate(_SUPERSCRIPTS)
    elif not kind:
        # Dots before a figure are a dash; whatever else is no piece is passed over.
        kind = "dash" if text.startswith("..") else ""
        alone = bool(kind)
    return Piece(kind, value, alone, len(text))


class _Known(dict[str, Piece]):
    """What the pieces of a text are; most repeat. Long ones are not kept, nor ever very many."""

    def __missing__(self, piece: str) -> Piece:
        known = _piece(piece)
        if len(piece) <= LONGEST_WORD:
            if len(self) >= _MOST_KNOWN:
                self.clear()
            self[piece] = known
        return known


KNOWN = _Known()
