"""Two ratios of one contrast in disjoint patients, or windows, set against each other."""

import math
from collections.abc import Iterator

from altto_cli import wording
from altto_cli.appraise import alike
from altto_cli.appraise.figures import p_band, p_span, printed_ratio, rounded
from altto_cli.appraise.finding import Finding, about
from altto_cli.appraise.observation import Value
from altto_cli.appraise.pvalues import z_distance
from altto_cli.model import Result, Severity, Study
from altto_cli.stats import combining
from altto_cli.stats.printed import PrintedRatio
from altto_cli.stats.rounding import wald_se_range

#: The level of a computed interval.
LEVEL = 95.0
#: Standard errors beyond rounding within which an interaction of one joint model lies from that of
#: two separate ones: 0.25 in the furthest of 300 simulated trials without covariates. With
#: covariates that matter moderately, exp(0.5) a standard deviation, and only in the joint model,
#: 0.9 in 99 of 100. Beyond rounding alone, up to 30 honest ones of 100 would be told without
#: covariates, and 80 with them.
NEAR_UNADJUSTED, NEAR = 0.3, 1.0
#: The same of its standard error, as a factor; 1.02 in the furthest of these trials.
NEAR_WIDTH = 1.05


def interaction(study: Study) -> Iterator[Finding]:
    """Two ratios of one contrast in disjoint patients, or windows, set against each other.

    One source, endpoint and measure. Patients are disjoint where the source prints an interaction
    of the two populations, or where these differ in menopausal or HER2 status. A later window holds
    survivors only. Where the two compare other strategies no test is made, and that is said.
    A printed interaction is a check where it lies further from the two than that of a joint model
    may: of 10,000 honest ones of the two Wald ratios none, of joint models without covariates none
    of 300, with covariates that matter moderately 1 in 100, strongly (a factor of e a standard
    deviation) 13 in 100 where they are in the joint model alone.
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
    is_open = False
    beside = _interaction_as_printed(printed)
    if printed and beside:
        apart = _apart(printed, first, second, found)
        is_open = 0 < apart <= _near(printed, one)
        severity = "check" if apart and not is_open else "note"
        values |= {"printed": beside, "agrees": not apart, "near": is_open}
        said_of_it = "which differs" if apart else "which agrees"
        if is_open:
            said_of_it = "as near as that of a joint model may be"
        text += f"; printed is {beside}, {said_of_it}"
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
        values=values,
        compared=bool(beside),
        is_open=is_open,
    )


def _interaction_as_printed(printed: Result | None) -> str:
    """The ratio of ratios, or else the P of the interaction; empty where neither is printed."""
    if printed and printed.effect:
        return wording.effect(printed.effect)
    p = printed and printed.p_value
    return wording.p_value(p) if p and p.p_kind == "interaction" else ""


def _apart(
    printed: Result, first: PrintedRatio, second: PrintedRatio, found: combining.Interaction
) -> float:
    """How far a printed interaction lies from that of the two ratios beyond rounding.

    In standard errors of the interaction; infinite where its interval has another width.
    """
    gaps = [0.0]
    figure = printed_ratio(printed.effect)
    if figure and figure.lowest.estimate:
        low = first.lowest.estimate / second.highest.estimate
        high = first.highest.estimate / second.lowest.estimate
        gaps += [math.log(figure.lowest.estimate / high), math.log(low / figure.highest.estimate)]
    gaps = [gap / found.standard_error for gap in gaps]
    width, expected = wald_se_range(figure) if figure else None, found.standard_error_range
    if width and not expected.low / NEAR_WIDTH <= width.high:
        gaps.append(math.inf)
    if width and not width.low <= expected.high * NEAR_WIDTH:
        gaps.append(math.inf)
    given = printed.effect or printed.p_value
    band = p_band(given.p) if given and given.p and given.p_kind == "interaction" else None
    if band:
        gaps.append(z_distance(band, found.p_range))
    return max(gaps)


def _near(printed: Result, one: Result) -> float:
    """How far apart the two may lie without any fault: not at all if they are of log-rank tests."""
    if one.effect and one.effect.measure == "rate ratio":
        return 0.0
    adjusted = [each.effect.adjusted if each.effect else None for each in (printed, one)]
    return NEAR_UNADJUSTED if adjusted == [False, False] else NEAR


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
        values={"first": one.id, "second": other.id, "by": "populations", "testable": False},
        compared=False,
    )


def _told_apart_by(study: Study, one: Result, other: Result) -> str:
    """What tells the patients of one from those of the other."""
    first, second = study.population(one.population), study.population(other.population)
    if first.menopause != second.menopause:
        return "menopausal status"
    return "HER2 status" if first.her2 != second.her2 else "population"
