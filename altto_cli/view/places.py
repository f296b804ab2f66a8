"""What a mark may stand beside, as warnings name it and cells show it.

A place is a study's id and what of it is shown: a result's ratio, the rate of one of its sides, a
group, a population.
"""

from altto_cli.model import Arm, Result, Study

Places = tuple[str, ...]


def of_study(study: Study) -> Places:
    """The heading under which only this study stands."""
    return (study.id,)


def of_result(study: Study, result: Result) -> Places:
    """The ratio of the result, or its statement."""
    return (f"{study.id}/results/{result.id}",)


def of_arm(study: Study, result: Result, arm: Arm) -> Places:
    """The rate of one side of the result."""
    side = "reference" if arm == result.reference else "treatment"
    return (f"{study.id}/results/{result.id}/{side}",)


def of_observed(study: Study, result: Result) -> Places:
    """The observed difference of the result per 1,000."""
    return (f"{study.id}/results/{result.id}/observed",)


def of_group(study: Study, strategy: str, population: str) -> Places:
    """The name of a group."""
    return (f"{study.id}/groups/{strategy}/{population}",)


def of_population(study: Study, population: str) -> Places:
    """The heading of a population."""
    return (f"{study.id}/populations/{population}",)
