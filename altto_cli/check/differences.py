"""Rules over a difference and what is printed beside it, rounding allowed for; none is certain."""

from altto_cli.appraise.differences import off_centre, unlike_groups, unlike_p
from altto_cli.check.rule import Rule, Said
from altto_cli.model import Study


def difference_interval(study: Study) -> Said:
    """A difference lies in the middle of its interval, within rounding.

    Most intervals of differences are as long below as above: -3.2 (-5.1 to -1.3). Where one is not,
    a digit or a minus may be mistyped. Some methods give other intervals rightly; then leave it.
    """
    for result in study.results:
        if (said := result.difference) and (doubt := off_centre(said)):
            yield said.at("estimate"), f"{doubt}; read it again"


def difference_of_groups(study: Study) -> Said:
    """A difference is treatment less reference of the figures beside it, above 0 where they are.

    Where the sign is another, a minus was lost or the two sides were exchanged. What the figures
    give lies in the interval, and is the difference itself where that is not adjusted, within
    rounding.
    """
    for result in study.results:
        if (said := result.difference) and (doubt := unlike_groups(result)):
            yield said.at("estimate"), f"{doubt}; read both again"


def unlike_difference(study: Study) -> Said:
    """A difference is one of what stands beside it: of means a mean difference, and no other.

    A risk difference is read in percentage points, a mean difference in the unit of the endpoint.
    """
    for result in study.results:
        said, arms = result.difference, result.arms
        of_means = any(arm.mean is not None for arm in arms)
        others = (arm.event_free_percent or arm.event_percent or arm.event_rate for arm in arms)
        if said and said.measure == "mean difference" and not of_means and any(others):
            yield said.at("measure"), "a mean difference stands beside figures that are no means"
        elif said and said.measure != "mean difference" and of_means:
            yield said.at("measure"), f"a {said.measure} stands beside means"


def difference_p(study: Study) -> Said:
    """The P of a difference is about that which its interval gives, within rounding.

    Of means and of risks, where no other test is named. Another test may explain it; first look for
    a digit of the P or of the interval.
    """
    for result in study.results:
        if (said := result.difference) and (doubt := unlike_p(said)):
            yield said.at("p"), doubt


#: What is worth a look.
WARNINGS: tuple[Rule, ...] = (
    difference_interval,
    difference_of_groups,
    unlike_difference,
    difference_p,
)
