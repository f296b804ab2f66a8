"""How figures are said: in the digits of the source, what is absent in words or as a dash."""

from collections.abc import Iterable
from decimal import Decimal

from altto_cli.model import (
    Arm,
    Difference,
    Duration,
    Effect,
    PValue,
    Result,
    Source,
    Study,
)
from altto_cli.styles import HOUSE, Style

NOT_REPORTED = "not reported"
DASH = "—"
VERSUS = " v "


def figure(value: Decimal) -> str:
    """The figure as printed: 1.00 stays 1.00."""
    return format(value, "f")


def count(value: int, style: Style = HOUSE) -> str:
    """A number of patients or events: 1,015."""
    return style.number(value)


def few(number: int) -> str:
    """A small number as a word: three; others in digits."""
    return {2: "two", 3: "three", 4: "four"}.get(number, str(number))


def percent(value: Decimal, style: Style = HOUSE) -> str:
    """A percentage as printed: 90.0%."""
    return style.percent(value)


def effect(said: Effect) -> str:
    """The ratio in the house form: 0.44 (95% CI 0.23–0.85), or 1.23 (CI not reported)."""
    return HOUSE.estimate(said)


def ratio(said: Effect, level: str | None = None, *, briefly: bool = False) -> str:
    """The ratio where a header says the level: 0.44 (0.23–0.85); in the house form otherwise.

    `briefly` says another level than that of the header without "CI": 0.68 (99% 0.55–0.85).
    """
    if said.ci_low is None or said.ci_high is None or said.ci_level is None:
        return effect(said)
    limits = f"{figure(said.ci_low)}–{figure(said.ci_high)}"
    if level == figure(said.ci_level):
        return f"{figure(said.estimate)} ({limits})"
    return (
        f"{figure(said.estimate)} ({figure(said.ci_level)}% {limits})" if briefly else effect(said)
    )


def ends_at_one(said: Effect) -> bool:
    """Whether a limit is printed as exactly 1, so that rounding hides on which side it lies."""
    return 1 in (said.ci_low, said.ci_high)


def difference(said: Difference, unit: str | None) -> str:
    """The difference with its unit: 5.1 percentage points (CI not reported); a minus is "−"."""
    return HOUSE.estimate(said, unit)


def at(said: Difference) -> str:
    """The time to which the difference belongs: " at 5 years", or nothing."""
    return f" at {duration(said.time)}" if said.time else ""


def differs(study: Study, result: Result, style: Style = HOUSE) -> str:
    """The difference that is printed of the result, with what it is and when; or nothing."""
    if result.difference is None:
        return ""
    return style.measured(result.difference, study.unit(result), at(result.difference))


def signed(value: Decimal) -> str:
    """A figure that may be below 0, with a minus sign: −2.1."""
    return HOUSE.figure(value)


def measure(said: Effect | Difference) -> str:
    """The name of the measure: adjusted HR, HR, rate ratio, mean difference."""
    return HOUSE.measure(said)


def p_value(said: Effect | Difference | PValue) -> str:
    """The P value as printed, with its label and kind: P < 0.001, log-rank P = .02."""
    return HOUSE.p_value(said)


def duration(said: Duration) -> str:
    """A time as printed: 9.9 years, 106.4 months."""
    return f"1 {said.unit[:-1]}" if said.value == 1 else f"{figure(said.value)} {said.unit}"


def rate(arm: Arm) -> Decimal | None:
    """The arm's percentage: without the event, or else with it."""
    return arm.event_percent if arm.event_free_percent is None else arm.event_free_percent


def size(study: Study, result: Result, arm: Arm) -> tuple[int | None, str | None]:
    """The number of patients behind the arm's figure, and its status."""
    if arm.n == "not reported":
        return None, None
    if isinstance(arm.n, int):
        return arm.n, "reported"
    group = study.group(arm.strategy, result.population)
    known = study.size(group) if group else None
    if group is None or known is None:
        return None, None
    return known, "reported" if group.n is not None else "derived"


def arm_label(study: Study, result: Result, arm: Arm) -> str:
    """What the group is called in its population: SERM alone."""
    group = study.group(arm.strategy, result.population)
    return group.label if group else study.strategy(arm.strategy).label


