"""One comparison as a source prints it, and the values that its figures may take."""

from decimal import Decimal
from typing import Annotated, Final, Literal, NamedTuple

from altto_cli.model.base import Frozen, Record
from altto_cli.model.durations import Duration, duration
from altto_cli.model.measures import DifferenceMeasure, RatioMeasure


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
PartOfDate = Annotated[
    str, Form(r"\d{4}(-\d{2}(-\d{2})?)?", "a year, or a date as YYYY-MM or YYYY-MM-DD")
]
Percent = Annotated[Decimal, Within("percent-range", Decimal(0), Decimal(100))]
Ratio = Annotated[Decimal, Within("ratio-range", Decimal(0), low_allowed=False)]
#: A bound may be printed as 0.00 when it is smaller than its last place.
Bound = Annotated[Decimal, Within("ratio-range", Decimal(0))]
Level = Annotated[Decimal, Within("level-range", Decimal(50), Decimal("99.99"))]
Threshold = Annotated[
    str, Form(r"0?\.(?=\d*[1-9])[0-4]\d{0,5}", "a level below .5 as it is printed, such as .025")
]
Years = Annotated[Decimal, Within("years-range", Decimal(0))]
Months = Annotated[Decimal, Within("years-range", Decimal(0))]
#: Events per so many patient-years.
Rate = Annotated[Decimal, Within("count-range", Decimal(0))]
Count = Annotated[int, Within("count-range", Decimal(0))]
NotReported = Literal["not reported"]
NOT_REPORTED: Final[NotReported] = "not reported"

StrategyId = Annotated[str, Ref("strategies")]
EndpointId = Annotated[str, Ref("endpoints")]
PopulationId = Annotated[str, Ref("populations")]
ResultId = Annotated[str, Ref("results")]
SourceId = Annotated[str, Ref("sources")]

GroupKey = Annotated[str, Ref("groups")]
Touched = Annotated[str, Ref("touchable")]

Severity = Literal["conflict", "check", "note"]
Status = Literal["reported", "derived", "qualitative"]
#: What a P value tests.
PKind = Literal["superiority", "non-inferiority", "interaction"]
#: How it was computed.
PTest = Literal["Wald", "log-rank", "stratified log-rank", "likelihood ratio", "score"]


class Arm(Record):
    """One side of a result."""

    strategy: StrategyId
    #: Overrides the size of the group; "not reported" where a figure has no denominator.
    n: Count | NotReported | None = None
    #: Patients without the event, in percent.
    event_free_percent: Percent | None = None
    #: Patients with the event, in percent.
    event_percent: Percent | None = None
    #: The interval of the percentage, in percent.
    ci_low: Percent | None = None
    ci_high: Percent | None = None
    #: The confidence level of that interval in percent.
    ci_level: Level | None = None
    #: The time to which the rate belongs, in years.
    at_years: Years | None = None
    #: The same, where the source has months.
    at_months: Months | None = None
    events: Count | None = None
    #: Events in so many patient-years.
    event_rate: Rate | None = None
    per_patient_years: Count | None = None
    #: In the unit of the endpoint.
    mean: Decimal | None = None
    #: Median time to the event.
    median_years: Years | None = None
    median_months: Months | None = None

    @property
    def time(self) -> Duration | None:
        """The time to which its percentage belongs, as printed."""
        return duration(self.at_years, self.at_months)

    @property
    def event_free(self) -> Decimal | None:
        """The percentage without the event, with the places as printed; None without a time."""
        if self.time is None:
            return None
        if self.event_free_percent is not None:
            return self.event_free_percent
        return None if self.event_percent is None else 100 - self.event_percent

    @property
    def median_time(self) -> Duration | None:
        """The median time to the event, as printed."""
        return duration(self.median_years, self.median_months)


class Effect(Record):
    """A ratio of treatment to reference, with its interval as printed."""

    measure: RatioMeasure
    #: "not reported" where nothing says whether the ratio is adjusted.
    adjusted: bool | NotReported
    estimate: Ratio
    ci_low: Bound | None = None
    ci_high: Ratio | None = None
    #: The confidence level in percent.
    ci_level: Level | None = None
    #: As printed: "<0.001".
    p: str | None = None
    p_kind: PKind | None = None
    p_test: PTest | None = None
    p_label: Literal["P", "2p"] | None = None
    #: The level against which the report judges its P.
    p_threshold: Threshold | None = None
    #: The non-inferiority margin.
    margin: Ratio | None = None


