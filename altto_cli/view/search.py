"""Whether a text holds what is looked for: words, or figures in the forms of print."""

import re
from collections.abc import Sequence
from functools import cache

#: What a figure is called, before the sign between both: n=118, p<0.001.
_CALLED = re.compile(r"^[a-z]+(?:=|(?=[<>]))(?=[<>]?-?\.?\d)")
#: A decimal comma, which thousands have none of: 0,44; 8,381 has another.
_COMMA = re.compile(r"^([<>]?-?(?:0|[1-9]\d*(?=,\d{1,2}\b))),(\d+%?)$")
_FIGURE = re.compile(r"[<>]?-?(\d|\.\d)[\d.,]*%?")
#: Its sign, its whole part as numbers or in groups of three, and the rest.
_PARTS = re.compile(r"([<>]?-?)(0?|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)((?:\.\d+)?%?)")
#: A word of a text; with what a sign is of, since < 0.001 is looked for as <0.001.
_WORD = re.compile(r"\S+(?:(?<=[<>]) \S+)*")


def plain(text: str) -> str:
    """In small letters, a minus as the keyboard has it."""
    return text.casefold().replace("−", "-")


def sought(typed: str) -> list[str]:
    """The words that are looked for: a figure without what it is called, its comma a point."""
    return [_COMMA.sub(r"\1.\2", _CALLED.sub("", word)) for word in plain(typed).split()]


def words(text: str) -> dict[str, None]:
    """Each word of the text once: it holds what they hold, in whatever order, between spaces."""
    return dict.fromkeys(_WORD.findall(text))


def holds(text: str, words: Sequence[str]) -> bool:
    """Whether each of the words begins one of the text's, or is one of its figures."""
    return all(pattern(word).search(text) for word in words)


@cache
def pattern(word: str) -> re.Pattern[str]:
    """Where a text has the word; it begins with a sign that must be there, which is found fast."""
    if not _FIGURE.fullmatch(word):
        return re.compile(_begun(re.escape(word), r"\w"))
    return re.compile(rf"{_as_printed(word)}(?![\d]|[.,]\d)")


def _as_printed(figure: str) -> str:
    """The figure, with or without a nought before its point and commas in its size."""
    parts = _PARTS.fullmatch(figure)
    if parts is None:
        return _begun(re.escape(figure))
    sign, whole, rest = parts[1], parts[2], re.escape(parts[3])
    if whole.strip("0"):
        whole = f"{int(whole.replace(',', '')):,}"
    is_below_1 = not whole.strip("0") and rest.startswith(r"\.")
    if sign:
        printed = "0?" if is_below_1 else whole.replace(",", ",?")
        return f"{_begun(sign[0])}{' ?' if sign[0] in '<>' else ''}{sign[1:]}{printed}{rest}"
    if is_below_1:
        return f"{rest}(?:{_not_behind(rest)}|(?<=0{rest}){_not_behind(f'0{rest}')})"
    first, *groups = whole.split(",")
    return ",?".join([_begun(first), *groups]) + rest


def _begun(text: str, before: str = r"[\d.,]") -> str:
    """The text where none of these stands before it."""
    return text + _not_behind(text, before)


def _not_behind(text: str, before: str = r"[\d.,]") -> str:
    return rf"(?<!{before}{text})"
