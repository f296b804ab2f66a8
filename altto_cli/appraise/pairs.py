"""Rules over several records: sizes against totals, figures printed twice, sources that differ."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from altto_cli import wording
from altto_cli.appraise.figures import apart, short_name
from altto_cli.appraise.finding import Finding, about
from altto_cli.model import Duration, Group, Population, Result, Severity, Study

#: What a finding may say on two lines.
LONGEST = 160


def sizes(study: Study) -> Iterator[Finding]:
    """Printed sizes agree with the sum of their parts, and groups do not exceed their population.

    Groups that are parts of another group of the same population are not counted twice. Fewer
    patients in groups than in the population is a note: some may be in no group.
    """
    for group in study.groups:
        known = [study.size(part) for part in study.parts(group)]
        whole = [size for size in known if size is not None]
        if group.n is not None and whole and len(whole) == len(known) and sum(whole) != group.n:
            text = f"The parts of this group add up to {_sum(whole)}, its size is printed as "
            yield _sized(study, [group], whole, group.n, "conflict", text, ".")
    for population in study.populations:
        yield from _population(study, population)
    for result in study.results:
        yield from _more_than_group(study, result)
        yield from _events(study, result)


def _population(study: Study, population: Population) -> Iterator[Finding]:
    here = study.groups_with(f"populations/{population.id}")
    inside = {key for group in here for key in group.parts}
    groups = [group for group in here if group.key not in inside]
    known = [size for group in groups if (size := study.size(group)) is not None]
    if population.n is None or not known:
        return
    if sum(known) > population.n:
        text = f"The groups add up to {_sum(known)} patients; the population is printed as "
        yield _sized(study, groups, known, population.n, "conflict", text, ".")
    elif sum(known) < population.n and len(known) == len(groups):
        text = f"The groups add up to {_sum(known)} patients of "
        rest = f"; {wording.count(population.n - sum(known))} are in none of them."
        yield _sized(study, groups, known, population.n, "note", text, rest)


def _more_than_group(study: Study, result: Result) -> Iterator[Finding]:
    """A figure cannot rest on more patients than its group has."""
    for arm in result.arms:
        group = study.group(arm.strategy, result.population)
        total = study.size(group) if group else None
        if group and isinstance(arm.n, int) and total is not None and arm.n > total:
            yield about(
                study,
                [result],
                "sizes",
                "conflict",
                text=f"The figure is given for {wording.count(arm.n)} patients of a group of "
                f"{wording.count(total)}.",
                values={"n": arm.n, "total": total},
                groups=(group.key,),
            )


def _events(study: Study, result: Result) -> Iterator[Finding]:
    """First events are no more than patients, and those of the groups add up to the total.

    Rate ratios may count each patient's later events too.
    """
    if result.effect and result.effect.measure == "rate ratio":
        return
    for arm in result.arms:
        patients, _ = wording.size(study, result, arm)
        if arm.events is not None and patients is not None and arm.events > patients:
            yield _counted(study, result, [arm.events], patients, "patients")
    each = [arm.events for arm in result.arms]
    known = [events for events in each if events is not None]
    whole = bool(known) and len(known) == len(each)
    if whole and result.events is not None and sum(known) != result.events:
        yield _counted(study, result, known, result.events, "events in all")


def _counted(
    study: Study, result: Result, events: Sequence[int], total: int, of_what: str
) -> Finding:
    return about(
        study,
        [result],
        "sizes",
        "conflict",
        text=f"{_sum(events)} events against {wording.count(total)} {of_what}.",
        values={"events": sum(events), "total": total},
    )


def _sized(
    study: Study,
    groups: Sequence[Group],
    known: Sequence[int],
    total: int,
    severity: Severity,
    text: str,
    rest: str,
) -> Finding:
    keys = tuple(group.key for group in groups)
    results = study.results_with(*(f"groups/{key}" for key in keys))
    return about(
        study,
        results,
        "sizes",
        severity,
        text=f"{text}{wording.count(total)}{rest}",
        values={"sum": sum(known), "total": total},
        groups=keys,
    )


def _sum(known: Sequence[int]) -> str:
    return wording.count(sum(known))


def same_ratio(study: Study) -> Iterator[Finding]:
    """The same estimate with the same interval, as printed, stands for two different contrasts.

    With two decimals coincidence is not rare: k ratios have k(k − 1)/2 pairs, which are counted,
    while the chance of one hangs on too much to be given.
    """
    by_figures: dict[object, list[Result]] = {}
    for result in study.results:
        effect = result.effect
        if effect and effect.ci_low is not None and effect.ci_high is not None:
            figures = (wording.effect(effect), effect.measure)
            by_figures.setdefault(figures, []).append(result)
    printed = sum(map(len, by_figures.values()))
    for alike in by_figures.values():
        if len({_contrast(result) for result in alike}) > 1:
            yield _printed_twice(study, alike, printed)


def _printed_twice(study: Study, alike: Sequence[Result], printed: int) -> Finding:
    pairs = printed * (printed - 1) // 2
    said = wording.effect(alike[0].effect) if alike[0].effect else ""
    names = wording.several(dict.fromkeys(short_name(study, each) for each in alike))
    among = f"; {wording.count(printed)} ratios make {wording.count(pairs)} pairs"
    among = "." if pairs == 1 else f"{among}."
    text = f"{said} is printed for {names}{among}"
    if len(text) > LONGEST:
        text = f"{said} is printed for {len(alike)} different results{among}"
    return about(
        study,
        alike,
        "same-ratio",
        "check",
        text=text,
        values={"ratio": said, "times": len(alike), "ratios": printed, "pairs": pairs},
    )


def two_sources(study: Study) -> Iterator[Finding]:
    """Two sources print figures of one contrast that no rounding makes the same.

    A note where what they state explains it: another median follow-up, time of the rates, analysis
    set, adjustment, or that one replaces the other.
    """
    by_contrast: dict[object, list[Result]] = {}
    for result in study.results:
        if not result.statement:
            by_contrast.setdefault(_contrast(result), []).append(result)
    for alike in by_contrast.values():
        for one, other in combinations(alike, 2):
            if one.source != other.source and _differ(one, other):
                yield _two_values(study, one, other)


def _two_values(study: Study, one: Result, other: Result) -> Finding:
    differences = list(_stated_differences(study, one, other))
    first, second = _figures(one), _figures(other)
    text = f"Two sources print {first} and {second} for one comparison"
    return about(
        study,
        [one, other],
        "two-sources",
        "note" if differences else "conflict",
        text=f"{'; '.join([text, *differences])}.",
        values={one.source: first, other.source: second}
        | ({"explained_by": "; ".join(differences)} if differences else {}),
    )


def _figures(result: Result) -> str:
    if result.effect:
        return wording.effect(result.effect)
    rates = (wording.rate(arm) for arm in result.arms)
    return " v ".join(wording.figure(rate) for rate in rates if rate is not None) + "%"


def _differ(one: Result, other: Result) -> bool:
    """Whether a figure that both print cannot be the same under any rounding."""
    pairs: list[tuple[Decimal | None, Decimal | None]] = []
    first, second = one.effect, other.effect
    if first and second and first.measure == second.measure:
        pairs.append((first.estimate, second.estimate))
        if first.ci_level == second.ci_level:
            pairs += [(first.ci_low, second.ci_low), (first.ci_high, second.ci_high)]
    for mine, theirs in zip(one.arms, other.arms, strict=False):
        if mine.time == theirs.time:
            pairs.append((mine.event_free_percent, theirs.event_free_percent))
            pairs.append((mine.event_percent, theirs.event_percent))
    return any(a is not None and b is not None and apart(a, b) for a, b in pairs)


def _stated_differences(study: Study, one: Result, other: Result) -> Iterable[str]:
    first, second = study.followed(one), study.followed(other)
    if first and second and first != second:
        yield f"median follow-up {_durations(first, second)}"
    mine, theirs = (rated.time if (rated := wording.rated(each)) else None for each in (one, other))
    if mine and theirs and mine != theirs:
        yield f"rates at {_durations(mine, theirs)}"
    if one.analysis_set != other.analysis_set:
        yield "different analysis sets"
    adjusted = {each.effect.adjusted for each in (one, other) if each.effect}
    if adjusted == {True, False}:
        yield "one adjusted, one not"
    elif len(adjusted) > 1:
        yield "whether both are adjusted not reported"
    replaced = {study.source(one.source).superseded_by, study.source(other.source).superseded_by}
    if replaced & {one.source, other.source}:
        yield "one replaces the other"


def _durations(first: Duration, second: Duration) -> str:
    """6.9 and 4.5 years; 9.2 years and 64 months."""
    if first.unit == second.unit:
        return f"{wording.figure(first.value)} and {wording.duration(second)}"
    return f"{wording.duration(first)} and {wording.duration(second)}"


def _contrast(result: Result) -> object:
    """What is compared, whoever reports it."""
    return (*result.question, tuple(arm.strategy for arm in result.arms))
