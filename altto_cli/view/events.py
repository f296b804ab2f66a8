"""The events behind a ratio, which two rules bound: in all, and in each group."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from altto_cli import wording
from altto_cli.appraise import Finding
from altto_cli.model import Study
from altto_cli.view.about import Found, figure, result_of
from altto_cli.view.about import each as each_of
from altto_cli.view.page import Hanging

#: Under which the bounds of a group are set beside those of all events.
_EACH = "each_group"


def together(found: Sequence[Finding]) -> Iterator[Finding]:
    """The findings, the bounds of each group with those of all events: they are one cause."""
    behind = {each.results: each for each in found if _is_of_groups(each)}
    whole = {each.results for each in found if each.rule == "information-bound"}
    contradicted = {each.results for each in found if _is_contradicted(each)}
    for each in found:
        if each.rule == "information-bound" and each.results in contradicted:
            continue
        if each.rule == "information-bound" and each.results in behind:
            groups = behind[each.results].values
            yield each._replace(values={**groups, **each.values, _EACH: _most(groups)})
        elif not (_is_of_groups(each) and each.results in whole):
            yield each


def _is_contradicted(finding: Finding) -> bool:
    """Whether events of the groups are fewer than it takes, which their total may hide."""
    return finding.rule == "events-behind" and finding.severity != "note"


def _is_of_groups(finding: Finding) -> bool:
    return finding.rule == "events-behind" and finding.severity == "note"


def _most(values: Mapping[str, object]) -> Mapping[str, float | int]:
    """The most events of each group by the time of the rates, by strategy."""
    most = values.get("events_at_most")
    return most if isinstance(most, Mapping) else {}


def count(finding: Finding, key: str) -> str:
    """A number of events among the values: 1,015."""
    return wording.count(int(str(finding.values[key])))


def _by(found: Found) -> str:
    """On what the bounds rest: robust and weighted standard errors can be smaller."""
    by_group = any("events_at_least_each" in each.values for each in found)
    return "By a model's SE" if by_group else "By a log-rank SE"


def _taken(study: Study, finding: Finding) -> str:
    """By a model's SE 0.73 takes at least 146 in all, no group below 37."""
    least = f"at least {count(finding, 'least_events')} in all"
    if "events_at_least_each" in finding.values:
        least += f", no group below {count(finding, 'events_at_least_each')}"
    taken = f"{_by([finding])} {figure(study, finding)} takes {least}."
    return f"{taken}{_later(study, finding)}"


def _later(study: Study, finding: Finding) -> str:
    """That by the time of the rates there were too few; empty where there were enough."""
    if not finding.values.get("later_events_needed"):
        return ""
    by = f"By {_time(finding.values)} the rates allow {_at_most(study, finding)}"
    return f" {by}: later ones count, or its SE is another."


def _pooled_later(study: Study, found: Found) -> str:
    """The ratios for which there were too few by the time of the rates; empty without any."""
    late = [each for each in found if each.values.get("later_events_needed")]
    if not late:
        return ""
    names = wording.several(figure(study, each) for each in late)
    return f" For {names} the rates allow too few by their time: later ones count, or another SE."


def _few(study: Study, found: Found) -> Iterator[str]:
    """0.44: OFS + AI at most 11 by 10 years."""
    for finding in found:
        of_groups = _of_groups(finding)
        if not of_groups or not finding.values.get("few_events"):
            continue
        if not finding.values.get("later_events_needed"):
            smaller = min(of_groups, key=lambda strategy: of_groups[strategy])
            group, most = _label(study, finding, smaller), wording.count(int(of_groups[smaller]))
            by = _time(finding.values)
            yield f" {figure(study, finding)}: {group} at most {most} by {by}."


def told(study: Study, found: Found) -> Iterator[Hanging]:
    """The events that so narrow an interval takes, against those that are reported."""
    counted = [each for each in found if "events" in each.values]
    graver = [each for each in counted if each.severity != "note"]
    for finding in graver or counted[:1] * (len(counted) == 1):
        least, had = (count(finding, key) for key in ("least_events", "events"))
        said = f"{_by([finding])} at least {least}; {had} are reported."
        yield Hanging(f"{had} events", said)
    if len(counted) > 1 and not graver:
        yield Hanging("Events", f"{wording.upper_first(_each_counted(study, counted))}.")
    unreported = [each for each in found if "events" not in each.values]
    if len(unreported) == 1:
        yield Hanging("Events", f"{_UNREPORTED} {_taken(study, unreported[0])}")
    elif unreported:
        least = each_of(study, unreported, lambda each: count(each, "least_events"), briefly=True)
        few, later = "".join(_few(study, unreported)), _pooled_later(study, unreported)
        text = f"{_UNREPORTED} {_by(unreported)} in both groups at least {least}.{few}{later}"
        yield Hanging("Events", text)


def _each_counted(study: Study, counted: Found) -> str:
    """0.77 rests on 184, by a model's SE at least 175; 0.64 on 171, at least 155."""
    first, *others = counted
    by = wording.lower_first(_by(counted))
    had, least = count(first, "events"), count(first, "least_events")
    said = [f"{figure(study, first)} rests on {had}, {by} at least {least}"]
    for each in others:
        had, least = count(each, "events"), count(each, "least_events")
        said.append(f"{figure(study, each)} on {had}, at least {least}")
    return "; ".join(said)


_UNREPORTED = f"{wording.upper_first(wording.NOT_REPORTED)}."


def allowed(study: Study, found: Iterable[Finding]) -> Iterator[Hanging]:
    """That the rates allow as many events as the only interval without reported ones takes."""
    unreported = [each for each in found if _is_unreported(each)]
    if len(unreported) == 1 and _is_allowed(unreported[0]):
        (one,) = unreported
        text = f"The rates allow them: by {_time(one.values)} {_at_most(study, one)}."
        yield Hanging(f"{count(one, 'least_events')} events", text)


def _is_unreported(finding: Finding) -> bool:
    return finding.rule == "information-bound" and "events" not in finding.values


def _is_allowed(finding: Finding) -> bool:
    return len(_of_groups(finding)) > 1 and not finding.values.get("later_events_needed")


def _of_groups(finding: Finding) -> Mapping[str, float | int]:
    groups = finding.values.get(_EACH)
    return groups if isinstance(groups, Mapping) else {}


def _at_most(study: Study, finding: Finding) -> str:
    most = (_with(study, finding, strategy) for strategy in _of_groups(finding))
    return f"at most {wording.several(most)}"


def _with(study: Study, finding: Finding, strategy: str) -> str:
    """The most events of a group: 126 with AI (any)."""
    events = wording.count(int(_of_groups(finding)[strategy]))
    return f"{events} with {_label(study, finding, strategy)}"


def _label(study: Study, finding: Finding, strategy: str) -> str:
    result = result_of(study, finding)
    (arm,) = (each for each in result.arms if each.strategy == strategy)
    return wording.arm_label(study, result, arm)


def _time(values: Mapping[str, object]) -> str:
    """10 years, 24 months."""
    for unit in ("years", "months"):
        if f"at_{unit}" in values:
            return f"{float(str(values[f'at_{unit}'])):g} {unit}"
    return "then"
