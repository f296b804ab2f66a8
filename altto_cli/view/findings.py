"""What each rule of the appraisal found, in the words of a page: a function a rule, in one table.

A line begins with the figure that it is about; of several findings of a rule it names them all.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from altto_cli import wording
from altto_cli.appraise import Finding
from altto_cli.appraise.figures import p_text, printed_ratio, short_name
from altto_cli.appraise.rates import implied
from altto_cli.model import Result, Study
from altto_cli.stats.rounding import Verdict, log_symmetry
from altto_cli.view import events
from altto_cli.view.page import Hanging

DOES_NOT_FIT = "Does not fit"
CANNOT_BE_TOLD = "Cannot be told"
FITS = "Fits, which does not prove it right"
SECTIONS = (DOES_NOT_FIT, CANNOT_BE_TOLD, FITS)

Found = Sequence[Finding]


class Rule(NamedTuple):
    """How a page says what a rule found."""

    says: Callable[[Study, Found], Iterator[Hanging]]
    #: What could explain a conflict or check, and what it does not show.
    because: str
    #: Under which heading its conflicts and checks stand, and its notes; None for neither.
    grave: str | None = DOES_NOT_FIT
    note: str | None = FITS

    def section(self, finding: Finding) -> str | None:
        """Under which heading the finding stands."""
        if finding.severity != "note":
            return self.grave
        compared = finding.compared and not _without_events(finding)
        return self.note if compared or not self.note else CANNOT_BE_TOLD


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
            if here:
                told[name] += rule.says(study, here)
    told[FITS] += events.allowed(found)
    return told


def _is_word(finding: Finding) -> bool:
    """Whether it leaves the source's word open, which a limit of 1 says too."""
    return finding.rule == "word-against-interval" and finding.severity == "note"


def _result(study: Study, finding: Finding) -> Result:
    return study.result(finding.results[0])


def _figure(study: Study, finding: Finding) -> str:
    """The figure that a finding is about: a ratio, or else its first rate."""
    if not finding.results:
        return "Groups"
    result = _result(study, finding)
    if result.effect:
        return wording.figure(result.effect.estimate)
    rates = [rate for arm in result.arms if (rate := wording.rate(arm)) is not None]
    return wording.percent(rates[0]) if rates else "In words"


def _number(value: object, decimals: int = 2) -> str:
    return f"{float(str(value)):.{decimals}f}"


def _because(finding: Finding) -> str:
    """What could explain a conflict or check, and what it does not show."""
    return "" if finding.severity == "note" else f" {RULES[finding.rule].because}"


def _each(study: Study, found: Found, said: Callable[[Finding], str]) -> str:
    """One phrase a finding, with the patients that it is about."""
    endpoints = {_result(study, each).endpoint for each in found}
    phrases = []
    for each in found:
        result = _result(study, each)
        whose = (
            short_name(study, result) if len(endpoints) > 1 else wording.population(study, result)
        )
        phrases.append(f"{said(each)} ({whose})")
    return "; ".join(phrases)


def _rates_alone(study: Study, found: Found) -> Iterator[Hanging]:
    """Two rates imply a ratio; it lies where the printed one does, or elsewhere."""
    if len(found) > 1:
        text = _each(
            study, found, lambda each: f"{_implied(study, each)} for {_figure(study, each)}"
        )
        yield Hanging("Rates", f"Alone they would give {text}.")
        return
    (finding,) = found
    values = finding.values
    low, high = (_number(values[f"implied_{end}"]) for end in ("low", "high"))
    around = f" ({low}–{high} by rounding)" if low != high else ""
    where = _where(finding)
    said = f"The rates alone would give {_implied(study, finding)}{around}{where}."
    yield Hanging(_figure(study, finding), said + _because(finding))


def _implied(study: Study, finding: Finding) -> str:
    """The ratio that the rates imply, from the rates: values are rounded already."""
    found = implied(study, _result(study, finding))
    return f"{found.ratio:.2f}" if found else _number(finding.values["implied"])


def _where(finding: Finding) -> str:
    values = finding.values
    said = ["outside its interval"] if values["outside_interval"] else []
    said += ["on the other side of 1"] if values["other_side_of_one"] else []
    if not said:
        return ", inside its interval"
    return f", {' and '.join(said)}" + (
        ", touching by rounding" if values["within_rounding"] else ""
    )


def _mixture(study: Study, found: Found) -> Iterator[Hanging]:
    """A rate lies between those of its parts, or not."""
    for finding in found:
        values = finding.values
        mean = values.get("weighted_mean")
        weighted = "" if mean is None else f", {_number(mean, 1)}% by their sizes (derived)"
        outside = finding.severity != "note"
        where = "Lies outside" if outside else "Lies within"
        text = f"{where} its parts, {values['least_part']} to {values['greatest_part']}%{weighted}."
        yield Hanging(f"{values['rate']}%", text + _because(finding))


def _as_found(study: Study, found: Found) -> Iterator[Hanging]:
    """The rule's own sentence at the figure."""
    for finding in found:
        text = finding.found or finding.text
        yield Hanging(_figure(study, finding), text + _because(finding))


