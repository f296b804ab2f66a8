"""Signs that act where they are printed: they hide, reorder, move the cursor or forge a line."""

import re
from functools import cache

#: Control signs, line separators, what reorders or is not seen, halves of a surrogate pair.
#: The joiners U+200C and U+200D stay: Persian and the scripts of India are not written without.
_ACTING = (
    "\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufdd0-\ufdef\ufffe\uffff"
    "\ud800-\udfff"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)


def harmless(text: str, keep: str = "") -> str:
    """The text with � for each sign that would act; those in `keep` stay."""
    if text.isascii() and text.isprintable():
        return text
    return _acting(keep).sub("�", text)


def one_line(text: str) -> str:
    """The text on one line, its spaces plain and single, without a sign that would act."""
    return harmless(" ".join(text.split()))


@cache
def _acting(keep: str) -> re.Pattern[str]:
    stays = f"(?![{re.escape(keep)}])" if keep else ""
    return re.compile(f"{stays}[{_ACTING}]")
