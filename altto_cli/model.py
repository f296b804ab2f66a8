"""The evidence as it is written: what a study's files may say, and what each word means.

Every figure is a `Decimal` that keeps its printed digits (1.00 stays 1.00). The loader fills these
classes from YAML, and the JSON Schema of evidence files is derived from them, so they are the one
place that says what a record may hold.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Literal, NamedTuple, Protocol, TypeVar


class Place(NamedTuple):
    """Where something is written; lines and columns count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Problem(NamedTuple):
    """One fault of an evidence file."""

    place: Place
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.rule}: {self.message}"


class Within(NamedTuple):
    """The values a figure may take; `rule` names the fault of any other."""

    rule: str
    low: Decimal
    high: Decimal | None = None
    low_allowed: bool = True


class Form(NamedTuple):
    """The form a word must have, as a regular expression and in words."""

    pattern: str
    words: str


class Ref(NamedTuple):
    """The list of the study in which an id must be found."""

    collection: str


Id = Annotated[str, Form(r"[a-z0-9]+(-[a-z0-9]+)*", "small letters, digits and single hyphens")]
Date = Annotated[str, Form(r"\d{4}-\d{2}-\d{2}", "a date as YYYY-MM-DD")]
Percent = Annotated[Decimal, Within("percent-range", Decimal(0), Decimal(100))]
Ratio = Annotated[Decimal, Within("ratio-range", Decimal(0), low_allowed=False)]
#: A bound may be printed as 0.00 when it is smaller than its last place.
Bound = Annotated[Decimal, Within("ratio-range", Decimal(0))]
Level = Annotated[Decimal, Within("level-range", Decimal(50), Decimal("99.99"))]
Years = Annotated[Decimal, Within("years-range", Decimal(0))]
Count = Annotated[int, Within("count-range", Decimal(0))]
NotReported = Literal["not reported"]

StrategyId = Annotated[str, Ref("strategies")]
EndpointId = Annotated[str, Ref("endpoints")]
PopulationId = Annotated[str, Ref("populations")]
ResultId = Annotated[str, Ref("results")]
SourceId = Annotated[str, Ref("sources")]

GroupKey = Annotated[str, Ref("groups")]
Touched = Annotated[str, Ref("touchable")]

Severity = Literal["conflict", "check", "note"]
Status = Literal["reported", "derived", "qualitative"]
Measure = Literal[
    "hazard ratio", "rate ratio", "odds ratio", "risk ratio", "ratio of hazard ratios"
]
PKind = Literal["superiority", "non-inferiority", "interaction", "log-rank"]


@dataclass(frozen=True, kw_only=True)
class Record:
    """Anything written in a file; `places` says where its keys stand, and "" where it begins."""

    places: Mapping[str, Place] = field(default_factory=dict, repr=False, compare=False)

    def at(self, key: str = "") -> Place:
        """Where `key` is written, or the record itself where it is not."""
        return self.places.get(key) or self.places.get("") or Place("", 0, 0)


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
class Population(Record):
    """Who was looked at."""

    id: Id
    label: str
    #: The menopausal status of its patients, as `--menopause` asks for it.
    menopause: str | None = None
    #: Why its results bear only indirectly on the question; absent where they bear directly.
    indirect: str | None = None
    n: Count | None = None


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
class Arm(Record):
    """One side of a result."""

    strategy: StrategyId
    #: Overrides the size of the group; "not reported" where a figure has no denominator.
    n: Count | NotReported | None = None
    #: Patients without the event, in percent.
    event_free_percent: Percent | None = None
    #: Patients with the event, in percent.
    event_percent: Percent | None = None
    #: The time to which the rate belongs, in years.
    at_years: Years | None = None
    events: Count | None = None
    #: Median time to the event, in years.
    median_years: Years | None = None


@dataclass(frozen=True, kw_only=True)
class Effect(Record):
    """A ratio of treatment to reference, with its interval as printed."""

    measure: Measure
    adjusted: bool
    estimate: Ratio
    ci_low: Bound | None = None
    ci_high: Ratio | None = None
    #: The confidence level in percent.
    ci_level: Level | None = None
    #: As printed: "<0.001".
    p: str | None = None
    p_kind: PKind | None = None
    p_label: Literal["P", "2p"] | None = None
    #: The level against which the report judges its P.
    p_threshold: str | None = None
    #: The non-inferiority margin.
    margin: Ratio | None = None


@dataclass(frozen=True, kw_only=True)
class Window(Record):
    """The stretch of follow-up to which a result is limited."""

    from_years: Years
    to_years: Years
    text: str


