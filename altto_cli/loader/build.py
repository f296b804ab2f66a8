"""From nodes to the classes of the model, gathering every fault on the way."""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import takewhile
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NamedTuple,
    TypeAlias,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
)

from altto_cli.loader import meant, nodes
from altto_cli.model import Field, Form, Place, Problem, Record, Ref, Within
from altto_cli.signs import one_line
from altto_cli.words import nearest

#: The most characters that a value may have.
LONGEST = 10_000
_FIGURE = re.compile(r"-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,12})?")
_ABSENT = frozenset({"", "~", "null", "Null", "NULL"})
R = TypeVar("R", bound=Record)
#: What a node says under a name.
Reader: TypeAlias = Callable[["Builder", nodes.Node, str], Any]


@cache
def keys(record: Hashable) -> dict[str, Field]:
    """The keys that a record of this class may have in a file, in their canonical order."""
    return {
        name: field
        for name, field in cast(type[Record], record).fields.items()
        if name != "places" and "computed" not in getattr(field.kind, "__metadata__", ())
    }


class Reference(NamedTuple):
    """A word that must be declared in a list of the study."""

    collection: str
    word: str
    place: Place


class Builder:
    """Turns nodes into records; `problems` gathers what cannot be read."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.references: list[Reference] = []

    def record(self, kind: type[R], node: nodes.Node) -> R | None:
        """The record that the node describes, or None where it is not a mapping.

        Values that cannot be read are None in it, so that its other faults are found too.
        """
        if not isinstance(node, nodes.Mapping):
            self._wrong_type(node, "keys with values", kind.__name__.lower())
            return None
        known, readers = keys(cast(Hashable, kind)), _readers(cast(Hashable, kind))
        values: dict[str, Any] = {}
        places: dict[str, Place] = {"": nodes.place(node)}
        for key, value in node.value:
            if not isinstance(key, nodes.Scalar):
                continue
            # As it is written: a key that only looks like another must not stand for it.
            name = key.value
            if name not in known:
                inner = [(key.name, deeper) for key in known.values() for deeper in _inside(key)]
                hint = meant.key(kind.__name__, name, value, known, inner) or nearest(name, known)
                message = f"{kind.__name__.lower()} has no {nodes.written(name)}; {hint}"
                self._fault(key, "unknown-key", message)
                if len(self.problems) > nodes.MOST_FAULTS:
                    break
                continue
            places[name] = nodes.place(value)
            read, is_required = readers[name]
            if is_required and _is_absent(value):
                self._fault(value, "empty-value", f"{name} has no value; fill it in")
                values[name] = None
                continue
            values[name] = read(self, value, name)
        for name in known if kind.required - values.keys() else ():
            if known[name].is_required and name not in values:
                message = f"{kind.__name__.lower()} needs {name}"
                self._fault(node, "missing-key", message)
                values[name] = None
        return kind(places=places, **values)

    def several(self, read: Reader, node: nodes.Node, name: str) -> tuple[Any, ...]:
        """What each item of a list says, as far as it can be read."""
        if not isinstance(node, nodes.Sequence):
            alone = isinstance(node, nodes.Scalar) and node.value
            one = f" (write [{_short(one_line(node.value))}])" if alone else ""
            self._wrong_type(node, f"a list{one}", name)
            return ()
        found = [(item, read(self, item, name)) for item in self._as_long_as_sound(node)]
        values = [(item, value) for item, value in found if value is not None]
        self._repeated_ids(values, name)
        return tuple(value for _, value in values)

    def _as_long_as_sound(self, node: nodes.Sequence) -> Iterator[nodes.Node]:
        """The items, until there are more faults than anybody reads."""
        return takewhile(lambda _: len(self.problems) <= nodes.MOST_FAULTS, node.value)

    def _repeated_ids(self, values: list[tuple[nodes.Node, Any]], name: str) -> None:
        first: dict[str, Place] = {}
        for item, value in values:
            id = value.id if hasattr(value, "id") else _key(value)
            if id and first.setdefault(id, nodes.place(item)) != nodes.place(item):
                message = f"{name} has {id} already at {first[id]}; give each its own id"
                self.problems.append(Problem(value.at("id"), "repeated-id", message))

    def scalar(self, kind: Any, known: Sequence[str], node: nodes.Node, name: str) -> Any:
        """What one word, figure or text says, as `kind` or as one of the `known` words."""
        if not isinstance(node, nodes.Scalar):
            self._wrong_type(node, _WORDS.get(kind, "one word"), name)
            return None
        if len(node.value) > LONGEST:
            message = f"{name} has {len(node.value):,} characters; it must be {LONGEST:,} or less"
            self._fault(node, "too-long", message)
            return None
        text = one_line(node.value)
        if _is_absent(node):
            message = f"{name} has no value; fill it in, or leave the line out if it is not needed"
            self._fault(node, "empty-value", message)
            return None
        if known:
            if text not in known:
                hint = meant.word(text, known) or nearest(text, known)
                message = f"{name} cannot be {_short(text)!r}; {hint}"
                self._fault(node, "unknown-word", message)
                return None
            return text
        read = _READ[kind](text)
        if read is None:
            plain = meant.value(name, text, _READ[kind])
            self._wrong_type(node, _WORDS[kind] + (f" (write {plain})" if plain else ""), name)
        return read

    def truth(self, word: str, node: nodes.Scalar, name: str) -> bool | None:
        """Whether it is true, where another word than `word` stands."""
        text = one_line(node.value)
        found = _truth(text)
        if found is None:
            plain = meant.value(name, text, _truth)
            wanted = f"true, false or {word}"
            self._wrong_type(node, wanted + (f" (write {plain})" if plain else ""), name)
        return found

    def meets(self, checks: Sequence[Any], value: Any, node: nodes.Node, name: str) -> bool:
        """Whether the value is what the checks ask; a reference is kept for later."""
        return value is None or all(self._meets(check, value, node, name) for check in checks)

    def _meets(self, check: Any, value: Any, node: nodes.Node, name: str) -> bool:
        if isinstance(check, Ref):
            self.references.append(Reference(check.collection, value, nodes.place(node)))
        if isinstance(check, Within) and not _is_within(value, check):
            message = f"{name} is {value}; it must be {_range(check)}"
            self._fault(node, check.rule, message)
            return False
        if isinstance(check, Form) and not re.fullmatch(check.pattern, value, re.ASCII):
            self._fault(node, "wrong-form", f"{name} is {_short(value)!r}; write {check.words}")
            return False
        return True

    def _wrong_type(self, node: nodes.Node, wanted: str, name: str) -> None:
        scalar = isinstance(node, nodes.Scalar)
        said = repr(_short(one_line(node.value))) if scalar else "keys or a list"
        self._fault(node, "wrong-type", f"{name} must be {wanted}, not {said}")

    def _fault(self, node: nodes.Node, rule: str, message: str) -> None:
        self.problems.append(Problem(nodes.place(node), rule, message))


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"


def _is_absent(node: nodes.Node) -> bool:
    """Whether nothing is said, in one of YAML's words for it."""
    if not isinstance(node, nodes.Scalar):
        return False
    said = node.value
    if len(said) > 4 and said[0] > " ":
        return False
    said = said.strip()
    return said in _ABSENT and (not said or not node.style)


