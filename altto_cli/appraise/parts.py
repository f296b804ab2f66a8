"""Rules over ratios of parts: whether two differ, and whether they make up the whole."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from altto_cli import wording
from altto_cli.appraise import alike
from altto_cli.appraise.figures import meet, p_band, p_span, printed_ratio, rounded
from altto_cli.appraise.finding import Finding, about
from altto_cli.appraise.observation import Value
from altto_cli.model import Result, Severity, Study
from altto_cli.stats import combining
from altto_cli.stats.intervals import se_from_ci
from altto_cli.stats.printed import PrintedRatio
from altto_cli.stats.rounding import wald_se_range

#: The level of a computed interval.
LEVEL = 95.0


def interaction(study: Study) -> Iterator[Finding]:
    """Two ratios of one contrast in disjoint patients, or windows, set against each other.

    One source, endpoint and measure. Patients are disjoint where the source prints an interaction
    of the two populations, or where these differ in menopausal or HER2 status. A later window holds
    survivors only. Where the two compare other strategies no test is made, and that is said.
    """
    for one, other in alike.pairs(study):
        same = alike.contrast(one) == alike.contrast(other)
        windows = alike.windows_apart(one.window, other.window)
        if windows and one.population == other.population and same:
            yield from _interaction(study, one, other, None)
        elif one.window == other.window and alike.are_disjoint(study, one, other):
            if same:
                first, second, printed = _as_printed(study, one, other)
                yield from _interaction(study, first, second, printed)
            elif _treated_alike(study, one, other):
                yield _untestable(study, one, other)


def _as_printed(study: Study, one: Result, other: Result) -> tuple[Result, Result, Result | None]:
    """The two in the order in which their interaction is printed, and it."""
    printed = alike.printed_interaction(study, one, other)
    if printed and printed.population == other.population:
        return other, one, printed
    return one, other, printed


def _interaction(
    study: Study, one: Result, other: Result, printed: Result | None
) -> Iterator[Finding]:
    first, second = printed_ratio(one.effect), printed_ratio(other.effect)
    found = first and second and combining.interaction(first, second, LEVEL)
    if not first or not second or not found:
        return
    ratio = found.ratio
    values: dict[str, Value] = {
        "first": one.id,
        "second": other.id,
        "ratio": rounded(ratio.estimate),
        "ci_low": rounded(ratio.low),
        "ci_high": rounded(ratio.high),
        "ci_level": LEVEL,
        "p_low": rounded(found.p_range.low),
        "p_high": rounded(found.p_range.high),
        "by": "windows" if one.population == other.population else "populations",
    }
    said = f"{ratio.estimate:.2f} ({LEVEL:g}% CI {ratio.low:.2f}–{ratio.high:.2f})"
    said += f", Wald P {p_span(found.p_range)}"
    text = f"{first.estimate} against {second.estimate}: ratio {said}"
    severity: Severity = "note"
    beside = _interaction_as_printed(printed)
    if printed and beside:
        agrees = _agrees(printed, first, second, found)
        severity = "note" if agrees else "check"
        values |= {"printed": beside, "agrees": agrees}
        text += f"; printed is {beside}, which {'agrees' if agrees else 'differs'}"
    elif values["by"] == "windows":
        text += "; the later window holds only those without the event before it"
    else:
        text += "; no interaction is printed"
    tied = [one, other, *([printed] if printed else [])]
    yield about(
        study,
        tied,
        "interaction",
        severity,
        text=f"{text}.",
        computed=said,
        printed=beside or "no interaction printed",
        values=values,
        compared=bool(beside),
    )


def _interaction_as_printed(printed: Result | None) -> str:
    """The ratio of ratios, or else the P of the interaction; empty where neither is printed."""
    if printed and printed.effect:
        return wording.effect(printed.effect)
    p = printed and printed.p_value
    return wording.p_value(p) if p and p.p_kind == "interaction" else ""


def _agrees(
    printed: Result, first: PrintedRatio, second: PrintedRatio, found: combining.Interaction
) -> bool:
    """Whether a printed interaction, with its interval, lies in what the two ratios give."""
    low = first.lowest.estimate / second.highest.estimate
    high = first.highest.estimate / second.lowest.estimate
    figure = printed_ratio(printed.effect)
    if figure and (figure.highest.estimate < low or figure.lowest.estimate > high):
        return False
    width = wald_se_range(figure) if figure else None
    if width and not meet(width, found.standard_error_range):
        return False
    given = printed.effect or printed.p_value
    band = p_band(given.p) if given and given.p and given.p_kind == "interaction" else None
    return not band or (band.low <= found.p_range.high and found.p_range.low <= band.high)


def _treated_alike(study: Study, one: Result, other: Result) -> bool:
    """Whether one compares a strategy that includes the other's, so that a reader might test it."""
    (first, reference), (second, other_reference) = alike.contrast(one), alike.contrast(other)
    includes = {*study.strategy(first).includes, *study.strategy(second).includes}
    return reference == other_reference and bool(includes & {first, second})


def _untestable(study: Study, one: Result, other: Result) -> Finding:
    each = " and ".join(wording.comparison(study, result) for result in (one, other))
    return about(
        study,
        [one, other],
        "interaction",
        "note",
        text=f"No test by {_told_apart_by(study, one, other)}: they compare {each}.",
        computed="not tested",
        printed="other strategies",
        values={"first": one.id, "second": other.id, "by": "populations", "testable": False},
        compared=False,
    )


def _told_apart_by(study: Study, one: Result, other: Result) -> str:
    """What tells the patients of one from those of the other."""
    first, second = study.population(one.population), study.population(other.population)
    if first.menopause != second.menopause:
        return "menopausal status"
    return "HER2 status" if first.her2 != second.her2 else "population"


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
        computed=said,
        printed=wording.effect(whole.effect),
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
