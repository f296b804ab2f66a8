"""The events behind a ratio, which two rules bound: in all, and in each group."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from altto_cli import wording
from altto_cli.appraise import Finding
from altto_cli.view.page import Hanging

#: Under which the bounds of a group are set beside those of all events.
_EACH = "each_group"


def together(found: Sequence[Finding]) -> Iterator[Finding]:
    """The findings, the bounds of each group with those of all events: they are one cause."""
    behind = {each.results: each for each in found if _is_of_groups(each)}
    whole = {each.results for each in found if each.rule == "information-bound"}
    for each in found:
        if each.rule == "information-bound" and each.results in behind:
            groups = behind[each.results].values
            yield replace(each, values={**groups, **each.values, _EACH: _most(groups)})
        elif not (_is_of_groups(each) and each.results in whole):
            yield each


def _is_of_groups(finding: Finding) -> bool:
    return finding.rule == "events-behind" and finding.severity == "note"


def _most(values: Mapping[str, object]) -> Mapping[str, float | int]:
    """The most events of each group by the time of the rates, by strategy."""
    most = values.get("events_at_most")
    return most if isinstance(most, Mapping) else {}


def count(finding: Finding, key: str) -> str:
    """A number of events among the values: 1,015."""
    return wording.count(int(str(finding.values[key])))


def taken(finding: Finding) -> str:
    """The interval takes at least 37 in each group, at least 146 in all."""
    values = finding.values
    least = f"at least {count(finding, 'least_events')} in all"
    if "events_at_least_each" in values:
        least = f"at least {count(finding, 'events_at_least_each')} in each group, {least}"
    said = f"The interval takes {least}."
    if not values.get("later_events_needed"):
        return said
    return f"{said} By {_time(values)} the rates allow {_at_most(finding)}: it counts later ones."


def allowed(found: Iterable[Finding]) -> Iterator[Hanging]:
    """That the rates allow as many events as the intervals take."""
    bound = [each for each in found if _is_allowed(each)]
    if len(bound) == 1:
        lead = f"{count(bound[0], 'least_events')} events"
        text = f"The rates allow them: {_at_most(bound[0])} by {_time(bound[0].values)}."
        yield Hanging(lead, text)
    elif bound:
        text = f"The rates allow as many by their time, for {len(bound)} of the ratios."
        yield Hanging("Events", text)


def _is_allowed(finding: Finding) -> bool:
    values = finding.values
    return (
        finding.rule == "information-bound"
        and "events" not in values
        and len(_of_groups(finding)) > 1
        and not values.get("later_events_needed")
    )


def _of_groups(finding: Finding) -> Mapping[str, float | int]:
    groups = finding.values.get(_EACH)
    return groups if isinstance(groups, Mapping) else {}


def _at_most(finding: Finding) -> str:
    most = (wording.count(int(each)) for each in _of_groups(finding).values())
    return f"at most {wording.several(most)}"


def _time(values: Mapping[str, object]) -> str:
    """10 years, 24 months."""
    for unit in ("years", "months"):
        if f"at_{unit}" in values:
            return f"{float(str(values[f'at_{unit}'])):g} {unit}"
    return "then"
