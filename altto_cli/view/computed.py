"""Warnings that follow from the figures themselves, in the words of a page."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from altto_cli import outcomes, wording
from altto_cli.model import Observed, Result, Study
from altto_cli.view import places
from altto_cli.view.warned import Warned
from altto_cli.words import TYPED

#: As many words of the source are said beside their figures; more are said once for the page.
_WORDS_BESIDE = 2
#: As many ratios are said as printed where they are shown inverted; notes have them all.
_PRINTED_BESIDE = 2


def of_results(study: Study, results: Sequence[Result]) -> list[Warned]:
    """What follows from how results were obtained: patients, time, source, direction, words."""
    return [
        *_indirect(study, results),
        *_time(study, results),
        *_superseded(study, results),
        *_unreviewed(study, results),
        *_inverted(study, results),
        *_words(study, results),
    ]


def _indirect(study: Study, results: Sequence[Result]) -> Iterator[Warned]:
    reasons: dict[str, list[str]] = {}
    for result in results:
        if (reason := study.population(result.population).indirect) is not None:
            reasons.setdefault(reason, []).extend(places.of_population(study, result.population))
    everyone = len({result.population for result in results})
    for reason, found in reasons.items():
        beside = () if len(set(found)) == everyone else tuple((place,) for place in found)
        text = f"{wording.upper_first(reason)}: bears only indirectly on the question."
        yield Warned("indirect", beside, "Patients", text, anywhere=True)


def _time(study: Study, results: Sequence[Result]) -> Iterator[Warned]:
    """Rates at a time that most patients were not followed for."""
    told = {}
    for result in results:
        rated, followed = wording.rated(result), study.followed(result)
        at = rated.time if rated else None
        if at and followed and at.in_months > followed.in_months:
            told[at, followed] = result
    for at, followed in told:
        median = f"Median follow-up {wording.duration(followed)}"
        text = "about half were followed for less (derived)"
        yield Warned("time", (), wording.duration(at), f"{median}: {text}.", brief=text)


def _superseded(study: Study, results: Sequence[Result]) -> Iterator[Warned]:
    for id in dict.fromkeys(result.source for result in results):
        source = study.source(id)
        if source.superseded_by:
            newer = study.source(source.superseded_by).short
            marks = tuple(places.of_result(study, each) for each in results if each.source == id)
            yield Warned("superseded", marks, source.short, f"A later report replaces it: {newer}.")


def _unreviewed(study: Study, results: Sequence[Result]) -> Iterator[Warned]:
    """Beside peer-reviewed figures those that are not: each source at what was read in it."""
    read = [each for result in results for each in _read_in(study, result)]
    sources = [study.source(id) for id in dict.fromkeys(id for id, _, _ in read)]
    if all(not each.peer_reviewed for each in sources):
        return
    for source in sources:
        found = [each for each in read if each[0] == source.id]
        if not source.peer_reviewed:
            text = f"Of {source.short}: {source.kind}, not peer reviewed."
            lead = ", ".join(dict.fromkeys(each[2] for each in found))
            yield Warned("unreviewed", tuple(place for _, place, _ in found), lead, text)


def _read_in(study: Study, result: Result) -> Iterator[tuple[str, places.Places, str]]:
    """The sources of a result's ratio, rates and P, each with its place and what it is."""
    printed = places.of_result(study, result)
    yield result.source, printed, outcomes.lead(result)
    if result.rates_source:
        yield result.rates_source, printed, "Rates"
    if result.p_value and result.p_value.source:
        yield result.p_value.source, printed, "P"


def _inverted(study: Study, results: Sequence[Result]) -> Iterator[Warned]:
    inverted = [each for each in results if each.inverted_from]
    printed = [
        each.derived_from.inputs[1] for each in inverted if each.derived_from and each.effect
    ]
    if not printed:
        return
    marks = tuple(places.of_result(study, each) for each in inverted)
    first = inverted[0].effect
    lead = wording.figure(first.estimate) if first else "Derived"
    listed = f", {wording.several(printed)}" if len(printed) <= _PRINTED_BESIDE else ""
    text = f"Printed the other way round{listed}; inverted here (derived)."
    yield Warned("inversion", tuple(marks), lead, text)


