"""Slips of print inside a ratio: a percent sign behind its limits, a comma for a point."""

from math import log, sqrt

from altto_cli.audit.estimates import inside, is_behind_measure
from altto_cli.audit.limits import Clause
from altto_cli.audit.tokens import Token
from altto_cli.audit.vocabulary import RISK

#: Larger ones are percentages indeed: a response rate is an RR too.
_LARGEST_OF_PERCENT = 10
#: How far, on the log scale, a ratio stands from the middle of its interval.
_OFF_CENTRE = 0.07


def measure_of_percent(tokens: list[Token], estimate: int, interval: Clause) -> int | None:
    """The measure of a ratio whose limits are printed as a percentage: "OR 1.94, 1.15–3.26%"."""
    figures = [tokens[at].value for at in (estimate, *interval.limits[:2])]
    small = all("." in figure and float(figure) < _LARGEST_OF_PERCENT for figure in figures)
    if not (small and inside(tokens, estimate, interval) and is_behind_measure(tokens, estimate)):
        return None
    return next(at for at in range(estimate - 1, -1, -1) if tokens[at].kind == "measure")


def risk_in_full(tokens: list[Token]) -> int:
    """The first token that names a relative risk in full, or the number of all."""
    full = (
        at
        for at, token in enumerate(tokens)
        if token.kind == "measure" and token.value == RISK and token.end - token.start > 2
    )
    return next(full, len(tokens))


def is_surely_ratio(
    tokens: list[Token], measure: int, estimate: int, interval: Clause, risk: int
) -> bool:
    """Whether limits printed as a percentage are those of the ratio, and the sign is a slip.

    They lie around it as those of a ratio do, and the text names it in more than the letters RR,
    which first stand in full at `risk`.
    """
    low, high = (float(tokens[at].value) for at in interval.limits[:2])
    if low <= 0:
        return False
    name = tokens[measure].value
    named = name != RISK or risk <= measure
    return named and abs(log(float(tokens[estimate].value) / sqrt(low * high))) < _OFF_CENTRE


def is_point(three: list[Token]) -> bool:
    """Whether a comma among points must be one: "0.56 (0.34–0,92)", as no figure begins with 0,."""
    commas = [token for token in three if token.kind == "comma figure"]
    estimate, low, high = (float(token.value) for token in three)
    places = {len(token.value.partition(".")[2]) for token in three}
    surely = all(token.value.startswith("0.") for token in commas) and len(places) == 1
    return surely and len(commas) == 1 and low <= estimate <= high


def is_mixed(three: list[Token]) -> bool:
    """Whether decimal commas stand beside decimal points, so that one of them may be neither."""
    commas = [token.kind == "comma figure" for token in three]
    points = ["." in token.value and token.kind == "figure" for token in three]
    return any(commas) and any(points)
