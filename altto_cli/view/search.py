"""Whether a text holds what is looked for: words, or figures in the forms of print."""

import re
from collections.abc import Sequence

#: What a figure is called, before the sign between both: n=118, p<0.001.
_CALLED = re.compile(r"^[a-z]+(?:=|(?=[<>]))(?=[<>]?-?\.?\d)")
#: A decimal comma, which thousands have none of: 0,44; 8,381 has another.
_COMMA = re.compile(r"^([<>]?-?(?:0|[1-9]\d*(?=,\d{1,2}\b))),(\d+%?)$")
_FIGURE = re.compile(r"[<>]?-?(\d|\.\d)[\d.,]*%?")


def plain(text: str) -> str:
    """In small letters, a minus as the keyboard has it."""
    return text.casefold().replace("−", "-")


def sought(typed: str) -> list[str]:
    """The words that are looked for: a figure without what it is called, its comma a point."""
    return [_COMMA.sub(r"\1.\2", _CALLED.sub("", word)) for word in plain(typed).split()]


def holds(text: str, words: Sequence[str]) -> bool:
    """Whether each of the words begins one of the text's, or is one of its figures."""
    return all(_has(text, word) for word in words)


def _has(text: str, word: str) -> bool:
    if _FIGURE.fullmatch(word):
        return bool(re.search(rf"(?<![\d.,]){_as_printed(word)}(?![\d]|[.,]\d)", text))
    return bool(re.search(rf"(?<!\w){re.escape(word)}", text))


def _as_printed(figure: str) -> str:
    """A pattern of the figure, with or without a nought before its point and commas in its size."""
    parts = _PARTS.fullmatch(figure)
    if parts is None:
        return re.escape(figure)
    sign, whole, rest = parts.groups()
    printed = f"{int(whole.replace(',', '')):,}".replace(",", ",?") if whole.strip("0") else whole
    nought = "0?" if rest.startswith(".") and not whole.strip("0") else printed
    return f"{sign.replace('<', '< ?').replace('>', '> ?')}{nought}{re.escape(rest)}"


#: Its sign, its whole part as numbers or in groups of three, and the rest.
_PARTS = re.compile(r"([<>]?-?)(0?|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)((?:\.\d+)?%?)")
