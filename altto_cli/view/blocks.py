"""A result as a block: who is compared, how it came about, its figures, what is open."""

from collections.abc import Iterator

from altto_cli import outcomes, wording
from altto_cli.model import Conflict, Remark, Result, Study
from altto_cli.view import companions, places, sentences, standing
from altto_cli.view.page import Hanging
from altto_cli.view.warned import Warned
from altto_cli.view.warnings import Touching, warned
from altto_cli.words import TYPED


def block(study: Study, result: Result) -> tuple[str, tuple[Hanging, ...]]:
    """Its heading and its lines."""
    heading = " · ".join(
        (
            standing.name(study),
            f"{study.endpoint(result.endpoint).label}, {wording.population(study, result)}",
            wording.comparison(study, result),
            sizes(study, result),
        )
    )
    lines = [
        Hanging("Design", _design(study, result)),
        Hanging(outcomes.lead(result), _figures(study, result)),
    ]
    lines.append(Hanging("Open", " ".join([*_open(study, result), command(study, result)])))
    return heading, tuple(lines)


def _design(study: Study, result: Result) -> str:
    *design, events = standing.label(study, [result])
    none = f"event counts {wording.NOT_REPORTED}"
    return f"{'; '.join([*design, 'no event counts' if events == none else events])}."


def sizes(study: Study, result: Result) -> str:
    """The patients of its groups: n 118 v 903."""
    sizes = [wording.size(study, result, arm)[0] for arm in result.arms]
    if not any(sizes):
        return wording.patients(study, result).strip(" ()") or f"n {wording.NOT_REPORTED}"
    each = (wording.NOT_REPORTED if size is None else wording.count(size) for size in sizes)
    return f"n {wording.VERSUS.join(each)}"


def _figures(study: Study, result: Result) -> str:
    """The ratio, the rates, and what the same groups showed at other endpoints."""
    said = [
        ". ".join(
            filter(
                None,
                (estimates(study, result), wording.upper_first(outcomes.named(study, result))),
            )
        )
    ]
    if result.statement:
        said = [result.statement.rstrip(".")]
    others = companions.same_groups(study, [result], [result])
    said_already = result.effect and result.effect.ci_level
    level = wording.figure(said_already) if said_already else None
    said += sentences.together(study, result, others[:2], level)
    return f"{'. '.join(part for part in said if part)}."


def estimates(study: Study, result: Result) -> str:
    """Ratio, difference and P, as far as they are printed."""
    printed = result.estimates or result.p_value
    return wording.upper_first("; ".join(wording.estimates(study, result))) if printed else ""


def _open(study: Study, result: Result) -> Iterator[str]:
    """What changes how this figure is read; what holds for the whole page stands there."""
    own = set(places.of_result(study, result))
    for arm in result.arms:
        own |= {*places.of_arm(study, result, arm)}
        own |= {*places.of_group(study, arm.strategy, result.population)}
    own |= {*places.of_population(study, result.population)}
    for each in warned(Touching(study, [result, *_spoken_of_with(study, result)])):
        if any(not own.isdisjoint(place) for place in each.places) or each.cause == "indirect":
            yield _briefly(result, each, each.brief) if each.brief else each.text


def _briefly(result: Result, each: Warned, brief: str) -> str:
    """The warning in few words, with the figure or group that it is about where that is another."""
    if each.lead == outcomes.lead(result):
        return f"{wording.upper_first(brief).rstrip('.')}."
    return f"{each.lead}: {brief.rstrip('.')}."


def _spoken_of_with(study: Study, result: Result) -> list[Result]:
    """The results that a record has the same words for as for this one."""
    key = f"results/{result.id}"
    told_of: tuple[Remark | Conflict, ...] = (*study.remarks_on([key]), *study.conflicts_on([key]))
    told = (said.of for record in told_of for said in record.says if key in said.of)
    keys = {other for of in told for other in of} - {key}
    return study.results_with(*(each for each in keys if each.startswith("results/")))


def command(study: Study, result: Result) -> str:
    """Where it stands with all its endpoint's results."""
    return TYPED.command(asked(result), study=study)


def asked(result: Result) -> str:
    """The same without naming the study."""
    return "subgroups" if result.subgroup else f"results {result.endpoint}"
