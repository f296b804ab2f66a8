"""Intervals of a ratio that cannot be read with certainty, so that a person can look at them."""

from bisect import bisect_right

from altto_cli.audit.estimates import BETWEEN, is_no_estimate
from altto_cli.audit.levels import is_level
from altto_cli.audit.limits import FIGURES, Clause
from altto_cli.audit.reading import Reading
from altto_cli.audit.tokens import Token

#: How far before or behind the name of an interval its figures may stand, in tokens.
_NEAR = 8
#: How far before an estimate its measure may stand.
_CLAUSE = 12


def missing_estimate(tokens: list[Token], interval: Clause) -> list[Reading]:
    """A named interval right behind a measure, with no estimate between them."""
    at = interval.before
    while at >= 0 and interval.before - at < 4 and tokens[at].kind in BETWEEN:
        at -= 1
    if at < 0 or tokens[at].kind != "measure" or not interval.named:
        return []
    measure, high = tokens[at], tokens[interval.limits.high]
    said = "no estimate stands before its interval"
    return [Reading(measure.start, high.end, measure.value, unread=said)]


def limits_of_percent(tokens: list[Token], measure: int, interval: Clause) -> Reading:
    """That the limits of a ratio are printed as a percentage."""
    first, end = tokens[measure], tokens[interval.limits.high].end + 1
    return Reading(first.start, end, first.value, unread="its limits are printed as a percentage")


def unread(tokens: list[Token], claimed: list[tuple[int, int]]) -> list[Reading]:
    """The named intervals behind a ratio whose limits are none: "0.65 (95% CI 0.52–NE)".

    `claimed` are the tokens of the intervals that are read, as start and end.
    """
    found: dict[int, Reading] = {}
    for at in [at for at, token in enumerate(tokens) if token.kind == "interval"]:
        if _is_claimed(at, claimed):
            continue
        end = _broken_limits(tokens, at)
        estimate = _estimate(tokens, at) if end is not None else None
        measure = _measure(tokens, estimate) if estimate is not None else None
        if end is not None and measure is not None:
            first, said = tokens[measure], "its limits are not two figures"
            found[measure] = Reading(first.start, tokens[end].end, first.value, unread=said)
    return list(found.values())


def _is_claimed(at: int, claimed: list[tuple[int, int]]) -> bool:
    place = bisect_right(claimed, (at, 0)) - 1
    return place >= 0 and claimed[place][0] < at < claimed[place][1]


def _broken_limits(tokens: list[Token], name: int) -> int | None:
    """The last token of what stands where the limits of a named interval should."""
    at = name + 1
    while at < len(tokens) and at - name < _NEAR:
        kind = tokens[at].kind
        if kind in ("unclear", "missing", *FIGURES):
            if not is_level(tokens, at):
                break
        elif kind not in BETWEEN and kind not in ("open", "interval", "close", "percent"):
            return None
        at += 1
    else:
        return None
    last = at
    while last + 1 < len(tokens) and last - at < 4:
        if tokens[last + 1].kind not in ("dash", "to", "unclear", "missing", *FIGURES):
            break
        last += 1
    return last if last > at else None


def _estimate(tokens: list[Token], name: int) -> int | None:
    for at in range(name - 1, max(name - _NEAR, -1), -1):
        kind = tokens[at].kind
        if kind in ("unclear", *FIGURES) and not is_level(tokens, at):
            return None if is_no_estimate(tokens, at) else at
        if kind not in BETWEEN and kind not in (*FIGURES, "percent", "open"):
            return None
    return None


def _measure(tokens: list[Token], estimate: int) -> int | None:
    for at in range(estimate - 1, max(estimate - _CLAUSE, -1), -1):
        kind = tokens[at].kind
        if kind == "measure":
            return at
        if kind in ("stop", "other", "semicolon", "interval"):
            return None
    return None
