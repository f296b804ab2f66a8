"""Text so that a format shows every character of it and acts on none."""

import re

#: What Markdown, or a dialect of it, would read as markup.
_MARKUP = re.compile(r"[\\`*_\[\]|#~$^@]|<(?![\d.]+(?:[\s)|,;]|$))|&(?=#?\w+;)|=(?==)|%(?=%)")


def markdown(text: str) -> str:
    """The text so that Markdown shows every character of it."""
    return _MARKUP.sub(r"\\\g<0>", text)
