"""How journals print figures: the point, ranges, P values, and what stands between them.

The house form and four others; the table "Sentence styles" of the README shows each of them, and is
what the tests hold this to. Digits are those printed by the source in all of them.
"""

from decimal import Decimal
from typing import NamedTuple

from altto_cli.model import MEASURES, Arm, Difference, Effect, PValue

#: Between the digits of 10 000 where a journal has no comma there.
_THIN_SPACE = "\u2009"


class Style(NamedTuple):
    """What a journal prints otherwise than the house."""

    name: str
    point: str = "."
    #: From which number on its thousands are set apart, and how.
    grouped_from: int = 1_000
    group: str = ","
    between: str = "–"
    #: Whether a measure and its figures are set apart by commas and semicolons: HR, 0.65; 95% CI, …
    listed: bool = False
    #: Whether measures are written out: hazard ratio.
    in_full: bool = False
    p: str = "P"
    space: str = " "
    #: Whether a P value has a 0 before its point; None where it is as printed.
    leading_zero: bool | None = None

    def figure(self, value: Decimal) -> str:
        """The figure with the digits printed: 1.00 stays 1.00; a minus is "−"."""
        return self.digits(format(value, "f")).replace("-", "−")

    def digits(self, printed: str) -> str:
        """Printed digits with the journal's point."""
        return printed.replace(".", self.point)

    def number(self, value: int) -> str:
        """A number of patients or events: 1,015."""
        return f"{value:,}".replace(",", self.group) if value >= self.grouped_from else str(value)

    def percent(self, value: Decimal) -> str:
        """A percentage: 90.0%."""
        return f"{self.figure(value)}%"

    def interval(self, said: Effect | Difference | Arm) -> str:
        """The confidence interval with its level: 95% CI 0.23–0.85, or −3.4 to −0.8."""
        low, high = said.ci_low, said.ci_high
        if low is None or high is None:
            return "CI not reported"
        level = f"{self.figure(said.ci_level)}%" if said.ci_level else "level not reported,"
        between = " to " if isinstance(said, Difference) else self.between
        comma = "," if self.listed else ""
        return f"{level} CI{comma} {self.figure(low)}{between}{self.figure(high)}"

    def estimate(self, said: Effect | Difference, unit: str | None = None) -> str:
        """The figure with its interval in brackets: 0.44 (95% CI 0.23–0.85)."""
        return f"{self._with_unit(said, unit)} ({self.interval(said)})"

    def measured(
        self,
        said: Effect | Difference,
        unit: str | None = None,
        at: str = "",
        *,
        of_two: bool = False,
    ) -> str:
        """The measure with all its figures: adjusted HR 0.44 (95% CI 0.23–0.85).

        `of_two` calls it a ratio of two such ratios.
        """
        name = f"ratio of {self.measure(said, 's')}" if of_two else self.measure(said)
        if not self.listed:
            return f"{name}{at} {self.estimate(said, unit)}"
        return f"{name}{at}, {self._with_unit(said, unit)}; {self.interval(said)}"

    def measure(self, said: Effect | Difference, plural: str = "") -> str:
        """The name of the measure: adjusted HR, HR, rate ratio, mean difference."""
        short = MEASURES[said.measure].short
        name = (said.measure if isinstance(said, Effect) and self.in_full else short) + plural
        if said.adjusted == "not reported":
            return f"{name} (adjustment not reported)"
        return f"adjusted {name}" if said.adjusted else name

    def p_value(self, said: Effect | Difference | PValue) -> str:
        """The P value with its label and kind: P < 0.001, log-rank P = .02."""
        if said.p is None:
            return "not reported"
        sign, digits = ("=", said.p) if said.p[0] not in "<>=≤" else (said.p[0], said.p[1:].strip())
        kind = said.p_kind if said.p_kind != "superiority" else None
        label = (said.p_label or "P").replace("P", self.p)
        text = f"{label}{self.space}{sign}{self.space}{self.probability(digits)}"
        return " ".join(filter(None, (kind, said.p_test, text)))

    def _with_unit(self, said: Effect | Difference, unit: str | None) -> str:
        return f"{self.figure(said.estimate)} {unit}" if unit else self.figure(said.estimate)

    def probability(self, digits: str) -> str:
        """The digits of a P value or of its threshold, with or without the 0 before the point."""
        if self.leading_zero is False and digits.startswith("0."):
            digits = digits[1:]
        elif self.leading_zero and digits.startswith("."):
            digits = f"0{digits}"
        return self.digits(digits)


HOUSE = Style("house")
STYLES = {
    style.name: style
    for style in (
        HOUSE,
        Style(
            "ama",
            grouped_from=10_000,
            group=_THIN_SPACE,
            between="-",
            listed=True,
            leading_zero=False,
        ),
        Style("jco", between=" to ", listed=True, leading_zero=False),
        Style(
            "nejm",
            grouped_from=10_000,
            between=" to ",
            listed=True,
            in_full=True,
            space="",
            leading_zero=True,
        ),
        Style(
            "lancet",
            point="·",
            grouped_from=10_000,
            group=_THIN_SPACE,
            p="p",
            space="",
            leading_zero=True,
        ),
    )
}
