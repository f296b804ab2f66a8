"""What an appraisal finds, and what each of its rules may mean and does not prove."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from altto_cli.appraise.observation import Value
from altto_cli.model import Frozen, Result, Severity, Study

#: The gravest first.
SEVERITIES: tuple[Severity, ...] = ("conflict", "check", "note")


class Meaning(NamedTuple):
    """What every finding of a rule has in common; the sentences are fragments without a point."""

    #: How its values are computed.
    method: str
    may_mean: str
    does_not_prove: str
    #: What is said beside a figure for which it is a conflict or a check.
    remark: str = ""
    #: Whether a note of it says that nothing disagrees.
    agrees: bool = False


#: By the rule's id, under which the glossary explains it.
MEANINGS: Mapping[str, Meaning] = {
    "p-from-interval": Meaning(
        "two-sided Wald P that the printed numbers allow",
        "another test (log-rank, likelihood-ratio, stratified, one-sided), another level, or a "
        "misprint",
        "that either figure is wrong, or right",
        "printed P does not follow from the interval",
        agrees=True,
    ),
    "wald-interval": Meaning(
        "log-symmetry: √(low × high) against the estimate, within rounding",
        "a profile-likelihood, bootstrap, exact or group-sequential interval, or a misprint",
        "that a number is wrong: such intervals are rightly asymmetric",
        "not a Wald interval around its estimate",
        agrees=True,
    ),
    "bound-of-one": Meaning(
        "two-sided Wald P that the printed numbers allow",
        "a limit on either side of 1 before rounding",
        "that the interval includes 1, nor that it excludes it",
    ),
    "word-against-interval": Meaning(
        "both limits, over rounding, against 1 at the level at which the word is judged",
        "a word that rests on another test or level, or a misprint",
        "that the word is wrong: a stratified or log-rank test may rightly say otherwise",
        "the source's word and the interval differ",
    ),
    "noninferiority-p": Meaning(
        "Wald P of the ratio against its margin, one- and two-sided; range over rounding",
        "a stratified or otherwise different test, another margin or level, or a misprint",
        "that either figure is wrong, or right",
        "printed P follows from neither side of the interval",
        agrees=True,
    ),
    "estimate-outside-interval": Meaning(
        "rounding bands of the estimate and of both limits",
        "a misprint, or an estimate and an interval from different analyses",
        "which of the three numbers is not as intended",
        "estimate outside its interval",
    ),
    "difference": Meaning(
        "treatment less reference, the middle of the interval, its Wald P; all over rounding",
        "adjustment, another test or kind of interval, other patients, or a misprint",
        "which figure is not as intended",
        "what stands beside the difference does not go with it",
        agrees=True,
    ),
    "events-behind": Meaning(
        "at least 1/SE² events in each group by the SE of its model; at most N(1 − S) by the time "
        "of a rate",
        "a robust or weighted standard error, events after the time of the rates, or a misprint",
        "anything about the ratio itself, only how much it rests on",
        "fewer events or patients than the interval asks for",
    ),
    "information-bound": Meaning(
        "4/SE², the least events of a Cox or log-rank model for its SE; least over rounding",
        "a robust or weighted standard error, or a misprint",
        "anything about the ratio itself",
        "fewer events than the interval asks for",
        agrees=True,
    ),
    "e-value": Meaning(
        "E-value (VanderWeele & Ding 2017)",
        "unmeasured confounding this strong with treatment and outcome could explain the ratio",
        "robustness: a function of the ratio (Ioannidis 2019), silent on guarantee time and "
        "selection",
    ),
    "sizes": Meaning(
        "sums of patients and of events against their totals",
        "patients counted in two groups or in none, another set of patients, or a misprint",
        "which number is not as intended",
        "numbers of patients or events do not add up",
    ),
    "mixture": Meaning(
        "rate against the least and the greatest rate of its parts, within rounding",
        "different follow-up or censoring, other patients than the declared parts, or a misprint",
        "that a rate is wrong: pooled Kaplan–Meier rates can leave the range of their parts",
        "rate outside the parts of its group",
        agrees=True,
    ),
    "implied-ratio": Meaning(
        "ln S1/ln S0 of two event-free rates, as of hazards; range over rounding",
        "adjustment, hazards that are not proportional, other patients in the model, or a misprint",
        "which is nearer the truth: crude rates at one time, or a ratio over the follow-up",
        "crude rates and ratio disagree",
        agrees=True,
    ),
    "ratio-from-p": Meaning(
        "ln ratio ±z/√V, V from the events of both groups, or of all and the sizes; over rounding",
        "adjustment or strata, another test or a one-sided P, other events, or a misprint",
        "which of ratio, P and events is not as intended",
        "ratio, events and P do not go together",
        agrees=True,
    ),
    "rate-interval": Meaning(
        "both sides of a rate's interval on five scales; its SE against √(S(1 − S)/(n + z²))",
        "weights, fewer or more patients than the group has, another kind of interval, or a "
        "misprint",
        "which number is not as intended",
        "rate and its interval do not go together",
        agrees=True,
    ),
    "same-ratio": Meaning(
        "equality of estimate and interval as printed",
        "coincidence, the same patients under two names, or a line copied",
        "that either is misprinted: with two decimals equal figures do occur",
        "same ratio and interval printed twice",
    ),
    "interaction": Meaning(
        "ratio of two ratios of disjoint patients, SE √(V₁ + V₂), Wald P over rounding",
        "an interaction from a model with other terms, other patients, or a misprint",
        "that the two differ, or do not: one of many subgroups is a weak test",
        "printed interaction does not follow from its two ratios",
        agrees=True,
    ),
    "additivity": Meaning(
        "ratios of the parts weighted by 1/SE² against the whole; range over rounding",
        "parts that do not make up the whole, a strong prognostic factor, or a misprint",
        "which figure is nearer the truth, nor anything about a part that is not printed",
        "the parts do not make up the whole",
        agrees=True,
    ),
    "two-sources": Meaning(
        "rounding bands of the same figure in two sources",
        "a later data cut, other patients, another model, or a misprint",
        "which of the two is right",
        "another source prints other figures",
    ),
}

NOTHING_TO_COMPARE = "anything: there is nothing to compare with"
_AGREEMENT = "that the figures are right, only that this comparison does not contradict them"


class Finding(Frozen):
    """What one rule, or a curator, found about one or several results of a study."""

    study: str
    #: The results that it ties together, the one it is mainly about first.
    results: tuple[str, ...]
    rule: str
    severity: Severity
    #: What was checked and what was found; in the curator's words where they tell it.
    text: str
    #: What came out.
    values: Mapping[str, Value]
    #: The groups that it is about, as strategy/population.
    groups: tuple[str, ...] = ()
    #: The curated conflict that tells it, and then the rule's own words.
    conflict: str | None = None
    found: str | None = None
    #: Whether something was printed with which it could be compared.
    compared: bool = True
    #: Whether the comparison, though made, settles nothing.
    is_open: bool = False

    @property
    def is_computed(self) -> bool:
        """Whether a rule found it, and not only a curator."""
        return self.rule != "curated"

    @property
    def meaning(self) -> Meaning | None:
        """None for what only a curator found."""
        return MEANINGS.get(self.rule)

    @property
    def method(self) -> str | None:
        """How its values were computed."""
        return self.meaning and self.meaning.method

    @property
    def may_mean(self) -> str | None:
        """What could explain it; None where nothing is to be explained."""
        return self.meaning and (None if self._agrees else self.meaning.may_mean)

    @property
    def does_not_prove(self) -> str | None:
        """What it must not be taken for."""
        if self.meaning and not self.compared:
            return NOTHING_TO_COMPARE
        return self.meaning and (_AGREEMENT if self._agrees else self.meaning.does_not_prove)

    @property
    def _agrees(self) -> bool:
        settled = self.severity == "note" and not self.is_open
        return bool(self.meaning and self.meaning.agrees and settled)


def about(
    study: Study,
    results: Sequence[Result],
    rule: str,
    severity: Severity,
    *,
    text: str,
    values: Mapping[str, Value],
    groups: tuple[str, ...] = (),
    compared: bool = True,
    is_open: bool = False,
) -> Finding:
    """A finding of a rule about these results, the one that it is mainly about first."""
    return Finding(
        study=study.id,
        results=tuple(result.id for result in results),
        rule=rule,
        severity=severity,
        text=text,
        values=values,
        groups=groups,
        compared=compared,
        is_open=is_open,
    )
