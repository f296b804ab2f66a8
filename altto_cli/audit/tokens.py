"""Text as tokens: figures, measures, names of intervals, P, signs, and the words between them."""

from typing import NamedTuple

from altto_cli.audit import vocabulary
from altto_cli.audit.pieces import KNOWN, SIGNS, classes, pattern

#: What stands before a word that begins a clause, a line or a cell.
_APART = frozenset(("line", "cell", "stop", "comma", "semicolon", "colon", "open"))


class Token(NamedTuple):
    """A piece of text.

    `value` is a figure with a plain point and a leading zero, a measure, what a P tests, or a word
    in lower case. `comma figure` has a decimal comma; a figure that cannot be one value ("1.2.3",
    "1,2,3", endless digits) is `unclear`.
    """

    kind: str
    value: str
    start: int
    end: int


def tokens(text: str, begin: int = 0, stop: int | None = None) -> list[Token]:
    """All tokens of the text or of a part of it; the words of a measure make one token."""
    found: list[Token] = []
    add, make, start = found.append, tuple.__new__, begin
    for piece in pattern().findall(text, begin, len(text) if stop is None else stop):
        kind, value, alone, length = KNOWN[piece]
        end = start + length
        if alone:
            add(make(Token, (kind, value, start, end)))
        elif kind == "word":
            _add_word(found, text[start:end], value, start, end)
        elif kind == "figure":
            _add_whole(found, value, start, end)
        elif kind:
            _add_sign(found, text, value, start, end)
        start += len(piece)
    return found


def _add_sign(found: list[Token], text: str, sign: str, start: int, end: int) -> None:
    kind = SIGNS[sign]
    if kind == "stop":
        if not _ends_sentence(text, found, sign, end):
            return
    elif found and _is_receptor(text, found[-1], sign, end):
        found[-1] = found[-1]._replace(kind="word")
    found.append(Token(kind, sign, start, end))


def _ends_sentence(text: str, found: list[Token], sign: str, end: int) -> bool:
    if end < len(text) and not text[end].isspace() and text[end] not in ")]\"'”’":
        return False
    return not (sign == "." and found and found[-1].value in vocabulary.SHORTENED)


def _is_receptor(text: str, last: Token, sign: str, end: int) -> bool:
    """Whether "HR" before a sign is hormone receptors: HR+, HR−/HER2+, HR-positive."""
    if last.kind != "measure" or end - last.end != 1 or last.end - last.start > 2:
        return False
    after = text[end : end + 8].lower()
    return sign == "+" or after[:1] == "/" or after.startswith(vocabulary.RECEPTOR)


def _add_whole(found: list[Token], digits: str, start: int, end: int) -> None:
    """A whole number, or what stands behind the point of the figure before."""
    if found and found[-1].kind == "stop" and _is_broken(found, digits, start):
        del found[-1]
        whole = found.pop()
        digits, start = f"{whole.value}.{digits}", whole.start
    found.append(Token("figure", digits, start, end))


def _is_broken(found: list[Token], digits: str, start: int) -> bool:
    """Whether digits go on a figure that a space broke behind its point: "0. 48", "1.9 to 6. 7"."""
    if len(found) < 2 or len(digits) > 4 or found[-2].kind != "figure":
        return False
    point, whole = found[-1], found[-2]
    if point.value != "." or point.start != whole.end or start - point.end != 1:
        return False
    if whole.value == "0":
        return True
    ranged = len(found) > 2 and found[-3].kind in ("to", "dash") and whole.value.isdigit()
    return ranged and len(whole.value) < 3 and len(digits) < 3


def _add_word(found: list[Token], text: str, lower: str, start: int, end: int) -> None:
    last = found[-1] if found else None
    if text in vocabulary.ABBREVIATIONS:
        _add_measure(found, vocabulary.ABBREVIATIONS[text], start, end)
    elif text in vocabulary.INTERVAL_ABBREVIATIONS:
        found.append(Token("interval", lower, start, end))
    elif text in vocabulary.INTERVAL_BEHIND_PERCENT and last and last.kind == "percent":
        found.append(Token("interval", "ci", start, end))
    elif lower in ("ratio", "ratios"):
        _add_ratio(found, lower, start, end)
    elif last is None:
        found.append(Token(_kind(lower), lower, start, end))
    elif lower == "confidence" and last.kind == "percent":
        found.append(Token("interval", lower, start, end))
    elif lower in vocabulary.RELATIVES and (relative := _relative(found)) is not None:
        first = found[relative].start
        del found[relative:]
        _add_measure(found, vocabulary.RELATIVES[lower], first, end)
    elif lower in vocabulary.INTERVAL_SECOND and (named := _interval_first(found)) is not None:
        begins = found[named].start if named < len(found) else start
        found[named:] = [Token("interval", "ci", begins, end)]
    elif (last.kind == "measure" and lower in vocabulary.NO_RATIO_BEFORE) or (
        last.value == "effect" and lower in ("size", "sizes")
    ):
        found[-1] = Token("other", lower, last.start, end)
    elif last.kind == "open" and lower in vocabulary.IN_SMALL and len(found) > 1:
        found.append(_in_small(found[-2], lower, start, end))
    elif lower == "difference" and [one.kind for one in found[-2:]] == ["again", "glue"]:
        # The header of a column for both: "Ratio or difference (95% CI)".
        del found[-1]
    elif lower in vocabulary.BEATS and _is_rate_of_heart(found):
        found[-2] = found[-2]._replace(kind="word")
        found.append(Token("unit", lower, start, end))
    elif last.value == "not" and lower in ("significant", "significance"):
        found[-1] = Token("not significant", lower, last.start, end)
    elif last.value == "not" and lower in ("reached", "estimable", "evaluable", "available"):
        found[-1] = Token("missing", lower, last.start, end)
    elif lower == "approximately" and last.kind in ("figure", "comma figure"):
        # As a tilde between two limits is spelt out.
        found.append(Token("to", lower, start, end))
    elif last.value == "per" and lower == "cent":
        found[-1] = Token("percent", lower, last.start, end)
    elif text in ("p", "P") and last == Token("figure", "2", start - 1, start):
        found[-1] = Token("p", "2p", last.start, end)
    elif _tests(lower):
        found.append(Token("p", lower[1:], start, end))
    else:
        found.append(Token(_kind(lower), lower, start, end))


