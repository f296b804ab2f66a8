"""Two strategies against each other: as printed, turned round, or in studies side by side."""

from collections.abc import Iterable
from decimal import Decimal

from altto_cli import wording, words
from altto_cli.errors import NoSuchRecordError, UnknownWordError
from altto_cli.model import Arm, Derivation, Effect, Result, Strategy, Study
from altto_cli.query import Asked, of_whom, ordered, populations


def compare(study: Study, first: str, second: str, asked: Asked) -> tuple[list[Result], list[str]]:
    """The results of `first` against `second`, turned round where printed the other way; and what
    the answer does not contain.

    Raises UnknownWordError when both are the same.
    """
    a, b = words.strategy(study, first), words.strategy(study, second)
    if a == b:
        raise UnknownWordError(f"{first} and {second} are the same strategy, {a.id}; name two")
    there = populations(study, asked)
    whole = [each for each in study.results if each.subgroup is None and each.population in there]
    found = [each for each in whole if _pair(each) == (a.id, b.id)]
    told = [_question(each) for each in found]
    found += [
        inverted(study, each)
        for each in whole
        if _pair(each) == (b.id, a.id) and _question(each) not in told
    ]
    return ordered(study, found), _left_out(study, a, b, whole, asked)


def _question(result: Result) -> tuple[object, ...]:
    """What a source answers once, in one direction or the other."""
    return (*result.question, result.source)


def is_a_part(study: Study, word: str) -> bool:
    """Whether treatments of the study have this part, which is none by itself."""
    parts = {part for strategy in study.strategies for part in words.parts(strategy.id)}
    return word.casefold() in parts and not words.is_strategy(study, word)


def not_compared(study: Study, first: str, second: str, asked: Asked) -> NoSuchRecordError:
    """What to say of two strategies between which the study has no result, here or at all.

    What other studies compare is not known here. Of its comparisons, those of the same patients,
    and of them those of strategies that include one of the two.
    """
    a, b = words.strategy(study, first), words.strategy(study, second)
    whom = of_whom(study, asked)
    phrase = f"no comparison of {a.label} and {b.label}{whom} in {study.id}"
    there = populations(study, asked)
    whole = [each for each in study.results if each.subgroup is None and _pair(each)]
    here = [each for each in whole if each.population in there]
    near = [each for each in here if _is_near(each, _near(study, a, b))]
    if near:
        names = "; ".join(dict.fromkeys(wording.comparison(study, each) for each in near))
        return NoSuchRecordError(
            f"{phrase}; the source reports {names}: {_all(study, near, asked)}"
        )
    everywhere = asked._replace(menopause=None)
    exist = _all(study, here, asked) or _all(study, whole, everywhere)
    return NoSuchRecordError(f"{phrase}. Its comparisons: {exist}")


def _is_near(result: Result, near: set[tuple[str, str]]) -> bool:
    pair = _pair(result)
    return pair is not None and (pair in near or pair[::-1] in near)


def _all(study: Study, results: Iterable[Result], asked: Asked) -> str:
    return "; ".join(dict.fromkeys(_compare(study, result, asked) for result in results))


def without_a_second(study: Study, first: str, asked: Asked) -> UnknownWordError:
    """What to say where one strategy is named: what it was compared with."""
    named = words.strategy(study, first)
    pairs = dict.fromkeys(
        _compare(study, result, asked)
        for result in study.results
        if named.id in (_pair(result) or ()) and result.subgroup is None
    )
    commands = list(pairs) or [asked.typed.command("compare", study=study)]
    return UnknownWordError(f"{named.label} against what? {'; '.join(commands)}")


def _pair(result: Result) -> tuple[str, str] | None:
    if result.treatment and result.reference:
        return result.treatment.strategy, result.reference.strategy
    return None


def _compare(study: Study, result: Result, asked: Asked) -> str:
    status = [words.short_status(asked.menopause)] if asked.menopause else []
    return asked.typed.command("compare", *(_pair(result) or ()), *status, study=study)


