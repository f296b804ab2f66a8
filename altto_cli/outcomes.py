"""What was observed in the groups of a result, and how it is said: percentages, means, rates."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from altto_cli import wording
from altto_cli.model import Arm, Duration, Endpoint, Result, Study
from altto_cli.styles import HOUSE, Style
from altto_cli.wording import NOT_REPORTED

What = Literal["event-free", "with the event", "mean", "rate", "median time"]
_PERCENT = ("event-free", "with the event")


class Kind(NamedTuple):
    """What the figures of a result's groups are; figures of two kinds are never under one name."""

    what: What
    at: Duration | None = None
    #: Of means that of the endpoint; of rates the patient-years; of times years or months.
    unit: str | None = None
    #: Of means which is the better one.
    better: str | None = None
    #: Whether the window of the result says when.
    timed: bool = False

    @property
    def is_percent(self) -> bool:
        """Whether they are percentages of patients."""
        return self.what in _PERCENT

    @property
    def heading(self) -> str:
        """What stands above them: Event-free at 10 years; Mean at 12 months, points."""
        if self.what == "rate":
            return wording.upper_first(self.unit or "")
        unit = f", {self.unit}" if self.unit else ""
        return f"{wording.upper_first(self.what)}{self.when}{unit}{self.direction}"

    @property
    def direction(self) -> str:
        """Which mean is the better one, where that is known."""
        return f", {self.better} is better" if self.better else ""

    @property
    def when(self) -> str:
        """The time, as the end of a phrase; a time has none."""
        if self.what == "median time":
            return ""
        if self.at is None:
            return "" if self.timed else f", time {NOT_REPORTED}"
        return f" at {wording.duration(self.at)}"

    def told(self, endpoint: Endpoint) -> str:
        """What they are in a line that names the endpoint, of which an event says the rest."""
        if self.what == "with the event" and not _reads_as_free(endpoint):
            return self.when.lstrip(" ,")
        return self.behind(endpoint).lstrip(" ,")

    def behind(self, endpoint: Endpoint) -> str:
        """What stands behind them where a heading can't say it: event-free at 10 years."""
        if self.what == "with the event":
            comma = "," if self.at else ""
            return f" {with_it(endpoint)}{comma}{self.when}"
        if self.what in ("mean", "median time"):
            unit = f" {self.unit}" if self.unit else ""
            return f"{unit}, {self.what}{self.when}{self.direction}"
        return f" {self.unit}" if self.what == "rate" else f" event-free{self.when}"


def kind(endpoint: Endpoint, result: Result) -> Kind | None:
    """What the figures of its groups are; None where it has none."""
    arm = next((arm for arm in result.arms if observed(arm) is not None), None)
    if arm is None:
        return None
    timed = result.window is not None
    if arm.event_free_percent is not None:
        return Kind("event-free", arm.time, timed=timed)
    if arm.event_percent is not None:
        return Kind("with the event", arm.time, timed=timed)
    if arm.mean is not None:
        belongs = arm.time or (result.difference.time if result.difference else None)
        return Kind("mean", belongs, endpoint.unit, endpoint.better, timed)
    if arm.event_rate is not None:
        return Kind("rate", unit=per(arm))
    return Kind("median time", unit=_median_unit(arm))


def observed(arm: Arm) -> Decimal | None:
    """The group's figure: percentage, mean, events in so many patient-years, or median time."""
    rate = wording.rate(arm)
    if rate is not None or arm.mean is not None:
        return arm.mean if rate is None else rate
    if arm.per_patient_years is not None:
        return arm.event_rate
    return arm.median_time.value if arm.median_time else None


def _median_unit(arm: Arm) -> str | None:
    return arm.median_time.unit if arm.median_time else None


def unit(endpoint: Endpoint, arm: Arm) -> str | None:
    """What stands behind the group's figure, where it is no percentage."""
    if wording.rate(arm) is not None:
        return None
    return endpoint.unit if arm.mean is not None else per(arm) or _median_unit(arm)


def has_figures(result: Result) -> bool:
    """Whether a ratio, a difference or a figure of a group is printed of it."""
    return bool(result.estimates) or any(observed(arm) is not None for arm in result.arms)


def per(arm: Arm) -> str | None:
    """In how many patient-years its events are counted: per 1,000 patient-years."""
    years = arm.per_patient_years
    return None if years is None else f"per {wording.count(years)} patient-years"


def figure(arm: Arm, style: Style = HOUSE) -> str:
    """The group's figure under a heading that says what it is: 80.1%, 71.6; a dash without one."""
    value = observed(arm)
    if value is None:
        return wording.DASH
    return style.figure(value) if wording.rate(arm) is None else style.percent(value)


def printed(arm: Arm, style: Style = HOUSE) -> str:
    """The group's figure with its interval, if that is printed: 80.1% (95% CI 77.6–82.4)."""
    if arm.ci_low is None or arm.ci_high is None:
        return figure(arm, style)
    return f"{figure(arm, style)} ({style.interval(arm)})"


def with_unit(endpoint: Endpoint, arm: Arm, style: Style = HOUSE) -> str:
    """The group's figure with its unit: 80.1%, 71.6 points, 2.6 per 1,000 patient-years."""
    if observed(arm) is None:
        return NOT_REPORTED
    behind = unit(endpoint, arm)
    return f"{figure(arm, style)} {behind}" if behind else figure(arm, style)


def in_full(endpoint: Endpoint, arm: Arm, style: Style = HOUSE) -> str:
    """The same with its interval, which a percentage may have."""
    return with_unit(endpoint, arm, style) if arm.ci_low is None else printed(arm, style)


