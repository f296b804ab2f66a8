"""A page as text, in each of the formats."""

from collections.abc import Callable

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
FORMATS = ("table", *_RENDERERS)


def render(
    page: Page, format: str, *, width: int | None = None, color: bool = False, notes: bool = False
) -> str:
    """The page in this format, ending in a line feed.

    `width` and `color` are the terminal's and matter to `table` alone; without a width a table is
    drawn as wide as it is, and within one that is too narrow it becomes `text`. `notes` shows
    people what machines are always given.
    """
    if format == "table":
        from altto_cli.render import terminal

        if width is None or terminal.fits(page, width):
            return terminal.table(page, width, color, notes=notes)
        from altto_cli.render.lines import further_in

        lines = _renderer("text")(page, notes=notes).splitlines()
        return "".join(f"{part}\n" for line in lines for part in further_in(line, width))
    return _renderer(format)(page, notes=notes)


def _renderer(format: str) -> Callable[..., str]:
    from importlib import import_module

    module, name = _RENDERERS[format]
    renderer: Callable[..., str] = getattr(import_module(f"altto_cli.render.{module}"), name)
    return renderer
