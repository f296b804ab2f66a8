"""From an interval to the left: the figure that it belongs to."""

from math import log, sqrt
from typing import NamedTuple

from altto_cli.audit.limits import FIGURES, Clause
from altto_cli.audit.pvalues import p_at
from altto_cli.audit.tokens import Token
from altto_cli.audit.vocabulary import COUNTING, FOR_EACH, INEQUALITIES, NO_ESTIMATE

#: What may stand between an estimate and its interval, or a measure and its estimate.
_BETWEEN = "comma semicolon colon line glue compare cell plus raised join times"
BETWEEN = frozenset(_BETWEEN.split())
_SIGNS = BETWEEN | {"open", "close"}
#: How far left of an interval its estimate may stand, in tokens.
NEAR = 40
#: How long a bracket is passed over.
_ASIDE = 30
#: Less than any print shows.
_TINY = 1e-9
#: How far behind P its figure may stand.
_P_REACH = 12


class Estimate(NamedTuple):
    """The token of an estimate, and of the measure where it stands between it and its interval."""

    at: int
    measure: int | None = None


def estimate_of(tokens: list[Token], interval: Clause, last: int) -> Estimate | None:
    """The figure beside an interval, or the nearest inside it when words stand between.

    `last` is the token of the upper limit before; what stands before that belongs to that one.
    """
    at, measure = interval.before, None

    def parts(stop: int) -> bool:
        """Whether a stop only parts an estimate from its interval: "0.76. 95% CI: 0.61"."""
        return tokens[stop].kind == "stop" and interval.named and stop == interval.before

    while at > last and interval.before - at < NEAR:
        token = tokens[at]
        if token.kind in FIGURES:
            p = p_ending(tokens, at)
            if p is None:
                return _adjacent(tokens, at, interval, measure, last)
            at = p
        elif token.kind == "close":
            opened = opening(tokens, at)
            if opened is None:
                break
            at = opened
        elif token.kind == "measure":
            measure = at if measure is None else measure
        elif token.kind not in BETWEEN and token.kind != "open" and not parts(at):
            break
        at -= 1
    if tokens[at].kind == "percent":
        return _within(tokens, at, interval, last)
    return _farther(tokens, at, interval, last)


def _within(tokens: list[Token], at: int, interval: Clause, last: int) -> Estimate | None:
    """A figure farther off that fits, where what is beside the interval may have claimed it."""
    farther = _farther(tokens, at, interval, last)
    return farther if farther and inside(tokens, farther.at, interval) else None


def _adjacent(
    tokens: list[Token], at: int, interval: Clause, measure: int | None, last: int
) -> Estimate | None:
    if measure is None:
        if is_no_estimate(tokens, at):
            return _within(tokens, at, interval, last)
        if _is_in_name(tokens, at, interval):
            return _farther(tokens, at - 1, interval, last) or Estimate(at)
        return Estimate(at)
    fits = inside(tokens, at, interval) and not is_no_estimate(tokens, at)
    return Estimate(at, measure) if fits else None


def _farther(tokens: list[Token], at: int, interval: Clause, last: int) -> Estimate | None:
    """The nearest figure inside the interval when words stand between: "0.65 for death (CI"."""
    outside = in_name = None
    while at > max(last, interval.before - NEAR):
        token = tokens[at]
        if token.kind in ("stop", "p"):
            return None
        if token.kind in FIGURES and not is_no_estimate(tokens, at):
            if inside(tokens, at, interval) and not _is_in_name(tokens, at, interval):
                return Estimate(at)
            if inside(tokens, at, interval):
                in_name = in_name or at
            else:
                outside = at
        if token.kind == "measure":
            near = outside is not None and outside - at < 3 and interval.named
            return Estimate(outside) if near and outside is not None else None
        at -= 1
    return Estimate(in_name) if in_name else None


def _is_in_name(tokens: list[Token], at: int, interval: Clause) -> bool:
    """Whether a whole number behind a word may be part of a name: "type 2 (95% CI 1.4–3.8)"."""
    figures = (at, interval.limits.low, interval.limits.high)
    whole = ["." not in tokens[figure].value for figure in figures]
    return whole == [True, False, False] and at > 0 and tokens[at - 1].kind in ("word", "other")


def behind_interval(tokens: list[Token], interval: Clause) -> Estimate | None:
    """The ratio behind an interval that opens a bracket: "(95% CI 1.10–1.91; OR 1.45)"."""
    at = interval.limits.high + 1
    opens = interval.named and tokens[interval.before + 1].kind == "open"
    while at < len(tokens) and tokens[at].kind in ("comma", "semicolon", "line"):
        at += 1
    if not opens or at >= len(tokens) or tokens[at].kind != "measure":
        return None
    measure, at = at, at + 1
    while at < len(tokens) and tokens[at].kind in BETWEEN:
        at += 1
    if at + 1 >= len(tokens) or tokens[at].kind not in FIGURES or not inside(tokens, at, interval):
        return None
    ends = tokens[at + 1].kind in ("close", "comma", "semicolon")
    # What follows may be an interval of its own.
    own = any(token.kind in ("interval", "dash", "to") for token in tokens[at + 1 : at + 6])
    return Estimate(at, measure) if ends and not own else None


