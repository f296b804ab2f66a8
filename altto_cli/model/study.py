"""A study: its sources, groups, results, and what must be said with them."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Annotated, Literal, NamedTuple, Protocol, TypeVar

from altto_cli.model.base import Frozen, Record, record
from altto_cli.model.result import (
    Count,
    Date,
    GroupKey,
    Id,
    PopulationId,
    Result,
    Severity,
    SourceId,
    StrategyId,
    Touched,
    Years,
)


@record
class Source(Record):
    """Something published from which figures were taken, or which was compared with them."""

    id: Id
    kind: Literal["talk", "commentary", "news report", "interview", "abstract", "paper", "registry"]
    #: The full reference.
    citation: str
    #: How a sentence names it: "Lambertini et al., SABCS 2025, via commentary".
    short: str
    peer_reviewed: bool
    #: The day on which somebody last read it.
    checked: Date
    #: What was taken from it.
    taken: str
    url: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    nct: str | None = None
    #: What it says wrongly and must not be repeated.
    errors: tuple[str, ...] = ()
    #: The source that replaces it.
    superseded_by: SourceId | None = None
    #: Its own follow-up, where a study has reports of different age.
    median_follow_up_years: Years | None = None


@record
class Strategy(Record):
    """A treatment that patients had."""

    id: Id
    label: str
    #: The words people use for it; the order of the words and + signs do not matter.
    also: tuple[str, ...] = ()
    #: What it is called where it must be told from a strategy that includes it.
    alone: str | None = None
    #: The strategies that are part of it.
    includes: tuple[StrategyId, ...] = ()


@record
class Endpoint(Record):
    """What was counted."""

    id: Id
    #: Short: "DFS".
    label: str
    #: In full: "Disease-free survival".
    name: str
    #: Other ids under which a question for it is answered.
    asked_as: tuple[Id, ...] = ()
    #: Whether its rates are one minus cumulative incidence; then no ratio turns one into another.
    competing_risks: bool = False


@record
class Population(Record):
    """Who was looked at."""

    id: Id
    label: str
    #: The menopausal status of its patients, as `--menopause` asks for it.
    menopause: str | None = None
    #: Why its results bear only indirectly on the question; absent where they bear directly.
    indirect: str | None = None
    n: Count | None = None


@record
class Group(Record):
    """The patients of one population who had one strategy."""

    strategy: StrategyId
    population: PopulationId
    label: str
    n: Count | None = None
    #: Another name that a source gives to the same patients.
    elsewhere: str | None = None
    #: The groups it is made of, as strategy/population; their sizes add up to its own.
    parts: tuple[GroupKey, ...] = ()
    source: SourceId | None = None
    locator: str | None = None
    remarks: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """`strategy/population`, as `parts` and `touches` name it."""
        return f"{self.strategy}/{self.population}"


@record
class Remark(Record):
    """A warning that belongs to several figures.

    `touches` holds `results/ID`, `groups/STRATEGY/POPULATION`, `facts/ID`, `sources/ID` or `study`.
    """

    id: Id
    text: str
    touches: tuple[Touched, ...]


@record
class Conflict(Record):
    """Two things that sources say and that do not go together; `touches` is as in a remark."""

    id: Id
    severity: Severity
    #: What a page shows: two lines at most.
    text: str
    #: The whole of it, for the page of sources.
    detail: str | None = None
    touches: tuple[Touched, ...]
    #: The rules of the appraisal that find it too.
    rules: tuple[Id, ...] = ()


@record
class Fact(Record):
    """Something about the study that is not a result; without `value` it is not reported."""

    id: Id
    section: Literal["design", "patients", "beware", "commentary", "not reported"]
    label: str
    value: str | None = None
    text: str
    source: SourceId | None = None
    locator: str | None = None


@record
class Refusal(Record):
    """A word that the study cannot answer, and why."""

    word: str
    reason: str


class Pointer(NamedTuple):
    """A few words beside a result: what the appraisal found there, and how to see it."""

    result: str
    text: str


@record
class Study(Record):
    """All that is recorded of one study."""

    id: Id
    title: str
    #: Of the evidence, not of the program: year.number.
    version: str
    #: Whether look-ups answer from it when no study is named.
    default: bool = False
    #: What kind of comparison it is, in a line that stands under every answer.
    design: str
    randomised: bool
    exploratory: bool
    n: Count | None = None
    median_follow_up_years: Years | None = None
    adjusted_for: tuple[str, ...] = ()
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
    sha256: Annotated[str, "computed"] = ""
    pointers: Annotated[tuple[Pointer, ...], "computed"] = ()

    def source(self, id: str) -> Source:
        """The source with this id."""
        return _by_id(self.sources, id)

    def strategy(self, id: str) -> Strategy:
        """The strategy with this id."""
        return _by_id(self.strategies, id)

    def endpoint(self, id: str) -> Endpoint:
        """The endpoint with this id."""
        return _by_id(self.endpoints, id)

    def population(self, id: str) -> Population:
        """The population with this id."""
        return _by_id(self.populations, id)

    def result(self, id: str) -> Result:
        """The result with this id."""
        return _by_id(self.results, id)

    def group(self, strategy: str, population: str) -> Group | None:
        """The patients of `population` who had `strategy`, where the study declares them."""
        key = f"{strategy}/{population}"
        return next((group for group in self.groups if group.key == key), None)

    def size(self, group: Group) -> int | None:
        """Its printed size, or else the sum of its parts; None where a part has none."""
        if group.n is not None or not group.parts:
            return group.n
        sizes = [self.size(part) for part in self.parts(group)]
        known = [size for size in sizes if size is not None]
        return sum(known) if len(known) == len(sizes) else None

    def parts(self, group: Group) -> Iterator[Group]:
        """The groups that it is made of."""
        return (other for key in group.parts for other in self.groups if other.key == key)

    def is_randomised(self, result: Result) -> bool:
        """Whether the patients of this comparison were allocated at random."""
        return self.randomised if result.randomised is None else result.randomised

    def is_exploratory(self, result: Result) -> bool:
        """Whether this comparison was exploratory."""
        return self.exploratory if result.exploratory is None else result.exploratory

    def follow_up(self, result: Result) -> Decimal | None:
        """Its median follow-up in years: its own, its source's, or the study's."""
        own = result.median_follow_up_years
        source = self.source(result.source).median_follow_up_years
        return next((x for x in (own, source, self.median_follow_up_years) if x is not None), None)

    def covariates(self, result: Result) -> list[str] | None:
        """What an adjusted effect is adjusted for; None where it is not adjusted or not told."""
        if not result.effect or result.effect.adjusted is not True:
            return None
        return list(result.adjusted_for or self.adjusted_for) or None


@record
class Term(Record):
    """A word of the field and how it is used here."""

    id: Id
    label: str
    text: str
    #: Other ways to write it.
    also: tuple[str, ...] = ()
    #: The papers it rests on.
    papers: tuple[str, ...] = ()


@record
class Glossary(Record):
    """The words that `altto explain` knows."""

    terms: tuple[Term, ...]


@record
class Library(Frozen):
    """The studies at hand."""

    studies: tuple[Study, ...]

    def study(self, id: str) -> Study:
        """The study with this id."""
        return _by_id(self.studies, id)


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T", bound=_Identified)


def _by_id(records: Iterable[_T], id: str) -> _T:
    return next(record for record in records if record.id == id)