def _left_out(
    study: Study, a: Strategy, b: Strategy, whole: Iterable[Result], asked: Asked
) -> list[str]:
    """The comparisons of strategies that include one of the two."""
    near = _near(study, a, b) - {(a.id, b.id)}
    others = [
        each for each in whole if (pair := _pair(each)) in near or (pair and pair[::-1] in near)
    ]
    if not others:
        return []
    names = "; ".join(wording.name(study, each) for each in others)
    pairs = dict.fromkeys(_compare(study, each, asked) for each in others)
    return [f"not contained here: {names}. See: {'; '.join(pairs)}"]


def _near(study: Study, a: Strategy, b: Strategy) -> set[tuple[str, str]]:
    """The pair itself, and those of strategies that include one of the two."""
    return {
        (one.id, other.id)
        for one in study.strategies
        for other in study.strategies
        if (one == a or a.id in one.includes) and (other == b or b.id in other.includes)
    }


def same_question(
    study: Study, first: str, second: str, asked: Asked, endpoint: str | None = None
) -> list[Result]:
    """The study's results of two strategies, or of some that include them, in that direction.

    What is printed the other way round is inverted and derived; a study that does not know the
    words has none.
    """
    try:
        near = _near(study, words.strategy(study, first), words.strategy(study, second))
        there = populations(study, asked._replace(population=None))
        counted = words.endpoints(study, endpoint) if endpoint else study.endpoints
    except (UnknownWordError, NoSuchRecordError):
        return []
    if asked.population:
        there &= {asked.population}
    ids = [each.id for each in counted]
    here = [x for x in study.results if x.subgroup is None and x.population in there]
    whole = [each for each in here if each.endpoint in ids]
    found = [each for each in whole if _pair(each) in near]
    turned = [each for each in whole if (pair := _pair(each)) and pair[::-1] in near]
    return [*found, *(inverted(study, each) for each in turned if each not in found)]


def in_words(
    study: Study, found: Iterable[Result], asked: Asked
) -> list[tuple[Result, tuple[Arm, Arm]]]:
    """Statements about several groups, two of which these results compare, with those two."""
    compared = dict.fromkeys(pair for each in found if (pair := _pair(each)))
    if not compared:
        return []
    there = populations(study, asked._replace(population=None))
    if asked.population:
        there &= {asked.population}
    told = []
    for result in study.results:
        groups = {arm.strategy: arm for arm in result.groups}
        pair = next((each for each in compared if groups.keys() >= set(each)), None)
        if result.statement and pair and not result.subgroup and result.population in there:
            told.append((result, (groups[pair[0]], groups[pair[1]])))
    return told


def inverted(study: Study, result: Result) -> Result:
    """The result seen from the other side: 1/h (1/u–1/l), with the places of the printed figures.

    The rates and groups change sides, P stays, and the source's own word is not carried over.
    """
    derivation = Derivation(
        method="inversion",
        inputs=(result.id, *([wording.effect(result.effect)] if result.effect else [])),
        results=(result.id,),
    )
    return result._replace(
        id=f"{result.id}-inverted",
        treatment=result.reference,
        reference=result.treatment,
        effect=_inverted(result.effect) if result.effect else None,
        significance=None,
        corroborated_by=(),
        remarks=(*result.remarks, _as_printed(study, result)),
        derived_from=derivation,
    )


def _as_printed(study: Study, result: Result) -> str:
    said = f" {wording.effect(result.effect)}" if result.effect else ""
    return f"Printed the other way round: {wording.comparison(study, result)}{said}."


def _inverted(effect: Effect) -> Effect:
    low, high = effect.ci_low, effect.ci_high
    turned = effect._replace(
        estimate=_reciprocal(effect.estimate),
        ci_low=_reciprocal(high) if high and low else None,
        ci_high=_reciprocal(low) if high and low else None,
    )
    if effect.margin is None and effect.p_kind != "non-inferiority":
        return turned
    # That one is not worse than the other would be read as if it were said of the other.
    return turned._replace(
        p=None, p_kind=None, p_test=None, p_label=None, p_threshold=None, margin=None
    )


def _reciprocal(value: Decimal) -> Decimal:
    """1/value with the places of the printed figure, and two at least."""
    return (1 / value).quantize(min(value, Decimal("0.01"), key=_last_place))


def _last_place(value: Decimal) -> int:
    return int(value.as_tuple().exponent)
