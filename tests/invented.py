"""Small studies made up for one rule at a time, from the classes of the model."""

from decimal import Decimal
from typing import Any

from altto_cli.model import (
    Arm,
    Conflict,
    Effect,
    Endpoint,
    Group,
    Population,
    Result,
    Source,
    Strategy,
    Study,
)


def ratio(
    text: str, *, level: str | None = "95", measure: str = "hazard ratio", **more: Any
) -> Effect:
    """The effect printed as "0.65 0.52 0.82", or as "0.65" alone."""
    estimate, low, high = [Decimal(each) for each in text.split()] + [None] * (
        3 - len(text.split())
    )
    return Effect(
        measure=measure,
        adjusted=more.pop("adjusted", False),
        estimate=estimate,
        ci_low=low,
        ci_high=high,
        ci_level=Decimal(level) if level and low is not None else None,
        **more,
    )


def arm(strategy: str, free: str | None = None, at: str | None = "10", **more: Any) -> Arm:
    """A group with its event-free percentage at a time."""
    at_years = Decimal(at) if at and (free or "event_percent" in more) else None
    free_percent = Decimal(free) if free else None
    return Arm(strategy=strategy, event_free_percent=free_percent, at_years=at_years, **more)


def result(
    id: str = "one",
    effect: Effect | None = None,
    rates: str = "",
    at: str | None = "10",
    **more: Any,
) -> Result:
    """A comparison of `new` with `old`, with rates printed as "80.1 76.5"."""
    first, second = rates.split() if rates else (None, None)
    more = {
        "endpoint": "dfs",
        "population": "all",
        "source": "paper",
        "treatment": arm("new", first, at),
        "reference": arm("old", second, at),
        **more,
    }
    return Result(id=id, locator="Table 2", effect=effect, **more)


def source(id: str, **more: Any) -> Source:
    return Source(
        id=id,
        kind="paper",
        citation=f"{id}. Invented for the tests.",
        short=f"Invented {id}",
        peer_reviewed=True,
        checked="2026-11-22",
        taken="Every figure.",
        **more,
    )


def group(key: str, n: int | None = None, *parts: str) -> Group:
    strategy, population = key.split("/")
    return Group(strategy=strategy, population=population, label=strategy.title(), n=n, parts=parts)


def conflict(id: str, severity: str, *touches: str, rules: tuple[str, ...] = ()) -> Conflict:
    return Conflict(id=id, severity=severity, text=f"Told: {id}.", touches=touches, rules=rules)


def study(*results: Result, **more: Any) -> Study:
    """A study that is not randomised and answers when none is named."""
    more = {
        "randomised": False,
        "default": True,
        "sources": (source("paper"), source("abstract")),
        "populations": (
            Population(id="all", label="All patients"),
            Population(id="young", label="Young", menopause="premenopausal"),
            Population(id="older", label="Older", menopause="postmenopausal"),
        ),
        "endpoints": (
            Endpoint(id="dfs", label="DFS", name="Disease-free survival"),
            Endpoint(id="os", label="OS", name="Overall survival"),
            Endpoint(id="death", label="death", name="Death of cancer", competing_risks=True),
        ),
        **more,
    }
    return Study(
        id="invented",
        title="Invented for the tests",
        version="2001.1",
        design="invented",
        exploratory=False,
        strategies=tuple(
            Strategy(id=id, label=id.title()) for id in ("new", "old", "third", "new-or-third")
        ),
        results=results,
        sha256="0" * 64,
        **more,
    )