def against(
    study: Study,
    result: Result,
    style: Style = HOUSE,
    *,
    when: bool = False,
    whose: bool = False,
) -> str:
    """The groups against each other: 88.9 v 89.1%, 9.8 v 13.1% with it, mean 68.4 v 71.6 points.

    `when` adds the time of all but means, which is always said; `whose` the strategy to which the
    first figure belongs: 88.9 (AI) v 89.1%. Nothing where one has no figure.
    """
    endpoint = study.endpoint(result.endpoint)
    found = kind(endpoint, result)
    values = [value for arm in result.arms if (value := observed(arm)) is not None]
    if found is None or len(values) < len(result.arms):
        return ""
    alike = len({unit(endpoint, arm) for arm in result.arms}) == 1
    each_in_full = not alike or any(arm.ci_low is not None for arm in result.arms)
    figures = (
        [in_full(endpoint, arm, style) for arm in result.arms]
        if each_in_full
        else [style.figure(value) for value in values]
    )
    if whose and result.treatment:
        figures[0] += f" ({study.strategy(result.treatment.strategy).label})"
    said = wording.VERSUS.join(figures)
    if not alike:
        return said
    if not found.is_percent:
        return f"{said}{found.behind(endpoint)}"
    at = f" at {wording.duration(found.at)}" if when and found.at else ""
    had = f" {with_it(endpoint)}" if found.what == "with the event" else ""
    return f"{said}{'' if each_in_full else '%'}{had}{at}"


def named(study: Study, result: Result) -> str:
    """The groups against each other, with what they are: 10-year DFS 80.1 v 76.5%."""
    endpoint, said = study.endpoint(result.endpoint), against(study, result)
    found = kind(endpoint, result)
    if not said or found is None:
        return ""
    if found.what == "event-free":
        return f"{name(result.arms[0], endpoint)} {said}"
    if not found.is_percent:
        return f"{endpoint.label} {said}"
    when = "" if found.at or found.timed else f", time {NOT_REPORTED}"
    return f"{_at(found.at)}{endpoint.label} {said}{when}"


def _at(time: Duration | None) -> str:
    return f"{wording.figure(time.value)}-{time.unit[:-1]} " if time else ""


def with_it(endpoint: Endpoint) -> str:
    """That patients had the event, not that they were free of it."""
    return "with the event" if _reads_as_free(endpoint) else "with it"


def lead(result: Result) -> str:
    """The figure that a line about the result begins with: its ratio, or what is printed of it."""
    if result.effect:
        return wording.figure(result.effect.estimate)
    if result.difference:
        return wording.signed(result.difference.estimate)
    figures = [figure(arm) for arm in result.arms if observed(arm) is not None]
    if figures or not result.p_value:
        return figures[0] if figures else "In words"
    return wording.p_value(result.p_value._replace(p_kind=None, p_test=None))


def name(arm: Arm, endpoint: Endpoint, *, timed: bool = False) -> str:
    """What the group's percentage is: 10-year DFS, 2-year freedom from stroke, 5-year stroke."""
    at = _at(arm.time)
    if arm.event_free_percent is None:
        event = f"{endpoint.label} event" if _reads_as_free(endpoint) else endpoint.label
        return f"{at}{event}" if at or timed else f"{event}, time {NOT_REPORTED}"
    if _names_survival(endpoint):
        return f"{at}{endpoint.label}"
    event = endpoint.name if _is_short(endpoint) else endpoint.label
    return f"{at}freedom from {wording.lower_first(event)}"


def _names_survival(endpoint: Endpoint) -> bool:
    """Whether the label already says that the event did not happen."""
    return any(word in endpoint.name.casefold() for word in ("survival", "free"))


def _is_short(endpoint: Endpoint) -> bool:
    """Whether the label is an abbreviation: DRFI."""
    return endpoint.label.isupper() and endpoint.label != endpoint.name


def _reads_as_free(endpoint: Endpoint) -> bool:
    """Whether a percentage under the label may be taken for that of patients without the event."""
    return _names_survival(endpoint) or _is_short(endpoint)


def sentence(
    endpoint: Endpoint, result: Result, groups: Sequence[str], style: Style = HOUSE
) -> str:
    """What was observed in each group: 10-year DFS was 90.0% with A (n 118) and 77.6% with B."""
    found = kind(endpoint, result)
    if found is None:
        return f"{endpoint.label} with {wording.VERSUS.join(groups)}: rates {NOT_REPORTED}"
    figures = [in_full(endpoint, arm, style) for arm in result.arms]
    if found.what == "with the event" and _reads_as_free(endpoint):
        figures[0] += "" if figures[0] == NOT_REPORTED else " had the event"
    each = (f"{said} with {group}" for said, group in zip(figures, groups, strict=True))
    said = wording.several(each)
    if not found.is_percent:
        mean = "" if found.what == "rate" else f", {found.what}"
        at = f" at {wording.duration(found.at)}" if found.at else ""
        return f"{endpoint.label}{mean}{at}{found.direction}: {said}"
    arm = next(arm for arm in result.arms if wording.rate(arm) is not None)
    if found.what == "event-free":
        return f"{name(arm, endpoint)} was {said}"
    at = _at(found.at)
    if _reads_as_free(endpoint):
        said = f"{at}{endpoint.label}: {said}"
    else:
        said = f"{at}{endpoint.label} was {said}" if at else f"{endpoint.label} recorded in {said}"
    return said if at or found.timed else f"{said}; time point {NOT_REPORTED}"