def _words(study: Study, results: Sequence[Result]) -> Iterator[Warned]:
    """The source's own word about a figure, or about its inverse, and what it does not mean."""
    judged = [each for each in map(partial(_judged, study), results) if each.effect]
    judged = [each for each in judged if each.significance]
    if len(judged) > _WORDS_BESIDE:
        yield Warned("words", (), "Its words", _pooled(judged), brief="")
    else:
        yield from _beside(study, judged)
    silent = [
        each for each in results if each.significance == "not significant" and not each.effect
    ]
    if silent:
        marks = tuple(places.of_result(study, each) for each in silent)
        yield Warned(
            "in-words",
            marks,
            outcomes.lead(silent[0]),
            "Not significant rules out neither gain nor loss.",
        )


def _judged(study: Study, result: Result) -> Result:
    """The result with the source's word, which is of the difference and so of both directions."""
    if result.inverted_from is None:
        return result
    return result._replace(significance=study.result(result.inverted_from).significance)


def _pooled(judged: Sequence[Result]) -> str:
    by_word: dict[str, list[str]] = {}
    for each in judged:
        if each.effect and each.significance:
            by_word.setdefault(each.significance, []).append(wording.figure(each.effect.estimate))
    said = (
        f"{wording.several(figures)} {word}"
        for word, figures in sorted(by_word.items(), reverse=True)
    )
    return f"The source calls {', '.join(said)}; none compares them."


def _beside(study: Study, judged: Sequence[Result]) -> Iterator[Warned]:
    """The word at its figure, and that two words about two figures are no comparison of them."""
    told = set()
    for each in sorted(judged, key=lambda result: result.significance != "significant"):
        if each.id in told or each.effect is None:
            continue
        other = next((x for x in judged if x.significance != each.significance and x.effect), None)
        if each.significance == "significant" and not other:
            continue
        lead, text = wording.figure(each.effect.estimate), f"Called {each.significance}"
        if other and other.effect and each.question == other.question:
            told.add(other.id)
            text += f", {wording.figure(other.effect.estimate)} not; no test between"
        elif wording.ends_at_one(each.effect):
            text += "; the limit 1.00 may lie on either side of 1 before rounding"
        yield Warned("word", (places.of_result(study, each),), lead, f"{text}.")


def of_observed(study: Study, results: Sequence[Result]) -> Iterator[Warned]:
    """What the appraisal found about figures shown, unless the evidence has own words for it."""
    by_id = {each.inverted_from or each.id: each for each in results}
    observed = study.observed_of(by_id)
    contradicted = {each.results for each in observed if _is_contradicted(each)}
    by_rule: dict[tuple[str, bool], list[Observed]] = {}
    for each in observed:
        if each.rule == "information-bound" and each.results in contradicted:
            continue
        if _is_grave(each) and not _is_told(study, each):
            by_rule.setdefault((each.rule, _is_contradicted(each)), []).append(each)
    for (rule, is_contradicted), found in by_rule.items():
        says = _otherwise if is_contradicted else _SAYS.get(rule, _otherwise)
        yield from says(study, by_id, found)


def _is_contradicted(each: Observed) -> bool:
    """Whether events or patients of the groups are fewer than it takes, which their total hides."""
    return each.rule == "events-behind" and each.severity != "note"


def _is_grave(each: Observed) -> bool:
    return each.severity != "note" or each.rule == "events-behind"


def _is_told(study: Study, each: Observed) -> bool:
    """Whether the conflict that tells it says what it says of each figure."""
    conflict = study.conflict(each.conflict)
    return bool(conflict and conflict.says)


_Found = Sequence[Observed]
_Says = Callable[[Study, Mapping[str, Result], _Found], Iterator[Warned]]