def _interval_first(found: list[Token]) -> int | None:
    """The word before "interval" that names it, if on the line before; or where its level is."""
    at = len(found) - 1
    if at > 0 and found[at].kind == "line":
        at -= 1
    if found[at].value in vocabulary.INTERVAL_FIRST:
        return at
    return len(found) if found[-1].kind == "percent" else None


def _in_small(named: Token, lower: str, start: int, end: int) -> Token:
    """An abbreviation in small letters behind its name: "hazard ratio (hr)", "interval (ci)"."""
    if named.kind not in ("measure", "interval") or (named.kind == "interval") != (lower == "ci"):
        return Token(_kind(lower), lower, start, end)
    return Token(named.kind, named.value, start, end)


def _is_rate_of_heart(found: list[Token]) -> bool:
    """Whether what stands before "bpm" is a rate of the heart or of breathing: "HR (", "RR, "."""
    if len(found) < 2 or found[-1].kind not in ("open", "comma"):
        return False
    return found[-2].kind == "measure" and found[-2].end - found[-2].start == 2


def _relative(found: list[Token]) -> int | None:
    """The word "relative" before, with at most two words between: "relative mortality risk"."""
    at = len(found) - 1
    while at > len(found) - 3 and at > 0 and found[at].kind in ("word", "line"):
        if found[at].value == "relative":
            break
        at -= 1
    return at if found[at].value == "relative" else None


def _tests(lower: str) -> bool:
    """Whether a word is P with what it tests: Pinteraction, pnoninferiority."""
    return lower[0] == "p" and len(lower) > 2 and lower[1:] in vocabulary.P_KINDS


def _kind(lower: str) -> str:
    if lower in ("p", "pvalue", "pvalues", "plogrank", "𝑃", "𝑝"):
        return "p"
    if lower == "percent":
        return "percent"
    return classes().get(lower, "word")


def _is_bare(found: list[Token]) -> bool:
    """Whether no word says what the word "ratio" is of: "The ratios for", "; ratio (95% CI)"."""
    if not found:
        return True
    return found[-1].kind in _APART or found[-1].value in ("the", "these", "adjusted", "unadjusted")


def _add_measure(found: list[Token], measure: str, start: int, end: int) -> None:
    """A measure; behind "ratio of", with or without "adjusted" between, a ratio of such ratios."""
    at = len(found) - 1
    while at >= 0 and found[at].value in ("the", "adjusted", "two"):
        at -= 1
    ratios = at >= 1 and found[at].value == "of" and found[at - 1].value in ("ratio", "ratios")
    if ratios and measure in vocabulary.RATIOS_OF:
        measure, start = vocabulary.RATIOS_OF[measure], found[at - 1].start
        del found[at - 1 :]
    found.append(Token("measure", measure, start, end))


def _add_ratio(found: list[Token], lower: str, start: int, end: int) -> None:
    """The word "ratio" with the words before it that make it a measure; else another quantity."""
    at = len(found) - 1
    while at >= 0 and found[at].kind in ("dash", "line") and len(found) - at < 3:
        at -= 1
    measure = vocabulary.RATIOS.get(found[at].value) if at >= 0 else None
    if found and found[-1].value == vocabulary.RISK:
        found[-1] = found[-1]._replace(end=end)
        return
    if measure is None:
        found.append(Token("again" if _is_bare(found) else "other", lower, start, end))
        return
    before = found[at - 1].value if at else ""
    if before in ("hazard", "hazards"):
        measure = vocabulary.HAZARD
    if before in ("hazard", "hazards", "incidence"):
        at -= 1
    start = found[at].start
    del found[at:]
    _add_measure(found, measure, start, end)
