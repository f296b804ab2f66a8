"""What a row is about, and its percentages: what they are, of whom, at what time."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple

from altto_cli import wording
from altto_cli.model import Arm, Effect, Result, Study
from altto_cli.view.page import Cell, Part
from altto_cli.view.places import of_arm
from altto_cli.wording import DASH


class About(NamedTuple):
    """What a row is about: a result, or one of its groups."""

    study: Study
    result: Result
    arm: Arm | None = None
    #: The results that this group is the reference of.
    reference_of: tuple[Result, ...] = ()
    #: What the page calls the row, where it does so otherwise than its column.
    label: str = ""

    @property
    def is_reference(self) -> bool:
        """Whether the other groups are compared with this one."""
        return bool(self.reference_of)


class Rows(tuple[About, ...]):
    """The rows of a table, with what is the same in all of them, found once."""

    @cached_property
    def effects(self) -> list[Effect]:
        """The ratios that the rows show."""
        return [row.result.effect for row in self if row.result.effect and not row.is_reference]

    @cached_property
    def measure(self) -> str | None:
        """What every ratio is, where all are one thing."""
        names = {wording.measure(effect) for effect in self.effects}
        return names.pop() if len(names) == 1 else None

    @cached_property
    def differ_in(self) -> str | None:
        """What every difference is, where there are only differences, all of one thing."""
        names = {
            wording.measure(each) + wording.at(each)
            for row in self
            if (each := row.result.difference)
        }
        return names.pop() if len(names) == 1 and not self.effects else None

    @cached_property
    def level(self) -> str | None:
        """The confidence level, where there is one."""
        levels = {effect.ci_level for effect in self.effects if effect.ci_low is not None}
        level = levels.pop() if len(levels) == 1 else None
        return None if level is None else wording.figure(level)

    @cached_property
    def kinds(self) -> frozenset[tuple[bool, str | None]]:
        """Whether rates count patients with the event, and at what times."""
        return frozenset(kind for row in self if (kind := _kind(row)))

    @property
    def differ_in_time(self) -> bool:
        """Whether the rates count one thing, at several times."""
        return len(self.kinds) > 1 and len({with_event for with_event, _ in self.kinds}) == 1


def against(row: About, part: Callable[[Arm], Part], whole: str = DASH) -> Cell:
    """Both sides of a comparison in one cell, or what is known of them together."""
    parts = tuple(part(arm) for arm in row.result.arms)
    if len(parts) != 2 or all(part.text == DASH for part in parts):
        return (Part(whole),)
    return parts


def _rate(row: About, arm: Arm, results: Sequence[Result]) -> Part:
    rate = wording.rate(arm)
    shows = tuple(place for result in results for place in of_arm(row.study, result, arm))
    if rate is not None:
        return Part(wording.percent(rate), shows)
    value = wording.value(row.study.endpoint(row.result.endpoint), arm)
    return Part(value or DASH, shows)


def rates(row: About, rows: Rows) -> Cell:
    if row.arm is not None:
        part = _rate(row, row.arm, row.reference_of or (row.result,))
        return (_named(part, row, rows),)
    *parts, last = against(row, lambda arm: _rate(row, arm, (row.result,)))
    return (*parts, _named(last, row, rows))


def _named(part: Part, row: About, rows: Rows) -> Part:
    """The rate with its time, and that it counts patients with the event, where rows differ."""
    kind, kinds = _kind(row), rows.kinds
    if part.text == DASH or kind is None or len(kinds) < 2:
        return part
    with_event, at = kind
    said = f"{part.text} with it" if with_event else part.text
    if f"at {at}" in _kinds_header(rows) and not with_event:
        return part
    when = f"at {at}" if at else f"time {wording.NOT_REPORTED}"
    return part._replace(text=f"{said}, {when}" if with_event else f"{said} {when}")


def _kind(row: About) -> tuple[bool, str | None] | None:
    """Whether the rates of the result count patients with the event, and at what time."""
    arm = wording.rated(row.result)
    if arm is None:
        return None
    return arm.event_percent is not None, wording.duration(arm.time) if arm.time else None


def rate_header(rows: Rows) -> str:
    """What the percentages are: 10-year DFS; as much of it as is true of all rows."""
    names = {
        wording.rate_name(
            arm, row.study.endpoint(row.result.endpoint), timed=row.result.window is not None
        )
        for row in rows
        if (arm := wording.rated(row.result))
    }
    if len(names) == 1:
        return wording.upper_first(names.pop())
    return _kinds_header(rows)


def times_header(rows: Rows) -> str:
    """At 10 years, under headings that say what was free of what."""
    kinds = rows.kinds
    (with_event, at), *others = kinds or {(True, None)}
    return f"At {at}" if at and not with_event and not others else _kinds_header(rows)


def _kinds_header(rows: Rows) -> str:
    kinds = rows.kinds
    if len(kinds) > 1:
        free = {at for with_event, at in kinds if not with_event}
        return f"Event-free at {free.pop()}" if len(free) == 1 and None not in free else "Rate"
    with_event, at = next(iter(kinds), (False, None))
    what = "With the event" if with_event else "Event-free"
    return f"{what} at {at}" if at else f"{what}, time {wording.NOT_REPORTED}"


def years_header(rows: Rows) -> str:
    """What the short form of the percentages counts, where they are not all of one time."""
    with_event = {each for each, _ in rows.kinds}
    return "With the event, %" if with_event == {True} else "Event-free, %"


_UNITS = {"years": "y", "months": "mo"}


def years(row: About, _: Rows) -> Cell:
    """10 y 80.1 v 76.5; of patients with the event that they had it: 5 y had 6.9 v 10.1."""
    arm = wording.rated(row.result)
    known = [rate for each in row.result.arms if (rate := wording.rate(each)) is not None]
    if arm is None or len(known) != len(row.result.arms):
        return (Part(DASH),)
    at = f"{wording.figure(arm.time.value)} {_UNITS[arm.time.unit]} " if arm.time else ""
    had = "had " if arm.event_percent is not None else ""
    said = " v ".join(wording.figure(rate) for rate in known)
    return (Part(f"{at}{had}{said}"),)


def has_rates(rows: Rows) -> bool:
    return any(part.text != DASH for row in rows for part in rates(row, rows))
