"""Rules over ratios of parts: whether two differ, and whether they make up the whole."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from altto_cli import wording
from altto_cli.appraise.figures import p_band, p_span, printed_ratio, rounded
from altto_cli.appraise.finding import Finding, about
from altto_cli.appraise.observation import Value
from altto_cli.model import Effect, Result, Severity, Study, Window
from altto_cli.stats import combining
from altto_cli.stats.intervals import se_from_ci
from altto_cli.stats.printed import PrintedRatio

#: The level of a computed interval.
LEVEL = 95.0


def interaction(study: Study) -> Iterator[Finding]:
    """Two ratios of one contrast in disjoint patients, or windows, set against each other.

    One source, endpoint and measure. Patients are disjoint where the source prints an interaction
    of the two populations, or where these differ in menopausal or HER2 status. A later window holds
    survivors only. Where the two compare other strategies no test is made, and that is said.
    """
    for one, other in combinations(study.results, 2):
        if _like(one) is None or _like(one) != _like(other):
            continue
        windows = _windows_apart(one.window, other.window)
        if windows and one.population == other.population and _contrast(one) == _contrast(other):
            yield from _interaction(study, one, other, None)
        elif one.window == other.window and _disjoint(study, one, other):
            if _contrast(one) == _contrast(other):
                first, second, printed = _as_printed(study, one, other)
                yield from _interaction(study, first, second, printed)
            elif _treated_alike(study, one, other):
                yield _untestable(study, one, other)


def _like(result: Result) -> object:
    """What two ratios must share to be set against each other; None where there is no ratio."""
    effect = result.effect
    if not effect or not result.treatment or not result.reference or result.versus_population:
        return None
    return result.endpoint, result.source, effect.measure, effect.adjusted, result.analysis_set


def _contrast(result: Result) -> tuple[str, ...]:
    return tuple(arm.strategy for arm in result.arms)


def _windows_apart(one: Window | None, other: Window | None) -> bool:
    if not one or not other:
        return False
    first, second = sorted((one, other), key=lambda window: window.from_years)
    return first.to_years <= second.from_years


def _disjoint(study: Study, one: Result, other: Result) -> bool:
    """Whether no patient can be in both populations."""
    if _printed_interaction(study, one, other):
        return True
    first, second = study.population(one.population), study.population(other.population)
    status = {first.menopause, second.menopause}
    apart = len(status) == 2 and status.isdisjoint({None, "overall"})
    return apart or {first.her2, second.her2} == {"positive", "negative"}


def _printed_interaction(study: Study, one: Result, other: Result) -> Result | None:
    """The interaction that the source prints of two results, whichever comes first in it."""
    for result in study.results:
        populations = {result.population, result.versus_population}
        if result.versus_population and populations == {one.population, other.population}:
            alike = result.endpoint == one.endpoint and result.source == one.source
            if alike and _contrast(result) == _contrast(one) and result.window == one.window:
                return result
    return None


def _as_printed(study: Study, one: Result, other: Result) -> tuple[Result, Result, Result | None]:
    """The two in the order in which their interaction is printed, and it."""
    printed = _printed_interaction(study, one, other)
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
    said += f", P {p_span(found.p_range)}"
    text = f"{first.estimate} against {second.estimate}: ratio {said}"
    severity: Severity = "note"
    beside = "no interaction printed"
    if printed and printed.effect:
        agrees = _agrees(printed.effect, first, second, found)
        severity = "note" if agrees else "check"
        beside = wording.effect(printed.effect)
        values |= {"printed": beside, "agrees": agrees}
        text += f"; printed is {beside}, which {'agrees' if agrees else 'differs'}"
    elif values["by"] == "windows":
        text += "; a later window holds survivors only"
    tied = [one, other, *([printed] if printed else [])]
    yield about(
        study,
        tied,
        "interaction",
        severity,
        text=f"{text}.",
        computed=said,
        printed=beside,
        values=values,
        compared=printed is not None,
    )


def _agrees(
    printed: Effect, first: PrintedRatio, second: PrintedRatio, found: combining.Interaction
) -> bool:
    """Whether a printed interaction lies in what the two ratios give over rounding."""
    low = first.lowest.estimate / second.highest.estimate
    high = first.highest.estimate / second.lowest.estimate
    figure = printed_ratio(printed)
    if figure and (figure.highest.estimate < low or figure.lowest.estimate > high):
        return False
    band = p_band(printed.p) if printed.p and printed.p_kind == "interaction" else None
    return not band or (band.low <= found.p_range.high and found.p_range.low <= band.high)


def _treated_alike(study: Study, one: Result, other: Result) -> bool:
    """Whether one compares a strategy that includes the other's, so that a reader might test it."""
    (first, reference), (second, other_reference) = _contrast(one), _contrast(other)
    includes = {*study.strategy(first).includes, *study.strategy(second).includes}
    return reference == other_reference and bool(includes & {first, second})