def estimates_of(tokens: list[Token], chain: list[Clause], last: int) -> list[int]:
    """As many figures before a chain of intervals as there are; else none."""
    figures: list[int] = []
    at, first = chain[0].before, chain[0].before
    while at > last and first - at < NEAR:
        token = tokens[at]
        if token.kind in FIGURES:
            p = p_ending(tokens, at)
            if p is not None:
                at = p
            elif not is_no_estimate(tokens, at):
                figures.insert(0, at)
        elif token.kind in ("measure", "stop"):
            break
        at -= 1
    return figures if len(figures) == len(chain) else []


def inside(tokens: list[Token], at: int, interval: Clause) -> bool:
    """Whether a figure lies in an interval."""
    low, high = interval.limits.low, interval.limits.high
    return float(tokens[low].value) <= float(tokens[at].value) <= float(tokens[high].value)


def is_centred_as_difference(tokens: list[Token], at: int, interval: Clause) -> bool:
    """Whether an interval lies around a figure as that of a difference, and not as a ratio's does.

    By the middle of its limits, and their geometric mean, as far as rounding tells them apart.
    """
    texts = [tokens[place].value for place in (at, interval.limits.low, interval.limits.high)]
    estimate, low, high = map(float, texts)
    half = [0.5 * 10.0 ** -len(text.partition(".")[2]) for text in texts]
    if abs(estimate - (low + high) / 2) > half[0] + (half[1] + half[2]) / 2 + _TINY:
        return False
    if low <= 0 or estimate <= 0:
        return True
    rounding = half[0] / estimate + (half[1] / low + half[2] / high) / 2
    return abs(log(estimate / sqrt(low * high))) > 1.5 * rounding


def is_no_estimate(tokens: list[Token], at: int) -> bool:
    """Whether a figure is a percentage, a count, of a unit, a bound, of a range or a word."""
    token, after = tokens[at], tokens[at + 1 : at + 3]
    if any(token.value == "fold" for token in after) or (after and after[0].value in COUNTING):
        return True
    if [one.kind for one in after] == ["dash", "figure"]:
        return True
    if after and after[0].kind in ("percent", "unit"):
        return not (after[0].value in FOR_EACH and is_behind_measure(tokens, at))
    if at and (tokens[at - 1].value in FOR_EACH or tokens[at - 1].value in INEQUALITIES):
        return True
    if _is_size(tokens, at) or _is_spread(tokens, at):
        return True
    if at == 0 or tokens[at - 1].end != token.start:
        return False
    before = tokens[at - 1]
    if before.kind == "dash":
        return not _sets_apart(tokens, at - 1)
    return before.kind in ("word", "other", "unit")


def _is_spread(tokens: list[Token], at: int) -> bool:
    """Whether a figure says how far another one varies: "0.80 ± 0.10", "0.80 +/- 0.10"."""
    before = [token.kind for token in tokens[max(at - 2, 0) : at]]
    return before[-1:] == ["plus or minus"] or before == ["plus", "dash"]


def _is_size(tokens: list[Token], at: int) -> bool:
    """Whether a figure says how many, or is another statistic: "n 118", "n = 118", "SE = 0.60"."""
    if at > 1 and tokens[at - 1].kind == "compare":
        return tokens[at - 2].value in NO_ESTIMATE
    return at > 0 and tokens[at - 1].value in ("n", "se")


def is_behind_measure(tokens: list[Token], at: int) -> bool:
    """Whether only signs stand between a measure and a figure: "RR 1.42", "HR (adjusted), 1.42"."""
    before = at - 1
    while before >= 0 and tokens[before].kind in _SIGNS:
        before -= 1
    return before >= 0 and tokens[before].kind == "measure"


def _sets_apart(tokens: list[Token], dash: int) -> bool:
    """Whether a dash before a figure is no minus: "HR-0.65"."""
    before = tokens[dash - 1] if dash else None
    if before is None or before.kind not in ("measure", "close"):
        return False
    return before.end == tokens[dash].start


def opening(tokens: list[Token], close: int) -> int | None:
    """The bracket that opens a short aside."""
    at, depth = close - 1, 1
    while at >= 0 and close - at < _ASIDE:
        kind = tokens[at].kind
        depth += (kind == "close") - (kind == "open")
        if depth == 0:
            return at
        at -= 1
    return None


def p_ending(tokens: list[Token], at: int) -> int | None:
    """The P whose figure this is."""
    for start in range(at - 1, max(at - _P_REACH, -1), -1):
        kind = tokens[start].kind
        if kind == "p":
            found = p_at(tokens, start)
            return start if found and start < at < found.end else None
        if kind in ("stop", "measure", "interval"):
            return None
    return None
