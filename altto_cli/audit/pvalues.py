"""How print gives a P: what it tests, how it compares, and its figure."""

import re
from functools import cache
from typing import NamedTuple

from altto_cli.audit import vocabulary
from altto_cli.audit.figures import scaled
from altto_cli.audit.reading import PValue, Reading
from altto_cli.audit.tokens import Token
from altto_cli.audit.tokens import tokens as tokens_of

_COMPARISONS = {
    "<": "<", "＜": "<", "≪": "<",
    ">": ">", "＞": ">", "≫": ">",
    "≤": "≤", "⩽": "≤", "≦": "≤", "≥": "≥", "⩾": "≥", "≧": "≥",
}  # fmt: skip
_SIDED = ("sided", "tailed")
#: Tokens between P and its figure: "P value (two-sided, stratified log-rank test) =".
_LONGEST_QUALIFIER = 14


class PFound(NamedTuple):
    """A P and the tokens that it takes, the last excluded; several for "P = .01 and .02"."""

    start: int
    end: int
    values: tuple[PValue, ...]
    #: "P < .001 for both", "for all comparisons"
    for_all: bool = False


def p_at(tokens: list[Token], start: int) -> PFound | None:
    """The P that begins at this token, or None where no figure follows."""
    at, said = start + 1, [tokens[start].value]
    while at < len(tokens) and at - start <= _LONGEST_QUALIFIER and _qualifies(tokens, at):
        said.append(tokens[at].value)
        at += 1
    label = _label(said)
    first = _value(tokens, at, label)
    if first is None:
        return None
    values, end = [first[0]], first[1]
    while True:
        more = _another(tokens, end, label)
        if more is None:
            break
        values.append(more[0])
        end = more[1]
    if label.kind is None:
        label, end = _label_behind(tokens, end, label)
        values = [label._replace(text=value.text) for value in values]
    return PFound(start, end, tuple(values), _for_all(tokens, end))


