"""A result per 1,000 patients: its cells, and how its differences are said."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from altto_cli import wording
from altto_cli.appraise import absolute
from altto_cli.appraise.absolute import Absolute
from altto_cli.stats.absolute import per_thousand
from altto_cli.view import places
from altto_cli.view.columns import Definition
from altto_cli.view.page import REFERENCE, Cell, Part
from altto_cli.view.rates import About

Given = Mapping[str, Absolute]


def event_free(given: Given) -> Definition:
    """Of 1,000 patients of the group, those without the event."""

    def cell(row: About, _: Sequence[About]) -> Cell:
        each = given[row.result.id]
        free = each.reference if row.is_reference else each.treatment
        results = row.reference_of or (row.result,)
        arm = row.arm or row.result.arms[0]
        shows = (place for one in results for place in places.of_arm(row.study, one, arm))
        return (Part(str(round(free)), tuple(shows)),)

    return Definition(lambda rows: "Event-free", cell, align="versus")


def observed(given: Given) -> Definition:
    """The difference of the rates, with its interval or the shortest that it can have."""
    level = common_level(given)
    every = all(each.by_intervals is None for each in given.values())

    def cell(row: About, _: Sequence[About]) -> Cell:
        if row.is_reference:
            return (Part(REFERENCE),)
        each = given[row.result.id]
        text = observed_in_words(each, level, "" if every else narrowest(each))
        return (Part(text, places.of_observed(row.study, row.result)),)

    header = "Observed"
    if any(each.observed for each in given.values()):
        header += f" ({'narrowest ' if every else ''}{_interval(given)})"
    return Definition(lambda rows: header, cell, align="words")


def by_ratio(given: Given) -> Definition:
    """The difference that the ratio would make of the reference group's rate."""
    level = common_level(given)

    def header(_: Sequence[About]) -> str:
        effects = [each.result.effect for each in given.values() if each.result.effect]
        adjusted = "adjusted " if all(effect.adjusted is True for effect in effects) else ""
        return f"If {adjusted}HR held ({_interval(given)})"

    def cell(row: About, _: Sequence[About]) -> Cell:
        if row.is_reference:
            return (Part(""),)
        text = by_ratio_in_words(given[row.result.id], level)
        return (Part(text, places.of_result(row.study, row.result)),)

    has_ratio = any(each.result.effect for each in given.values())
    return Definition(header, cell, lambda rows: has_ratio, "words")


def needed(given: Given) -> Definition:
    """Numbers needed to treat."""

    def cell(row: About, _: Sequence[About]) -> Cell:
        return (Part("" if row.is_reference else absolute.nnt(given[row.result.id])),)

    return Definition(lambda rows: "Number needed to treat", cell)


def _interval(given: Given) -> str:
    level = common_level(given)
    return f"{wording.figure(level)}% CI" if level else "CI"


def common_level(given: Given) -> Decimal | None:
    """The level of all intervals, if it is one; it is said above them."""
    levels = {each.level for each in given.values()}
    return levels.pop() if len(levels) == 1 else None


def observed_in_words(each: Absolute, said_above: Decimal | None, which: str = "") -> str:
    """36 more (4 to 68 more); without the sizes of the groups 36 more alone."""
    difference = absolute.more(each.difference)
    if each.observed is None:
        return difference
    between = absolute.between(*map(round, each.observed.shown))
    return f"{difference} ({which}{_level(each, said_above)}{between})"


def narrowest(each: Absolute) -> str:
    """Before an interval of the observed difference that may be wider in truth."""
    return "narrowest " if each.shortest else ""


def by_ratio_in_words(each: Absolute, said_above: Decimal | None) -> str:
    """75 more (38 to 105 more); none; or that the ratio has no interval."""
    if each.by_ratio is None:
        return "none"
    estimate, low, high = (per_thousand(value) for value in each.by_ratio)
    if not absolute.has_interval(each.result):
        return f"{absolute.more(estimate)} (CI {wording.NOT_REPORTED})"
    between = absolute.between(low, high)
    return f"{absolute.more(estimate)} ({_level(each, said_above)}{between})"


def by_ratio_alone(each: Absolute) -> str:
    """75 more: the same without its interval."""
    return by_ratio_in_words(each, each.level).partition(" (")[0]


def _level(each: Absolute, said_above: Decimal | None) -> str:
    return "" if each.level == said_above else f"{wording.figure(each.level)}% CI "
