"""The JSON Schema of evidence files, derived from the classes that they fill."""

from collections.abc import Hashable, Iterator
from decimal import Decimal
from inspect import getdoc
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

from altto_cli.check.studies import ordered_keys
from altto_cli.loader.build import keys
from altto_cli.model import Form, Record, Study, Within

Json = dict[str, Any]
#: To an editor a text such as 946 is a number when no quotes stand around it; here it stays text.
_TYPES: dict[Any, Json] = {
    str: {"type": ["string", "number"]},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Decimal: {"type": "number"},
}


def schema() -> Json:
    """The draft-07 schema of one file of a study.

    A study may stand in several files, so that no key of its own is required in each of them;
    `altto check` asks for what is missing in all.
    """
    whole = _record(Study)
    del whole["required"]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **whole,
        "title": "A file of evidence for altto",
        "description": "One file of a study. Its other files may hold what this one lacks; "
        "altto check asks for what is missing in all.",
        "definitions": {
            kind.__name__.lower(): _record(kind) for kind in sorted(_used(Study), key=_name)
        },
    }


def _name(kind: type[Record]) -> str:
    return kind.__name__


def _used(kind: type[Record]) -> set[type[Record]]:
    """The records that stand in this one, at any depth."""
    inside = {each for key in keys(cast(Hashable, kind)).values() for each in _records(key.kind)}
    return inside.union(*map(_used, inside))


def _records(kind: Any) -> Iterator[type[Record]]:
    if isinstance(kind, type) and issubclass(kind, Record):
        yield kind
    for each in get_args(kind):
        yield from _records(each)


def _record(kind: type[Record]) -> Json:
    known = keys(cast(Hashable, kind))
    return {
        "title": kind.__name__.lower(),
        "description": (getdoc(kind) or "").splitlines()[0],
        "type": "object",
        "properties": {name: _value(known[name].kind) for name in ordered_keys(kind)},
        "required": [name for name in ordered_keys(kind) if known[name].is_required],
        "additionalProperties": False,
    }


def _value(kind: Any) -> Json:
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _value(inside[0]) | {
            key: value for check in inside[1:] for key, value in _limits(check).items()
        }
    if origin is UnionType or origin is Union:
        kinds = [_value(each) for each in inside if each is not NoneType]
        return kinds[0] if len(kinds) == 1 else {"anyOf": kinds}
    if origin is Literal:
        return {"enum": list(inside)}
    if origin is tuple:
        return {"type": "array", "items": _value(inside[0])}
    if issubclass(kind, Record):
        return {"$ref": f"#/definitions/{kind.__name__.lower()}"}
    return dict(_TYPES[kind])


def _limits(check: object) -> Json:
    if isinstance(check, Form):
        return {"pattern": f"^({check.pattern})$"}
    if not isinstance(check, Within):
        return {}
    limits = {"minimum" if check.low_allowed else "exclusiveMinimum": _number(check.low)}
    return limits | ({} if check.high is None else {"maximum": _number(check.high)})


def _number(value: Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)
