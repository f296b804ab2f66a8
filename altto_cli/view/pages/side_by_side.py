"""The same question across studies: side by side, kept apart by design, never pooled."""

import re
from collections.abc import Iterable, Iterator, Sequence

from altto_cli import query, wording, words
from altto_cli.errors import NoSuchRecordError, UnknownWordError
from altto_cli.model import Arm, Endpoint, Result, Study
from altto_cli.query import Asked, pairs
from altto_cli.view import answer, companions, places, records, sentences, standing
from altto_cli.view.across import COLUMNS, Shown, Standing, ordered, standing_of, table
from altto_cli.view.columns import Definition
from altto_cli.view.page import Hanging, Page
from altto_cli.view.warned import Warned
from altto_cli.view.warnings import Touching, lettered, warned

#: Warnings that headings say, or that are said of the study as a whole.
_HEADED = ("indirect", "inversion", "time", "unreviewed")
#: As many studies without a row are named; of more their number is said.
_NAMED = 3
_DECIMAL = re.compile(r"\d+\.\d+")


def page(
    library: Sequence[Study],
    first: str | None,
    second: str | None,
    asked: Asked,
    word: str | None = None,
    columns: Sequence[Definition] = COLUMNS,
) -> Page:
    """Two strategies in every study, at every endpoint or at that which `word` names.

    Without names, those of the default study's first result. Raises NoSuchRecordError where no
    study compares them as asked.
    """
    if first is None or second is None:
        first, second = _question(library, asked, word)
    found = [one for study in library for one in _of_study(study, first, second, asked, word)]
    if not found:
        where = f" in {asked.population or asked.menopause} patients" if asked.menopause else ""
        raise NoSuchRecordError(
            f"no study compares {first} and {second}{where}. See: {asked.typed.command('studies')}"
        )
    found = ordered(library, found)
    studies = list({one.study.id: one.study for one in found}.values())
    tables, warnings = lettered((table(found, columns),), _warnings(studies, found))
    labels = _labels(library, first, second)
    return Page(
        schema="results",
        title=_title(labels, word, library, asked, studies),
        label=(
            "Randomised and not, as headed",
            standing.events([one.result for one in found]),
            "hazard ratios if not headed",
        ),
        intro=tuple(filter(None, (" ".join(_opening(library, found, (first, second), labels)),))),
        tables=tables,
        warnings=(
            *_harm(library, asked),
            *_wider(library, studies, (first, second), asked),
            *warnings,
            *_whole(studies, found),
        ),
        notes=(
            *(note for study in studies for note in sentences.noted(study, _results(study, found))),
            standing.versions(studies),
        ),
        asked=_again(asked, (first, second), word),
        onward=(f"versions: {asked.typed.command('studies')}",),
        entries=tuple(answer.entry(one.study, one.result, asked.typed) for one in found),
        collections=("results",),
        query=asked.as_query(first=first, second=second, endpoint=word, studies=True),
        studies=tuple(map(records.study, studies)),
        sources=tuple(
            source for study in studies for source in answer.sources(study, _results(study, found))
        ),
        asides=_without(library, studies),
    )


def _again(asked: Asked, pair: tuple[str, str], word: str | None) -> str:
    """The command that asks this again; that of an endpoint names it itself."""
    named = {"compare": [*pair], "forest": [word] if word else []}.get(asked.command, [])
    if asked.menopause and asked.menopause != asked.command:
        named.append(words.short_status(asked.menopause))
    return asked.typed.command(asked.command, *named, *asked.narrowed, "--studies")


def _question(library: Sequence[Study], asked: Asked, word: str | None) -> tuple[str, str]:
    """The two strategies of the first result with which the default study answers, or the first."""
    study = min(library, key=lambda study: not study.default)
    endpoints = words.endpoints(study, word) if word else None
    everybody = asked._replace(population=None)
    compared = _pairs(study, everybody, endpoints) or _pairs(study, everybody, None)
    if not compared:
        see = asked.typed.command("compare", "--studies")
        raise NoSuchRecordError(f"no comparison of two groups in {study.id}. See: {see}")
    return compared[0]


