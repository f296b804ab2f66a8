"""A result as one sentence that can be pasted: the figure, its companions, how it came about."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from altto_cli import outcomes, wording, words
from altto_cli.model import Derivation, Fact, Result, Study
from altto_cli.styles import HOUSE, Style
from altto_cli.view import companions, notes, standing
from altto_cli.words import TYPED, Typed

#: As many words a sentence may have.
_LONGEST = 75


def sentence(
    study: Study,
    result: Result,
    typed: Typed = TYPED,
    style: Style = HOUSE,
    cited: bool = False,
) -> str:
    """One sentence of at most 75 words, as the journal prints figures.

    `cited` adds the keys, as Pandoc reads them, of the source and of what it reports.
    """
    parts = [*_finding(study, result, style), *_counterweight(study, result, style)]
    parts.append(wording.design(study.is_randomised(result), study.is_exploratory(result)))
    sources = list(standing.sources(study, result))
    if result.is_ratio_of_two:
        sources = [f"both ratios in {each}" for each in sources]
    parts += [wording.events(study, result, style), *sources]
    keys = _keys(study, result) if cited else ""
    whose, remarks = _whose(study, result, style), list(_read_with(study, result))
    see = typed.command(words.look_up(study.endpoint(result.endpoint)), study=study)
    briefly = [f"with remarks ({see})"] if remarks else []
    told = list(in_conflict(study, result, typed))
    ends = [[*remarks, *told], [*briefly, *told], [*briefly, *conflicts(study, result, typed)]]
    made = [
        f"{whose}: {'; '.join([*parts, *end, f'evidence {study.version}'])}{keys}." for end in ends
    ]
    return next((each for each in made if len(each.split()) <= _LONGEST), made[-1])


def noted(study: Study, results: Sequence[Result]) -> Iterator[str]:
    """Where several studies answer: each result in full, and what else is known of it."""
    name = standing.name(study)
    for result in results:
        yield f"{name}: {sentence(study, result)} {result.locator}."
    for text in notes.known(study, results, ()):
        yield f"{name}: {text}"


def study(study: Study) -> str:
    """The study with its size, follow-up, design and sources."""
    n = wording.NOT_REPORTED if study.n is None else wording.count(study.n)
    followed = study.median_follow_up
    years = wording.duration(followed) if followed else wording.NOT_REPORTED
    what = f"{study.title}. {wording.upper_first(study.design)}."
    return f"{study.id}: n {n}; median follow-up {years}; {what} From: {standing.origins(study)}."


def fact(study: Study, said: Fact) -> str:
    """A fact as a sentence, with the place where it stands."""
    text = f"{said.label}: {said.value or wording.NOT_REPORTED}. {said.text}"
    if not said.source:
        return text
    where = f"; {said.locator}" if said.locator else ""
    return f"{text} Stands in: {wording.standing(study.source(said.source))}{where}."


def _keys(study: Study, result: Result) -> str:
    source = study.source(result.source)
    ids = [id for id in (source.reports, source.id) if id]
    return f" [{'; '.join(f'@{study.citation_key(id)}' for id in ids)}]"


def _whose(study: Study, result: Result, style: Style) -> str:
    population = study.population(result.population)
    label = wording.population(study, result)
    if population.menopause not in (None, "overall"):
        label += " patients" if label == population.menopause else ""
    said = wording.upper_first(label) + wording.patients(study, result, style)
    return f"{said}, {result.window.text}" if result.window else said


def _finding(study: Study, result: Result, style: Style) -> Iterator[str]:
    groups = [wording.arm_in_full(study, result, arm, style) for arm in result.arms]
    endpoint = study.endpoint(result.endpoint)
    if result.statement:
        factor = f" by {wording.lower_first(result.subgroup)}" if result.subgroup else ""
        said = wording.lower_first(result.statement.rstrip("."))
        alone = not outcomes.has_figures(result) and result.significance == "not significant"
        still_open = f", {companions.OPEN}" * alone
        called = f'called "{result.significance}"{still_open}' if result.significance else ""
        if outcomes.has_figures(result) or "significant" in result.statement.casefold():
            said, called = f"{said}{still_open}", ""
        yield f"{endpoint.label}{factor}, {wording.several(groups)}: {said}"
        if called:
            yield called
    if not result.statement or outcomes.has_figures(result):
        yield outcomes.sentence(endpoint, result, groups, style)
    if result.estimates or result.p_value or not result.statement:
        yield from wording.estimates(study, result, style)
    if not result.statement and result.significance == "not significant":
        yield f'"{result.significance}"'
    if result.derived_from:
        yield _derived(study, result, result.derived_from, style)


def _derived(study: Study, result: Result, how: Derivation, style: Style) -> str:
    """What it was computed from and, where two ratios were, what that takes for granted."""
    origins = [study.result(id) for id in how.results]
    reference = origins[0].reference
    if not result.is_ratio_of_two or reference is None:
        word = f', "{origins[0].significance}"' if origins[0].significance else ""
        return f"derived: {how.method} of {'; '.join(how.inputs[:2])}{word}"
    printed = " / ".join(style.figure(each.effect.estimate) for each in origins if each.effect)
    label = wording.lower_first(wording.arm_label(study, origins[0], reference))
    return f"derived here, not in the source: {printed}, both v {label}, {how.condition}"


def _counterweight(study: Study, result: Result, style: Style) -> Iterator[str]:
    """What the same groups showed at the other endpoints."""
    if not result.effect:
        return
    others = companions.same_groups(study, [result], [result])
    silent = [each for each in others if not each.estimates]
    figures = [] if result.derived_from else [each for each in others if each.estimates]
    for each in figures[:1]:
        whole = " over all follow-up" if result.window else ""
        yield f"{brief(study, each, style)}{whole}{companions.whose(study, [result], each)}"
    if silent:
        names = wording.several(study.endpoint(each.endpoint).label for each in silent)
        words = {each.significance for each in silent}
        word = f', "{words.pop()}"' if words == {"not significant"} else ""
        yield f"{names} in the same groups: no figures{word}"


def brief(study: Study, result: Result, style: Style = HOUSE) -> str:
    """The result in a few words: OS 88.9 v 89.1%, 0.73 (95% CI 0.53–1.00)."""
    if not outcomes.has_figures(result):
        return _without_figures(study, [result])
    said = [outcomes.against(study, result, style)]
    differs = wording.differs(study, result, style)
    said.append(style.estimate(result.effect) if result.effect else differs)
    said.append(f"called {result.significance}" if result.significance else "")
    figures = ", ".join(filter(None, said))
    return f"{study.endpoint(result.endpoint).label} {figures}{companions.doubt(study, result)}"


def together(
    study: Study, result: Result, others: Sequence[Result], level: str | None
) -> Iterator[str]:
    """The others beside the result, in a few words each; alike ones without figures as one.

    A confidence level is said where it is another than `level`.
    """
    for called, some in groupby(others, _called):
        alike = list(some)
        if called is not None:
            yield _without_figures(study, alike)
            continue
        yield from (
            companions.figures(study, each, level)
            + companions.doubt(study, each)
            + companions.whose(study, [result], each)
            for each in alike
        )


def _called(result: Result) -> str | None:
    """What the source calls a result without figures; None where it has figures."""
    return None if outcomes.has_figures(result) else result.significance or ""


def _without_figures(study: Study, alike: Sequence[Result]) -> str:
    names = wording.several(study.endpoint(each.endpoint).label for each in alike)
    word = f", called {alike[0].significance}" if alike[0].significance else ""
    return f"{names}: no figures{word}"


def _read_with(study: Study, result: Result) -> Iterator[str]:
    """What was marked as read with this very figure, unless pages have other words for it."""
    for remark in study.remarks_on([f"results/{result.id}"]):
        if remark.key and not remark.says:
            yield remark.text.rstrip(".")


def in_conflict(study: Study, result: Result, typed: Typed = TYPED) -> Iterator[str]:
    """In how many places its figures conflict, and where that is told."""
    if grave := _grave(study, result):
        places = "1 place" if grave == 1 else f"{grave} places"
        what = "its figures conflict" if outcomes.has_figures(result) else "reports conflict"
        yield f"{what} in {places} ({_see(study, result, typed)})"


def conflicts(study: Study, result: Result, typed: Typed = TYPED) -> Iterator[str]:
    """The same in fewer words."""
    if grave := _grave(study, result):
        yield f"{grave} conflict{'s' * (grave > 1)} ({_see(study, result, typed)})"


def _grave(study: Study, result: Result) -> int:
    return sum(each.severity != "note" for each in notes.conflicts(study, result))


def _see(study: Study, result: Result, typed: Typed) -> str:
    return typed.command(f"appraise {result.endpoint}", study=study)
