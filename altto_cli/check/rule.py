"""What a rule is: a function that is asked about something and says what is wrong with it."""

from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any, TypeAlias

from altto_cli.model import Place

#: Where something is wrong, and what to do about it.
Said: TypeAlias = Iterator[tuple[Place, str]]
Rule: TypeAlias = Callable[[Any], Said]


def name(rule: object) -> str:
    """The rule's name as it is printed: that of its function, with hyphens."""
    assert isinstance(rule, FunctionType)
    return rule.__name__.replace("_", "-")
