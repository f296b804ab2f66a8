"""What an appraisal looked at: each result in a line, as it is printed."""

from collections.abc import Sequence

from altto_cli import outcomes, wording
from altto_cli.appraise.figures import short_name
from altto_cli.model import Result, Study
from altto_cli.view.page import Line, Part, Table


def checked(study: Study, selected: Sequence[Result]) -> Table:
    """Each result in a line: what was held against what, or that there is nothing to check."""
    shown = [each for each in selected if not each.subgroup]
    several = len({each.endpoint for each in shown}) > 1
    told = [_printed(study, each, _whose(study, each, several=several)) for each in shown]
    factors = sum(bool(each.subgroup) for each in selected)
    if factors:
        told.append(
            f"{counted(factors, 'statement')} over factors: no figures, so nothing to check"
        )
    return Table(columns=(), lines=tuple(Line(cell=(Part(text),)) for text in told))


def _whose(study: Study, result: Result, *, several: bool) -> str:
    """Its patients and window, and its endpoint where there are several."""
    if several:
        return short_name(study, result)
    patients = wording.population(study, result)
    return f"{patients}, {result.window.text}" if result.window else patients


def _printed(study: Study, result: Result, whose: str) -> str:
    """AI v SERM, all patients: 88.9% v 89.1% at 10 years, adjusted HR 0.73 (95% CI 0.53–1.00)."""
    if not _is_compared(result) and not outcomes.has_figures(result):
        who = f"{whose}, {_groups(result)}" if len(result.arms) != 2 else ""
        compared = wording.VERSUS.join(study.strategy(arm.strategy).label for arm in result.arms)
        called = f"; called {result.significance}" if result.significance else ""
        who = wording.upper_first(who or f"{whose}, {compared}")
        return f"{who}: no figures, so nothing to check{called}"
    said = [
        _observed(study, result),
        *(wording.estimates(study, result) if _is_compared(result) else ()),
    ]
    compared = wording.VERSUS.join(study.strategy(arm.strategy).label for arm in result.arms)
    return f"{compared}, {whose}: {', '.join(filter(None, said))}"


def _is_compared(result: Result) -> bool:
    return bool(result.estimates or result.p_value)


def _groups(result: Result) -> str:
    return f"{wording.few(len(result.arms))} groups" if result.arms else "all groups"


def _observed(study: Study, result: Result) -> str:
    """The groups' figures against each other, with what they are unless they are event-free."""
    endpoint = study.endpoint(result.endpoint)
    kind = outcomes.kind(endpoint, result)
    if kind is None or any(outcomes.observed(arm) is None for arm in result.arms):
        return ""
    if not kind.is_percent:
        return outcomes.against(study, result)
    said = wording.VERSUS.join(map(outcomes.printed, result.arms))
    had = "" if kind.what == "event-free" else "had it "
    at = f" at {wording.duration(kind.at)}" if kind.at else ""
    return f"{had}{said}{at}"


def counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