def _qualifies(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    return (
        token.value in vocabulary.P_WORDS
        or token.value in vocabulary.P_KINDS
        or token.kind in ("dash", "open", "close", "line", "comma", "colon", "glue", "cell")
        or _names_sides(tokens, at)
    )


def _names_sides(tokens: list[Token], at: int) -> bool:
    """Whether a figure says how many sides a test has: "P (2-sided)", "P (1-tailed)"."""
    behind = tokens[at + 1 : at + 3]
    sides = len(behind) == 2 and behind[0].kind == "dash" and behind[1].value in _SIDED
    return sides and tokens[at].value in ("1", "2")


def _label(said: list[str]) -> PValue:
    kinds = [vocabulary.P_KINDS[word] for word in said if word in vocabulary.P_KINDS]
    return PValue(
        "",
        kinds[0] if kinds else None,
        "plogrank" in said or "logrank" in said or ("log" in said and "rank" in said),
    )


def _value(tokens: list[Token], at: int, label: PValue) -> tuple[PValue, int] | None:
    sign = ""
    compared = False
    while at < len(tokens) and tokens[at].kind == "compare":
        sign = sign or _COMPARISONS.get(tokens[at].value, "")
        compared = True
        at += 1
        while at < len(tokens) and tokens[at].kind == "line":
            at += 1
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.kind == "not significant":
        return label._replace(text="NS"), at + 1
    if token.kind not in ("figure", "comma figure") or _is_broken(tokens, at):
        return None
    text, end = _power(tokens, at)
    if not compared and not (text.startswith("0.") or text in ("0", "1", "1.0")):
        return None
    if float(text) > 1:
        return None
    return label._replace(text=f"{sign}{text}"), end


def _is_broken(tokens: list[Token], at: int) -> bool:
    """Whether a figure lost its point to a dash: "p=0-52"."""
    after = tokens[at + 1 : at + 3]
    if tokens[at].value not in ("0", "00") or len(after) < 2 or after[0].kind != "dash":
        return False
    return after[1].kind == "figure" and after[1].start - tokens[at].end == 1


def _power(tokens: list[Token], at: int) -> tuple[str, int]:
    """A figure, times a power of ten where one follows: 5 × 10⁻⁴, 5 x 10^-4, 10^-5, 10(-5)."""
    mantissa, base = tokens[at].value, at
    if base + 2 < len(tokens) and (
        tokens[base + 1].kind == "times" or tokens[base + 1].value == "x"
    ):
        base += 2
        if tokens[base].value != "10":
            return mantissa, at + 1
    elif mantissa == "10":
        mantissa = "1"
    else:
        return mantissa, at + 1
    end = base + 1
    while end < len(tokens) and tokens[end].kind in ("power", "open"):
        end += 1
    if end < len(tokens) and tokens[end].kind == "raised":
        power, end = tokens[end].value, end + 1
    elif end + 1 < len(tokens) and tokens[end].kind == "dash" and tokens[end + 1].kind == "figure":
        power, end = f"-{tokens[end + 1].value}", end + 2
    else:
        return tokens[at].value, at + 1
    if (
        end < len(tokens)
        and tokens[end].kind == "close"
        and tokens[end - 1].end == tokens[end].start
    ):
        opened = any(token.kind == "open" for token in tokens[base + 1 : end])
        end += opened
    if not power.lstrip("-+").isdigit() or len(power) > 4:
        return tokens[at].value, at + 1
    return scaled(mantissa, int(power)), end


def _another(tokens: list[Token], at: int, label: PValue) -> tuple[PValue, int] | None:
    """A further P of a list: "P = .01 and .02", "P = .01, .02, and .03"."""
    joined = at
    while joined < len(tokens) and (
        tokens[joined].kind == "comma" or tokens[joined].value == "and"
    ):
        joined += 1
    if joined == at or joined >= len(tokens):
        return None
    if tokens[joined].kind not in ("figure", "compare"):
        return None
    found = _value(tokens, joined, label)
    if found is None or not found[0].text.lstrip("<>≤≥").startswith("0"):
        return None
    after = tokens[found[1]] if found[1] < len(tokens) else None
    if after and (after.kind in ("dash", "to", "open", "percent") or after.value == "vs"):
        return None
    return found


def _label_behind(tokens: list[Token], end: int, label: PValue) -> tuple[PValue, int]:
    """What stands behind a P: "P = .30 for interaction", "P = .03 by the log-rank test"."""
    by = [token.value for token in tokens[end : end + 2]]
    at, said = end + (by[:1] == [","] and by[1:] in (["by"], ["for"])), list[str]()
    while at < len(tokens) and at - end < 9:
        token = tokens[at]
        if token.kind == "line" or token.kind in ("dash", "open") or _worded(token):
            said.append(token.value)
            at += 1
        else:
            break
    kinds = [
        vocabulary.P_KINDS[word]
        for word in said
        # "P = .01 for the difference" between the groups is the ratio's own.
        if word in vocabulary.P_KINDS and not word.startswith("diff")
    ]
    log_rank = label.log_rank or "logrank" in said or ("log" in said and "rank" in said)
    return label._replace(kind=kinds[0] if kinds else None, log_rank=log_rank), end


def _worded(token: Token) -> bool:
    return token.value in vocabulary.P_WORDS or token.value in vocabulary.P_KINDS


def _for_all(tokens: list[Token], end: int) -> bool:
    said = [token.value for token in tokens[end : end + 3]]
    return said[:1] == ["for"] and bool({"both", "all", "each"} & set(said))


def p_of_cell(tokens: list[Token], kind: str | None) -> PValue | None:
    """The P in a cell of its own, under a header that may say what it tests."""
    if tokens and tokens[0].kind == "p":
        found = p_at(tokens, 0)
        return found.values[0] if found else None
    if kind is not None and kind not in vocabulary.NAMED_KINDS:
        return None
    found_value = _value(tokens, 0, PValue("", kind))
    if found_value is None:
        return None
    value, end = found_value
    return _label_behind(tokens, end, value)[0] if kind is None else value


def with_kind_below(text: str, reading: Reading) -> Reading:
    """The reading with what its P tests, where that is said of it once more on the line below."""
    p = reading.p
    if p is None or p.kind or not (said := _said_below().match(text, reading.end)):
        return reading
    value = _value(tokens_of(said[1]), 0, PValue(""))
    if value is None or value[0].text != p.text:
        return reading
    return reading._replace(p=p._replace(kind=vocabulary.P_KINDS.get(said[2].replace("-", ""))))


@cache
def _said_below() -> re.Pattern[str]:
    return re.compile(r"[ |]{0,9}\n[ |]{0,9}P ([<>=]?[.\d]{1,12}): ([a-z-]{1,20})")