def _untestable(study: Study, one: Result, other: Result) -> Finding:
    each = " and ".join(wording.comparison(study, result) for result in (one, other))
    return about(
        study,
        [one, other],
        "interaction",
        "note",
        text=f"No test of whether the two populations differ: they compare {each}.",
        computed="not tested",
        printed="other strategies",
        values={"first": one.id, "second": other.id, "by": "populations", "testable": False},
        compared=False,
    )


def additivity(study: Study) -> Iterator[Finding]:
    """Ratios of parts, put together by their information, against that of the whole.

    Windows or disjoint populations of one contrast from one source, randomised. Rate ratios, which
    are exp((O − E)/V), add exactly, Cox ratios nearly; windows seldom cover the whole follow-up,
    and then it is a note. Never a part by subtraction.
    """
    for whole in study.results:
        if _like(whole) is None or whole.window or not study.is_randomised(whole):
            continue
        asked = _like(whole), _contrast(whole)
        alike = [each for each in study.results if (_like(each), _contrast(each)) == asked]
        same = [each for each in alike if each is not whole]
        windows = [each for each in same if each.window and each.population == whole.population]
        populations = [
            each for each in same if not each.window and each.population != whole.population
        ]
        if _all_apart([each.window for each in windows]):
            yield from _added(study, whole, windows, "windows", covers=False)
        if all(_disjoint(study, *pair) for pair in combinations(populations, 2)):
            covers = _covers(study, whole, populations)
            yield from _added(study, whole, populations, "populations", covers=covers)


def _all_apart(windows: Sequence[Window | None]) -> bool:
    return all(_windows_apart(*pair) for pair in combinations(windows, 2))


def _covers(study: Study, whole: Result, parts: Sequence[Result]) -> bool:
    """Whether the sizes of the parts add up to that of the whole."""
    sizes = [study.population(each.population).n for each in parts]
    known = [size for size in sizes if size is not None]
    total = study.population(whole.population).n
    return total is not None and len(known) == len(sizes) and sum(known) == total


def _added(
    study: Study, whole: Result, parts: Sequence[Result], by: str, *, covers: bool
) -> Iterator[Finding]:
    ratios = [ratio for part in parts if (ratio := printed_ratio(part.effect))]
    printed = printed_ratio(whole.effect)
    found = combining.combined(ratios, LEVEL) if len(ratios) == len(parts) else None
    against = combining.against_whole(found, printed) if found and printed else None
    if not whole.effect or not printed or not found or not against:
        return
    exact = whole.effect.measure == "rate ratio"
    differs = not against.ratio_meets and (exact or abs(against.gap) > 1)
    low, high = found.ratio_range
    said = f"{found.ratio.estimate:.3f} ({low:.3f}–{high:.3f} over rounding)"
    missing = "" if covers else "; the parts do not cover it all"
    meets = "meets" if against.ratio_meets else "differs from"
    yield about(
        study,
        [whole, *parts],
        "additivity",
        "check" if covers and differs else "note",
        text=f"The {len(parts)} {by} together give {said}, which {meets} {printed.estimate} of the "
        f"whole{missing}.",
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
            "covers": covers,
        },
    )


def _information(ratio: PrintedRatio) -> float:
    return 1 / se_from_ci(ratio.values) ** 2
