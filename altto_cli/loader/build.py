"""From nodes to the classes of the model, gathering every fault on the way."""

import re
from collections.abc import Callable, Hashable, Iterator
from decimal import Decimal
from functools import cache
from itertools import takewhile
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union, cast, get_args, get_origin

from altto_cli.loader import meant, nodes
from altto_cli.model import Field, Form, Place, Problem, Record, Ref, Within
from altto_cli.signs import one_line
from altto_cli.words import nearest

#: The most characters that a value may have.
LONGEST = 10_000
_FIGURE = re.compile(r"-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,12})?")
_ABSENT = frozenset({"", "~", "null", "Null", "NULL"})
R = TypeVar("R", bound=Record)


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
        known = keys(cast(Hashable, kind))
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
            if known[name].is_required and _is_absent(value):
                self._fault(value, "empty-value", f"{name} has no value; fill it in")
                values[name] = None
                continue
            values[name] = self.value(known[name].kind, value, name)
        for name, key in known.items():
            if key.is_required and name not in values:
                message = f"{kind.__name__.lower()} needs {name}"
                self._fault(node, "missing-key", message)
                values[name] = None
        return kind(places=places, **values)

    def value(self, kind: Any, node: nodes.Node, name: str) -> Any:
        """What the node says, as `kind`; None and a problem where it cannot be read."""
        origin = get_origin(kind)
        if origin is Annotated:
            base, *checks = get_args(kind)
            value = self.value(base, node, name)
            return value if all(self._meets(check, value, node, name) for check in checks) else None
        if origin is UnionType or origin is Union:
            return self._union(kind, node, name)
        if origin is tuple:
            return self._several(get_args(kind)[0], node, name)
        if isinstance(kind, type) and issubclass(kind, Record):
            return self.record(kind, node)
        return self._scalar(kind, node, name)

    def _union(self, kind: Any, node: nodes.Node, name: str) -> Any:
        kinds = [each for each in get_args(kind) if each is not NoneType]
        words = [each for each in kinds if get_origin(each) is Literal]
        if len(kinds) > 1 and words and node.value in get_args(words[0]):
            return node.value
        if kinds[0] is bool and words and isinstance(node, nodes.Scalar) and node.value:
            text = one_line(node.value)
            if _truth(text) is None:
                plain = meant.value(name, text, _truth)
                wanted = f"true, false or {get_args(words[0])[0]}"
                self._wrong_type(node, wanted + (f" (write {plain})" if plain else ""), name)
                return None
        return self.value(kinds[0], node, name)

    def _several(self, kind: Any, node: nodes.Node, name: str) -> tuple[Any, ...]:
        if not isinstance(node, nodes.Sequence):
            alone = isinstance(node, nodes.Scalar) and node.value
            one = f" (write [{_short(one_line(node.value))}])" if alone else ""
            self._wrong_type(node, f"a list{one}", name)
            return ()
        read = [(item, self.value(kind, item, name)) for item in self._as_long_as_sound(node)]
        values = [(item, value) for item, value in read if value is not None]
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

    def _scalar(self, kind: Any, node: nodes.Node, name: str) -> Any:
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
        if get_origin(kind) is Literal:
            if text not in get_args(kind):
                hint = meant.word(text, get_args(kind)) or nearest(text, get_args(kind))
                message = f"{name} cannot be {_short(text)!r}; {hint}"
                self._fault(node, "unknown-word", message)
                return None
            return text
        read = _READ[kind](text)
        if read is None:
            plain = meant.value(name, text, _READ[kind])
            self._wrong_type(node, _WORDS[kind] + (f" (write {plain})" if plain else ""), name)
        return read

    def _meets(self, check: Any, value: Any, node: nodes.Node, name: str) -> bool:
        if value is None:
            return True
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
    if not isinstance(node, nodes.Scalar):
        return False
    text = one_line(node.value)
    return text in _ABSENT and (not text or not node.style)


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
