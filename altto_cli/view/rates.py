"""What a row is about, and its percentages: what they are, of whom, at what time."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple

from altto_cli import outcomes, wording
from altto_cli.model import Arm, Difference, Duration, Effect, Result, Study
from altto_cli.outcomes import Kind
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
    def estimates(self) -> list[Effect | Difference]:
        """The ratio that each row shows, or the difference where it has none."""
        found = ((row.result.estimates, row.is_reference) for row in self)
        return [each[0] for each, is_reference in found if each and not is_reference]

    @cached_property
    def measure(self) -> str | None:
        """What every estimate is, where all are one thing."""
        names = {wording.measure(each) for each in self.estimates}
        return names.pop() if len(names) == 1 else None

    @cached_property
    def are_inverted(self) -> bool:
        """Whether every estimate is printed the other way round in its source."""
        shown = [row.result.inverted_from for row in self if row.result.estimates]
        return bool(shown) and all(shown)

    @cached_property
    def differ(self) -> bool:
        """Whether a row shows a difference."""
        return any(isinstance(each, Difference) for each in self.estimates)

    @cached_property
    def differ_in(self) -> str | None:
        """What every estimate is and when, where all are differences of one thing."""
        only = all(isinstance(each, Difference) for each in self.estimates)
        names = {differs_in(each) for each in self.estimates if isinstance(each, Difference)}
        return names.pop() if only and len(names) == 1 else None

    @cached_property
    def level(self) -> str | None:
        """The confidence level, where there is one."""
        levels = {each.ci_level for each in self.estimates if each.ci_low is not None}
        level = levels.pop() if len(levels) == 1 else None
        return None if level is None else wording.figure(level)

    @cached_property
    def kinds(self) -> frozenset[Kind]:
        """What the figures of the rows' groups are."""
        return frozenset(kind for row in self if (kind := kind_of(row)))

    @property
    def are_mixed(self) -> bool:
        """Whether figures that are no percentages stand among others."""
        return len(self.kinds) > 1 and not all(kind.is_percent for kind in self.kinds)

    @cached_property
    def one_percent(self) -> str:
        """What all percentages are, where rows are of nothing else; empty otherwise."""
        whats = {kind.what for kind in self.kinds if kind.is_percent}
        alike = len(whats) == 1 and all(kind.is_percent for kind in self.kinds)
        return whats.pop() if alike else ""


def kind_of(row: About) -> Kind | None:
    """What the figures of the row's groups are."""
    return outcomes.kind(row.study.endpoint(row.result.endpoint), row.result)


def differs_in(said: Difference) -> str:
    """What a difference is, and when: adjusted mean difference at 12 months."""
    return f"{wording.measure(said)}{wording.at(said)}"


def against(row: About, part: Callable[[Arm], Part], whole: str = DASH) -> Cell:
    """Both sides of a comparison in one cell, or what is known of them together."""
    parts = tuple(part(arm) for arm in row.result.arms)
    if len(parts) != 2 or all(part.text == DASH for part in parts):
        return (Part(whole),)
    return parts


def _figure(row: About, arm: Arm, results: Sequence[Result]) -> Part:
    shows = tuple(place for result in results for place in of_arm(row.study, result, arm))
    return Part(outcomes.printed(arm), shows)


def rates(row: About, rows: Rows) -> Cell:
    if row.arm is not None:
        part = _figure(row, row.arm, row.reference_of or (row.result,))
        return (_named(part, row, rows),)
    *parts, last = against(row, lambda arm: _figure(row, arm, (row.result,)))
    return (*parts, _named(last, row, rows))


def _named(part: Part, row: About, rows: Rows) -> Part:
    """The figure with what it is and when, where rows differ in that."""
    kind = kind_of(row)
    if part.text == DASH or kind is None or len(rows.kinds) < 2:
        return part
    if rows.one_percent and row.arm is not None and kind.at:
        return part._replace(text=f"{_short(kind.at)} {part.text}")
    endpoint = row.study.endpoint(row.result.endpoint)
    behind = kind.when if rows.one_percent else kind.behind(endpoint)
    return part._replace(text=part.text + behind)


