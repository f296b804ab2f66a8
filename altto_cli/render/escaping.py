"""Text so that a format shows every character of it and acts on none."""

import re

#: What Markdown, or a dialect of it, would read as markup, a link, mathematics or a template.
_MARKUP = re.compile(
    r"[\\`*_\[\]{}|#~$^@]"
    r"|<(?![\d.]+(?:[\s)|,;:]|$))|&(?=#?\w+;)|=(?==)|%(?=%)"
    r"|(?<=[A-Za-z]):(?=//)|(?i:(?<=www)|(?<=mailto)|(?<=xmpp))[.:]"
)
#: GitHub looks for e-mail addresses where escapes are gone already; an empty comment, which no page
#: shows, keeps the parts of an address from being one.
APART = "<!-- -->"
_ADDRESS = re.compile(r"(?<=[A-Za-z0-9.+_-])\\@(?=[A-Za-z0-9])")
#: What a spreadsheet would run: a sign of a formula, in any width, behind what is not seen.
_FORMULA = re.compile(
    r"[\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]*"
    r"(?:[=@\t\r\uff1d\uff20\ufe66\ufe6b\u207c\u208c]"
    r"|[+\uff0b\uff0d\ufe62\ufe63\u207a\u207b\u208a\u208b-](?!\d+(\.\d+)?$))"
    r"|[\t\r]"
)


def markdown(text: str) -> str:
    """The text so that Markdown shows every character of it, and no part of it is a link."""
    return _ADDRESS.sub(rf"{APART}\\@", _MARKUP.sub(r"\\\g<0>", text))


def cell(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text
