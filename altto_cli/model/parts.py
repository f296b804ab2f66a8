"""What a study is made of: its sources, strategies, endpoints, populations and groups."""

from typing import Literal

from altto_cli.model.base import Record
from altto_cli.model.durations import Duration, duration
from altto_cli.model.result import (
    Count,
    Date,
    EndpointId,
    GroupKey,
    Id,
    Months,
    PartOfDate,
    PopulationId,
    SourceId,
    StrategyId,
    Years,
)

Read = Literal[
    "full text",
    "abstract",
    "part of the abstract",
    "table",
    "news report",
    "talk",
    "commentary",
    "interview",
    "registry entry",
    "not seen",
]
#: What is known of the HER2 status of a population.
Her2 = Literal["positive", "negative", "mostly negative", "not recorded"]


class Reference(Record):
    """What was seen of a source's reference, in parts, for citations in other styles."""

    #: As "Family, Initials"; a group of people has no comma.
    authors: tuple[str, ...] = ()
    #: Whether more authors follow, whose names were not seen.
    and_others: bool = False
    title: str | None = None
    #: The journal, or the site on which it stands, as it is abbreviated.
    container: str | None = None
    #: The year, with the month and day where they were seen.
    published: PartOfDate | None = None
    volume: str | None = None
    issue: str | None = None
    #: Its pages, or the number that stands for them.
    pages: str | None = None
    #: The number of an abstract or a document.
    number: str | None = None
    #: The meeting at which it was presented.
    event: str | None = None
    #: The days of the meeting.
    held: str | None = None


class Source(Record):
    """Something published from which figures were taken, or which was compared with them."""

    id: Id
    kind: Literal["talk", "commentary", "news report", "interview", "abstract", "paper", "registry"]
    #: The full reference.
    citation: str
    #: The same in parts, as far as they were seen.
    reference: Reference | None = None
    #: How a sentence names it: "Lambertini et al., SABCS 2025, via commentary".
    short: str
    peer_reviewed: bool
    #: The day on which somebody last read it.
    checked: Date
    #: What of it was read, by whoever entered its figures.
    read: Read | None = None
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
    #: The source whose figures it passes on: the talk behind a commentary.
    reports: SourceId | None = None
    #: Its own follow-up, where a study has reports of different age.
    median_follow_up_years: Years | None = None
    median_follow_up_months: Months | None = None

    @property
    def median_follow_up(self) -> Duration | None:
        """Its own follow-up as printed, in years or months."""
        return duration(self.median_follow_up_years, self.median_follow_up_months)

    @property
    def year(self) -> str | None:
        """The year in which it appeared, where that was seen."""
        published = self.reference and self.reference.published
        return published[:4] if published else None


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


class Endpoint(Record):
    """What was counted."""

    id: Id
    #: Short: "DFS".
    label: str
    #: In full: "Disease-free survival".
    name: str
    #: Other ids under which a question for it is answered.
    asked_as: tuple[Id, ...] = ()
    #: The endpoints into which its events divide: each of them is one, none is two.
    causes: tuple[EndpointId, ...] = ()
    #: Whether its rates are one minus cumulative incidence; then no ratio turns one into another.
    competing_risks: bool = False
    #: Whether it counts a harm of treatment, for `altto harms`.
    harm: bool = False
    #: What it is measured in, where means are compared: "mm Hg".
    unit: str | None = None
    #: Which of two means is the better one.
    better: Literal["higher", "lower"] | None = None


class Population(Record):
    """Who was looked at."""

    id: Id
    label: str
    #: The menopausal status of its patients, as `--menopause` asks for it.
    menopause: str | None = None
    #: The ages that stand for that status, where status itself was not recorded.
    age: str | None = None
    #: Why its results bear only indirectly on the question; absent where they bear directly.
    indirect: str | None = None
    #: The HER2 status of its patients; absent where the question does not turn on it.
    her2: Her2 | None = None
    n: Count | None = None


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
