"""What a rule finds in one printed ratio."""

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from altto_cli.model import Severity

Value: TypeAlias = str | float | int | Mapping[str, float | int]
Word: TypeAlias = Literal["significant", "not significant"]


class Observation(NamedTuple):
    """What a rule finds in a printed ratio."""

    #: The id under which `altto explain` has it.
    rule: str
    severity: Severity
    #: The numbers that came out, rounded to four digits; printed figures as strings.
    values: Mapping[str, Value]
    #: One sentence.
    text: str
    #: Whether something was printed with which it could be compared.
    compared: bool = True
    #: Whether the comparison, though made, settles nothing.
    is_open: bool = False
