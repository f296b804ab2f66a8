"""What is said of printed intervals: their centres, their P, a limit printed as 1."""

from collections.abc import Iterator, Mapping, Sequence

from altto_cli import wording
from altto_cli.appraise import Finding
from altto_cli.appraise.figures import p_text, printed_ratio
from altto_cli.appraise.pvalues import not_judged
from altto_cli.model import Effect, Result, Study
from altto_cli.stats.rounding import Verdict, log_symmetry
from altto_cli.view.about import Found, figure, result_of
from altto_cli.view.page import Hanging


def symmetry(study: Study, found: Found) -> Iterator[Hanging]:
    """What is central through rounding alone stands with what is central."""
    through_rounding = str(Verdict.ONLY_THROUGH_ROUNDING)
    told = [each for each in found if each.values["verdict"] != through_rounding]
    yield from (Hanging(figure(study, each), each.found or each.text) for each in told)


def p(study: Study, found: Found) -> Iterator[Hanging]:
    """The P that an interval gives, and the printed one; those that agree share a line."""
    by_reason: dict[str, list[Finding]] = {}
    for finding in found:
        effect = result_of(study, finding).effect
        if finding.severity == "note" and effect:
            near = "as near as a log-rank P may be" if finding.values["near_log_rank"] else ""
            by_reason.setdefault(not_judged(effect) or near, []).append(finding)
        elif effect:
            text = f"A Wald test of {_interval(effect)} gives {_p_given(finding)}."
            yield Hanging(wording.p_value(effect), text)
    for reason, alike in by_reason.items():
        effects = [effect for each in alike if (effect := result_of(study, each).effect)]
        tail = f"; {reason}" if reason else ""
        if len(alike) == 1:
            text = f"A Wald test of {_interval(effects[0])} gives {_p_given(alike[0])}{tail}."
            yield Hanging(wording.p_value(effects[0]), text)
        else:
            said = ", ".join(
                f"{_p_given(each)} for {wording.p_value(effect)}"
                for each, effect in zip(alike, effects, strict=True)
            )
            yield Hanging("P", f"By Wald tests {said}{tail}.")


def _interval(effect: Effect) -> str:
    return "–".join(wording.figure(x) for x in (effect.ci_low, effect.ci_high) if x is not None)


def _p_given(finding: Finding) -> str:
    """The P of the interval over rounding: 0.0002 to 0.0004."""
    ends = (p_text(float(str(finding.values[f"p_{end}"]))) for end in ("low", "high"))
    return " to ".join(dict.fromkeys(ends))


def limit(study: Study, found: Found) -> Iterator[Hanging]:
    """A limit printed as 1 may be either side of it, and leaves the source's word open."""
    silent = []
    for finding in found:
        values, word = finding.values, result_of(study, finding).significance
        lies = f"lies between {values['limit_lowest']} and {values['limit_highest']}"
        said = f"The limit {values['limit']} {lies}{_p_between(values)}"
        if word:
            text = f"{wording.upper_first(word)}. {said}: neither confirmed nor contradicted."
            yield Hanging("Its word", text)
        else:
            silent.append((figure(study, finding), said))
    if len(silent) == 1:
        yield Hanging(silent[0][0], f"{silent[0][1]}: on which side of 1 is open.")
    elif silent:
        names = wording.several(name for name, _ in silent)
        text = f"Those of {names}, printed as 1.00, may lie on either side of it."
        yield Hanging("Limits", text)


def _p_between(values: Mapping[str, object]) -> str:
    if "p_low" not in values:
        return ""
    low, high = (p_text(float(str(values[f"p_{end}"]))) for end in ("low", "high"))
    return f", Wald P between {low} and {high}"


def centres(results: Sequence[Result]) -> Iterator[Hanging]:
    """The estimates that are the centres of their intervals, some through rounding alone."""
    printed = [each for result in results if (each := printed_ratio(result.effect))]
    verdicts = {each: log_symmetry(each).verdict for each in printed}
    central = [each for each in printed if verdicts[each] is Verdict.CONSISTENT]
    rounded = [each for each in printed if verdicts[each] is Verdict.ONLY_THROUGH_ROUNDING]
    if len(central) + len(rounded) == 1:
        (one,) = (*central, *rounded)
        only = " through rounding alone" if rounded else ""
        text = f"{one.estimate} is its centre on the log scale{only}."
        yield Hanging(f"{one.low}–{one.high}", text)
    elif central or rounded:
        names = [wording.several(x.estimate for x in some) for some in (central, rounded) if some]
        alone = len(central or rounded) == 1
        said = f"{names[0]} {'is the centre of its' if alone else 'are the centres of theirs'}"
        said += " on the log scale"
        if rounded:
            said += f"{f', {names[1]}' if central else ''} through rounding alone"
        yield Hanging("Intervals", f"{said}.")
