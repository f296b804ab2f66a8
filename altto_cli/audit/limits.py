"""Intervals: their limits, their name, and the level that is stated for them."""

from typing import NamedTuple

from altto_cli.audit.levels import Levels, level_at
from altto_cli.audit.ranges import FIGURES, Limits, limits_at, skip
from altto_cli.audit.tokens import Token
from altto_cli.audit.vocabulary import FOR_EACH, INEQUALITIES

__all__ = ["FIGURES", "Clause", "clause", "continued", "limits_at"]

#: What may stand between the name of an interval and its limits.
_BETWEEN = ("comma", "semicolon", "colon", "line", "glue", "compare", "cell", "open", "dash")
#: Words between a level, the name of an interval, and its limits.
_FEW = 3
#: How long all that may be, in tokens.
_LONGEST = 30
#: What ends a list of an estimate and its limits.
_ENDS = ("close", "semicolon")
_RANGE = ("range", "ranges", "ranging", "ranged", "iqr", "interquartile")


class Clause(NamedTuple):
    """An interval: its limits, the token before all that belongs to it, its name, its level."""

    limits: Limits
    before: int
    named: bool
    level: str | None


def clause(tokens: list[Token], limits: Limits, levels: Levels) -> Clause | None:
    """The interval around two limits; None where neither a name nor a bracket makes them one."""
    if _led_by_level(tokens, limits.low):
        return Clause(limits, limits.low - 4, True, level_at(tokens, limits.low - 2))
    at, named, words = limits.low - 1, False, 0
    ranged = False
    while at >= 0 and limits.low - at < _LONGEST:
        token = tokens[at]
        if token.kind == "interval":
            named, words = True, 0
        elif token.value in _RANGE:
            ranged = True
        elif token.kind == "percent" and named and level_at(tokens, at - 1):
            at -= 1
        elif token.kind in FIGURES:
            if not _is_level_figure(tokens, at):
                break
        elif token.kind == "close":
            opened = _naming_bracket(tokens, at)
            if opened is None:
                break
            named = named or any(t.kind == "interval" for t in tokens[opened:at])
            at = opened
        elif token.kind in ("word", "other", "measure"):
            if not _leads_to_name(tokens, at, named, words):
                break
            words += 1
        elif token.kind == "percent":
            if not (at and tokens[at - 1].kind in FIGURES and _level_name_near(tokens, at - 1)):
                break
            at -= 1
        elif token.kind not in _BETWEEN:
            break
        at -= 1
    behind = None if named else _named_behind(tokens, limits.high)
    if _bounds_one_side(tokens, at, limits):
        return None
    parted = _is_parted(tokens, limits)
    if not (named or behind or parted):
        bare = _is_bracketed(tokens, limits) or _is_listed(tokens, limits)
        if ranged or not bare:
            return None
    listed = limits.sign in ("comma", "semicolon", "join")
    if listed and not parted and not _is_whole(tokens, limits, named):
        return None
    level = levels.between(max(at, 0), limits.low) or behind or levels.before(limits.low)
    return Clause(limits, at, named or bool(behind), level)


def _led_by_level(tokens: list[Token], low: int) -> bool:
    """Whether a level alone stands between a figure and its limits: "0.68 (99% 0.55–0.85)"."""
    before = [token.kind for token in tokens[max(low - 4, 0) : low]]
    return (
        len(before) == 4
        and before[0] in FIGURES
        and before[1] in ("open", "comma", "semicolon")
        and before[3] == "percent"
        and level_at(tokens, low - 2) is not None
    )


def _is_level_figure(tokens: list[Token], at: int) -> bool:
    """Whether a figure on the way to the left is the level of the interval: "CI95", "95 CI"."""
    if not level_at(tokens, at):
        return False
    before = tokens[at - 1] if at else None
    after = tokens[at + 1]
    return after.kind == "interval" or bool(
        before and before.kind == "interval" and before.end >= tokens[at].start - 1
    )


def _level_name_near(tokens: list[Token], at: int) -> bool:
    """Whether the name of an interval stands right before a percentage: "CI 95%", "CI (95%"."""
    near = tokens[max(at - 3, 0) : at]
    return level_at(tokens, at) is not None and any(token.kind == "interval" for token in near)


def _leads_to_name(tokens: list[Token], at: int, named: bool, words: int) -> bool:
    """Whether a word stands between the name of an interval and its limits, or its level."""
    if words >= _FEW:
        return False
    near = tokens[max(at - _FEW, 0) : at]
    if named:
        return any(
            token.kind == "percent" and level_at(tokens, max(at - _FEW, 0) + place - 1)
            for place, token in enumerate(near)
        ) and not any(token.kind in ("stop", "semicolon") for token in near)
    return any(token.kind == "interval" for token in near) and not any(
        token.kind in ("stop", *FIGURES) and not level_at(tokens, max(at - _FEW, 0) + place)
        for place, token in enumerate(near)
    )


def _naming_bracket(tokens: list[Token], close: int) -> int | None:
    """The opening of a short bracket that only names: "[CI]", "(95% CI)", "(HR)", "(95%)"."""
    at = close - 1
    while at >= 0 and close - at < 7:
        kind = tokens[at].kind
        if kind == "open":
            inner = tokens[at + 1 : close]
            names = any(token.kind in ("interval", "percent") for token in inner)
            return at if names or any(token.value == "sided" for token in inner) else None
        if kind not in ("interval", "percent", "figure", "glue", "measure", "word", "dash", "line"):
            return None
        at -= 1
    return None


