"""A forest plot: the table of comparisons, or of studies side by side, with one drawn column."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from altto_cli import outcomes, query, wording, words
from altto_cli.errors import NoSuchRecordError
from altto_cli.model import Result, Study
from altto_cli.query import Asked
from altto_cli.view import answer, comparisons, groups, places, standing
from altto_cli.view.columns import (
    AT,
    COMPARISON,
    PATIENTS,
    RATIO,
    RATIO_ACROSS,
    STUDY,
    YEARS,
    N,
    P,
)
from altto_cli.view.page import Hanging, Line, Page, Part, Sides, Table
from altto_cli.view.warnings import Touching, warned

#: What stands before the drawn column, the ratio behind it, and what stands beneath each row.
COLUMNS = (PATIENTS, COMPARISON, RATIO, AT, N, P)
ACROSS = (STUDY, RATIO_ACROSS, YEARS, N)
NOT_POOLED = "nothing pooled"
#: The sides of rows that compare different treatments.
_IN_ORDER = ("first named", "the second")
_NOUNS = {
    "hazard ratio": "hazard",
    "rate ratio": "rate",
    "odds ratio": "odds",
    "risk ratio": "risk",
}


def page(studies: Sequence[Study], word: str | None, asked: Asked, title: str | None) -> Page:
    """The ratios of a study for one endpoint or all; the same question in several studies.

    Raises what the look-up raises, and NoSuchRecordError where there is no ratio to draw.
    """
    if len(studies) > 1:
        from altto_cli.view.pages import side_by_side

        whole = side_by_side.page(studies, None, None, asked, word, ACROSS)
        first, second = _IN_ORDER
        together = [NOT_POOLED]
    else:
        [study] = studies
        results = query.results(study, asked, words.endpoints(study, word) if word else None)
        drawn = [each for each in results if groups.interval(each)]
        if not drawn:
            raise NoSuchRecordError(_nothing_to_draw(study, results, word, asked))
        whole = _of_study(study, results, word, asked)
        first, second = _sides(study, drawn)
        name = standing.name(study)
        together = [_together(study, drawn), "" if name in (title or "") else name]
    less = _less(entry.json["effect"] for entry in whole.entries)
    sides = Sides(f"{less} with {first}", second)
    return whole._replace(
        title=tuple(filter(None, (title, *together))) if title else whole.title,
        tables=tuple(table._replace(sides=sides) for table in whole.tables),
        query={**whole.query, **({"endpoint": word} if word else {})},
    )


def _of_study(study: Study, results: Sequence[Result], word: str | None, asked: Asked) -> Page:
    """The table of comparisons, with what no axis of ratios holds beneath it."""
    typed = " ".join(filter(None, ("forest", word, _status(asked))))
    found = warned(Touching(study, results, typed=asked.typed))
    # What a picture has no room for stands with the notes.
    left = [each for each in found if each.brief == "" or (word is None and each.cause == "time")]
    whole = answer.page(
        study,
        results,
        title=(),
        tables=(_table(study, results),),
        question=asked.as_query(),
        asked=typed,
        typed=asked.typed,
        onward=(f"{typed} --studies",) if study.default else (),
        read_with=[each for each in found if each not in left],
    )
    return whole._replace(
        title=_title(study, results, word, asked),
        companions=tuple(map(_briefly, whole.companions)),
        notes=(*whole.notes, *(f"{each.lead}: {each.text}" for each in left)),
    )


def _briefly(line: Hanging) -> Hanging:
    """What other studies say, as briefly as a picture says it; the rest as it is."""
    if line.label != "Elsewhere" or not line.brief:
        return line
    return line._replace(text=f"{wording.upper_first(line.brief)}.")


def _status(asked: Asked) -> str:
    return words.short_status(asked.menopause) if asked.menopause else ""


def _title(
    study: Study, results: Sequence[Result], word: str | None, asked: Asked
) -> tuple[str, ...]:
    """The question, whether rows share patients, the study; of all endpoints its own title."""
    names = dict.fromkeys(study.endpoint(each.endpoint).name for each in results)
    first, *others = names if word else [study.title]
    said = wording.several([first, *map(wording.lower_first, others)])
    together = _together(study, [each for each in results if groups.interval(each)])
    name = standing.name(study) if word else ""
    return tuple(filter(None, (said, asked.menopause, together, name)))


def _table(study: Study, results: Sequence[Result]) -> Table:
    """The ratios under their endpoints; beneath them what no axis of ratios holds."""
    drawn = [each for each in results if groups.interval(each)]
    others = [each for each in results if not groups.interval(each)]
    lines = (*_in_words(study, others), *_rates(study, others))
    return answer.with_lines(comparisons.table(study, drawn, COLUMNS), lines)


def _in_words(study: Study, others: Iterable[Result]) -> Iterator[Line]:
    """What has no ratio and no rates, the endpoints of one population and word together."""
    by_word: dict[tuple[str, str], list[Result]] = {}
    for each in others:
        if _is_said(study, each):
            patients = wording.upper_first(wording.population(study, each))
            if comparisons.alone(study, each):
                patients += f", {wording.comparison(study, each)}"
            by_word.setdefault((patients, _word(study, each)), []).append(each)
    for (patients, word), found in by_word.items():
        labels = ", ".join(dict.fromkeys(study.endpoint(each.endpoint).label for each in found))
        # What "not significant" leaves open is said here, so that it needs no mark.
        shows = () if word == _NOT_SIGNIFICANT else _shown(study, found)
        yield Line(cell=(Part(f"{patients}: {labels}: {word}", shows),))


def _is_said(study: Study, result: Result) -> bool:
    """Whether it is more or less than figures of groups."""
    figures = outcomes.has_figures(result)
    return bool(result.effect or comparisons.alone(study, result) or not figures)


_NOT_SIGNIFICANT = "no figures; called not significant, which rules out neither gain nor loss"


def _word(study: Study, result: Result) -> str:
    if result.effect:
        return f"{wording.measure(result.effect)} {wording.effect(result.effect)}, on another axis"
    if alone := comparisons.alone(study, result):
        return alone
    if result.significance == "not significant":
        return _NOT_SIGNIFICANT
    return wording.lower_first(result.statement or wording.NOT_REPORTED).rstrip(".")


def _shown(study: Study, found: Iterable[Result]) -> tuple[str, ...]:
    return tuple(place for each in found for place in places.of_result(study, each))


def _rates(study: Study, others: Iterable[Result]) -> Iterator[Line]:
    """Figures of groups without a ratio, the endpoints of one comparison together."""
    by_pair: dict[tuple[str, ...], list[Result]] = {}
    for each in others:
        endpoint = study.endpoint(each.endpoint)
        kind = outcomes.kind(endpoint, each)
        if kind and not _is_said(study, each):
            key: tuple[str, ...] = (
                wording.upper_first(wording.population(study, each)),
                wording.comparison(study, each),
                comparisons.without_estimate(kind),
                kind.told(endpoint),
            )
            by_pair.setdefault(key, []).append(each)
    for key, found in by_pair.items():
        yield Line(cell=tuple(_against(study, found, ", ".join(filter(None, key)))))


def _against(study: Study, found: Sequence[Result], said: str) -> Iterator[Part]:
    """Rates that stand against each other, each group's at the end of a part for its mark."""
    before, last = f"{said}:", ""
    reference: places.Places = ()
    for each in found:
        label = wording.lower_first(study.endpoint(each.endpoint).label)
        *firsts, last = map(outcomes.printed, each.arms)
        treatment = places.of_arm(study, each, each.arms[0])
        shows = (*treatment, *places.of_result(study, each))
        yield Part(f"{before} {label} {wording.VERSUS.join(firsts)}", shows)
        before, reference = f"{last},", places.of_arm(study, each, each.arms[-1])
    yield Part(last, reference)


