"""What tells that a figure with an interval is another quantity than a ratio."""

from altto_cli.audit import vocabulary
from altto_cli.audit.limits import FIGURES, Clause
from altto_cli.audit.tokens import Token

#: How far before a figure it may be said what it counts, in tokens.
_REACH = 120
#: A whole number of this size with a bare range is a rate of the heart or of breathing, not a
#: ratio: "HR 64 (51–89)".
_BEATS = 30


def is_rate(tokens: list[Token], estimate: int) -> bool:
    """Whether the sentence before a figure counts it: "the risk per 100 000 was 0.8"."""
    at = estimate - 1
    while at > 0 and estimate - at < _REACH and tokens[at].kind != "stop":
        if tokens[at - 1].value in vocabulary.FOR_EACH and tokens[at].kind in FIGURES:
            return True
        at -= 1
    return False


def has_unit(tokens: list[Token], interval: Clause) -> bool:
    after = tokens[interval.limits.high + 1 : interval.limits.high + 3]
    kinds = [token.kind for token in after]
    if kinds == ["close", "unit"]:
        return after[1].value not in vocabulary.COUNTED
    return bool(kinds) and kinds[0] in ("unit", "percent")


def is_bound(tokens: list[Token], interval: Clause) -> bool:
    """Whether it is the narrowest or widest that an interval may be, or only that of rounding."""
    before = tokens[max(interval.before, 0) : interval.limits.low]
    behind = [token.value for token in tokens[interval.limits.high + 1 : interval.limits.high + 3]]
    return behind == ["over", "rounding"] or any(
        token.value in vocabulary.BOUNDS for token in before
    )


def counts_something(tokens: list[Token], measure: int, estimate: int, interval: Clause) -> bool:
    """Whether whole numbers stand apart from a measure: "OR time was 95 (80–120)"."""
    figures = (estimate, interval.limits.low, interval.limits.high)
    if not all("." not in tokens[at].value for at in figures):
        return False
    named = tokens[measure]
    beats = named.value in (vocabulary.HAZARD, vocabulary.RISK) and named.end - named.start == 2
    if beats and float(tokens[estimate].value) >= _BEATS:
        return True
    return any(token.kind == "word" for token in tokens[measure:estimate])


def counts_patients(tokens: list[Token], estimate: int, interval: Clause) -> bool:
    """Whether whole numbers count what stands behind their bracket: "144 (121–168) patients"."""
    figures = (estimate, interval.limits.low, interval.limits.high)
    behind = tokens[interval.limits.high + 1 : interval.limits.high + 3]
    whole = all("." not in tokens[at].value for at in figures)
    return whole and len(behind) > 1 and behind[1].value in vocabulary.COUNTED


def is_difference(tokens: list[Token], interval: Clause) -> bool:
    """Whether a word behind the interval says more or less of what: "(0.00–0.62) fewer"."""
    at = interval.limits.high + 1
    behind = tokens[at : at + 8]
    closed = [place for place, token in enumerate(behind) if token.kind == "close"][:1]
    following = behind[closed[0] + 1 :] if closed else behind
    return bool(following) and following[0].value in vocabulary.DIFFERENCES
