"""What each rule of the appraisal found, in the words of a page: a function a rule, in one table.

A line begins with the figure that it is about; of several findings of a rule it names them all.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from altto_cli import wording
from altto_cli.appraise import Finding
from altto_cli.appraise.figures import interval_text, short_name
from altto_cli.appraise.implied import implied
from altto_cli.appraise.rates import how_far
from altto_cli.model import Result, Study
from altto_cli.view import events, intervals
from altto_cli.view.about import Found, figure, result_of
from altto_cli.view.about import each as each_of
from altto_cli.view.computed import whose
from altto_cli.view.page import Hanging

DOES_NOT_FIT = "Does not fit"
CANNOT_BE_TOLD = "Cannot be told"
FITS = "Fits, which does not prove it right"
SECTIONS = (DOES_NOT_FIT, CANNOT_BE_TOLD, FITS)


class Rule(NamedTuple):
    """How a page says what a rule found."""

    says: Callable[[Study, Found], Iterator[Hanging]]
    #: What could explain a conflict or check, and what it does not show.
    because: str
    #: Under which heading its conflicts and checks stand, and its notes.
    grave: str = DOES_NOT_FIT
    note: str = FITS

    def section(self, finding: Finding) -> str:
        """Under which heading the finding stands."""
        if finding.severity != "note":
            return self.grave
        settles = finding.compared and not finding.is_open and not _without_events(finding)
        return self.note if settles else CANNOT_BE_TOLD


def _without_events(finding: Finding) -> bool:
    return finding.rule == "information-bound" and "events" not in finding.values


def lines(study: Study, found: Found) -> dict[str, list[Hanging]]:
    """The lines of each section: those of one rule together, in the order of the rules."""
    told: dict[str, list[Hanging]] = {name: [] for name in SECTIONS}
    open_limits = {each.results for each in found if each.rule == "bound-of-one"}
    found = [each for each in found if not (_is_word(each) and each.results in open_limits)]
    found = list(events.together(found))
    for id, rule in RULES.items():
        for name in SECTIONS:
            here = [each for each in found if each.rule == id and rule.section(each) == name]
            told[name] += _explained(list(rule.says(study, here)), rule, here) if here else ()
    told[FITS] += events.allowed(study, found)
    return told


def _explained(said: list[Hanging], rule: Rule, found: Found) -> list[Hanging]:
    """The lines with what could explain each, unless several conflicts or checks share one."""
    graver = all(each.severity != "note" for each in found)
    if not (graver and rule.because and len(said) == len(found)):
        return said
    return [Hanging(each.label, f"{each.text} {rule.because}") for each in said]


def _is_word(finding: Finding) -> bool:
    """Whether it leaves the source's word open, which a limit of 1 says too."""
    return finding.rule == "word-against-interval" and finding.severity == "note"


def _number(value: object, decimals: int = 2) -> str:
    return f"{float(str(value)):.{decimals}f}"


def _rates_alone(study: Study, found: Found) -> Iterator[Hanging]:
    """Two rates imply a ratio; it lies where the printed one does, or elsewhere."""
    if len(found) > 1:
        text = each_of(study, found, lambda each: _implied(study, each, briefly=True))
        yield Hanging("Rates", f"Alone they would give {text}.")
        return
    (finding,) = found
    values = finding.values
    moved = how_far(float(str(values["moved_percent"])))
    which = whose(study, result_of(study, finding), study.results)
    where = _where(study, finding) or f"; {figure(study, finding)}{which} is {moved}"
    if values["left_open_by_rounding"]:
        where = ": too coarse to tell"
    elif finding.is_open:
        where += ": adjustment, time or other patients; which is nearer the truth is open"
    said = f"The rates alone would give {_implied(study, finding)}{where}."
    yield Hanging(figure(study, finding), said)


def _implied(study: Study, finding: Finding, *, briefly: bool = False) -> str:
    """The ratio that the rates imply, from the rates, as values are rounded already.

    With its interval or, if not briefly, with the narrowest, or else with what rounding leaves.
    """
    found = implied(study, result_of(study, finding))
    if found is None:
        return _number(finding.values["implied"])
    around = f"{found.span.low:.2f}–{found.span.high:.2f} by rounding"
    if found.interval and not finding.values["left_open_by_rounding"]:
        around = f"{'narrowest ' if found.is_narrowest else ''}{interval_text(found.interval)}"
    blurred = found.interval or f"{found.span.low:.2f}" != f"{found.span.high:.2f}"
    if not blurred or (briefly and (found.is_narrowest or not found.interval)):
        return f"{found.ratio:.2f}"
    return f"{found.ratio:.2f} ({around})"


def _where(study: Study, finding: Finding) -> str:
    """Where the implied ratio lies, if not in the printed interval on the same side of 1."""
    values, effect = finding.values, result_of(study, finding).effect
    said = ["on the other side of 1"] if values["other_side_of_one"] else []
    if values["outside_interval"] and effect and effect.ci_low and effect.ci_high:
        limits = f"{wording.figure(effect.ci_low)}–{wording.figure(effect.ci_high)}"
        said = [f"outside {limits}", *said]
    touching = ", touching by rounding" if values["within_rounding"] else ""
    return f", {' and '.join(said)}{touching}" if said else ""


def _mixture(study: Study, found: Found) -> Iterator[Hanging]:
    """A rate lies between those of its parts, or not."""
    for finding in found:
        values = finding.values
        mean = values.get("weighted_mean")
        weighted = "" if mean is None else f", {_number(mean, 1)}% by their sizes (derived)"
        outside = finding.severity != "note"
        where = "Lies outside" if outside else "Lies within"
        text = f"{where} its parts, {values['least_part']} to {values['greatest_part']}%{weighted}."
        yield Hanging(f"{values['rate']}%", text)