def _together(study: Study, drawn: Sequence[Result]) -> str:
    """That nothing is pooled, and whether rows share patients; nothing of a single row."""
    populations = {each.population for each in drawn}
    apart = len(drawn) == len(populations) and _are_parts_of_one(study, populations)
    if len(drawn) < 2:
        return ""
    return NOT_POOLED if apart else f"rows share patients, {NOT_POOLED}"


def _are_parts_of_one(study: Study, populations: set[str]) -> bool:
    """Whether another population is declared as the sum of these, so that they are apart."""
    return any(
        populations <= {part.population for part in study.parts(group)}
        for group in study.groups
        if group.parts and group.population not in populations
    )


def _less(effects: Iterable[Mapping[str, Any] | None]) -> str:
    """What a ratio below 1 means, of what it is a ratio where all are of one thing."""
    nouns = {_NOUNS.get(each["measure"], "hazard") for each in effects if each}
    return f"lower {nouns.pop()}" if len(nouns) == 1 else "fewer events"


def _sides(study: Study, drawn: Sequence[Result]) -> tuple[str, str]:
    """The strategies, where every row has the same two."""
    pairs = {tuple(study.strategy(arm.strategy).label for arm in each.arms) for each in drawn}
    only = pairs.pop() if len(pairs) == 1 else ()
    return (only[0], only[1]) if len(only) == 2 else _IN_ORDER


def _nothing_to_draw(
    study: Study, results: Sequence[Result], word: str | None, asked: Asked
) -> str:
    names = "; ".join(wording.name(study, each) for each in results)
    command = ("results", word) if word else ("compare",)
    see = asked.typed.command(" ".join(filter(None, (*command, _status(asked)))), study=study)
    return f"no ratio to draw: {names}. See: {see}"