class Difference(Record):
    """A difference of treatment less reference, with its interval as printed.

    Its unit is that of its measure, or else of the endpoint.
    """

    measure: DifferenceMeasure
    adjusted: bool | NotReported
    estimate: Decimal
    ci_low: Decimal | None = None
    ci_high: Decimal | None = None
    ci_level: Level | None = None
    #: The time to which it belongs.
    at_years: Years | None = None
    at_months: Months | None = None
    #: Of a rate difference: events in so many patient-years.
    per_patient_years: Count | None = None
    p: str | None = None
    p_kind: PKind | None = None
    p_test: PTest | None = None
    p_label: Literal["P", "2p"] | None = None

    @property
    def time(self) -> Duration | None:
        """The time to which it belongs, as printed."""
        return duration(self.at_years, self.at_months)


class PValue(Record):
    """A P value that stands without a ratio or difference, or beside one from another source."""

    p: str
    p_kind: PKind | None = None
    p_test: PTest | None = None
    p_label: Literal["P", "2p"] | None = None
    #: Where it was read, if not in the source of the result.
    source: SourceId | None = None


class Window(Record):
    """The stretch of follow-up to which a result is limited; it may have no end: ≥ 10 years."""

    from_years: Years
    to_years: Years | None = None
    text: str


class Corroboration(Record):
    """What another report says of the same figures."""

    source: SourceId
    what: str


class Derivation(Frozen):
    """How a figure was computed: the method's name and what went in."""

    method: str
    inputs: tuple[str, ...]
    #: The ids of the results that it was computed from; what touches them touches it.
    results: tuple[str, ...] = ()
    #: What it takes for granted that the source does not state, and which interval that gives.
    condition: str = ""


class Result(Record):
    """One comparison of one endpoint in one population, from one source."""

    id: Id
    endpoint: EndpointId
    population: PopulationId
    source: SourceId
    #: Where in the source it stands.
    locator: str
    #: The population with which `population` is compared, in a ratio of ratios or an interaction.
    versus_population: PopulationId | None = None
    #: The factor over which the source makes a statement.
    subgroup: str | None = None
    #: The results that the source prints for this factor.
    figures: tuple[ResultId, ...] = ()
    window: Window | None = None
    treatment: Arm | None = None
    reference: Arm | None = None
    #: Where percentages and events were read, if not in the source of the ratio.
    rates_source: SourceId | None = None
    #: Who is spoken of, in a statement about more than two groups.
    groups: tuple[Arm, ...] = ()
    #: Events in both groups together.
    events: Count | None = None
    effect: Effect | None = None
    difference: Difference | None = None
    p_value: PValue | None = None
    #: What the source says without figures, in our words.
    statement: str | None = None
    #: The source's own word about this figure.
    significance: Literal["significant", "not significant"] | None = None
    #: Replaces the study's or the source's.
    median_follow_up_years: Years | None = None
    median_follow_up_months: Months | None = None
    randomised: bool | None = None
    exploratory: bool | NotReported | None = None
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
    def inverted_from(self) -> str | None:
        """The result that its source prints, of which this is the inverse."""
        how = self.derived_from
        return how.results[0] if how and how.method == "inversion" else None

    @property
    def is_ratio_of_two(self) -> bool:
        """Whether two printed ratios were set against each other: no ratio of the source."""
        return self.derived_from is not None and len(self.derived_from.results) > 1

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source in which a figure of it was read, its own first."""
        other = (self.rates_source, self.p_value.source if self.p_value else None)
        return tuple(dict.fromkeys((self.source, *(each for each in other if each))))

    @property
    def question(self) -> tuple[object, ...]:
        """What was counted, in whom and when: all but who is compared with whom."""
        return (
            self.endpoint,
            self.population,
            self.versus_population,
            self.subgroup,
            self.window and (self.window.from_years, self.window.to_years),
        )

    @property
    def estimates(self) -> tuple[Effect | Difference, ...]:
        """Its ratio and its difference, where they are printed."""
        return tuple(each for each in (self.effect, self.difference) if each)

    @property
    def event_free(self) -> tuple[Decimal | None, Decimal | None]:
        """The percentages without the event, with treatment and with reference."""
        first, second = self.treatment, self.reference
        return first.event_free if first else None, second.event_free if second else None

    @property
    def arms(self) -> tuple[Arm, ...]:
        """Every group that the result speaks of."""
        return tuple(arm for arm in (self.treatment, self.reference) if arm) or self.groups