def _rate_intervals(study: Study, found: Found) -> Iterator[Hanging]:
    """What of a rate's interval does not go with it; those that do share a line."""
    fit = [each for each in found if each.severity == "note" and not each.is_open]
    for finding in found:
        if finding not in fit:
            yield Hanging(f"{finding.values['rate']}%", finding.found or finding.text)
    if fit:
        each = wording.several(dict.fromkeys(f"{one.values['rate']}%" for one in fit))
        yield Hanging("Rate CIs", f"{each}: about in the middle of theirs.")


def _as_found(study: Study, found: Found) -> Iterator[Hanging]:
    """The rule's own sentence at the figure."""
    for finding in found:
        text = finding.found or finding.text
        yield Hanging(figure(study, finding), text)


def _reports(study: Study, found: Found) -> Iterator[Hanging]:
    """Two sources of one comparison; those whose difference they explain share a line."""
    explained = [each for each in found if each.severity == "note"]
    yield from _as_found(study, [each for each in found if each.severity != "note"])
    if explained:
        yield Hanging("Two reports", f"{'; '.join(_explained_pair(study, x) for x in explained)}.")


def _explained_pair(study: Study, finding: Finding) -> str:
    """0.86 and 0.84, median follow-up 6.9 and 4.5 years."""
    figures = " and ".join(_printed(study.result(id)) for id in finding.results)
    return f"{figures}, {finding.values['explained_by']}"


def _printed(result: Result) -> str:
    """The ratio of a result, or its rates."""
    if result.effect:
        return wording.figure(result.effect.estimate)
    rates = (rate for arm in result.arms if (rate := wording.rate(arm)) is not None)
    return wording.VERSUS.join(map(wording.percent, rates))


def _interactions(study: Study, found: Found) -> Iterator[Hanging]:
    """Two ratios against each other; of several windows each pair, without a P to choose from."""
    windows = [each for each in found if each.values["by"] == "windows"]
    together = windows if len(windows) > 1 else []
    for finding in found:
        if finding not in together:
            lead = ", ".join(_pair(study, finding)) or figure(study, finding)
            yield Hanging(lead, finding.found or finding.text)
    if not together:
        return
    pairs = wording.several(
        f"{_number(each.values['ratio'])} for {' against '.join(_pair(study, each))}"
        for each in windows
    )
    text = f"Ratios {pairs}; {len(windows)} pairs, so that a P of one misleads. A later window "
    yield Hanging("Windows", f"{text}holds only those without the event before it.")


def _pair(study: Study, finding: Finding) -> Iterator[str]:
    for id in finding.results[:2]:
        if effect := study.result(id).effect:
            yield wording.figure(effect.estimate)


def _twice(study: Study, found: Found) -> Iterator[Hanging]:
    """One ratio with its interval stands for two contrasts."""
    for finding in found:
        results = [study.result(id) for id in finding.results]
        names = wording.several(dict.fromkeys(short_name(study, each) for each in results))
        text = f"{finding.values['ratio']} is printed for {names}: coincidence or copying."
        yield Hanging(figure(study, finding), text)


#: By the rule's id, in the order in which a page has them; E-values stand among its notes alone.
RULES: Mapping[str, Rule] = {
    "estimate-outside-interval": Rule(
        _as_found, "A misprint, or two analyses; which number this does not show."
    ),
    "difference": Rule(
        _as_found, "Adjustment, another test, other patients or a misprint could do it."
    ),
    "mixture": Rule(
        _mixture, "Other follow-up, other patients or a misprint could do it; pooled rates may too."
    ),
    "rate-interval": Rule(
        _rate_intervals, "Weights, other patients, another kind of interval or a misprint could."
    ),
    "sizes": Rule(
        _as_found,
        "Patients counted twice or nowhere, or a misprint; which number this does not show.",
        note=CANNOT_BE_TOLD,
    ),
    "implied-ratio": Rule(
        _rates_alone,
        "Adjustment, a ratio that changes with time, other patients or a misprint could do it; "
        "which is nearer the truth this does not show.",
    ),
    "wald-interval": Rule(
        intervals.symmetry,
        "Some methods give such intervals rightly; it could be a misprint too.",
    ),
    "p-from-interval": Rule(
        intervals.p,
        "Another test or level, or a misprint, could do it; which figure it does not show.",
    ),
    "ratio-from-p": Rule(
        _as_found, "Adjustment, strata, a one-sided P, another test or a misprint could do it."
    ),
    "noninferiority-p": Rule(
        _as_found, "Another test, margin or level, or a misprint, could do it."
    ),
    "word-against-interval": Rule(
        _as_found, "The word may rest on another test or level.", note=CANNOT_BE_TOLD
    ),
    "bound-of-one": Rule(intervals.limit, "", note=CANNOT_BE_TOLD),
    "two-sources": Rule(
        _reports,
        "A later cut, other patients or a misprint could do it; which is right this does not show.",
        note=CANNOT_BE_TOLD,
    ),
    "same-ratio": Rule(_twice, "", grave=CANNOT_BE_TOLD),
    "information-bound": Rule(
        events.told, "A robust or weighted standard error, or a misprint, could do it."
    ),
    "events-behind": Rule(
        _as_found, "A robust or weighted standard error, or a misprint, could do it."
    ),
    "interaction": Rule(_interactions, "Another test or model, or a misprint, could do it."),
    "additivity": Rule(_as_found, "Other patients, another model or a misprint could do it."),
}
