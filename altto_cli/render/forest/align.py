"""Figures under one another: padding so that the points of a column stand on one line."""

import re
from collections.abc import Sequence
from typing import NamedTuple

_NUMBER = re.compile(r"(\d+(?:,\d{3})*)((?:\.\d+)?)(?![\d.,]*% CI)|(?<![\d.])()(\.\d+)")


class Blank(NamedTuple):
    """What is as wide as a digit, and as a point or comma."""

    digit: str
    point: str

    def of(self, widest: str, text: str) -> str:
        """The padding that makes `text` as wide as `widest`; both are digits, commas and points."""
        digits = _digits(widest) - _digits(text)
        points = (len(widest) - _digits(widest)) - (len(text) - _digits(text))
        return self.digit * max(digits, 0) + self.point * max(points, 0)


class _Piece(NamedTuple):
    #: Everything but figures that stands before; pieces of one column agree in it.
    path: tuple[str, ...]
    before: str
    whole: str
    fraction: str


def _digits(text: str) -> int:
    return sum(sign.isdigit() for sign in text)


def _pieces(cell: str) -> tuple[list[_Piece], str]:
    pieces, path, end = [], (), 0  # type: list[_Piece], tuple[str, ...], int
    for match in _NUMBER.finditer(cell):
        before = cell[end : match.start()]
        path = (*path, before)
        whole, fraction = match[1] or "", match[2] or match[4] or ""
        pieces.append(_Piece(path, before, whole, fraction))
        end = match.end()
    return pieces, cell[end:]


def aligned(cells: Sequence[str], blank: Blank) -> list[str]:
    """The cells, padded so that figures after the same words stand on the point."""
    taken = [_pieces(cell) for cell in cells]
    wholes: dict[tuple[str, ...], str] = {}
    fractions: dict[tuple[str, ...], str] = {}
    for piece in (piece for pieces, _ in taken for piece in pieces):
        wholes[piece.path] = max(wholes.get(piece.path, ""), piece.whole, key=len)
        fractions[piece.path] = max(fractions.get(piece.path, ""), piece.fraction, key=len)
    return ["".join(_padded(*each, wholes, fractions, blank)).rstrip() for each in taken]


def _padded(
    pieces: Sequence[_Piece],
    rest: str,
    wholes: dict[tuple[str, ...], str],
    fractions: dict[tuple[str, ...], str],
    blank: Blank,
) -> list[str]:
    """The cell in parts; figures that touch other words, as in 0.2–1.3, are left as they are."""
    said = []
    following = [*(piece.before for piece in pieces[1:]), rest]
    for piece, after in zip(pieces, following, strict=False):
        said.append(piece.before)
        if not piece.before or piece.before.endswith(" "):
            said.append(blank.of(wholes[piece.path], piece.whole))
        said += [piece.whole, piece.fraction]
        if after.startswith(" "):
            said.append(blank.of(fractions[piece.path], piece.fraction))
    return [*said, rest]
