"""The rule over ratios of parts: whether they make up the whole."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from altto_cli import wording
from altto_cli.appraise import alike
from altto_cli.appraise.figures import printed_ratio, rounded
from altto_cli.appraise.finding import Finding, about
from altto_cli.model import Result, Study
from altto_cli.stats import combining
from altto_cli.stats.intervals import se_from_ci
from altto_cli.stats.printed import PrintedRatio

#: The level of a computed interval.
LEVEL = 95.0


def additivity(study: Study) -> Iterator[Finding]:
    """Ratios of parts, put together by their information, against that of the whole.

    Windows, disjoint populations or causes of one contrast from one source, randomised. Rate
    ratios, which are exp((O − E)/V), add exactly, Cox ratios nearly. Where the parts are not known
    to cover the whole, as windows seldom do, nothing is settled about the ratio; but V adds too, so
    that parts of a rate ratio never hold more of it than the whole. Never a part by subtraction.
    """
    near: dict[object, list[Result]] = {}
    for result in study.results:
        near.setdefault((_compared(result), result.endpoint), []).append(result)
    for whole in study.results:
        if alike.like(whole) is None or whole.window or not study.is_randomised(whole):
            continue
        endpoints = (whole.endpoint, *study.endpoint(whole.endpoint).causes)
        same = {id: near.get((_compared(whole), id), []) for id in endpoints}
        for by, parts in _divisions(study, whole, same).items():
            yield from _added(study, whole, parts, by)


def _divisions(
    study: Study, whole: Result, same: Mapping[str, Sequence[Result]]
) -> dict[str, list[Result]]:
    """The parts of a result, among those that compare the same, that overlap nowhere.

    `same`: those of its endpoint and of each of the causes of it.
    """
    of_endpoint = [each for each in same[whole.endpoint] if each is not whole]
    windows = [x for x in of_endpoint if x.window and x.population == whole.population]
    people = [x for x in of_endpoint if not x.window and x.population != whole.population]
    causes = study.endpoint(whole.endpoint).causes
    by_cause = [
        each
        for cause in dict.fromkeys(causes)
        for each in same[cause]
        if each is not whole and each.population == whole.population and not each.window
    ]
    found = {}
    years = [each.window for each in windows]
    if all(alike.windows_apart(*pair) for pair in combinations(years, 2)):
        found["windows"] = windows
    if all(alike.are_disjoint(study, *pair) for pair in combinations(people, 2)):
        found["populations"] = people
    if sorted(each.endpoint for each in by_cause) == sorted(causes):
        found["causes"] = by_cause
    return found


def _compared(result: Result) -> object:
    """What two ratios compare, whatever their population, window and endpoint."""
    shared = alike.like(result)
    return shared and (shared[1:], alike.contrast(result))


def _uncovered(study: Study, whole: Result, parts: Sequence[Result], by: str) -> str:
    """What keeps the parts from being known to be the whole; empty where nothing does."""
    if by == "causes":
        return ""
    if by == "windows":
        return "later years may be missing"
    sizes = [study.population(each.population).n for each in parts]
    known = [size for size in sizes if size is not None]
    total = study.population(whole.population).n
    if total is None or len(known) < len(sizes):
        return "whether they are all of it is not known"
    if sum(known) == total:
        return ""
    return f"their {wording.count(sum(known))} patients are not its {wording.count(total)}"


def _added(study: Study, whole: Result, parts: Sequence[Result], by: str) -> Iterator[Finding]:
    ratios = [ratio for part in parts if (ratio := printed_ratio(part.effect))]
    printed = printed_ratio(whole.effect)
    found = combining.combined(ratios, LEVEL) if len(ratios) == len(parts) else None
    against = combining.against_whole(found, printed) if found and printed else None
    if not whole.effect or not printed or not found or not against:
        return
    exact = whole.effect.measure == "rate ratio"
    low, high = found.ratio_range
    said = f"{found.ratio.estimate:.3f} ({low:.3f}–{high:.3f} over rounding)"
    uncovered = _uncovered(study, whole, parts, by)
    apart = not uncovered and not against.ratio_meets and (exact or abs(against.gap) > 1)
    meets = "meets" if against.ratio_meets else "is within a standard error of"
    meets = f", which {'differs from' if apart else meets} {printed.estimate} of the whole"
    if uncovered:
        meets = f" beside {printed.estimate} of the whole; {uncovered}"
    elif by == "causes" and not apart:
        meets += "; it must, where one is the whole less the other"
    informs = _informs(against, uncovered) if exact else ""
    meets += f"; by their intervals they hold {informs} than the whole" if informs else ""
    yield about(
        study,
        [whole, *parts],
        "additivity",
        "check" if apart or informs else "note",
        text=f"The {len(parts)} {by} together give {said}{meets}.",
        values={
            "by": by,
            "combined": rounded(found.ratio.estimate),
            "combined_low": rounded(low),
            "combined_high": rounded(high),
            "whole": printed.estimate,
            "gap_se": rounded(against.gap),
            "information_parts": rounded(found.information),
            "information_whole": rounded(_information(printed)),
            "ratio_meets": against.ratio_meets,
            "information_meets": against.information_meets,
            "covers": not uncovered,
        },
        is_open=bool(uncovered) and not informs,
    )


def _informs(against: combining.AgainstWhole, uncovered: str) -> str:
    """Whether parts have more or less log-rank information, which adds, than the whole; or nothing.

    Parts that may not cover the whole have less of it, and never more.
    """
    if against.information_exceeds:
        return "more information"
    if not uncovered and not against.information_meets:
        return "less information"
    return ""


def _information(ratio: PrintedRatio) -> float:
    return 1 / se_from_ci(ratio.values) ** 2
