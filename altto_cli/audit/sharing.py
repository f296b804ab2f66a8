"""What tells that a figure without a measure of its own goes on with the one before."""

from altto_cli.audit import vocabulary
from altto_cli.audit.limits import Clause
from altto_cli.audit.reading import Reading
from altto_cli.audit.tokens import Token


def is_alike(tokens: list[Token], estimate: int, interval: Clause, other: Reading) -> bool:
    """Whether figures open a bracket and are rounded as those of another ratio are."""
    if estimate == 0 or tokens[estimate - 1].kind != "open":
        return False
    here = [tokens[at].value for at in (estimate, *interval.limits[:2])]
    there = [other.estimate or "", other.low or "", other.high or ""]
    return any([*map(digits, here)] == [*map(digits, there)] for digits in (_places, _significant))


def _places(figure: str) -> int:
    return len(figure.partition(".")[2])


def _significant(figure: str) -> int:
    return len(figure.replace(".", "").lstrip("0"))


def announces(tokens: list[Token], measure: int) -> bool:
    """Whether a measure says in a bracket what its figures are: "OR (95% CI): incidence, …"."""
    if measure < 0 or tokens[measure + 1].kind != "open":
        return False
    kinds = [token.kind for token in tokens[measure + 2 : measure + 7]]
    behind = kinds[kinds.index("interval") + 1 :] if "interval" in kinds else []
    return behind[:2] == ["close", "colon"]


def counts_needed(between: list[Token]) -> bool:
    """Whether only a number needed to treat stands between two ratios: "; NNT 3.8 (2.4 to 8.6)"."""
    return any(token.value in vocabulary.NUMBER_NEEDED for token in between)
