"""What somebody meant who wrote a key or value that cannot be read."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from altto_cli.loader import nodes
from altto_cli.model.measures import MEASURES

#: Where a key is sought in another record, or what it is called.
_OTHERWISE = {
    ("Arm", "unit"): "it belongs in the endpoint",
    ("Difference", "unit"): "it belongs in the endpoint",
    ("Effect", "ci"): "write ci_low and ci_high",
    ("Difference", "ci"): "write ci_low and ci_high",
    ("Arm", "ci"): "write ci_low and ci_high",
    ("Arm", "percent"): "event_free_percent is of those without the event, event_percent with it",
    ("Arm", "per"): "did you mean per_patient_years?",
    ("Arm", "at_weeks"): "a time is in months or years; say weeks in remarks",
    ("Difference", "at_weeks"): "a time is in months or years; say weeks in remarks",
    ("Result", "versus"): "did you mean versus_population?",
}
#: Words for what a key holds, each with the one that it takes.
_CALLED = {
    "article": "paper",
    "heterogeneity": "interaction",
    "newspaper": "news report",
    "poster": "abstract",
    "unclear": "not reported",
    "unknown": "not recorded",
}
_SIGNS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u00b7": ".", "\u2219": "."})
_UNIT = re.compile(r"(.*[0-9])\s*(%|years?|months?|patient-years|patients|points)")
_TRUTH = {"yes": "true", "on": "true", "1": "true", "no": "false", "off": "false", "0": "false"}


def key(
    record: str,
    name: str,
    value: nodes.Node,
    known: Iterable[str],
    inside: Sequence[tuple[str, str]],
) -> str:
    """What to write for a key that a record does not have; empty where nothing is known of it."""
    if (record, name) in _OTHERWISE:
        return _OTHERWISE[record, name]
    if re.fullmatch("[0-9]{3}", name):
        return "is it the end of a number? write 1000, not 1,000"
    units = [each for each in (f"{name}_years", f"{name}_months") if each in set(known)]
    if len(units) == 2:
        text = value.value if isinstance(value, nodes.Scalar) else ""
        return f"did you mean {units['month' in text.casefold()]}?"
    return next((f"it belongs in {outer}" for outer, each in inside if each == name), "")


def word(text: str, allowed: Sequence[str]) -> str:
    """What is meant by another word; a measure by its short name, or where it belongs."""
    called = _CALLED.get(text.casefold())
    if called in allowed:
        return f"did you mean {called}?"
    if not set(allowed) <= set(MEASURES):
        return ""
    for measure, measured in MEASURES.items():
        if text in (measure, measured.short):
            home = "effect" if measured.scale == "ratio" else "difference"
            return f"did you mean {measure}?" if measure in allowed else f"it belongs in {home}"
    return ""


def value(name: str, text: str, read: Callable[[str], Any]) -> str:
    """What can be read in its place; empty where nothing can.

    A figure that was written with a unit, with a comma, with a sign of print or without its first
    0; yes and no.
    """
    plain = _TRUTH.get(text.casefold(), text.casefold()) if read("true") is not None else text
    named = _UNIT.fullmatch(plain.strip())
    if named:
        plain, unit = named.groups()
        if (name.endswith("years") and "month" in unit) or (
            name.endswith("months") and "year" in unit
        ):
            return ""
    plain = plain.strip().translate(_SIGNS)
    if "," in plain:
        thousands = read("0.5") is None and len(plain.rpartition(",")[2]) == 3
        if thousands or len(plain.rpartition(",")[2]) != 3:
            plain = plain.replace(",", "" if thousands else ".")
    plain = re.sub(r"^(-?)\.", r"\g<1>0.", plain)
    return plain if read(plain) is not None else ""
