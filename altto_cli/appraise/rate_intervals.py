"""The interval that is printed with a rate, against the rate and against its patients."""

from collections.abc import Iterator

from altto_cli import outcomes, wording
from altto_cli.appraise.figures import printed_rate, rounded
from altto_cli.appraise.finding import Finding, about
from altto_cli.appraise.observation import Value
from altto_cli.model import Arm, Result, Severity, Study
from altto_cli.stats.kaplan_meier import (
    PrintedRate,
    from_interval,
    greatest_error,
    least_error,
    unevenness,
)
from altto_cli.stats.printed import printed_figure

#: So many times as long as the other, one side of an interval is of no usual kind.
UNEVEN = 2.0


def rate_interval(study: Study, result: Result) -> Iterator[Finding]:
    """A rate lies in its interval, about in the middle on some scale, which its patients allow.

    An interval is too narrow where on each scale its standard error is below √(S(1 − S)/(n + z²)),
    which neither Greenwood's nor any usual one of a percentage is. Weighted curves may be narrower,
    and are common where nothing was randomised. Silent on width with competing risks, in a window
    that begins late, and without a size. Of 20,000 honest intervals of eight kinds none is told.
    """
    for arm in result.arms:
        printed = printed_rate(arm)
        if printed:
            yield _of_rate(study, result, arm, printed)


def _of_rate(study: Study, result: Result, arm: Arm, printed: PrintedRate) -> Finding:
    rate, low, high = (printed_figure(each) for each in printed[:3])
    patients = wording.size(study, result, arm)[0] if _is_bounded(study, result) else None
    severity: Severity = "note"
    values: dict[str, Value] = {"strategy": arm.strategy, "rate": printed.percent}
    values |= {"ci_low": printed.low, "ci_high": printed.high, "ci_level": printed.level}
    error, times, most = from_interval(printed), unevenness(printed), greatest_error(printed)
    if error:
        values |= {"se": rounded(error.widest), "scales": " ".join(error.scales)}
    least = least_error(printed.percent, patients, printed.level) if patients else None
    if least is not None:
        values |= {"se_least": rounded(least), "patients": patients or 0}
    said = "lies about in the middle of its interval"
    if rate.highest < low.lowest or rate.lowest > high.highest:
        severity, said = "conflict", "lies outside its interval, however the numbers were rounded"
    elif times is not None and times > UNEVEN:
        severity = "check"
        said = "lies near one end of its interval: on any scale one side is "
        said += f"{times:.1f} times the other"
    elif most is not None and least is not None and most < least:
        severity = "conflict" if study.is_randomised(result) else "check"
        said = f"has an interval narrower than {wording.count(patients or 0)} patients allow"
    elif times is None:
        said = "has an interval that ends at 0 or 100%, where such are cut"
    figure = f"{printed.percent}% ({printed.low}–{printed.high})"
    label = wording.arm_label(study, result, arm)
    return about(
        study,
        [result],
        "rate-interval",
        severity,
        text=f"{outcomes.name(arm, study.endpoint(result.endpoint))} with {label}, {figure}, "
        f"{said}.",
        values=values,
        is_open=times is None,
    )


def _is_bounded(study: Study, result: Result) -> bool:
    """Whether patients were counted from the start and nothing else could happen to them."""
    late = result.window is not None and result.window.from_years > 0
    return not late and not study.endpoint(result.endpoint).competing_risks
