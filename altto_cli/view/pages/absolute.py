"""The page of absolute differences: of 1,000 patients, what was observed and what a ratio gives."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from altto_cli import query, wording, words
from altto_cli.appraise.absolute import Absolute, LeftOut, absolutes
from altto_cli.errors import NoSuchRecordError, UnknownWordError
from altto_cli.model import Result, Study
from altto_cli.query import Asked
from altto_cli.view import (
    answer,
    companions,
    groups,
    per_thousand,
    per_thousand_records,
    places,
)
from altto_cli.view.columns import GROUP, Definition, N
from altto_cli.view.companions import InFigures
from altto_cli.view.page import Line, Page, Part, Table
from altto_cli.view.per_thousand import Given
from altto_cli.view.warned import Warned
from altto_cli.view.warnings import Touching, warned

_NOT_RANDOMISED = (
    "no number needed to treat for a non-randomised comparison: it says how many patients to treat "
    "for one to benefit, and here treatment is not known to be the cause"
)
#: Warnings that speak of the ratio as printed, or that this page gives in its own words.
_WITHOUT = ("rates", "word", "words")


def page(study: Study, asked: Asked, word: str | None = None, *, nnt: bool = False) -> Page:
    """Every result with rates at a time; what is left out stands in a line with its reason.

    Raises what `query.endpoints` and `query.results` raise, NoSuchRecordError where nothing can be
    said per 1,000, UnknownWordError for numbers needed to treat of a non-randomised comparison.
    """
    endpoints = words.endpoints(study, word) if word else None
    results = query.results(study, asked, endpoints)
    found = list(absolutes(study, results))
    left_out = [each for each in found if isinstance(each, LeftOut)]
    given = {each.result.id: each for each in found if isinstance(each, Absolute)}
    if not given:
        reasons = "; ".join(_reasons(study, left_out))
        wanted = f"results {endpoints[0].id}" if endpoints else "compare"
        see = asked.typed.command(wanted, study=study)
        raise NoSuchRecordError(f"nothing to say per 1,000 patients: {reasons}. See: {see}")
    if nnt and not all(study.is_randomised(each.result) for each in given.values()):
        raise UnknownWordError(f"{_NOT_RANDOMISED}; leave out --nnt")
    told = [each.result for each in found if each.result.id in given or _is_statement(each)]
    shown = answer.page(
        study,
        told,
        title=tuple(_title(study, asked, word, given)),
        tables=_tables(study, told, left_out, given, nnt=nnt),
        question=asked.as_query(endpoint=word, nnt=nnt or None),
        asked=" ".join(filter(None, ("absolute", word, _status(asked)))),
        typed=asked.typed,
        narrowed=["--nnt"] if nnt else [],
        onward=_onward(word, asked),
        read_with=_read_with(study, told, given),
    )
    beside = companions.beside(study, told, asked.typed, _in_figures(study), empty=False)
    return shown._replace(
        schema="absolute",
        companions=beside.lines,
        entries=tuple(per_thousand_records.entry(study, each, nnt=nnt) for each in given.values()),
        collections=("rows",),
    )


def _is_statement(each: Absolute | LeftOut) -> bool:
    return not groups.has_figures(each.result)


def _title(study: Study, asked: Asked, word: str | None, given: Given) -> Iterator[str]:
    asked_for = words.endpoints(study, word) if word else []
    names = [each.name if len(asked_for) == 1 else each.label for each in asked_for]
    names = names or ["Event-free"]
    first, *others = names
    said = wording.several([first, *map(wording.lower_first, others)])
    times = {each.at for each in given.values()}
    at = times.pop() if len(times) == 1 else ""
    yield f"{' '.join(filter(None, (said, at)))}, of 1,000 patients (derived)"
    if asked.menopause:
        yield "all patients" if asked.menopause == "overall" else asked.menopause


def _status(asked: Asked) -> str:
    return f"--menopause {asked.menopause}" if asked.menopause else ""


def _onward(word: str | None, asked: Asked) -> tuple[str, ...]:
    """The figures as printed and what was found in them, of the same patients."""
    if not word:
        return ("summary",)
    status = f" {words.short_status(asked.menopause)}" if asked.menopause else ""
    return (f"results {word}{status}", f"appraise {word}{status}")


def _tables(
    study: Study,
    told: Sequence[Result],
    left_out: Sequence[LeftOut],
    given: Given,
    *,
    nnt: bool,
) -> list[Table]:
    """A table for each time of the rates; statements stand in the first, the rest at its end."""
    by_time: dict[str, dict[str, Absolute]] = {}
    for id, each in given.items():
        by_time.setdefault(each.at, {})[id] = each
    tables = []
    for number, (at, here) in enumerate(by_time.items()):
        rows = [x for x in told if x.id in here or (not number and x.id not in given)]
        columns = _of(here, nnt=nnt)
        table = groups.table(study, rows, groups.heading(told), columns, indent=1)
        title = wording.upper_first(at) if len(by_time) > 1 else ""
        tables.append(table._replace(title=title))
    rest = [each for each in left_out if not _is_statement(each)]
    reasons = [Line(cell=(Part(wording.upper_first(text)),)) for text in _reasons(study, rest)]
    tables[-1] = answer.with_lines(tables[-1], reasons)
    return tables


def _of(given: Given, *, nnt: bool) -> list[Definition]:
    columns = [GROUP, N]
    columns += [make(given) for make in (per_thousand.event_free, per_thousand.observed)]
    columns += [per_thousand.by_ratio(given)]
    return [*columns, per_thousand.needed(given)] if nnt else columns


def _reasons(study: Study, left_out: Sequence[LeftOut]) -> list[str]:
    """What is not shown, with the reason."""
    by_reason: dict[str, list[str]] = {}
    printed = Counter(map(_contrast, study.results))
    for result, reason in left_out:
        by = f" ({study.source(result.source).short})" if printed[_contrast(result)] > 1 else ""
        by_reason.setdefault(reason, []).append(f"{wording.name(study, result)}{by}")
    return [f"{'; '.join(dict.fromkeys(said))}: {reason}" for reason, said in by_reason.items()]


def _contrast(result: Result) -> object:
    """What is compared, whoever reports it."""
    return result.question, tuple(arm.strategy for arm in result.arms)


def _read_with(study: Study, told: Sequence[Result], given: Given) -> list[Warned]:
    """What the columns are, then what is read with every figure, led by the figure shown here."""
    found = [each for each in warned(Touching(study, told)) if each.cause not in _WITHOUT]
    whole = [each for each in found if not each.places]
    shown = _shown(study, given)
    beside = [_led(shown, each) for each in found if each.places]
    own = [*_apart(study, given), *_none(study, given), *_competing(study, given)]
    return [*_columns(given), *_also_sizes(study, given), *whole, *own, *beside]


def _shown(study: Study, given: Given) -> dict[str, tuple[Decimal | None, str, str]]:
    """At each place a printed figure, its unit, and what stands there of 1,000."""
    shown: dict[str, tuple[Decimal | None, str, str]] = {}
    for each in given.values():
        result, effect = each.result, each.result.effect
        sides = zip(result.arms, (each.treatment, each.reference), strict=True)
        for arm, free in sides:
            shown[places.of_arm(study, result, arm)[0]] = (wording.rate(arm), "%", str(round(free)))
        if effect:
            by_ratio = per_thousand.by_ratio_alone(each)
            shown[places.of_result(study, result)[0]] = (effect.estimate, "", by_ratio)
    return shown


def _led(shown: Mapping[str, tuple[Decimal | None, str, str]], line: Warned) -> Warned:
    """The line with the figure of 1,000 as its lead, where it is about a percentage or a ratio."""
    for place in (place for alternatives in line.places for place in alternatives):
        value, unit, lead = shown.get(place, (None, "", ""))
        printed = "" if value is None else wording.figure(value) + unit
        if printed and printed == line.lead:
            # What is said of a rate goes on from the percentage as its subject.
            text = f"{printed}: {wording.lower_first(line.text)}" if unit else line.text
            return line._replace(lead=lead, text=text)
    return line


#: By whether an interval is from those of both rates, and whether one is the shortest possible.
_OBSERVED = {
    (True, False): "Unadjusted; the interval follows from those of both rates (derived).",
    (False, True): "Unadjusted, as if nobody were lost: the true interval is no shorter and may "
    "hold 0.",
    (True, True): "Unadjusted, from the intervals of both rates. The narrowest: as if nobody were "
    "lost; the true one may hold 0.",
}


def _columns(given: Given) -> Iterator[Warned]:
    """What the two differences are, and what their intervals leave out."""
    if text := _OBSERVED.get(
        (
            any(each.by_intervals for each in given.values()),
            any(each.shortest for each in given.values()),
        )
    ):
        yield Warned("observed", (), "Observed", text)
    if any(each.by_ratio for each in given.values()):
        moved = max(each.moved_by_rounding for each in given.values())
        off = f"; rounding: up to {moved}" if moved else ""
        text = f"The ratio on the reference rate taken as exact{off}. Seen in no group."
        yield Warned("by-ratio", (), "If it held", text)


def _also_sizes(study: Study, given: Given) -> Iterator[Warned]:
    """A difference of 1,000 that by chance is also the size of its group."""
    for each in given.values():
        sizes = {wording.size(study, each.result, arm)[0] for arm in each.result.arms}
        more = per_thousand.by_ratio_alone(each)
        number = more.partition(" ")[0]
        if number in map(str, sizes):
            text = f"Of 1,000, not of the {number} patients."
            yield Warned("also-size", (places.of_result(study, each.result),), more, text)


def _apart(study: Study, given: Given) -> Iterator[Warned]:
    """Rates and ratios that disagree, and by how much; neither is then the effect."""
    disagreeing = []
    for each in given.values():
        if each.implied and each.parted and each.result.effect:
            printed = wording.figure(each.result.effect.estimate)
            disagreeing.append((each.result, f"{each.implied.ratio:.2f} for {printed}"))
    if disagreeing:
        marks = tuple(places.of_observed(study, result) for result, _ in disagreeing)
        given_for = wording.several(said for _, said in disagreeing)
        text = f"Rates give {given_for} (derived): trust neither as the effect."
        yield Warned("apart", marks, "Apart", text)


def _none(study: Study, given: Given) -> Iterator[Warned]:
    """Why a difference is not given, or has no interval."""
    for reason, found in _by_reason(given, lambda each: each.not_given):
        marks = [places.of_result(study, each.result) for each in found]
        yield Warned("none", tuple(marks), "By ratio", f"None: {reason}.", anywhere=True)
    for reason, found in _by_reason(given, lambda each: _no_interval(study, each)):
        marks = [places.of_observed(study, each.result) for each in found]
        yield Warned("no-interval", tuple(marks), "Observed", f"No interval: {reason}.")


def _competing(study: Study, given: Given) -> Iterator[Warned]:
    """An endpoint that is also called by the name of one with which death competes."""
    for each in given.values():
        endpoint = study.endpoint(each.result.endpoint)
        others = (other for other in study.endpoints if other.id in endpoint.asked_as)
        competing = [other.label for other in others if other.competing_risks]
        if competing and not endpoint.competing_risks:
            text = (
                f"If it is {wording.several(competing)}, death competes: trust neither difference."
            )
            marks = (places.of_observed(study, each.result),)
            yield Warned("competing", marks, endpoint.label, text)


def _by_reason(
    given: Given, why: Callable[[Absolute], str | None]
) -> Iterator[tuple[str, list[Absolute]]]:
    found: dict[str, list[Absolute]] = {}
    for each in given.values():
        if reason := why(each):
            found.setdefault(reason, []).append(each)
    yield from found.items()


def _no_interval(study: Study, each: Absolute) -> str | None:
    if each.observed:
        return None
    if study.endpoint(each.result.endpoint).competing_risks:
        return "competing risks: a patient who dies first can no longer have the event"
    sizes = [wording.size(study, each.result, arm)[0] for arm in each.result.arms]
    if None in sizes:
        return f"n {wording.NOT_REPORTED}"
    return "the result is of a window" if each.result.window else "a rate of 0 or 100% has none"


def _measure(result: Result) -> str:
    return wording.measure(result.effect._replace(adjusted=False)) if result.effect else "ratio"


def _in_figures(study: Study) -> InFigures:
    """How the same groups at another endpoint are said: per 1,000 where that can be."""

    def said(_: Study, result: Result, level: str | None) -> str:
        (each,) = absolutes(study, [result])
        if isinstance(each, LeftOut):
            return companions.figures(study, result, level)
        usual = Decimal(level) if level else None
        seen = per_thousand.observed_in_words(each, usual)
        held = per_thousand.by_ratio_in_words(each, usual)
        label = study.endpoint(result.endpoint).label
        return f"{label} {seen}, by {_measure(result)} {held}"

    return said