def _named_behind(tokens: list[Token], high: int) -> str | None:
    """The level where an interval is named behind its limits: "0.65 (0.52–0.82, 95% CI)"."""
    at = skip(tokens, high + 1, ("comma", "semicolon", "open", "close", "line", "colon"))
    if at + 2 >= len(tokens) or at == high + 1 or tokens[at].kind not in FIGURES:
        return None
    if tokens[at + 1].kind == "percent" and tokens[at + 2].kind == "interval":
        after = skip(tokens, at + 3, ("comma", "colon", "compare", "line", "glue", "open"))
        opens = after < len(tokens) and tokens[after].kind in (*FIGURES, "dash")
        return None if opens else level_at(tokens, at)
    return None


def _is_bracketed(tokens: list[Token], limits: Limits) -> bool:
    """Whether the limits stand in brackets right behind a figure: "0.65 (0.52–0.82"."""
    at = limits.low - 1
    while at >= 0 and tokens[at].kind == "line":
        at -= 1
    if at < 1 or tokens[at].kind != "open":
        return False
    at -= 1
    while at > 0 and tokens[at].kind in ("line", "raised", "comma"):
        at -= 1
    return tokens[at].kind in FIGURES or _is_step(tokens, at)


def _is_step(tokens: list[Token], last: int) -> bool:
    """Whether a token ends what a figure is for: "1.20 per 10 years", "1.5/SD"."""
    for at in range(last, max(last - _FEW - 1, 0), -1):
        if tokens[at].value in FOR_EACH:
            return tokens[at - 1].kind in FIGURES
        if tokens[at].kind not in ("unit", "word", "other", "figure"):
            return False
    return False


def _is_listed(tokens: list[Token], limits: Limits) -> bool:
    """Whether the limits follow a figure that stands right behind a bracket or a measure.

    "(0.56, 0.43 to 0.74)", "HR 0.56, 0.43–0.74", "(RR, 0.56; 0.43–0.74)", "(0.56/0.43 to 0.74)".
    """
    if limits.sign not in ("dash", "to"):
        return False
    estimate = limits.low - 1
    if estimate > 0 and tokens[estimate].kind in ("comma", "semicolon"):
        estimate -= 1
    elif tokens[limits.low].start - tokens[estimate].end != 1 or "." not in tokens[estimate].value:
        return False
    before = estimate - 1
    if before > 0 and tokens[before].kind == "comma" and tokens[before - 1].kind == "measure":
        return tokens[estimate].kind in FIGURES
    if before > 0 and tokens[before].kind == "close" and tokens[before - 1].kind == "interval":
        return tokens[estimate].kind in FIGURES
    if before < 0 or tokens[before].value in INEQUALITIES or tokens[estimate].kind not in FIGURES:
        return False
    return tokens[before].kind in ("open", "measure", "compare", "colon")


def _is_parted(tokens: list[Token], limits: Limits) -> bool:
    """Whether a semicolon parts an estimate from its limits: "(1.31;1.02,1.68)", "OR 1.31; …"."""
    low, behind = limits.low, tokens[limits.high + 1 : limits.high + 2]
    if limits.sign != "comma" or low < 3 or not behind or behind[0].kind not in _ENDS:
        return False
    before = [token.kind for token in tokens[low - 3 : low]]
    figures = [tokens[at].value for at in (low - 2, *limits[:2])]
    return (
        before[0] in ("open", "measure", "compare")
        and before[1:] == ["figure", "semicolon"]
        and tokens[low - 3].value not in INEQUALITIES
        and all("." in figure for figure in figures)
        and float(figures[1]) <= float(figures[0]) <= float(figures[2])
    )


def _bounds_one_side(tokens: list[Token], before: int, limits: Limits) -> bool:
    """Whether two figures are two limits of one side: "upper limits of 1.26 and 1.09"."""
    said = {token.value for token in tokens[max(before, 0) : limits.low]} & {"upper", "lower"}
    return limits.sign == "join" and len(said) == 1


def _is_whole(tokens: list[Token], limits: Limits, named: bool) -> bool:
    """Whether two figures with a comma or "and" between are the only two: not "1, 2, 3"."""
    opening = tokens[limits.low - 1].kind if limits.low else ""
    if not (named or opening == "open"):
        return False
    if limits_at(tokens, limits.high) is not None and tokens[limits.high + 1].kind in (
        "dash",
        "to",
    ):
        return False
    after = tokens[limits.high + 1] if limits.high + 1 < len(tokens) else None
    return not (after and after.kind == "open" and limits.sign != "semicolon")


def continued(tokens: list[Token], last: Clause, levels: Levels) -> Clause | None:
    """A further interval right behind one: "0.52–0.82 and 0.53–1.00"."""
    at = last.limits.high + 1
    joined = False
    while at < len(tokens) and at - last.limits.high < 12:
        token = tokens[at]
        if token.kind in ("comma", "semicolon", "join"):
            joined = True
        elif token.kind in FIGURES:
            if tokens[at + 1 : at + 2] and tokens[at + 1].kind == "percent":
                name = tokens[at + 2] if at + 2 < len(tokens) else None
                if name and name.kind == "interval":
                    at += 3
                    continue
            limits = limits_at(tokens, at)
            if limits is None or not joined or limits.percent or limits.sign != last.limits.sign:
                return None
            return Clause(limits, last.before, last.named, levels.before(at) or last.level)
        elif token.kind not in ("open", "close", "line", "colon", "compare", "interval", "glue"):
            return None
        at += 1
    return None