def _p(study: Study, found: Found) -> Iterator[Hanging]:
    """The P that an interval gives, and the printed one."""
    for finding in found:
        effect = _result(study, finding).effect
        low, high = (p_text(float(str(finding.values[f"p_{end}"]))) for end in ("low", "high"))
        gives = f"The interval gives {low}" + (f" to {high}" if high != low else "")
        lead = wording.p_value(effect) if effect else "P"
        yield Hanging(lead, f"{gives}." + _because(finding))


def _limit(study: Study, found: Found) -> Iterator[Hanging]:
    """A limit printed as 1 may be either side of it, and leaves the source's word open."""
    for finding in found:
        values, word = finding.values, _result(study, finding).significance
        lowest, highest = values["limit_lowest"], values["limit_highest"]
        said = (
            f"The limit {values['limit']} lies between {lowest} and {highest}{_p_between(values)}"
        )
        if word:
            text = f"{wording.upper_first(word)}. {said}: neither confirmed nor contradicted."
            yield Hanging("Its word", text)
        else:
            yield Hanging(_figure(study, finding), f"{said}: on which side of 1 is open.")


def _p_between(values: Mapping[str, object]) -> str:
    if "p_low" not in values:
        return ""
    low, high = (p_text(float(str(values[f"p_{end}"]))) for end in ("low", "high"))
    return f", P between {low} and {high}"


def _events(study: Study, found: Found) -> Iterator[Hanging]:
    """The events that so narrow an interval takes, against those that are reported."""
    if any("events" in each.values for each in found):
        for finding in found:
            least, counted = (events.count(finding, key) for key in ("least_events", "events"))
            said = f"The interval takes at least {least}; {counted} are reported."
            yield Hanging(f"{counted} events", said + _because(finding))
    elif len(found) == 1:
        yield Hanging("Events", f"{_UNREPORTED} {events.taken(found[0])}")
    else:
        least = _each(study, found, lambda each: events.count(each, "least_events"))
        yield Hanging("Events", f"{_UNREPORTED} In all, the intervals take at least {least}.")


_UNREPORTED = f"{wording.upper_first(wording.NOT_REPORTED)}."


def _twice(study: Study, found: Found) -> Iterator[Hanging]:
    """One ratio with its interval stands for two contrasts."""
    for finding in found:
        results = [study.result(id) for id in finding.results]
        names = wording.several(dict.fromkeys(short_name(study, each) for each in results))
        text = f"{finding.values['ratio']} is printed for {names}: coincidence or copying."
        yield Hanging(_figure(study, finding), text)


def centres(results: Sequence[Result]) -> Iterator[Hanging]:
    """The estimates that are the centres of their intervals, which the rule passes over."""
    printed = [each for result in results if (each := printed_ratio(result.effect))]
    central = [each for each in printed if log_symmetry(each).verdict is Verdict.CONSISTENT]
    if len(central) == 1:
        lead = f"{central[0].low}–{central[0].high}"
        yield Hanging(lead, f"{central[0].estimate} is its centre on the log scale.")
    elif central:
        estimates = wording.several(each.estimate for each in central)
        yield Hanging("Intervals", f"{estimates} are the centres of theirs on the log scale.")


#: By the rule's id, in the order in which a page has them.
RULES: Mapping[str, Rule] = {
    "estimate-outside-interval": Rule(
        _as_found, "A misprint, or two analyses; which number this does not show."
    ),
    "mixture": Rule(
        _mixture, "Other follow-up, other patients or a misprint could do it; pooled rates may too."
    ),
    "sizes": Rule(
        _as_found,
        "Patients counted twice or nowhere, or a misprint; which number this does not show.",
        note=CANNOT_BE_TOLD,
    ),
    "implied-ratio": Rule(
        _rates_alone,
        "Confounding, changing hazards, other patients in the model or a misprint could do it; "
        "which figure is nearer the truth this does not show.",
    ),
    "wald-interval": Rule(
        _as_found,
        "Some methods give such intervals rightly; it could be a misprint too.",
    ),
    "p-from-interval": Rule(
        _p,
        "Another test or level, or a misprint, could do it; which figure it does not show.",
    ),
    "noninferiority-p": Rule(
        _as_found, "Another test, margin or level, or a misprint, could do it."
    ),
    "word-against-interval": Rule(
        _as_found, "The word may rest on another test or level.", note=CANNOT_BE_TOLD
    ),
    "bound-of-one": Rule(_limit, "", note=CANNOT_BE_TOLD),
    "two-sources": Rule(
        _as_found,
        "A later cut, other patients or a misprint could do it; which is right this does not show.",
        note=CANNOT_BE_TOLD,
    ),
    "same-ratio": Rule(_twice, "", grave=CANNOT_BE_TOLD),
    "information-bound": Rule(
        _events, "A robust or weighted standard error, other groups in the model, or a misprint."
    ),
    "events-behind": Rule(_as_found, "A robust or weighted standard error, or a misprint."),
    "interaction": Rule(_as_found, "Another test or model, or a misprint, could do it."),
    "additivity": Rule(_as_found, "Other patients, another model or a misprint could do it."),
    "e-value": Rule(_as_found, "", note=None),
}
