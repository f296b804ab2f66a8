"""Records as JSON and back: the one compiled form of evidence.

A record is an object whose kind stands under ""; a figure is a number that keeps its printed
digits: 1.00 stays 1.00, and 90 is written 90E0, which tells it from a count. Where in a file a
record was written is left out, since only faults name it and faulty evidence is not compiled.

What other forms cost for the study that answers by default, from bytes to records: JSON 1.3 ms, a
pickle 1.4, marshal 1.5, SQLite with a row a result 1.8, a generated module 2.5. SQLite also takes
three times as long to import as JSON. A pickle and a module run what they hold, and bytes made for
it can end the process in marshal.
"""

from decimal import Decimal
from json import JSONDecoder
from json.encoder import encode_basestring
from typing import Any

from altto_cli import model
from altto_cli.model import Frozen, Observed

_KIND, _FLOAT = "", "float"
_LEFT_OUT = "places"


def encoded(value: Any) -> str:
    """The value as JSON. Raises TypeError where it would not come back as it was."""
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, float):
        return _object({_KIND: _FLOAT, "hex": value.hex()})
    if isinstance(value, Frozen):
        told = {_KIND: type(value).__name__, **value.__getstate__()}
        told.pop(_LEFT_OUT, None)
        return _object(told)
    if isinstance(value, Observed):
        return _object({_KIND: "Observed", **value._asdict()})
    if type(value) is dict and _KIND not in value:
        return _object(value)
    if type(value) is tuple:
        return f"[{','.join(map(encoded, value))}]"
    raise TypeError(f"{type(value).__name__} has no compiled form")


def _object(values: dict[str, Any]) -> str:
    pairs = [f"{encode_basestring(name)}:{encoded(each)}" for name, each in values.items()]
    return f"{{{','.join(pairs)}}}"


def _number(figure: Decimal) -> str:
    text = str(figure)
    if not figure.is_finite():
        raise TypeError(f"{text} has no compiled form")
    return text if "." in text or "E" in text else f"{text}E0"


def decoded(text: str) -> Any:
    """What was encoded. Raises ValueError, KeyError, TypeError or AttributeError at other text."""
    return _listed(_DECODER.decode(text))


def _made(values: dict[str, Any]) -> Any:
    """The record of an object, or the object itself where it is none."""
    for name, value in values.items():
        if type(value) is list:
            values[name] = _listed(value)
    kind = values.pop(_KIND, None)
    if kind is None:
        return values
    if kind == _FLOAT:
        return float.fromhex(values["hex"])
    found = getattr(model, kind)
    if found is not Observed and not issubclass(found, Frozen):
        raise TypeError(f"{kind} is no record")
    return found(**values)


def _listed(value: Any) -> Any:
    return tuple([_listed(each) for each in value]) if type(value) is list else value


_DECODER = JSONDecoder(object_hook=_made, parse_float=Decimal)