def _rates_alone(study: Study, by_id: Mapping[str, Result], found: _Found) -> Iterator[Warned]:
    from altto_cli.stats.rates import implied_hazard_ratio

    given = []
    for each in found:
        result = by_id.get(each.results[0])
        first, second = result.event_free if result else (None, None)
        if result and result.effect and first is not None and second is not None:
            ratio = implied_hazard_ratio(float(first / 100), float(second / 100))
            printed = wording.figure(result.effect.estimate) + whose(study, result, by_id.values())
            given.append((f"{ratio:.2f}", printed, result, each))
    if not given:
        return
    marks = tuple(places.of_result(study, result) for _, _, result, _ in given)
    if len(given) == 1:
        alone, _, result, each = given[0]
        printed = wording.figure(result.effect.estimate) if result.effect else ""
        text = f"The two rates alone would give {alone} ({_around(each, result)}derived)."
        yield Warned("rates", marks, printed, text)
    else:
        by_alone: dict[str, list[str]] = {}
        for alone, printed, _, _ in given:
            by_alone.setdefault(alone, []).append(printed)
        said = ", ".join(f"{each} for {wording.several(by_alone[each])}" for each in by_alone)
        yield Warned("rates", marks, "Rates", f"Alone they would give {said} (derived).")


def _around(found: Observed, result: Result) -> str:
    """The interval of the ratio that rates imply: narrowest 95% CI 0.76–1.36, before more."""
    values = found.values
    if "implied_ci_low" not in values:
        return ""
    low, high = (float(str(values[f"implied_ci_{end}"])) for end in ("low", "high"))
    if result.inverted_from:
        low, high = 1 / high, 1 / low
    narrowest = "narrowest " if values["implied_ci_is_narrowest"] else ""
    return f"{narrowest}{float(str(values['implied_ci_level'])):g}% CI {low:.2f}–{high:.2f}; "


def whose(study: Study, result: Result, among: Iterable[Result]) -> str:
    """Which of equal ratios is meant, where there are several: (DFS, all)."""
    ratios = [each.effect.estimate for each in among if each.effect]
    if not result.effect or ratios.count(result.effect.estimate) < 2:
        return ""
    patients = wording.population(study, result).removesuffix(" patients")
    return f" ({study.endpoint(result.endpoint).label}, {patients})"


def few_events(study: Study, by_id: Mapping[str, Result], found: _Found) -> Iterator[Warned]:
    """How few events there can be in the smaller group, the first thing to know of its ratio."""
    for each in found:
        result = by_id.get(each.results[0])
        most = each.values.get("events_at_most") or {}
        if not result or not result.effect or not each.values.get("few_events") or not most:
            continue
        arm = min(result.arms, key=lambda arm: most.get(arm.strategy, math.inf))
        size, _ = wording.size(study, result, arm)
        time = arm.time
        at = f"by {wording.duration(time)} " if time else ""
        group = wording.count(size) if size is not None else "its group"
        text = f"Events in {group}, derived: {at}at most {most[arm.strategy]} (rate)"
        least = each.values.get("events_at_least_each")
        if each.values.get("later_events_needed"):
            text += ", too few for its interval: later events count, or its SE is another"
        elif least is not None:
            text += f", ever at least {least} (model SE)"
        lead = wording.figure(result.effect.estimate)
        here = f"the {wording.count(size)}" if size is not None else "its group"
        brief = f"{at}at most {most[arm.strategy]} events in {here} (derived)"
        yield Warned("events", (places.of_result(study, result),), lead, f"{text}.", brief=brief)


def _otherwise(study: Study, by_id: Mapping[str, Result], found: _Found) -> Iterator[Warned]:
    from altto_cli.appraise import MEANINGS

    meaning = MEANINGS.get(found[0].rule)
    shown = [result for each in found for id in each.results[:1] if (result := by_id.get(id))]
    if not meaning or not shown:
        return
    marks = tuple(places.of_result(study, result) for result in shown)
    lead = outcomes.lead(shown[0])
    see = TYPED.command(f"appraise {shown[0].endpoint}", study=study)
    yield Warned(found[0].rule, marks, lead, f"{wording.upper_first(meaning.remark)}: {see}.")


_SAYS: Mapping[str, _Says] = {"implied-ratio": _rates_alone, "events-behind": few_events}