_UNITS = {"years": "y", "months": "mo"}


def _short(time: Duration) -> str:
    """10 y, 36 mo."""
    return f"{wording.figure(time.value)} {_UNITS[time.unit]}"


def rate_header(rows: Rows) -> str:
    """What the percentages are: 10-year DFS; as much of it as is true of all rows."""
    names = {
        outcomes.name(
            arm, row.study.endpoint(row.result.endpoint), timed=row.result.window is not None
        )
        for row in rows
        if (arm := wording.rated(row.result))
    }
    if len(names) == 1 and all(kind.is_percent for kind in rows.kinds):
        return wording.upper_first(names.pop())
    return _kinds_header(rows)


def times_header(rows: Rows) -> str:
    """At 10 years, under headings that say what was free of what."""
    kind, *others = rows.kinds or {Kind("with the event")}
    if kind.what == "event-free" and kind.at and not others:
        return f"At {wording.duration(kind.at)}"
    return _kinds_header(rows)


def had(row: About, _: Rows) -> Cell:
    """The percentages with the event; what is anything else says so."""
    kind = kind_of(row)
    *parts, last = against(row, lambda arm: _figure(row, arm, (row.result,)))
    if kind is None or kind.what == "with the event" or last.text == DASH:
        return (*parts, last)
    named = kind.behind(row.study.endpoint(row.result.endpoint))
    return (*parts, last._replace(text=last.text + named))


def had_header(rows: Rows) -> str:
    """Had it, over percentages of patients with the event."""
    others = {kind.what for kind in rows.kinds} - {"with the event"}
    if not others:
        return "Had it"
    return "Had it, or rate" if others == {"rate"} else "Had it, or as said"


def _kinds_header(rows: Rows) -> str:
    if len(rows.kinds) == 1:
        return next(iter(rows.kinds)).heading
    if rows.one_percent:
        return wording.upper_first(rows.one_percent)
    return "Rate" if all(kind.is_percent for kind in rows.kinds) else "Observed"


def years_header(rows: Rows) -> str:
    """What the short form of the figures counts, where they are not all of one time."""
    whats = {kind.what for kind in rows.kinds}
    of_patients = whats & {"event-free", "with the event"}
    said = "Event-free or had, %" if len(of_patients) > 1 else "Event-free, %"
    said = "With the event, %" if of_patients == {"with the event"} else said
    if not of_patients:
        return _kinds_header(rows)
    others = whats - of_patients
    if not others:
        return said
    return f"{said}, or rate" if others == {"rate"} else f"{said}, or as said"


def years(row: About, rows: Rows) -> Cell:
    """10 y 80.1 v 76.5; of patients with the event that they had it: 5 y had 6.9 v 10.1.

    With the intervals of the percentages, where they are printed.
    """
    kind = kind_of(row)
    said = outcomes.against(row.study, row.result)
    if kind is None or not said:
        return (Part(DASH),)
    arms = row.result.arms
    shows = tuple(place for arm in arms for place in of_arm(row.study, row.result, arm))
    if not kind.is_percent:
        return (Part(said, shows),)
    at = f"{_short(kind.at)} " if kind.at else ""
    had = "had " if kind.what == "with the event" else ""
    without = "" if kind.at or kind.timed else ", no time"
    called = f"{wording.upper_first(kind.what)}, %"
    figures = wording.VERSUS.join(_without_sign(arm) for arm in arms)
    return (Part(f"{at}{had}{figures}{without}", shows, called=called),)


def _without_sign(arm: Arm) -> str:
    """The percentage under a heading that says so: 80.1; with its interval 80.1% (95% CI …)."""
    rate = wording.rate(arm)
    if rate is None or arm.ci_low is not None:
        return outcomes.printed(arm)
    return wording.figure(rate)


def has_rates(rows: Rows) -> bool:
    return any(part.text != DASH for row in rows for part in rates(row, rows))