def _pairs(
    study: Study, asked: Asked, endpoints: Sequence[Endpoint] | None
) -> list[tuple[str, str]]:
    arms = [(one.treatment, one.reference) for one in query.results(study, asked, endpoints)]
    return [(a.strategy, b.strategy) for a, b in arms if a and b]


def _of_study(
    study: Study, first: str, second: str, asked: Asked, word: str | None
) -> Iterator[Shown]:
    try:
        endpoints = None if word is None else {each.id for each in words.endpoints(study, word)}
    except UnknownWordError:
        return
    asked_of = [_known(study, name) for name in (first, second)]
    alike = pairs.same_question(study, first, second, asked)
    both = [(each, (each.treatment, each.reference)) for each in alike]
    for result, arms in (*both, *pairs.in_words(study, alike, asked)):
        harm = study.endpoint(result.endpoint).harm
        timeless = wording.rated(result) and not (result.estimates or _has_time(result))
        asked_for = not harm and not timeless if endpoints is None else result.endpoint in endpoints
        if asked_for:
            a, b = (_beyond(study, arm, id) for arm, id in zip(arms, asked_of, strict=True))
            yield Shown(study, result, (a, b), arms)


def _has_time(result: Result) -> bool:
    """Whether its percentages belong to a time; others stand beside no other study's."""
    return any(arm.time for arm in result.arms)


def _beyond(study: Study, arm: Arm | None, id: str | None) -> tuple[str, ...]:
    """What the group had beside the strategy `id`: the other parts, or that it had more."""
    if arm is None or id is None or arm.strategy == id:
        return ()
    others = sorted(set(study.strategy(arm.strategy).includes) - {id})
    return tuple(others) or ("more",)


def _known(study: Study, name: str) -> str | None:
    try:
        return words.strategy(study, name).id
    except UnknownWordError:
        return None


def _results(study: Study, found: Iterable[Shown]) -> list[Result]:
    return [one.result for one in found if one.study is study]


def _warnings(studies: Sequence[Study], found: Sequence[Shown]) -> Iterator[Warned]:
    """What must be read with each study's figures: its own words for all, or each warning."""
    for study in studies:
        results, here, name = _results(study, found), places.of_study(study), standing.name(study)
        if study.caveat and not _speaks_of_others(study, results):
            yield Warned(study.id, (here,), name, study.caveat)
        else:
            told = (each for each in warned(Touching(study, results)) if each.cause not in _HEADED)
            for each in told:
                beside = tuple((*place, *here) for place in each.places)
                whole = each._replace(places=(here,), lead=name)
                named = each._replace(lead=f"{name} {wording.lower_first(each.lead)}")
                yield named._replace(places=beside) if beside else whole
        if said := _as_printed(results):
            yield Warned(study.id, (here,), name, said)


def _as_printed(results: Sequence[Result]) -> str:
    """What is printed the other way round, as it is printed; or nothing."""
    printed = [
        each.derived_from.inputs[-1] for each in results if each.derived_from and each.effect
    ]
    if not printed:
        return ""
    return f"Printed the other way round: {wording.several(printed)}; inverted (derived)."


def _speaks_of_others(study: Study, results: Sequence[Result]) -> bool:
    """Whether the caveat names a figure of the study that these results do not show."""
    others = [each for each in study.results if each not in results]
    named = set(_DECIMAL.findall(study.caveat or ""))
    return bool(named & _printed(others) - _printed(results))


def _printed(results: Iterable[Result]) -> set[str]:
    ratios = {wording.figure(each.effect.estimate) for each in results if each.effect}
    rates = (wording.rate(arm) for each in results for arm in each.arms)
    return ratios | {wording.figure(rate) for rate in rates if rate is not None}


def _whole(studies: Sequence[Study], found: Sequence[Shown]) -> Iterator[Hanging]:
    """What holds for the rows together: shared patients, what was read."""
    if shared := standing.overlaps(studies):
        yield Hanging("Overlap", f"{shared} Agreement confirms nothing.")
    yield Hanging("Read", standing.read([(one.study, one.result) for one in found]))


