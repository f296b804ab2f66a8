"""Rules over times: how long patients were followed, and when a figure was counted."""

from collections.abc import Iterator
from decimal import Decimal

from altto_cli import wording
from altto_cli.check.rule import Rule, Said
from altto_cli.model import Arm, Difference, Duration, Record, Source, Study


def long_time(study: Study) -> Said:
    """A time is one that patients can have been followed for: 40 years at most.

    More is mostly months called years: 61 months are median_follow_up_months: 61. A rate at a time
    half as long again as the median follow-up is worth the same look: most were not followed so
    far, or the follow-up is that of another report.
    """
    for record in _records(study):
        for key in _YEARS:
            value = getattr(record, key, None)
            if value is not None and value > LONGEST_YEARS:
                yield record.at(key), f"{value} years? if they are months, write {_months(key)}"
    for result in study.results:
        followed = study.followed(result)
        timed_records: list[Arm | Difference] = [*result.arms]
        timed_records += [result.difference] if result.difference else []
        for timed in timed_records:
            time = timed.time
            if time and followed and time.in_months >= _FAR * followed.in_months:
                key = "at_years" if time.unit == "years" else "at_months"
                said = f"at {wording.duration(time)}, beside a median follow-up of "
                yield timed.at(key), f"{said}{wording.duration(followed)}; are both as printed?"


#: Longer than anybody is likely to be followed, shorter than most follow-ups in months.
LONGEST_YEARS = 40
#: So many times the median follow-up is far for a rate.
_FAR = Decimal("1.5")
_YEARS = ("median_follow_up_years", "at_years", "median_years")


def _records(study: Study) -> Iterator[Record]:
    yield study
    yield from study.sources
    for result in study.results:
        yield result
        yield from result.arms
        if result.difference:
            yield result.difference


def _months(key: str) -> str:
    return key.replace("_years", "_months")


def replaced_by_earlier(study: Study) -> Said:
    """A source is replaced by a later report, which followed its patients for longer.

    `superseded_by` stands in the older one. The other way round, every new figure would be shown as
    replaced.
    """
    for source in study.sources:
        later = study.source(source.superseded_by) if source.superseded_by else None
        if later is None:
            continue
        one, other = _followed(study, source), _followed(study, later)
        if one and other and one.in_months > other.in_months:
            times = f"{wording.duration(other)}, {source.id} for {wording.duration(one)}"
            yield source.at("superseded_by"), f"{later.id} followed for {times}; exchange them?"


def _followed(study: Study, source: Source) -> Duration | None:
    return source.median_follow_up or study.median_follow_up


#: What is worth a look.
WARNINGS: tuple[Rule, ...] = (long_time, replaced_by_earlier)
