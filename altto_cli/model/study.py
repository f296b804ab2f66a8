"""A study with all that is recorded of it, and the library of studies."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Protocol, TypeVar

from altto_cli.model.base import Frozen, Record
from altto_cli.model.durations import Duration, duration
from altto_cli.model.index import Index
from altto_cli.model.measures import MEASURES
from altto_cli.model.parts import Endpoint, Group, Population, Source, Strategy
from altto_cli.model.remarks import (
    Conflict,
    Elsewhere,
    Fact,
    Observed,
    Overlap,
    Refusal,
    Remark,
)
from altto_cli.model.result import (
    NOT_REPORTED,
    Count,
    Id,
    Months,
    NotReported,
    Result,
    SourceId,
    Years,
)


class Study(Record):
    """All that is recorded of one study."""

    id: Id
    title: str
    #: How titles and comparisons name it: "ALTTO"; its id where it is left out.
    short: str | None = None
    #: Of the evidence, not of the program: year.number.
    version: str
    #: Whether look-ups answer from it when no study is named.
    default: bool = False
    #: What kind of comparison it is, in a line that stands under every answer.
    design: str
    #: Who was studied and what was compared, in two sentences with which a summary begins.
    about: str | None = None
    randomised: bool
    #: What was not allocated at random, where the study is not randomised: "endocrine therapy".
    not_randomised_for: str | None = None
    #: "not reported" where nothing says so.
    exploratory: bool | NotReported
    n: Count | None = None
    median_follow_up_years: Years | None = None
    median_follow_up_months: Months | None = None
    adjusted_for: tuple[str, ...] = ()
    #: The report of the trial inside which the comparison was made.
    parent_trial: SourceId | None = None
    sources: tuple[Source, ...]
    strategies: tuple[Strategy, ...]
    endpoints: tuple[Endpoint, ...]
    populations: tuple[Population, ...]
    groups: tuple[Group, ...] = ()
    results: tuple[Result, ...] = ()
    facts: tuple[Fact, ...] = ()
    remarks: tuple[Remark, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    #: What must be read with its figures where they stand beside those of other studies.
    caveat: str | None = None
    #: What is known of harm, or that nothing is, in a line.
    harm: str | None = None
    #: The harms to which no study at hand speaks, for the page that gathers them.
    harm_not_at_hand: str | None = None
    elsewhere: tuple[Elsewhere, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    sha256: Annotated[str, "computed"] = ""
    observed: Annotated[tuple[Observed, ...], "computed"] = ()

    def source(self, id: str) -> Source:
        """The source with this id."""
        return self._sources[id]

    def citation_key(self, source: str) -> str:
        """The key under which a source is cited; it stays as long as the ids do."""
        return f"{self.id}-{source}"

    def strategy(self, id: str) -> Strategy:
        """The strategy with this id."""
        return self._strategies[id]

    def endpoint(self, id: str) -> Endpoint:
        """The endpoint with this id."""
        return self._endpoints[id]

    def population(self, id: str) -> Population:
        """The population with this id."""
        return self._populations[id]

    def fact(self, id: str) -> Fact:
        """The fact with this id."""
        return self._facts[id]

    def result(self, id: str) -> Result:
        """The result with this id."""
        return self._results[id]

    def group(self, strategy: str, population: str) -> Group | None:
        """The patients of `population` who had `strategy`, where the study declares them."""
        return self._groups.get(f"{strategy}/{population}")

    def conflict(self, id: str | None) -> Conflict | None:
        """The conflict with this id, where there is one."""
        return self._conflicts.get(id) if id else None

    def results_with(self, *keys: str) -> list[Result]:
        """Those of these keys: results/ID, groups/…, populations/ID, interactions/POPULATION."""
        return self._results_by_key.having(keys)

    def groups_with(self, *keys: str) -> list[Group]:
        """The groups of these keys: groups/STRATEGY/POPULATION, populations/ID."""
        return self._groups_by_key.having(keys)

    def remarks_on(self, keys: Iterable[str]) -> list[Remark]:
        """The remarks that touch any of these, or have words for it."""
        return self._remarks_by_key.having(keys)

    def conflicts_on(self, keys: Iterable[str]) -> list[Conflict]:
        """The conflicts that touch any of these, have words for it, or explain it: rules/ID."""
        return self._conflicts_by_key.having(keys)

    def observed_of(self, results: Iterable[str]) -> list[Observed]:
        """What was found about results with these ids."""
        return self._observed_by_result.having(results)

    def is_observed(self, conflict: str) -> bool:
        """Whether what was found about the results is what this conflict tells."""
        return conflict in self._observed_conflicts

    def size(self, group: Group) -> int | None:
        """Its printed size, or else the sum of its parts; None where a part has none."""
        if group.n is not None or not group.parts:
            return group.n
        sizes = [self.size(part) for part in self.parts(group)]
        known = [size for size in sizes if size is not None]
        return sum(known) if len(known) == len(sizes) else None

    def parts(self, group: Group) -> Iterator[Group]:
        """The groups that it is made of."""
        return (self._groups[key] for key in group.parts if key in self._groups)

    def is_randomised(self, result: Result) -> bool:
        """Whether the patients of this comparison were allocated at random."""
        return self.randomised if result.randomised is None else result.randomised

    def is_exploratory(self, result: Result) -> bool | None:
        """Whether this comparison was exploratory; None where nothing says so."""
        own = result.exploratory
        if own is None:
            return self.said_exploratory
        return None if own == NOT_REPORTED else own

    @property
    def said_exploratory(self) -> bool | None:
        """Whether it is exploratory; None where nothing says so."""
        return None if self.exploratory == NOT_REPORTED else self.exploratory

    @property
    def median_follow_up(self) -> Duration | None:
        """That of the study as printed, in years or months."""
        return duration(self.median_follow_up_years, self.median_follow_up_months)

    def followed(self, result: Result) -> Duration | None:
        """Its median follow-up as printed, its own, its source's, or the study's."""
        own = duration(result.median_follow_up_years, result.median_follow_up_months)
        return own or self.source(result.source).median_follow_up or self.median_follow_up

    def follow_up(self, result: Result) -> Decimal | None:
        """Its median follow-up, where it is printed in years."""
        printed = self.followed(result)
        return printed.value if printed and printed.unit == "years" else None

    def unit(self, result: Result) -> str | None:
        """The unit of its difference: that of the measure, or else of the endpoint."""
        difference = result.difference
        measured = MEASURES[difference.measure].unit if difference else None
        return measured or self.endpoint(result.endpoint).unit

    def covariates(self, result: Result) -> list[str] | None:
        """What an adjusted effect is adjusted for; None where it is not adjusted or not told."""
        if not result.effect or result.effect.adjusted is not True:
            return None
        return list(result.adjusted_for or self.adjusted_for) or None

    @cached_property
    def her2_statuses(self) -> frozenset[str | None]:
        """What is known of the HER2 status of its populations."""
        return frozenset(each.her2 for each in self.populations)

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return _by_id(self.sources)

    @cached_property
    def _strategies(self) -> dict[str, Strategy]:
        return _by_id(self.strategies)

    @cached_property
    def _endpoints(self) -> dict[str, Endpoint]:
        return _by_id(self.endpoints)

    @cached_property
    def _populations(self) -> dict[str, Population]:
        return _by_id(self.populations)

    @cached_property
    def _results(self) -> dict[str, Result]:
        return _by_id(self.results)

    @cached_property
    def _groups(self) -> dict[str, Group]:
        return {group.key: group for group in self.groups}

    @cached_property
    def _conflicts(self) -> dict[str, Conflict]:
        return _by_id(self.conflicts)

    @cached_property
    def _facts(self) -> dict[str, Fact]:
        return _by_id(self.facts)

    @cached_property
    def _results_by_key(self) -> Index[Result]:
        return Index(self.results, keys_of)

    @cached_property
    def _groups_by_key(self) -> Index[Group]:
        return Index(
            self.groups, lambda each: (f"groups/{each.key}", f"populations/{each.population}")
        )

    @cached_property
    def _remarks_by_key(self) -> Index[Remark]:
        return Index(self.remarks, _about)

    @cached_property
    def _conflicts_by_key(self) -> Index[Conflict]:
        return Index(
            self.conflicts, lambda each: {*_about(each), *(f"rules/{id}" for id in each.rules)}
        )

    @cached_property
    def _observed_by_result(self) -> Index[Observed]:
        return Index(self.observed, lambda each: each.results)

    @cached_property
    def _observed_conflicts(self) -> set[str | None]:
        return {each.conflict for each in self.observed}


def keys_of(result: Result) -> Iterator[str]:
    """What a record that touches the result may name: it, its populations and its groups."""
    yield f"results/{result.id}"
    between = (result.population, result.versus_population)
    kinds = ("populations", "interactions") if all(between) else ("populations",)
    yield from (f"{kind}/{id}" for id in between if id for kind in kinds)
    for arm in result.arms:
        yield f"groups/{arm.strategy}/{result.population}"


def _about(record: Remark | Conflict) -> set[str]:
    return {*record.touches, *(key for said in record.says for key in said.of)}


class Library(Frozen):
    """The studies at hand."""

    studies: tuple[Study, ...]

    def study(self, id: str) -> Study:
        """The study with this id."""
        return self._studies[id]

    @cached_property
    def _studies(self) -> dict[str, Study]:
        return _by_id(self.studies)


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T", bound=_Identified)


def _by_id(records: Iterable[_T]) -> dict[str, _T]:
    """The records by their ids."""
    return {record.id: record for record in records}