@cache
def _readers(record: Hashable) -> dict[str, tuple[Reader, bool]]:
    """How the value of each key is read, and whether it must have one.

    Found once: asking what a kind is takes longer than reading a value of it.
    """
    return {name: (_reader(field.kind), field.is_required) for name, field in keys(record).items()}


def _reader(kind: Any) -> Reader:
    """How a value of this kind is read: None and a problem where it cannot be."""
    origin = get_origin(kind)
    if origin is Annotated:
        base, *checks = get_args(kind)
        return _checked(_reader(base), checks)
    if origin is UnionType or origin is Union:
        return _of_union([each for each in get_args(kind) if each is not NoneType])
    if origin is tuple:
        item = _reader(get_args(kind)[0])
        return lambda builder, node, name: builder.several(item, node, name)
    if isinstance(kind, type) and issubclass(kind, Record):
        return lambda builder, node, _: builder.record(kind, node)
    known = get_args(kind) if origin is Literal else ()
    return lambda builder, node, name: builder.scalar(kind, known, node, name)


def _checked(read: Reader, checks: Sequence[Any]) -> Reader:
    def checked(builder: Builder, node: nodes.Node, name: str) -> Any:
        value = read(builder, node, name)
        return value if builder.meets(checks, value, node, name) else None

    return checked


def _of_union(kinds: Sequence[Any]) -> Reader:
    """The first kind; where another is a word of its own, that word too."""
    read = _reader(kinds[0])
    words = next((get_args(each) for each in kinds[1:] if get_origin(each) is Literal), ())

    def either(builder: Builder, node: nodes.Node, name: str) -> Any:
        if node.value in words:
            return node.value
        if kinds[0] is bool and isinstance(node, nodes.Scalar) and node.value:
            return builder.truth(words[0], node, name)
        return read(builder, node, name)

    return either if words else read


def _inside(key: Field) -> Iterator[str]:
    """The keys a level deeper, of what the key holds where that is no list."""
    for kind in () if get_origin(key.kind) is tuple else (key.kind, *get_args(key.kind)):
        if isinstance(kind, type) and issubclass(kind, Record):
            yield from keys(cast(Hashable, kind))


def _key(value: Any) -> str | None:
    """The key of a group, where both of its parts can be read."""
    unread = None in (getattr(value, "strategy", None), getattr(value, "population", None))
    return None if unread else getattr(value, "key", None)


def _is_within(value: Decimal | int, check: Within) -> bool:
    above = value >= check.low if check.low_allowed else value > check.low
    return above and (check.high is None or value <= check.high)


def _range(check: Within) -> str:
    if check.high is None:
        return f"{check.low} or more" if check.low_allowed else f"more than {check.low}"
    return f"from {check.low} to {check.high}"


def _truth(text: str) -> bool | None:
    return {"true": True, "false": False}.get(text)


def _figure(text: str) -> Decimal | None:
    return Decimal(text) if _FIGURE.fullmatch(text) else None


def _count(text: str) -> int | None:
    return int(text) if _FIGURE.fullmatch(text) and "." not in text else None


_READ: dict[Any, Callable[[str], Any]] = {str: str, bool: _truth, Decimal: _figure, int: _count}
_WORDS = {
    str: "text",
    bool: "true or false",
    Decimal: "a figure as printed, such as 0.44",
    int: "a whole number without separators, such as 1015",
}
