"""Records by what they are asked for, so that no question goes through all of them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Index(Generic[T]):
    """The records that have one of some keys, in their own order."""

    def __init__(self, records: Sequence[T], keys: Callable[[T], Iterable[str]]) -> None:
        self._records = records
        self._numbers: dict[str, list[int]] = {}
        for number, each in enumerate(records):
            for key in keys(each):
                self._numbers.setdefault(key, []).append(number)

    def having(self, keys: Iterable[str]) -> list[T]:
        """Each record once that has any of the keys."""
        found = {number for key in keys for number in self._numbers.get(key, ())}
        return [self._records[number] for number in sorted(found)]
