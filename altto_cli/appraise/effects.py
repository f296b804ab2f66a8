"""All rules over a printed ratio alone: its interval, its level, its P, the source's word for it.

Nothing else is asked for, so they hold for a ratio in any text. Everything is decided over the
rounding of the printed numbers, and silent where no number is printed to compare with.
"""

from collections.abc import Callable, Iterator

from altto_cli.appraise.intervals import (
    bound_of_one,
    estimate_outside_interval,
    wald_interval,
    word_against_interval,
)
from altto_cli.appraise.observation import Observation, Word
from altto_cli.appraise.pvalues import noninferiority_p, p_from_interval
from altto_cli.model import Effect

_RULES: tuple[Callable[[Effect], Iterator[Observation]], ...] = (
    estimate_outside_interval,
    wald_interval,
    p_from_interval,
    noninferiority_p,
    bound_of_one,
)


def observations(effect: Effect, word: Word | None = None) -> list[Observation]:
    """All that a ratio as printed says of itself, with the source's word for it if there is one.

    In the order of the rules, agreement as notes. Without an interval there is nothing to say;
    without its level what needs a standard error is left out. `ValueError` for a level that is no
    percentage and for a number below 0.
    """
    found = [each for rule in _RULES for each in rule(effect)]
    return [*found, *word_against_interval(effect, word)]
