"""Ratios with their intervals out of tokens.

Two figures with a sign or a word of range between them are the limits of an interval when its name
("95% CI") or a bracket behind a figure says so. From there the reader goes left: to the level, the
estimate, the measure. What another quantity, a unit or a percentage claims is left alone.

    effect   = measure … estimate … interval [P]
    interval = [level] name [level] … limits  |  "(" limits … ")"
    limits   = figure (dash | to | and | "," | ";") figure
"""

from dataclasses import dataclass, field
from functools import cached_property

from altto_cli.audit import vocabulary
from altto_cli.audit.estimates import (
    Estimate,
    behind_interval,
    estimate_of,
    estimates_of,
    inside,
    is_centred_as_difference,
    opening,
)
from altto_cli.audit.levels import Levels
from altto_cli.audit.limits import FIGURES, Clause, clause, continued, limits_at
from altto_cli.audit.quantities import (
    counts_patients,
    counts_something,
    has_unit,
    is_bound,
    is_difference,
    is_rate,
)
from altto_cli.audit.reading import Reading
from altto_cli.audit.sharing import announces, counts_needed, is_alike
from altto_cli.audit.slips import (
    is_mixed,
    is_point,
    is_surely_ratio,
    measure_of_percent,
    risk_in_full,
)
from altto_cli.audit.tokens import Token
from altto_cli.audit.unread import limits_of_percent, missing_estimate, unread

_PUNCTUATION = frozenset(("comma", "semicolon", "colon", "open", "close", "stop", "cell"))
#: How far left of an estimate its measure may stand, in tokens.
_REACH = 120
#: How many sentences behind a ratio another may share its measure: "(0.94 [0.86–1.02])".
_BRACKETED_SENTENCES = 3
#: So many ratios before another may show how it is rounded.
_ALIKE = 8
#: Figures under the header of a table are of this size.
_LARGEST_UNDER_HEADING = 100


@dataclass
class Found:
    """A reading with the tokens of its measure, its estimate and its upper limit."""

    reading: Reading
    #: -1 where the measure stands in the header above
    measure: int
    estimate: int
    high: int
    #: whether an estimate before it has the same measure
    shared: bool


