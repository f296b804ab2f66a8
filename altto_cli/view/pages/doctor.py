"""The page of `doctor`: what altto reads and writes, and what to do about each fault."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from altto_cli import __version__
from altto_cli.loader.condition import Condition
from altto_cli.view import records
from altto_cli.view.page import Entry, Hanging, Page

_SECTIONS = {"fault": "To mend", "warning": "Worth a look", "ok": "As it should be"}


def page(conditions: Sequence[Condition], query: Mapping[str, Any]) -> Page:
    """The conditions, the gravest first."""
    return Page(
        schema="doctor",
        title=("Doctor", f"altto {__version__}"),
        sections=tuple(_sections(conditions)),
        entries=tuple(map(_entry, conditions)),
        collections=("conditions",),
        query=query,
    )


def _sections(conditions: Sequence[Condition]) -> Iterator[tuple[str, tuple[Hanging, ...]]]:
    for severity, title in _SECTIONS.items():
        lines = tuple(
            Hanging(each.label, _said(each)) for each in conditions if each.severity == severity
        )
        if lines:
            yield title, lines


def _said(condition: Condition) -> str:
    return f"{condition.text}. Next: {condition.next}" if condition.next else condition.text


def _entry(condition: Condition) -> Entry:
    record = condition._asdict()
    sentence = f"{condition.label} ({condition.severity}): {_said(condition)}"
    return Entry("conditions", record, records.flat(record), sentence)
