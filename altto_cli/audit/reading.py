"""What is read: a ratio with its interval, its level and its P, and where it stands."""

from typing import NamedTuple


class PValue(NamedTuple):
    """A P as printed, with a plain point: "<0.001", "0.03", "NS"."""

    text: str
    #: interaction, non-inferiority, superiority, trend, heterogeneity; None where not said
    kind: str | None = None
    log_rank: bool = False


class Reading(NamedTuple):
    """A ratio with its interval; figures are None where they could not be read with certainty."""

    start: int
    end: int
    measure: str
    estimate: str | None = None
    low: str | None = None
    high: str | None = None
    level: str | None = None
    p: PValue | None = None
    #: Why it could not be read.
    unread: str | None = None
    #: Whether its measure is that of a ratio or a header before it.
    shared: bool = False
