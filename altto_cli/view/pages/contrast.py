"""The page of two groups that were both compared with a third: derived, with three intervals."""

from collections.abc import Iterator, Sequence

from altto_cli import wording, words
from altto_cli.appraise.contrast import Contrast, Openness, Spread, contrasts
from altto_cli.model import MEASURES, Result, Study
from altto_cli.query import Asked, pairs
from altto_cli.view import answer, notes, standing
from altto_cli.view.columns import GROUP, RATE, RATIO, Definition, N, made
from altto_cli.view.computed import few_events
from altto_cli.view.page import Cell, Page, Part, Row, Table
from altto_cli.view.rates import About
from altto_cli.view.warned import Warned
from altto_cli.view.warnings import Touching, warned

#: The intervals, the widest first.
_WIDEST_FIRST = ("any-covariance", "zero-covariance", "covariance-by-events")
_NUMBERS = ("None", "One", "Two", "Three")
_PAIR = 2


def page(study: Study, first: str, second: str, asked: Asked) -> Page:
    """The first strategy against the second through the reference that both were compared with.

    Raises what `pairs.not_compared` makes where they share none.
    """
    a, b = words.strategy(study, first), words.strategy(study, second)
    found = [each for each in contrasts(study, a.id, b.id) if _is_asked(study, each, asked)]
    if not found:
        raise pairs.not_compared(study, first, second, asked)
    alone = _question(study, found[0]) if len(found) == 1 else []
    widest = [_widest_first(each)[0][0] for each in found]
    own = [line for each in found for line in _read_with(study, each, alone=len(found) == 1)]
    shown = answer.page(
        study,
        widest,
        title=(f"{a.label} against {b.label}", *alone),
        tables=[_table(study, each, titled=not alone) for each in found],
        question=asked.as_query(first=first, second=second),
        asked=f"compare {a.id} {b.id}",
        typed=asked.typed,
        onward=("explain covariance",),
        read_with=[*own, *warned(Touching(study, widest))],
    )
    results = [result for each in found for result in each.results]
    allocation, *others = standing.label(study, results)
    return shown._replace(
        label=("Derived, not in the source", wording.lower_first(allocation), *others),
        notes=notes.known(study, results, shown.warnings),
        entries=tuple(answer.entry(study, each) for each in results),
    )


def _is_asked(study: Study, each: Contrast, asked: Asked) -> bool:
    """Whether the contrast belongs to the population that is asked for."""
    population = study.population(each.origins[0].population)
    wanted = (asked.population or population.id).casefold()
    named = wanted in (population.id, population.label.casefold())
    return named and asked.menopause in (None, population.menopause)


def _question(study: Study, each: Contrast) -> list[str]:
    """The endpoint, the patients and the window."""
    result = each.results[0]
    endpoint = wording.lower_first(study.endpoint(result.endpoint).name)
    said = [endpoint, wording.population(study, result)]
    return [*said, result.window.text] if result.window else said


def _widest_first(each: Contrast) -> list[tuple[Result, Spread]]:
    found = zip(each.results, each.spreads, strict=True)
    return sorted(found, key=lambda one: _WIDEST_FIRST.index(one[1].id))


def _table(study: Study, each: Contrast, *, titled: bool) -> Table:
    """The reference, then the other group with an interval a line."""
    results = [result for result, _ in _widest_first(each)]
    rows = [About(study, results[0], results[0].reference, tuple(results))]
    rows += [About(study, result, result.treatment) for result in results]
    columns, cells = made((GROUP, N, RATE, _ratio(each), _taken(each)), rows)
    blank: list[Cell] = [(Part(""),)] * (len(columns) - 2)
    lines = [Row(cells=made_of) for made_of in cells[:2]]
    lines += [Row(cells=(*blank, *made_of[-2:]), derived=True) for made_of in cells[2:]]
    title = wording.upper_first(", ".join(_question(study, each))) if titled else ""
    return Table(columns=columns, lines=tuple(lines), title=title)


def _ratio(each: Contrast) -> Definition:
    """The ratio of the two printed ratios; its level is said in the header."""
    effect = each.origins[0].effect
    if effect is None:
        return RATIO
    measure = f"{'adjusted ' if effect.adjusted is True else ''}{MEASURES[effect.measure].short}s"
    unsaid = ", adjustment not reported" if effect.adjusted == "not reported" else ""
    level = f" ({wording.figure(effect.ci_level)}% CI)" if effect.ci_level else ""
    return RATIO._replace(header=lambda rows: f"Ratio of {measure}{unsaid}{level}")


def _taken(each: Contrast) -> Definition:
    said = {result.id: spread.covariance for result, spread in _widest_first(each)}

    def cell(row: About, _: Sequence[About]) -> Cell:
        return (Part("" if row.is_reference else said[row.result.id]),)

    return Definition(lambda rows: "If both come from one model:", cell, align="prose")


def _read_with(study: Study, each: Contrast, *, alone: bool) -> Iterator[Warned]:
    """How the ratio came about, and what its intervals leave open."""
    one, _ = each.origins
    effects = [origin.effect for origin in each.origins if origin.effect]
    shared = one.reference
    ratio = each.results[0].effect
    if len(effects) != 2 or ratio is None or shared is None:
        return
    figures = [wording.figure(effect.estimate) for effect in effects]
    size, _ = wording.size(study, one, shared)
    patients = "" if size is None else f" (n {wording.count(size)})"
    label = wording.arm_label(study, one, shared)
    lead = wording.figure(ratio.estimate)
    yield Warned(
        "contrast",
        (),
        lead,
        f"{' / '.join(figures)}, both v {label}{patients}; if both come from one model, not "
        "stated.",
    )
    whose = "Interval" if alone else f"CI of {lead}"
    yield Warned(f"intervals of {lead}", (), whose, " ".join(_open(each, figures, lead)))
    widest = dict.fromkeys((origin.id for origin in each.origins), _widest_first(each)[0][0])
    behind = [x for x in study.observed if x.rule == "events-behind" and x.results[0] in widest]
    yield from few_events(study, widest, behind)


def _open(each: Contrast, figures: Sequence[str], lead: str) -> Iterator[str]:
    holding = sum(_holds_one(result) for result in each.results)
    here = f"{_NUMBERS[holding]} of the {_NUMBERS[len(each.results)].lower()} hold 1"
    everyone = "Both" if holding == _PAIR else f"All {_NUMBERS[holding].lower()}"
    said = f"{everyone} hold 1" if holding == len(each.results) else here
    yield f"{said}; {_over_all(each.openness)}."
    by_word = {
        origin.significance: figure for origin, figure in zip(each.origins, figures, strict=True)
    }
    if by_word.keys() == {"significant", "not significant"}:
        yield (
            f"That {by_word['significant']} is called significant and "
            f"{by_word['not significant']} not says nothing about {lead}."
        )


def _over_all(openness: Openness) -> str:
    """A correlation from 0.19 up leaves it out; by N(1 − S) it is about 0.11."""
    needed, suggested = openness.correlation_needed, openness.correlation_suggested
    if openness.excludes_one == "every":
        return "no covariance gives one that does"
    if openness.excludes_one == "no" or needed is None:
        return "every covariance gives one that does"
    told = "nothing printed tells it"
    if suggested is not None:
        told = f"by {openness.suggested_by} it is about {suggested:.2f}"
    return f"a correlation from {needed:.2f} up leaves it out; {told}"


def _holds_one(result: Result) -> bool:
    effect = result.effect
    if effect is None or effect.ci_low is None or effect.ci_high is None:
        return False
    return effect.ci_low <= 1 <= effect.ci_high
