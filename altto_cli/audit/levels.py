"""The confidence level of intervals: beside their name, or stated earlier in the text."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from decimal import Decimal

from altto_cli.audit.ranges import FIGURES, limits_at
from altto_cli.audit.tokens import Token

#: Tokens between a level and the name of an interval: "95% two-sided Wald CI".
_FEW = 4
#: What stands behind a level, as a plain search finds it, and the level before it.
_BEHIND_LEVEL = ("% CI", "%CI", "% confidence", "percent confidence", "per cent confidence")
_LEVEL = re.compile(r"(?<![\d.·])([5-9]\d(?:[.·]\d{1,2})?)\s?$")

_PERCENT = re.compile(r"[5-9][0-9](\.[0-9]+)?")
_SHARE = re.compile(r"0?\.[5-9][0-9]*")


def stated(text: str, start: int, end: int) -> str | None:
    """The level last stated in a stretch of text of which no token was made."""
    at = max(text.rfind(behind, start, end) for behind in _BEHIND_LEVEL)
    found = _LEVEL.search(text[max(at - 6, start) : at]) if at >= 0 else None
    return found[1].replace("·", ".") if found else None


@dataclass
class Levels:
    """Where a text states a level; `inherited` comes from the text before."""

    inherited: str | None = None
    at: list[int] = field(default_factory=list)
    values: list[str] = field(default_factory=list)

    def gather(self, tokens: list[Token]) -> None:
        """Note each level beside the name of an interval."""
        for index, token in enumerate(tokens):
            if token.kind == "interval":
                level = _level_before(tokens, index) or _level_behind(tokens, index)
                if level:
                    self.at.append(index)
                    self.values.append(level)

    @property
    def last(self) -> str | None:
        """What the text that follows inherits."""
        return self.values[-1] if self.values else self.inherited

    def before(self, index: int) -> str | None:
        """The level that was last stated before this token."""
        place = bisect_left(self.at, index)
        return self.values[place - 1] if place else self.inherited

    def between(self, start: int, end: int) -> str | None:
        """The level stated from one token to another."""
        place = bisect_left(self.at, end)
        return self.values[place - 1] if place and self.at[place - 1] >= start else None


def _level_before(tokens: list[Token], index: int) -> str | None:
    """95% CI, 95 percent CI, 95% two-sided Wald CI, (95%) CI."""
    for at in range(index - 1, max(index - 2 - _FEW, 0), -1):
        kind = tokens[at].kind
        if kind == "percent":
            return level_at(tokens, at - 1)
        if kind in FIGURES:
            return level_at(tokens, at) if at == index - 1 else None
        if kind not in ("word", "glue", "dash", "close", "open", "line", "comma"):
            return None
    return level_at(tokens, 0) if index == 1 else None


def _level_behind(tokens: list[Token], index: int) -> str | None:
    """CI95, CI95%, CI 95%, CI (95%), CI_95."""
    at = index + 1
    if at < len(tokens) and tokens[at].kind in ("open", "dash", "comma"):
        at += 1
    if at >= len(tokens) or not level_at(tokens, at):
        return None
    signed = at + 1 < len(tokens) and tokens[at + 1].kind == "percent"
    glued = tokens[at].value in ("90", "95", "99", "97.5") and (
        tokens[at].start - tokens[index].end < 2 or tokens[at - 1].kind == "open"
    )
    ranged = limits_at(tokens, at) is not None
    return level_at(tokens, at) if signed or (glued and not ranged) else None


def level_at(tokens: list[Token], at: int) -> str | None:
    if at < 0 or tokens[at].kind not in FIGURES:
        return None
    return as_level(tokens[at].value)


def as_level(figure: str) -> str | None:
    """The figure where it is a level in percent, which is from 50 to below 100."""
    return figure if _PERCENT.fullmatch(figure) else None


def level_of_cell(text: str) -> str | None:
    """The level in a cell of its own: 95%, 95, or as a share, as programs have it, 0.95."""
    figure = text.strip(" %")
    if _SHARE.fullmatch(figure):
        return f"{Decimal(figure).scaleb(2).normalize():f}"
    return as_level(figure)


def is_level(tokens: list[Token], at: int) -> bool:
    """Whether a figure is a level: a percentage, or glued to the name of an interval."""
    after = tokens[at + 1 : at + 2]
    return bool(after) and after[0].kind in ("percent", "interval") and bool(level_at(tokens, at))
