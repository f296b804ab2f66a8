"""What is measured between two groups: each measure's short name, scale, null value and unit."""

from decimal import Decimal
from typing import Final, Literal, NamedTuple, TypeAlias

#: The value of one group relative to that of the other.
RatioMeasure: TypeAlias = Literal[
    "hazard ratio", "rate ratio", "odds ratio", "risk ratio", "ratio of hazard ratios"
]
#: The value of one group less that of the other.
DifferenceMeasure: TypeAlias = Literal[
    "mean difference", "difference of event-free rates", "risk difference", "rate difference"
]
Scale: TypeAlias = Literal["ratio", "difference"]


class Measured(NamedTuple):
    """What a measure is called in a table, and how its figures are read."""

    short: str
    scale: Scale
    #: The value at which the two groups are alike.
    null: Decimal
    #: None where it is that of the endpoint, or none.
    unit: str | None = None


_RATIO_NULL, _DIFFERENCE_NULL = Decimal(1), Decimal(0)
_POINTS = "percentage points"

MEASURES: Final[dict[RatioMeasure | DifferenceMeasure, Measured]] = {
    "hazard ratio": Measured("HR", "ratio", _RATIO_NULL),
    "rate ratio": Measured("rate ratio", "ratio", _RATIO_NULL),
    "odds ratio": Measured("odds ratio", "ratio", _RATIO_NULL),
    "risk ratio": Measured("risk ratio", "ratio", _RATIO_NULL),
    "ratio of hazard ratios": Measured("ratio of HRs", "ratio", _RATIO_NULL),
    "mean difference": Measured("mean difference", "difference", _DIFFERENCE_NULL),
    "difference of event-free rates": Measured(
        "difference event-free", "difference", _DIFFERENCE_NULL, _POINTS
    ),
    "risk difference": Measured("risk difference", "difference", _DIFFERENCE_NULL, _POINTS),
    "rate difference": Measured("rate difference", "difference", _DIFFERENCE_NULL),
}
