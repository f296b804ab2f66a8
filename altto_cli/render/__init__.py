"""A page as text, in each of the formats."""

from collections.abc import Callable
from typing import Any

from altto_cli.view.page import Page

#: How each format but the terminal's table is made: the module that holds it, and its name there.
_RENDERERS = {
    "markdown": ("markdown", "markdown"),
    "csv": ("delimited", "csv"),
    "tsv": ("delimited", "tsv"),
    "json": ("structured", "json"),
    "jsonl": ("structured", "jsonl"),
    "text": ("text", "text"),
    "sentence": ("text", "sentence"),
}
_WHOLE_WORDS: dict[str, Any] = {
    "subsequent_indent": "  ",
    "break_long_words": False,
    "break_on_hyphens": False,
}
FORMATS = ("table", *_RENDERERS)


def render(page: Page, format: str, *, width: int | None = None, color: bool = False) -> str:
    """The page in this format, ending in a line feed.

    `width` and `color` are the terminal's and matter to `table` alone; without a width a table is
    drawn as wide as it is, and within one that is too narrow it becomes `text`.
    """
    if format == "table":
        from altto_cli.render import terminal

        if width is None or terminal.fits(page, width):
            return terminal.table(page, width, color)
        from textwrap import fill

        lines = _renderer("text")(page).splitlines()
        return "".join(f"{fill(line, width, **_WHOLE_WORDS)}\n" for line in lines)
    return _renderer(format)(page)


def _renderer(format: str) -> Callable[[Page], str]:
    from importlib import import_module

    module, name = _RENDERERS[format]
    renderer: Callable[[Page], str] = getattr(import_module(f"altto_cli.render.{module}"), name)
    return renderer
