"""What the columns of a table hold, by their headers; the keys of a record are such headers too."""

import re
from decimal import Decimal
from itertools import pairwise
from typing import Literal, NamedTuple

from altto_cli.audit import vocabulary
from altto_cli.audit.levels import as_level
from altto_cli.audit.tokens import Token, tokens

Role = Literal["ratio", "interval", "low", "high", "level", "p", "p kind", "measure", "other"]


class Column(NamedTuple):
    """What a column holds; the measure of ratios, the level of intervals, where the header says.

    Of a P the measure is what it tests. An interval has one where its header names it: "95% CI for
    HR"; such a column may hold the ratio too.
    """

    role: Role
    measure: str | None = None
    level: str | None = None


#: Names of columns and keys as programs write them, without case, spaces and signs.
_ROLES: dict[Role, str] = {
    "ratio": "estimate pointestimate effect effectestimate estimatetext",
    "measure": "measure effectmeasure estimand paramtype",
    "low": "cilow cilower lower lowerci lcl lowerlimit lowercl lowerbound ll cilowtext lci ci95low "
    "ci95lower lower95ci lower95 cil cilowerlimit low",
    "high": "cihigh ciupper upper upperci ucl upperlimit uppercl upperbound ul cihightext uci "
    "ci95high ci95upper upper95ci upper95 ciu ciupperlimit high",
    "level": "cilevel level confidencelevel cipctvalue",
    "p": "p pvalue pval",
    "p kind": "pkind",
}
#: Measures as the names of columns, in small letters.
_SHORT = ("hr", "or", "rr", "irr", "ahr", "aor", "shr")
_PERCENT = re.compile(r"(\d{1,2}(?:\.\d)?) ?%")
_SIGNS = re.compile(r"[\W_]+")


def named(header: str) -> Column:
    """The column that a program's name for it means: ci_low, HR, p_value."""
    name = _SIGNS.sub("", header).lower()
    role = next((role for role, names in _ROLES.items() if name in names.split()), None)
    if role:
        return Column(role, None, "95" if "95" in name else None)
    plain = header.strip().upper() if name in _SHORT else header.replace("_", " ")
    return _column(tokens(plain))


def headed(headers: list[str]) -> tuple[Column, ...]:
    """The columns under headers as people write them: "HR (95% CI)", "P value", "95% CI".

    The only ratio may stand under "95% CI for HR"; two limits may share a header that spans both.
    """
    columns = [_column(tokens(header)) for header in headers]
    if not any(column.role == "ratio" for column in columns):
        columns = [
            column._replace(role="ratio")
            if column.role == "interval" and column.measure
            else column
            for column in columns
        ]
    for at in range(1, len(columns)):
        if columns[at - 1].role == "interval" and not headers[at]:
            columns[at] = Column("high")
    if any(column.role == "ratio" for column in columns):
        columns = [
            _limit(header) or column if column.role == "other" else column
            for header, column in zip(headers, columns, strict=True)
        ]
    return tuple(columns)


def _limit(header: str) -> Column | None:
    """The column of a limit beside a ratio: "Lower", "UCL", "2.5 %"; "Low" may be of a risk."""
    percent = _PERCENT.fullmatch(header)
    if percent:
        share = Decimal(percent[1])
        level = as_level(f"{abs(100 - 2 * share).normalize():f}")
        return Column("low" if share < 50 else "high", None, level) if level else None
    column = named(header)
    is_limit = column.role in ("low", "high") and header.strip().lower() not in ("low", "high")
    return column if is_limit else None


def _column(found: list[Token]) -> Column:
    kinds = [token.kind for token in found]
    level = next(
        (
            level
            for one, other in pairwise(found)
            if one.kind == "figure" and other.kind == "percent" and (level := as_level(one.value))
        ),
        None,
    )
    measures = [token.value for token in found if token.kind == "measure"]
    words = {token.value for token in found}
    if "interval" in kinds and words & {"lower", "low", "upper", "high"} and not measures:
        return Column("low" if words & {"lower", "low"} else "high", None, level)
    if measures and "interval" in kinds[: kinds.index("measure")]:
        return Column("interval", measures[0], level)
    if measures:
        return Column("ratio", measures[0], level if "interval" in kinds else None)
    if kinds and kinds[0] == "again" and len(found) < 7 and kinds.count("figure") == bool(level):
        return Column("ratio", None, level)
    if "interval" in kinds:
        return Column("other" if "other" in kinds else "interval", None, level)
    if "p" in kinds and len(found) <= 8 and "threshold" not in words:
        tests = [vocabulary.P_KINDS[word] for word in words if word in vocabulary.P_KINDS]
        return Column("p", tests[0] if tests else None)
    return Column("other")
