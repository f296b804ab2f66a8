"""Two figures with a sign or a word of range between them."""

from typing import NamedTuple

from altto_cli.audit.tokens import Token

FIGURES = ("figure", "comma figure")
_SIGNS = ("dash", "to", "join", "comma", "semicolon")
#: What may stand right behind a lower limit.
_BEHIND = frozenset((*_SIGNS, "percent", "line"))


class Limits(NamedTuple):
    """The tokens of a lower and an upper limit, the sign between them, and whether of percent."""

    low: int
    high: int
    sign: str
    percent: bool


def limits_at(tokens: list[Token], low: int) -> Limits | None:
    """The range of figures that begins at this token; None where there is none, or negative."""
    size = len(tokens)
    at, percent = low + 1, False
    if at >= size or tokens[at].kind not in _BEHIND:
        return None
    if tokens[at].kind == "percent":
        at, percent = at + 1, True
    at = skip(tokens, at, ("line",))
    if at >= size or tokens[at].kind not in _SIGNS:
        return None
    sign = tokens[at].kind
    if sign == "join" and tokens[at].value != "and":
        return None
    at = skip(tokens, at + 1, ("line",))
    if sign == "to" and at < size and tokens[at].kind == "dash":
        return None
    if at >= size or tokens[at].kind not in FIGURES:
        return None
    after = tokens[at + 1] if at + 1 < size else None
    if after and after.kind == "percent":
        if at + 2 < size and tokens[at + 2].kind == "interval":
            return None
        percent = True
    elif (percent and sign in ("comma", "semicolon")) or _goes_on(tokens, at):
        return None
    if is_negative(tokens, low):
        return None
    return Limits(low, at, sign, percent)


def _goes_on(tokens: list[Token], at: int) -> bool:
    """Whether a further figure is joined to one by a dash, as in dates: "2007-10-12"."""
    if at + 2 >= len(tokens) or tokens[at + 1].kind != "dash" or tokens[at + 2].kind not in FIGURES:
        return False
    return tokens[at + 2].start - tokens[at].end == 1


def is_negative(tokens: list[Token], at: int) -> bool:
    """Whether a dash before a figure is its sign: "−0.52", "CI, -0.52"; not in "CI-0.52"."""
    if at == 0 or tokens[at - 1].kind != "dash" or tokens[at - 1].end != tokens[at].start:
        return False
    if at == 1:
        return True
    before = tokens[at - 2]
    if before.kind in ("open", "comma", "semicolon", "colon", "compare", "to", "dash", "join"):
        return True
    return before.end < tokens[at - 1].start and before.kind != "measure"


def skip(tokens: list[Token], at: int, kinds: tuple[str, ...]) -> int:
    while at < len(tokens) and tokens[at].kind in kinds:
        at += 1
    return at
