"""What all records share: where they are written, and that they never change."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from functools import cache
from typing import Any, ClassVar, NamedTuple, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(kind: type[T]) -> type[T]:
    """A frozen dataclass whose methods are `Frozen`'s instead of generated.

    Generating them takes 12 ms at each start for the classes of the model, this takes 4.
    """
    return dataclass(init=False, repr=False, eq=False, match_args=False)(kind)


class Frozen:
    """A dataclass that is made from keywords, compared by value, and never changed."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    def __init__(self, **values: Any) -> None:
        known = self.__dataclass_fields__
        if not known.keys() >= values.keys():
            raise TypeError(f"{type(self).__name__} has no {', '.join(values.keys() - known)}")
        missing = type(self)._required() - values.keys()
        if missing:
            raise TypeError(f"{type(self).__name__} needs {', '.join(sorted(missing))}")
        vars(self).update(values)

    @classmethod
    @cache
    def _required(cls) -> frozenset[str]:
        return frozenset(f.name for f in fields(cls) if f.default is MISSING)

    def __getstate__(self) -> dict[str, Any]:
        # Without the indexes that were made since.
        return {
            name: value for name, value in vars(self).items() if name in self.__dataclass_fields__
        }

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise FrozenInstanceError(f"cannot assign to {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError(f"cannot delete {name}")

    def _values(self) -> dict[str, Any]:
        return {f.name: getattr(self, f.name) for f in fields(self) if f.compare}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self), *self._values().values()))

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={value!r}" for name, value in self._values().items())
        return f"{type(self).__name__}({said})"


class Place(NamedTuple):
    """Where something is written; lines and columns count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Problem(NamedTuple):
    """One fault of an evidence file."""

    place: Place
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.rule}: {self.message}"


@record
class Record(Frozen):
    """Anything written in a file; `places` says where its keys stand, and "" where it begins."""

    places: Mapping[str, Place] | None = field(default=None, compare=False)

    def at(self, key: str = "") -> Place:
        """Where `key` is written, or the record itself where it is not."""
        places = self.places or {}
        return places.get(key) or places.get("") or Place("", 0, 0)
