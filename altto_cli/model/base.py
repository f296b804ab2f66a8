"""What all records share: where they are written, and that they never change."""

from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple, NoReturn, Self, cast, dataclass_transform, get_origin

#: What stands for the default of a field that has none.
REQUIRED = object()


class Field(NamedTuple):
    """What a record holds under a name: of which kind, and what where nothing is given."""

    name: str
    kind: Any
    default: object

    @property
    def is_required(self) -> bool:
        """Whether no record is without it."""
        return self.default is REQUIRED


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Frozen:
    """A record of the fields that its class names: made from keywords, compared by value, final.

    What `dataclasses` would make of it, without importing that: with `inspect` behind it, it takes
    a fifth of a look-up.
    """

    #: By name, in the order of the class.
    fields: ClassVar[Mapping[str, Field]] = {}
    #: The names of those that no record is without.
    required: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        given = vars(cls)
        own = {
            name: Field(name, kind, given.get(name, REQUIRED))
            for name, kind in cls.__annotations__.items()
            if cast(object, get_origin(kind)) is not ClassVar
        }
        cls.fields = {**cls.fields, **own}
        cls.required = frozenset(each.name for each in cls.fields.values() if each.is_required)

    def __init__(self, **values: Any) -> None:
        if not self.fields.keys() >= values.keys():
            unknown = ", ".join(sorted(values.keys() - self.fields))
            raise TypeError(f"{type(self).__name__} has no {unknown}")
        missing = self.required - values.keys()
        if missing:
            raise TypeError(f"{type(self).__name__} needs {', '.join(sorted(missing))}")
        vars(self).update(values)

    def _replace(self, **values: Any) -> Self:
        """The record with these values for its own. Raises TypeError at a name that is unknown."""
        return type(self)(**{**self.__getstate__(), **values})

    def __getstate__(self) -> dict[str, Any]:
        # Without the indexes that were made since.
        return {name: value for name, value in vars(self).items() if name in self.fields}

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"cannot assign to {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"cannot delete {name}")

    def _values(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.fields}

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


class Record(Frozen):
    """Anything written in a file; `places` says where its keys stand, and "" where it begins."""

    places: Mapping[str, Place] | None = None

    def at(self, key: str = "") -> Place:
        """Where `key` is written, or the record itself where it is not."""
        places = self.places or {}
        return places.get(key) or places.get("") or Place("", 0, 0)

    def _values(self) -> dict[str, Any]:
        # Where it is written is no part of what it says.
        return {name: value for name, value in super()._values().items() if name != "places"}