@dataclass(frozen=True, kw_only=True)
class Corroboration(Record):
    """What another report says of the same figures."""

    source: SourceId
    what: str


@dataclass(frozen=True, kw_only=True)
class Derivation:
    """How a figure was computed: the method's name and what went in."""

    method: str
    inputs: tuple[str, ...]
    #: The ids of the results that it was computed from; what touches them touches it.
    results: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Result(Record):
    """One comparison of one endpoint in one population, from one source."""

    id: Id
    endpoint: EndpointId
    population: PopulationId
    source: SourceId
    #: Where in the source it stands.
    locator: str
    #: The population with which `population` is compared, in a ratio of ratios.
    versus_population: PopulationId | None = None
    #: The factor over which the source makes a statement.
    subgroup: str | None = None
    #: The results that the source prints for this factor.
    figures: tuple[ResultId, ...] = ()
    window: Window | None = None
    treatment: Arm | None = None
    reference: Arm | None = None
    #: Who is spoken of, in a statement about more than two groups.
    groups: tuple[Arm, ...] = ()
    #: Events in both groups together.
    events: Count | None = None
    effect: Effect | None = None
    #: What the source says without figures, in our words.
    statement: str | None = None
    #: The source's own word about this figure.
    significance: Literal["significant", "not significant"] | None = None
    #: Replaces the study's or the source's.
    median_follow_up_years: Years | None = None
    randomised: bool | None = None
    exploratory: bool | None = None
    adjusted_for: tuple[str, ...] = ()
    #: "intention to treat" and the like.
    analysis_set: str | None = None
    remarks: tuple[str, ...] = ()
    corroborated_by: tuple[Corroboration, ...] = ()
    derived_from: Annotated[Derivation | None, "computed"] = None

    @property
    def status(self) -> Status:
        """Whether the source printed figures, made a statement, or the figures were computed."""
        if self.derived_from:
            return "derived"
        return "qualitative" if self.statement else "reported"

    @property
    def arms(self) -> tuple[Arm, ...]:
        """Every group that the result speaks of."""
        return tuple(arm for arm in (self.treatment, self.reference) if arm) or self.groups


@dataclass(frozen=True, kw_only=True)
class Touching(Record):
    """Something to be said with whatever it touches.

    `touches` holds `results/ID`, `groups/STRATEGY/POPULATION`, `facts/ID`, `sources/ID` or `study`.
    """

    id: Id
    text: str
    touches: tuple[Touched, ...]


@dataclass(frozen=True, kw_only=True)
class Remark(Touching):
    """A warning that belongs to several figures."""


@dataclass(frozen=True, kw_only=True)
class Conflict(Touching):
    """Two things that sources say and that do not go together; `text` fits two lines."""

    severity: Severity
    #: The whole of it, for the page of sources.
    detail: str | None = None
    #: The rules of the appraisal that find it too.
    rules: tuple[Id, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Fact(Record):
    """Something about the study that is not a result; without `value` it is not reported."""

    id: Id
    section: Literal["design", "patients", "beware", "commentary", "not reported"]
    label: str
    text: str
    value: str | None = None
    source: SourceId | None = None
    locator: str | None = None


@dataclass(frozen=True, kw_only=True)
class Refusal(Record):
    """A word that the study cannot answer, and why."""

    word: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Study(Record):
    """All that is recorded of one study."""

    id: Id
    title: str
    #: Of the evidence, not of the program: year.number.
    version: str
    #: What kind of comparison it is, in a line that stands under every answer.
    design: str
    randomised: bool
    exploratory: bool
    sources: tuple[Source, ...]
    strategies: tuple[Strategy, ...]
    endpoints: tuple[Endpoint, ...]
    populations: tuple[Population, ...]
    #: Whether look-ups answer from it when no study is named.
    default: bool = False
    n: Count | None = None
    median_follow_up_years: Years | None = None
    adjusted_for: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    results: tuple[Result, ...] = ()
    facts: tuple[Fact, ...] = ()
    remarks: tuple[Remark, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    sha256: Annotated[str, "computed"] = ""

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
        if not result.effect or not result.effect.adjusted:
            return None
        return list(result.adjusted_for or self.adjusted_for) or None


@dataclass(frozen=True, kw_only=True)
class Term(Record):
    """A word of the field and how it is used here."""

    id: Id
    label: str
    text: str
    #: Other ways to write it.
    also: tuple[str, ...] = ()
    #: The papers it rests on.
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Glossary(Record):
    """The words that `altto explain` knows."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, kw_only=True)
class Library:
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