def arm_in_full(study: Study, result: Result, arm: Arm, style: Style = HOUSE) -> str:
    """The group with its other name and size: OFS + AI (elsewhere AI ± OFS; n 118)."""
    group = study.group(arm.strategy, result.population)
    number, status = size(study, result, arm)
    said = [f"elsewhere {group.elsewhere}"] if group and group.elsewhere else []
    derived = ", derived" if status == "derived" else ""
    if number is not None:
        said.append(f"n {count(number, style)}{derived}")
    elif not patients(study, result):
        said.append(f"n {NOT_REPORTED}")
    label = lower_first(arm_label(study, result, arm))
    return f"{label} ({'; '.join(said)})" if said else label


def comparison(study: Study, result: Result) -> str:
    """Who is compared with whom: Letrozole v tamoxifen; OFS + AI v SERM alone."""
    between = VERSUS if result.treatment and result.reference else ", "
    labels = [arm_label(study, result, arm) for arm in result.arms]
    return between.join([*labels[:1], *map(lower_first, labels[1:])])


def name(study: Study, result: Result) -> str:
    """The result in a phrase: DFS, premenopausal, OFS + AI v SERM alone."""
    said = [study.endpoint(result.endpoint).label, population(study, result)]
    if result.window:
        said.append(result.window.text)
    if result.subgroup:
        said.append(f"by {lower_first(result.subgroup)}")
    said.append(comparison(study, result))
    return ", ".join(filter(None, said))


def population(study: Study, result: Result) -> str:
    """Who was looked at: premenopausal; HER2-positive against HER2-negative."""
    said = lower_first(study.population(result.population).label)
    if result.versus_population:
        said += f" against {lower_first(study.population(result.versus_population).label)}"
    return said


def patients(study: Study, result: Result, style: Style = HOUSE) -> str:
    """The size of the population where that of its groups is not known: (n 506 in all)."""
    whole = in_all(study, result)
    known = any(size(study, result, arm)[0] is not None for arm in result.arms)
    return f" (n {count(whole, style)} in all)" if whole is not None and not known else ""


def in_all(study: Study, result: Result) -> int | None:
    """The size of the population, where it stands behind the figure: not beside an interaction."""
    asked = all(arm.n != NOT_REPORTED for arm in result.arms)
    return study.population(result.population).n if asked and not result.versus_population else None


def lower_first(text: str) -> str:
    """The text as it stands inside a sentence: abbreviations keep their capitals."""
    first = text.split(" ")[0]
    is_name = len(first) == 1 or first[1:] != first[1:].lower()
    return text if is_name else text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """The text as it stands at the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def several(words: Iterable[str]) -> str:
    """A list in a sentence: A, B and C."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def design(randomised: bool, exploratory: bool | None) -> str:
    """The two words that stand with every figure: non-randomised, exploratory."""
    kind = "randomised" if randomised else "non-randomised"
    return f"{kind}, exploratory" if exploratory else kind


def events(study: Study, result: Result, style: Style = HOUSE) -> str:
    """The event counts, or that they are not reported."""
    each = [arm.events for arm in result.arms]
    if each and None not in each:
        return f"events {' v '.join(count(number, style) for number in each if number is not None)}"
    if result.events is not None:
        return f"{count(result.events, style)} events"
    return f"event counts {NOT_REPORTED}"


def standing(source: Source) -> str:
    """The source as a sentence names it, with its standing."""
    reviewed = "peer reviewed" if source.peer_reviewed else "not peer reviewed"
    return f"{source.short}, {reviewed}"


def rated(result: Result) -> Arm | None:
    """The first group with a percentage; it says what the percentages of the result are."""
    return next((arm for arm in result.arms if rate(arm) is not None), None)


def is_rated_at_a_time(result: Result) -> bool:
    """Whether its percentages belong to a time: others give no difference per 1,000 patients."""
    arm = rated(result)
    return bool(arm and arm.time)


def estimates(study: Study, result: Result, style: Style = HOUSE) -> Iterable[str]:
    """Ratio and difference with interval, P and what that is read with; or that there is none."""
    if result.difference:
        yield differs(study, result, style)
    yield from (
        style.p_value(each) for each in (result.difference, result.p_value) if each and each.p
    )
    if result.effect is None:
        yield from [] if result.difference or result.p_value else [f"ratio {NOT_REPORTED}"]
        return
    yield style.measured(result.effect, of_two=result.is_ratio_of_two)
    if result.effect.p:
        yield style.p_value(result.effect)
    if result.effect.p_threshold:
        yield f"threshold {style.probability(result.effect.p_threshold)}"
    if result.effect.margin:
        yield f"non-inferiority margin {style.figure(result.effect.margin)}"
