"""A forest plot in a note: the rows as a table, then the drawing in a fenced block."""

import re

from altto_cli.render import markdown as table
from altto_cli.render.forest import plain
from altto_cli.view.page import Page

WIDTH = 100


def markdown(page: Page, width: int = WIDTH, *, signs: plain.Signs = plain.UNICODE) -> str:
    """The page as Markdown, with its drawing `width` columns wide."""
    drawing = plain.fenced(page, width, signs=signs)
    longest = max(map(len, re.findall("`+", drawing)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{table.markdown(page)}\n{fence}text\n{drawing}{fence}\n"
