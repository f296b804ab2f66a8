"""What must be said with the figures of a study, and what stands beside them."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from altto_cli.model.base import Record
from altto_cli.model.result import Id, PopulationId, Severity, SourceId, StrategyId, Touched


class Said(Record):
    """What a page says of one figure that a remark or conflict touches.

    It is said where everything in `of` is on the page.
    """

    of: tuple[Touched, ...]
    #: What its mark stands beside, for the first in `of`: the ratio, the rate of one side, the name
    #: of a group, the heading of the population; `page` for a line without a mark. Left out: the
    #: ratio or statement of a result, the name of a group or population, the page for the rest.
    cell: Literal["ratio", "treatment", "reference", "label", "population", "page"] | None = None
    #: The figure or word with which its line begins, where it is not that of the cell.
    lead: str | None = None
    #: One or two short sentences.
    text: str
    #: What a picture says instead, in a few words.
    brief: str | None = None


class Remark(Record):
    """Something that belongs to several figures.

    `touches` holds `results/ID`, `groups/STRATEGY/POPULATION`, `populations/ID`, `facts/ID`,
    `sources/ID` or `study`.
    """

    id: Id
    text: str
    touches: tuple[Touched, ...]
    #: Whether it changes how a figure is read, and so stands on every page that shows one of them.
    key: bool = False
    #: What a page says of each figure, where that differs from the text.
    says: tuple[Said, ...] = ()


class Elsewhere(Record):
    """What other studies say to the question that some results answer, against it first."""

    id: Id
    text: str
    #: The results of this study, or `study`: it is shown where they are all that is shown.
    touches: tuple[Touched, ...]
    #: What it rests on, as STUDY/RESULT.
    names: tuple[str, ...]
    #: Limits it to the comparison of these two strategies; without a reference, to those in which
    #: the treatment is part of one side.
    treatment: StrategyId | None = None
    reference: StrategyId | None = None
    #: What a picture says instead, in one line.
    brief: str | None = None


class Overlap(Record):
    """Patients that this study shares with another."""

    study: Id
    text: str


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
    #: What a page says of each figure, where that differs from the text.
    says: tuple[Said, ...] = ()


class Fact(Record):
    """Something about the study that is not a result; without `value` it is not reported."""

    id: Id
    section: Literal["design", "patients", "beware", "commentary", "not reported"]
    label: str
    value: str | None = None
    text: str
    source: SourceId | None = None
    locator: str | None = None
    #: The population on whose page it is read, where it is about that one.
    population: PopulationId | None = None


class Refusal(Record):
    """A word that the study cannot answer, and why."""

    word: str
    reason: str


class Observed(NamedTuple):
    """What a rule of the appraisal found about results, as values that a page can put in words."""

    rule: str
    severity: Severity
    results: tuple[str, ...]
    values: Mapping[str, Any]
    #: The conflict of the evidence that tells it.
    conflict: str | None = None