@dataclass
class Statement:
    """The tokens of a stretch of text with all that was found in them."""

    tokens: list[Token]
    levels: Levels
    #: What is measured where no measure stands before a figure: the header of a table.
    heading: str | None = None
    found: list[Found] = field(default_factory=list)
    unread: list[Reading] = field(default_factory=list)
    #: upper limits of intervals that are no ratio's
    foreign: list[int] = field(default_factory=list)

    def read(self) -> None:
        """Find every interval, and the ratio that it belongs to."""
        behind = 0
        claimed: list[tuple[int, int]] = []
        for at in [at for at, token in enumerate(self.tokens) if token.kind in FIGURES]:
            limits = limits_at(self.tokens, at) if at >= behind else None
            interval = limits and clause(self.tokens, limits, self.levels)
            if interval:
                behind = self._take_chain(interval)
                claimed.append((interval.before, behind))
        self.unread += unread(self.tokens, claimed)

    def _take_chain(self, first: Clause) -> int:
        """Read "0.65 and 0.73 (0.52–0.82 and 0.53–1.00)" pair by pair, else the first interval.

        Gives the token behind what was read.
        """
        chain = [first]
        while more := continued(self.tokens, chain[-1], self.levels):
            chain.append(more)
        last = self._last_limit()
        estimates = estimates_of(self.tokens, chain, last) if len(chain) > 1 else []
        if estimates and not self._is_in_step(estimates, chain):
            self.foreign += [interval.limits.high for interval in chain]
            return chain[-1].limits.high + 1
        measured = self._measure(Estimate(estimates[0]), first) if estimates else None
        if measured is None:
            self._take(first)
            return first.limits.high + 1
        for place, (at, interval) in enumerate(zip(estimates, chain, strict=True)):
            self._add(at, interval, measured[0], measured[1] or place > 0)
        return chain[-1].limits.high + 1

    def _is_in_step(self, estimates: list[int], chain: list[Clause]) -> bool:
        """Whether each figure is inside its interval; of three or more, one may be misprinted."""
        pairs = zip(estimates, chain, strict=True)
        outside = [at for at, interval in pairs if not inside(self.tokens, at, interval)]
        return not outside or (len(outside) == 1 and len(chain) > 2)

    def _take(self, interval: Clause) -> None:
        """Read the ratio of an interval, or note that the interval is another quantity's."""
        percent = interval.limits.percent
        estimate = estimate_of(self.tokens, interval, self._last_limit())
        if percent and estimate:
            if self._take_percent(estimate.at, interval):
                return
            estimate = None
        measured = self._measure(estimate, interval) if estimate else None
        if estimate is None or measured is None:
            if self._take_behind(interval):
                return
            if estimate is None and not percent:
                self.unread += missing_estimate(self.tokens, interval)
            self.foreign.append(interval.limits.high)
            return
        self._add(estimate.at, interval, *measured)

    def _take_behind(self, interval: Clause) -> bool:
        """Read a ratio that stands behind its interval in a bracket: "(95% CI 1.1–1.9; OR 1.4)"."""
        found = behind_interval(self.tokens, interval)
        if found is None or found.measure is None:
            return False
        self._add(found.at, interval, found.measure, shared=False)
        return True

    @cached_property
    def _risk_in_full(self) -> int:
        return risk_in_full(self.tokens)

    def _take_percent(self, estimate: int, interval: Clause) -> bool:
        """Read a ratio whose limits are printed as a percentage where that must be a slip."""
        measure = measure_of_percent(self.tokens, estimate, interval)
        if measure is None:
            return False
        if is_surely_ratio(self.tokens, measure, estimate, interval, self._risk_in_full):
            self._add(estimate, interval, measure, shared=False)
            return True
        self.unread.append(limits_of_percent(self.tokens, measure, interval))
        return False

    def _add(self, estimate: int, interval: Clause, measure: int, shared: bool) -> None:
        tokens, limits = self.tokens, interval.limits
        three = [tokens[at] for at in (estimate, limits.low, limits.high)]
        name = tokens[measure].value if measure >= 0 else self.heading or ""
        name = vocabulary.ALONE.get(name, name)
        start = min(tokens[estimate].start, tokens[limits.low].start)
        end = max(tokens[estimate].end, tokens[limits.high].end)
        if measure >= 0 and not shared:
            start = min(start, tokens[self.first_name(measure)].start)
        if is_mixed(three) and not (limits.sign in ("dash", "to") and is_point(three)):
            said = "decimal commas stand beside decimal points"
            self.unread.append(Reading(start, end, name, unread=said))
            return
        one, low, high = (token.value for token in three)
        reading = Reading(start, end, name, one, low, high, interval.level, shared=shared)
        self.found.append(Found(reading, measure, estimate, max(limits.high, estimate), shared))

    def first_name(self, measure: int) -> int:
        """The measure in full before its abbreviation: "hazard ratio (HR)"."""
        full = measure - 2
        named = full >= 0 and self.tokens[measure - 1].kind == "open"
        return full if named and self.tokens[full].kind == "measure" else measure

    def _last_limit(self) -> int:
        """The upper limit of the interval before; what stands before it belongs to that one."""
        read = self.found[-1].high if self.found else -1
        return max(read, self.foreign[-1] if self.foreign else -1)

    def _measure(self, estimate: Estimate, interval: Clause) -> tuple[int, bool] | None:
        """The measure of an estimate, and whether an earlier estimate shares it."""
        if has_unit(self.tokens, interval) or is_bound(self.tokens, interval):
            return None
        if estimate.measure is not None:
            return estimate.measure, False
        measure, sentences, others = self._leftwards(estimate.at, interval.named)
        fits = inside(self.tokens, estimate.at, interval)
        if measure is not None:
            apart = sentences > 1 or (sentences and not (interval.named and fits))
            if announces(self.tokens, measure):
                others = [at for at in others if self.tokens[at].value not in vocabulary.TOPICS]
            if apart or self._is_claimed(others, measure):
                return None
            if sentences and is_rate(self.tokens, estimate.at):
                return None
            if not interval.named and counts_something(self.tokens, measure, estimate.at, interval):
                return None
            return measure, False
        last = self.found[-1] if self.found else None
        alike = any(
            is_alike(self.tokens, estimate.at, interval, one.reading)
            for one in self.found[-_ALIKE:]
        )
        announced = last is not None and not sentences and announces(self.tokens, last.measure)
        if alike or announced:
            others = [at for at in others if self.tokens[at].value not in vocabulary.TOPICS]
        if not fits or others or is_difference(self.tokens, interval):
            return None
        if not interval.named and counts_patients(self.tokens, estimate.at, interval):
            return None
        if sentences and is_centred_as_difference(self.tokens, estimate.at, interval):
            return None
        alone = last is not None and self.tokens[last.measure].kind == "alone"
        again = any(
            token.kind == "again" for token in self.tokens[self._last_limit() : estimate.at]
        )
        if sentences > (_BRACKETED_SENTENCES if alike or again else 0 if alone else 1):
            return None
        if last and estimate.at - last.high < _REACH:
            between = self.tokens[last.high + 1 : self._last_limit() + 1]
            if not between or (alike and counts_needed(between)):
                return last.measure, True
        return (-1, True) if self._is_under_heading(estimate.at, interval) else None

    def _leftwards(self, estimate: int, named: bool) -> tuple[int | None, int, list[int]]:
        """The measure on the left, how many sentences off, and other quantities on the way.

        None where the interval before, or the beginning, comes first. Odds and hazards are measures
        in the sentence of a named interval: "the odds of relapse were 1.33 (95% CI …)".
        """
        at, sentences, last = estimate - 1, 0, self._last_limit()
        others: list[int] = []
        while at > last and estimate - at < _REACH and sentences <= _BRACKETED_SENTENCES:
            kind = self.tokens[at].kind
            alone = kind == "alone" and named and not sentences
            if kind == "measure" or (alone and self.tokens[at - 1].value != "proportional"):
                return at, sentences, others
            if kind == "close":
                opened = opening(self.tokens, at)
                if opened is not None and not self._holds_measure(opened, at):
                    at = opened
            elif kind == "other" or (kind == "again" and self._is_of(at)):
                others.append(at)
            elif kind == "stop":
                sentences += 1
            at -= 1
        return None, sentences, others

    def _is_of(self, ratio: int) -> bool:
        """Whether words say what a bare "ratio" is of: "the ratio of means"."""
        return ratio + 1 < len(self.tokens) and self.tokens[ratio + 1].value in ("of", "between")

    def _holds_measure(self, start: int, end: int) -> bool:
        return any(token.kind == "measure" for token in self.tokens[start:end])

    def _is_claimed(self, others: list[int], measure: int) -> bool:
        """Whether another quantity, apart from the measure's own words, has the figure."""
        return any(self._is_parted(measure, other) for other in others)

    def _is_parted(self, measure: int, other: int) -> bool:
        """Whether a sign parts two tokens, brackets between them left out."""
        at = other
        while at > measure:
            kind = self.tokens[at].kind
            opened = opening(self.tokens, at) if kind == "close" else None
            if kind in _PUNCTUATION and opened is None:
                return True
            at = (opened if opened is not None else at) - 1
        return False

    def _is_under_heading(self, estimate: int, interval: Clause) -> bool:
        """Whether a figure may be of the measure that stands in the header above."""
        decimal = all("." in self.tokens[at].value for at in (estimate, interval.limits.low))
        small = float(self.tokens[estimate].value) < _LARGEST_UNDER_HEADING
        return bool(self.heading) and decimal and small
