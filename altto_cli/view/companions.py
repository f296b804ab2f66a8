"""The counterweight of a benefit: other endpoints of the same groups, other studies, harm."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from altto_cli import outcomes, wording
from altto_cli.model import Elsewhere, Result, Study
from altto_cli.view.page import Hanging
from altto_cli.view.warnings import GRAVE, result_keys
from altto_cli.words import ENDPOINTS, SHORT_STATUS, TYPED, Typed

#: As many other comparisons are said in figures; the rest is counted.
_MOST = 4
#: So many commands that lead to figures are named; more of them are one.
_NAMED = 2
#: What the word "not significant" leaves open.
OPEN = "ruling out neither gain nor loss"


class Companions(NamedTuple):
    """The lines that stand under a comparison, and the results that they name."""

    lines: tuple[Hanging, ...]
    named: tuple[Result, ...]


#: How a page says the figures of a result at another endpoint.
InFigures: TypeAlias = Callable[[Study, Result, str | None], str]


def figures(study: Study, other: Result, level: str | None) -> str:
    """OS 88.9 (AI) v 89.1%, 0.73 (0.53–1.00), called not significant.

    The confidence level is said where it is not the one that the page has said.
    """
    called = f"called {other.significance}" if other.significance else ""
    said = ", ".join(
        filter(
            None,
            (outcomes.against(study, other, whose=True), _estimate(study, other, level), called),
        )
    )
    return f"{study.endpoint(other.endpoint).label} {said}"


def beside(
    study: Study,
    shown: Sequence[Result],
    typed: Typed = TYPED,
    say: InFigures = figures,
    *,
    empty: bool = True,
) -> Companions:
    """The companions of the comparisons shown; none where nothing is compared.

    `empty` says too of which patients nothing else is reported.
    """
    compared = [each for each in shown if outcomes.has_figures(each)]
    in_words = [each for each in shown if not compared and len(each.arms) > 1]
    if not compared and not in_words:
        return Companions((), ())
    others = same_groups(study, compared or in_words, shown)
    if compared:
        said = _in_figures_and_words(study, compared, others, shown, typed, say, empty)
    else:
        said = _where(study, shown, others, typed)
    lines = [Hanging("Same groups", said)] if said else []
    told = elsewhere(study, shown)
    lines += [Hanging("Elsewhere", told.text, brief=told.brief)] if told else []
    lines.append(Hanging("Harm", harm(study, typed), brief=study.harm))
    return Companions(tuple(lines), tuple(others))


def _where(study: Study, shown: Sequence[Result], others: Sequence[Result], typed: Typed) -> str:
    """Where the figures of other endpoints are; they are not said without their warnings.

    Then where those of other patients are.
    """
    known = {each.endpoint: each for each in others if each.estimates}
    if len(known) > _NAMED:
        names = wording.several(study.endpoint(id).label for id in known)
        return f"Figures for {names}: {typed.command('summary', study=study)}"
    named = [(study.endpoint(id).label, each) for id, each in known.items()]
    counted = {each.endpoint for each in shown}
    of_others = (each for each in study.results if each.estimates and not each.subgroup)
    if other := next((each for each in of_others if each.endpoint in counted), None):
        whom = wording.population(study, other)
        named.append((f"{study.endpoint(other.endpoint).label} of {whom}", other))
    said = [f"{name}: {typed.command(_question(study, each), study=study)}" for name, each in named]
    return f"Figures for {'; '.join(said)}" if said else ""


def _question(study: Study, result: Result) -> str:
    status = study.population(result.population).menopause
    asked = [result.endpoint] if result.endpoint in ENDPOINTS else ["results", result.endpoint]
    return " ".join([*asked, *([f"-m {SHORT_STATUS[status]}"] if status in SHORT_STATUS else [])])


def same_groups(study: Study, compared: Sequence[Result], shown: Sequence[Result]) -> list[Result]:
    """What the study reports of the same patients, with groups in common, at other endpoints.

    Where several reports print it, that of the reports whose figures are compared.
    """
    endpoints = {each.endpoint for each in shown}
    populations = dict.fromkeys(f"populations/{each.population}" for each in compared)
    found = [
        other
        for other in study.results_with(*populations)
        if other.endpoint not in endpoints
        and not other.subgroup
        and not other.window
        and not other.versus_population
        and not study.endpoint(other.endpoint).harm
        and (other.estimates or other.statement or other.p_value)
    ]
    reports: dict[object, list[Result]] = {}
    for other in found:
        reports.setdefault(_contrast(other), []).append(other)
    kept = {
        id(other)
        for one in compared
        for alike in reports.values()
        if _share_groups(one, alike[0])
        for other in _of_its_report(one, alike)
    }
    return [other for other in found if id(other) in kept]


def whose(study: Study, compared: Sequence[Result], other: Result) -> str:
    """The source of a companion, where it is none of those of the figures that it stands with."""
    if any(other.source == each.source for each in compared):
        return ""
    return f" in {study.source(other.source).short}"


def _contrast(result: Result) -> object:
    """Who is compared at which endpoint, whichever report prints it."""
    groups = frozenset(arm.strategy for arm in result.arms)
    return result.endpoint, result.population, groups


def _of_its_report(one: Result, alike: Sequence[Result]) -> Sequence[Result]:
    """Those of one contrast that the source of this result prints; all where it prints none."""
    return [other for other in alike if other.source == one.source] or alike


def _share_groups(one: Result, other: Result) -> bool:
    if one.population != other.population:
        return False
    groups = {arm.strategy for arm in one.arms} & {arm.strategy for arm in other.arms}
    return len(groups) > 1


def _in_figures_and_words(
    study: Study,
    compared: Sequence[Result],
    others: Sequence[Result],
    shown: Sequence[Result],
    typed: Typed,
    say: InFigures,
    empty: bool,
) -> str:
    populations = list(dict.fromkeys(each.population for each in compared))
    by_population: dict[str, list[Result]] = {}
    for each in others:
        by_population.setdefault(each.population, []).append(each)
    one_endpoint = len({each.endpoint for each in shown}) == 1
    if not others:
        populations = populations[:1]
    said = []
    for population in populations:
        here = by_population.get(population, [])
        if here or (empty and one_endpoint):
            where = "" if len(populations) == 1 else study.population(population).label
            said.append(_of_population(study, compared, here, where, say, typed))
    return " ".join(said)


def _of_population(
    study: Study,
    compared: Sequence[Result],
    here: Sequence[Result],
    where: str,
    say: InFigures,
    typed: Typed,
) -> str:
    """All patients: OS 88.9 v 89.1%, 0.73 (0.53–1.00), called not significant."""
    known = list(_known(study, compared, [each for each in here if each.estimates], say))
    words = [each for each in here if not each.estimates]
    said = [*known[:_MOST], *_words(study, words, in_full=not where)]
    if len(known) > _MOST:
        said.append(f"{len(known) - _MOST} more: {typed.command('summary', study=study)}")
    nothing = "none" if where else f"other endpoints {wording.NOT_REPORTED}"
    text = "; ".join(said) or nothing
    return f"{where}: {text}." if where else f"{wording.upper_first(text)}."


def _known(
    study: Study, compared: Sequence[Result], others: Sequence[Result], say: InFigures
) -> Iterator[str]:
    """Each in figures, with its groups where they differ, and that a report is another."""
    pairs = {wording.comparison(study, each) for each in others}
    # A level said once would be read of what follows it.
    levels = {each.effect.ci_level for each in (*compared, *others) if each.effect}
    level = "95" if len(levels) < 2 else None
    told = set[object]()
    for each in sorted(others, key=lambda each: wording.comparison(study, each)):
        groups = f"{wording.comparison(study, each)}: " if len(pairs) > 1 else ""
        contrast = (wording.comparison(study, each), each.endpoint)
        report = "another report: " if contrast in told else groups
        told.add(contrast)
        yield f"{report}{say(study, each, level)}{doubt(study, each)}{whose(study, compared, each)}"


def doubt(study: Study, other: Result) -> str:
    """What is open about its figures alone, where the evidence says so in few words."""
    briefs = (
        said.brief
        for conflict in study.conflicts_on([f"results/{other.id}"])
        if other.effect and conflict.severity in GRAVE
        for said in conflict.says
        if said.brief and said.of == (f"results/{other.id}",) and said.cell is None
    )
    said = list(briefs) or ["in conflict"] * _is_disputed(study, other)
    return "".join(f" ({brief})" for brief in said)


def _is_disputed(study: Study, other: Result) -> bool:
    """Whether a conflict touches it for which the evidence has no other words."""
    return any(
        conflict.severity == "conflict" and not conflict.says
        for conflict in study.conflicts_on([f"results/{other.id}"])
    )


def _estimate(study: Study, other: Result, level: str | None) -> str:
    """The ratio, or else the difference."""
    return wording.ratio(other.effect, level) if other.effect else wording.differs(study, other)


def _words(study: Study, words: Sequence[Result], *, in_full: bool) -> Iterator[str]:
    """What is said of endpoints without figures, those of one word together."""
    by_word: dict[str, list[str]] = {}
    for each in words:
        said = f"called {each.significance}" if each.significance else p_among(each)
        said = said or wording.lower_first(each.statement or "").rstrip(".")
        endpoint = study.endpoint(each.endpoint)
        name = wording.lower_first(endpoint.name) if in_full else endpoint.label
        by_word.setdefault(said, []).append(name)
    for said, labels in by_word.items():
        means = f", {OPEN}" if said == "called not significant" else ""
        yield f"no figures for {wording.several(labels)}, {said}{means}"


def p_among(result: Result) -> str:
    """A P that is printed without a ratio: P = 0.14 among the three."""
    if not result.p_value:
        return ""
    among = f" among the {wording.few(len(result.groups))}" if result.groups else ""
    return wording.p_value(result.p_value) + among


def elsewhere(study: Study, shown: Sequence[Result]) -> Elsewhere | None:
    """The first record that touches every result shown and speaks of their comparison."""
    for record in study.elsewhere:
        groups = [{arm.strategy for arm in each.arms} for each in shown]
        if is_of(study, record, groups) and _touches(record, shown):
            return record
    return None


def is_of(study: Study, record: Elsewhere, groups: Iterable[set[str]]) -> bool:
    """Whether the record speaks of what is compared in these groups, in either direction."""
    if record.treatment is None:
        return True
    if record.reference is None:
        compared = [study.strategy(id) for each in groups for id in each]
        return any(record.treatment in (each.id, *each.includes) for each in compared)
    pairs = [each for each in groups if len(each) == 2]
    return bool(pairs) and all(each == {record.treatment, record.reference} for each in pairs)


def _touches(record: Elsewhere, shown: Iterable[Result]) -> bool:
    return "study" in record.touches or all(
        result_keys(each) & set(record.touches) for each in shown
    )


def harm(study: Study, typed: Typed) -> str:
    """What is known of harm, or that silence is not safety, and where to look."""
    see = typed.command("harms", study=study)
    if study.harm:
        return f"{study.harm}: {see}"
    reported = [each.label for each in study.endpoints if each.harm]
    if reported:
        return f"Reported: {wording.several(reported)}: {see}"
    return f"Not recorded here. Silence is not safety: {see}"
