"""The page of absolute differences: of 1,000 patients, what was observed and what a ratio gives."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from altto_cli import query, wording, words
from altto_cli.appraise import absolute
from altto_cli.appraise.absolute import Absolute, LeftOut
from altto_cli.errors import NoSuchRecordError, UnknownWordError
from altto_cli.model import Result, Study
from altto_cli.query import Asked
from altto_cli.view import foot, notes, per_thousand, records
from altto_cli.view.page import Column, Note, Page, Section, Table
from altto_cli.view.shown import row_names, with_warnings

_NOT_RANDOMISED = (
    "no number needed to treat for a non-randomised comparison: it says how many patients to treat "
    "for one to benefit, and here treatment is not known to be the cause"
)
#: What must be read with every difference that a ratio gives.
_FIXED_BASELINE = (
    "The interval beside a ratio's difference is that of the ratio; the reference group's rate is "
    "taken as known. That of a crude difference is the shortest that sizes and rates allow: it "
    "counts nobody as lost, so where it leaves out 0, the true one may not."
)


def page(study: Study, asked: Asked, word: str | None = None, *, nnt: bool = False) -> Page:
    """Every result with rates at a time; what is left out stands in the foot with its reason.

    Raises what `query.endpoints` and `query.results` raise, NoSuchRecordError where nothing can be
    said per 1,000, UnknownWordError for numbers needed to treat of a non-randomised comparison.
    """
    endpoints = words.endpoints(study, word) if word else None
    found = list(absolute.absolutes(study, query.results(study, asked, endpoints)))
    left_out = [each for each in found if isinstance(each, LeftOut)]
    given = [each for each in found if isinstance(each, Absolute)]
    if not given:
        reasons = "; ".join(f"{reason} ({said})" for reason, said in _left_out(study, left_out))
        wanted = f"results {endpoints[0].id}" if endpoints else "compare"
        see = asked.typed.command(wanted, study=study)
        raise NoSuchRecordError(f"nothing to say per 1,000 patients: {reasons}. See: {see}")
    if nnt and not all(study.is_randomised(each.result) for each in given):
        raise UnknownWordError(f"{_NOT_RANDOMISED}; leave out --nnt")
    shown = with_warnings(study, [each.result for each in given])
    names = dict(zip((each.result.id for each in given), row_names(shown), strict=True))
    left = [(f"Left out, {reason}", said) for reason, said in _left_out(study, left_out)]
    return Page(
        schema="absolute",
        title=_title(study, asked, word),
        aside=study.title,
        tables=tuple(_table(study, group, names, nnt=nnt) for group in _by_heading(study, given)),
        notes=(
            *notes.of_rows((names[one.result.id], one.remarks, one.conflicts) for one in shown),
            *_parting(given, names),
            *_rounding(given, names),
            Note(_FIXED_BASELINE),
        ),
        foot=(*left, *foot.lines(shown)),
        query=asked.as_query(endpoint=word, nnt=nnt or None),
        studies=(records.study(study),),
        sources=foot.sources(shown),
    )


def _title(study: Study, asked: Asked, word: str | None) -> str:
    names = [each.name for each in words.endpoints(study, word)] if word else []
    said = [names[0], *map(wording.lower_first, names[1:])] if names else ["Event-free patients"]
    return " · ".join(filter(None, [wording.several(said), asked.menopause]))


def _left_out(study: Study, left_out: Sequence[LeftOut]) -> Iterator[tuple[str, str]]:
    """Each reason, with what is not shown for it."""
    by_reason: dict[str, list[str]] = {}
    for result, reason in left_out:
        by_reason.setdefault(reason, []).append(wording.name(study, result))
    return ((reason, "; ".join(dict.fromkeys(names))) for reason, names in by_reason.items())


def _by_heading(study: Study, given: Sequence[Absolute]) -> Iterable[list[Absolute]]:
    """The results of one time and one kind of comparison together."""
    groups: dict[str, list[Absolute]] = {}
    for each in given:
        groups.setdefault(per_thousand.heading(study, each), []).append(each)
    return groups.values()


def _table(study: Study, given: Sequence[Absolute], names: dict[str, str], *, nnt: bool) -> Table:
    level = _one_level(given)
    columns = [
        Column("Comparison", "pair"),
        Column("n", "decimal"),
        Column("Event-free", "decimal"),
        Column(f"Crude ({level}% CI at least)" if level else "Crude, derived"),
        # Why a difference is not given may wrap; a figure may not.
        Column(_by_ratio(given), "strong" if all(each.by_ratio for each in given) else "prose"),
    ]
    columns += [Column("Number needed to treat")] if nnt else []
    headed = groupby(given, lambda each: _group(study, each.result))
    return Table(
        columns=tuple(columns),
        sections=tuple(
            Section(
                heading=said,
                rows=tuple(
                    per_thousand.row(
                        study, each, names[each.result.id], nnt=nnt, one_level=bool(level)
                    )
                    for each in group
                ),
            )
            for said, group in headed
        ),
        collection="rows",
        title=per_thousand.heading(study, given[0]),
    )


def _one_level(given: Sequence[Absolute]) -> str | None:
    """The level of all intervals of crude differences, which then stands in the heading."""
    levels = {wording.figure(each.level) for each in given if each.shortest}
    return levels.pop() if len(levels) == 1 else None


def _by_ratio(given: Sequence[Absolute]) -> str:
    effects = [each.result.effect for each in given if each.result.effect]
    adjusted = "adjusted " if effects and all(each.adjusted is True for each in effects) else ""
    return f"By the {adjusted}ratio, derived"


def _group(study: Study, result: Result) -> str:
    said = [study.endpoint(result.endpoint).name, wording.population(study, result)]
    said += [result.window.text] if result.window else []
    return " · ".join([said[0], wording.upper_first(said[1]), *said[2:]])


def _parting(given: Sequence[Absolute], names: dict[str, str]) -> Iterator[Note]:
    """Where rates and ratio part, by how much."""
    for each in given:
        if text := absolute.parting(each):
            yield Note(text, (names[each.result.id],))


def _rounding(given: Sequence[Absolute], names: dict[str, str]) -> Iterator[Note]:
    """How far rounding of the rates can move the crude differences."""
    by_reach: dict[int, list[str]] = {}
    for each in given:
        reach = round((each.crude.high - each.crude.low) / 2)
        by_reach.setdefault(reach, []).append(names[each.result.id])
    for reach, rows in by_reach.items():
        text = f"Through rounding of the rates a crude difference may be {reach} more or less."
        yield Note(text, tuple(rows))