def _harm(library: Sequence[Study], asked: Asked) -> tuple[Hanging, ...]:
    """The studies at hand that report harm, whether of the patients asked, and where to read it."""
    reported = [
        (standing.name(study), study.population(each.population).menopause)
        for study in library
        for each in study.results
        if study.endpoint(each.endpoint).harm
    ]
    names = list(dict.fromkeys(name for name, _ in reported))
    said = f"Reported by {wording.several(names)}" if names else "Not recorded in any study"
    asks_of_some = asked.menopause not in (None, "overall")
    of_whom = {each for _, each in reported}
    if names and asks_of_some and of_whom.isdisjoint({asked.menopause, "overall", None}):
        when = words.when(str(asked.menopause))
        said = f"Not at hand {when}; of other patients reported by {wording.several(names)}"
    return (Hanging("Harm", f"{said}: {asked.typed.command('harms')}"),)


def _labels(library: Sequence[Study], first: str, second: str) -> tuple[str, str]:
    for study in sorted(library, key=lambda study: not study.default):
        if _known(study, first) and _known(study, second):
            return words.strategy(study, first).label, words.strategy(study, second).label
    return first, second


def _title(
    labels: tuple[str, str],
    word: str | None,
    library: Sequence[Study],
    asked: Asked,
    studies: Sequence[Study],
) -> tuple[str, ...]:
    said = [f"{labels[0]} against {labels[1]}"]
    if word:
        default = next((study for study in library if study.default), library[0])
        said += [wording.lower_first(each.name) for each in words.endpoints(default, word)][:1]
    said += [asked.population or asked.menopause or ""]
    count = f"{len(studies)} studies" if len(studies) > 1 else "one study"
    return (*filter(None, said), f"{count} by name, side by side, nothing pooled")


def _opening(
    library: Sequence[Study],
    found: Sequence[Shown],
    asked: tuple[str, str],
    labels: tuple[str, str],
) -> Iterator[str]:
    """What the rows have in common, read off them; then what other reports say to the question."""
    if not any(standing_of(one) == Standing(0, False) for one in found):
        a, b = labels
        yield f"No direct study randomised {a} v {b} in HER2-positive patients."
    for study in library:
        pair = {id for word in asked if (id := _known(study, word))}
        if study.default and len(pair) == len(asked):
            of_all = (each for each in study.elsewhere if "study" in each.touches)
            yield from (each.text for each in of_all if companions.is_of(study, each, [pair]))


def _wider(
    library: Sequence[Study],
    studies: Sequence[Study],
    pair: tuple[str, str],
    asked: Asked,
) -> Iterator[Hanging]:
    """The studies that speak of the question at other endpoints, or of one drug of several."""
    first, second = _widest(library, pair)
    others = [
        standing.name(study)
        for study in library
        if study not in studies and any(_of_study(study, first, second, asked, None))
    ]
    if others:
        status = [f"-m {words.SHORT_STATUS[asked.menopause]}"] if asked.menopause else []
        command = asked.typed.command(" ".join(["compare", first, second, *status]), "--studies")
        labels = wording.VERSUS.join(_labels(library, first, second))
        what = "other endpoints" if first == pair[0] else f"{labels}, every endpoint"
        yield Hanging("See also", f"{wording.several(others)}, {what}: {command}")


def _widest(library: Sequence[Study], pair: tuple[str, str]) -> tuple[str, str]:
    """The pair with one part of the first strategy for it, where the default study has that."""
    first, second = pair
    study = min(library, key=lambda study: not study.default)
    known, reference = _known(study, first), _known(study, second)
    compared = {tuple(arm.strategy for arm in each.arms) for each in study.results}
    parts = study.strategy(known).includes if known else ()
    return next(((part, second) for part in parts if (part, reference) in compared), pair)


def _without(library: Sequence[Study], studies: Sequence[Study]) -> tuple[str, ...]:
    """How many studies at hand have no row; a few are named."""
    left = [study.id for study in library if study not in studies]
    named = ", ".join(left) if len(left) <= _NAMED else f"{len(left)} of {len(library)} studies"
    return (f"without such a comparison: {named}",) if left else ()
