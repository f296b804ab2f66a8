"""Every column once: its header, the cell that it makes of a row, and when it tells anything."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from altto_cli import wording
from altto_cli.model import Arm, Effect, Result, Study
from altto_cli.view.page import Cell, Column, Part
from altto_cli.view.places import of_arm, of_group, of_population, of_result
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


class Definition(NamedTuple):
    """A column as pages name it; it stands where it tells something."""

    header: Callable[[Sequence[About]], str]
    cell: Callable[[About, Sequence[About]], Cell]
    tells: Callable[[Sequence[About]], bool] = lambda rows: True
    align: str = "left"
    strong: bool = False


def made(
    definitions: Sequence[Definition], rows: Sequence[About]
) -> tuple[tuple[Column, ...], list[tuple[Cell, ...]]]:
    """The columns that tell something of these rows, and the cells of each row."""
    telling = [each for each in definitions if each.tells(rows)]
    columns = tuple(
        Column(each.header(rows), each.align, each.strong)  # type: ignore[arg-type]
        for each in telling
    )
    return columns, [tuple(each.cell(row, rows) for each in telling) for row in rows]


def _group(row: About, _: Sequence[About]) -> Cell:
    if row.arm is None:
        return (Part(row.label),)
    label = row.label or wording.arm_label(row.study, row.result, row.arm)
    return (Part(label, of_group(row.study, row.arm.strategy, row.result.population)),)


def _size(row: About, arm: Arm) -> str:
    size, _ = wording.size(row.study, row.result, arm)
    return DASH if size is None else wording.count(size)


def _n(row: About, _: Sequence[About]) -> Cell:
    if row.arm is not None:
        return (Part(_size(row, row.arm)),)
    return _against(row, lambda arm: Part(_size(row, arm)), whole=_in_all(row))


def _in_all(row: About) -> str:
    whole = row.study.population(row.result.population).n
    asked = all(arm.n != wording.NOT_REPORTED for arm in row.result.arms)
    return f"{wording.count(whole)} in all" if whole is not None and asked else DASH


def _against(row: About, part: Callable[[Arm], Part], whole: str = DASH) -> Cell:
    """Both sides of a comparison in one cell, or what is known of them together."""
    parts = tuple(part(arm) for arm in row.result.arms)
    if len(parts) != 2 or all(part.text == DASH for part in parts):
        return (Part(whole),)
    return parts


def _has_size(rows: Sequence[About]) -> bool:
    return any(part.text != DASH for row in rows for part in _n(row, rows))


def _rate(row: About, arm: Arm, results: Sequence[Result]) -> Part:
    rate = wording.rate(arm)
    shows = tuple(place for result in results for place in of_arm(row.study, result, arm))
    return Part(DASH if rate is None else wording.percent(rate), shows)


def _rates(row: About, rows: Sequence[About]) -> Cell:
    if row.arm is not None:
        part = _rate(row, row.arm, row.reference_of or (row.result,))
        return (_named(part, row, rows),)
    return _against(row, lambda arm: _rate(row, arm, (row.result,)))


def _named(part: Part, row: About, rows: Sequence[About]) -> Part:
    """The rate with its time, and that it counts patients with the event, where rows differ."""
    kind, kinds = _kind(row), _kinds(rows)
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
    at = None if arm.at_years is None else wording.years(arm.at_years)
    return arm.event_percent is not None, at


def _kinds(rows: Sequence[About]) -> set[tuple[bool, str | None]]:
    return {kind for row in rows if (kind := _kind(row))}


def _rate_header(rows: Sequence[About]) -> str:
    """What the percentages are: 10-year DFS; as much of it as is true of all rows."""
    names = {
        wording.rate_name(arm, row.study.endpoint(row.result.endpoint))
        for row in rows
        if (arm := wording.rated(row.result))
    }
    if len(names) == 1:
        return wording.upper_first(names.pop())
    return _kinds_header(rows)


def _times_header(rows: Sequence[About]) -> str:
    """At 10 years, under headings that say what was free of what."""
    kinds = _kinds(rows)
    (with_event, at), *others = kinds or {(True, None)}
    return f"At {at}" if at and not with_event and not others else _kinds_header(rows)


def _kinds_header(rows: Sequence[About]) -> str:
    kinds = _kinds(rows)
    if len(kinds) > 1:
        free = {at for with_event, at in kinds if not with_event}
        return f"Event-free at {free.pop()}" if len(free) == 1 and None not in free else "Rate"
    with_event, at = kinds.pop() if kinds else (False, None)
    what = "With the event" if with_event else "Event-free"
    return f"{what} at {at}" if at else f"{what}, time {wording.NOT_REPORTED}"


def _years(row: About, _: Sequence[About]) -> Cell:
    """10 y 80.1 v 76.5; patients with the event are said to have had it."""
    arm = wording.rated(row.result)
    known = [rate for each in row.result.arms if (rate := wording.rate(each)) is not None]
    if arm is None or len(known) != len(row.result.arms):
        return (Part(DASH),)
    at = "" if arm.at_years is None else f"{wording.figure(arm.at_years)} y "
    had = "had it " if arm.event_percent is not None else ""
    said = " v ".join(wording.figure(rate) for rate in known)
    return (Part(f"{at}{had}{said}"),)


def _has_rates(rows: Sequence[About]) -> bool:
    return any(wording.rated(row.result) for row in rows)


def _events(row: About, _: Sequence[About]) -> Cell:
    if row.arm is not None:
        return (Part(DASH if row.arm.events is None else wording.count(row.arm.events)),)
    whole = DASH if row.result.events is None else f"{wording.count(row.result.events)} in all"
    return _against(
        row, lambda arm: Part(DASH if arm.events is None else wording.count(arm.events)), whole
    )


def _has_events(rows: Sequence[About]) -> bool:
    return any(part.text != DASH for row in rows for part in _events(row, rows))


def _ratio(row: About, rows: Sequence[About]) -> Cell:
    if row.is_reference:
        return (Part("reference"),)
    effect, place = row.result.effect, of_result(row.study, row.result)
    if effect is None:
        return (Part("no ratio" if _has_ratio(rows) else DASH, place),)
    said = wording.ratio(effect, level=_level(rows))
    named = said if _measure(rows) else f"{wording.measure(effect)} {said}"
    return (Part(named, (*place, *_else_of(row))),)


def _else_of(row: About) -> tuple[str, ...]:
    """What else the ratio stands for on a page that shows groups and populations nowhere else."""
    if row.arm is not None:
        return ()
    groups = (
        place
        for arm in row.result.arms
        for place in of_group(row.study, arm.strategy, row.result.population)
    )
    return (*groups, *of_population(row.study, row.result.population))


def _ratio_across(row: About, _: Sequence[About]) -> Cell:
    effect, place = row.result.effect, of_result(row.study, row.result)
    return (Part(wording.ratio(effect, "95") if effect else "no ratio", place),)


def _named_study(row: About, _: Sequence[About]) -> Cell:
    return (Part(row.study.short or row.study.id),)


def _effects(rows: Sequence[About]) -> list[Effect]:
    return [row.result.effect for row in rows if row.result.effect and not row.is_reference]


def _measure(rows: Sequence[About]) -> str | None:
    names = {wording.measure(effect) for effect in _effects(rows)}
    return names.pop() if len(names) == 1 else None


def _level(rows: Sequence[About]) -> str | None:
    levels = {effect.ci_level for effect in _effects(rows) if effect.ci_low is not None}
    level = levels.pop() if len(levels) == 1 else None
    return None if level is None else wording.figure(level)


def _ratio_header(rows: Sequence[About]) -> str:
    measure, level = _measure(rows), _level(rows)
    name = wording.upper_first(measure) if measure else "Ratio"
    return f"{name} ({level}% CI)" if level else name


def _has_ratio(rows: Sequence[About]) -> bool:
    return bool(_effects(rows))


def _p(row: About, _: Sequence[About]) -> Cell:
    effect = row.result.effect
    blank = row.is_reference or effect is None or not effect.p
    return (Part("" if blank or effect is None else wording.p_cell(effect)),)


def _has_p(rows: Sequence[About]) -> bool:
    return any(effect.p for effect in _effects(rows))


def _follow_up(row: About, _: Sequence[About]) -> Cell:
    years = row.study.follow_up(row.result)
    return (Part(DASH if years is None else wording.years(years)),)


def _comparison(row: About, _: Sequence[About]) -> Cell:
    return (Part(wording.comparison(row.study, row.result)),)


def _label(row: About, _: Sequence[About]) -> Cell:
    return (Part(row.label),)


GROUP = Definition(lambda rows: "Group", _group)
PATIENTS = Definition(lambda rows: "Patients", _label)
STUDY = Definition(lambda rows: "Study", _label)
COMPARISON = Definition(lambda rows: "Comparison", _comparison)
N = Definition(lambda rows: "n", _n, _has_size, "versus")
EVENTS = Definition(lambda rows: "Events", _events, _has_events, "versus")
RATE = Definition(_rate_header, _rates, _has_rates, "versus")
AT = Definition(_times_header, _rates, _has_rates, "versus")
YEARS = Definition(lambda rows: "Event-free, %", _years, _has_rates)
RATIO = Definition(_ratio_header, _ratio, _has_ratio, strong=True)
#: For studies side by side, whose headings say a measure that is no hazard ratio.
RATIO_ACROSS = Definition(
    lambda rows: "HR, if not headed (95% CI)", _ratio_across, _has_ratio, strong=True
)
NAMED_STUDY = Definition(lambda rows: "Study", _named_study)
P = Definition(lambda rows: "P", _p, _has_p)
FOLLOW_UP = Definition(lambda rows: "Median follow-up", _follow_up)
