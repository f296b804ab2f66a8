"""The commands that make something of the figures: pictures."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from altto_cli import words
from altto_cli.cli import answer, streams
from altto_cli.cli.asking import Asking, add
from altto_cli.cli.options import AllStudies, EndpointAndStatus, Menopause, chosen
from altto_cli.errors import UnknownWordError
from altto_cli.model import Study
from altto_cli.render import FORMATS, render
from altto_cli.signs import one_line
from altto_cli.view.page import Page

_ENDINGS = (".svg", ".png")
Studies = Annotated[
    list[str] | None, typer.Option("--study", metavar="ID", help="Another study; repeatable.")
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="A .svg or .png to write.")
]
Title = Annotated[str | None, typer.Option("--title", help="What stands above the plot.")]
Width = Annotated[
    int | None,
    typer.Option("--width", help="Columns of the drawing in characters, units of the picture."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")]


def register(app: typer.Typer) -> None:
    """Add what makes something of the figures to the program."""
    add(app, "Use", forest, "altto forest dfs -o dfs.svg")


def forest(
    asking: Asking,
    endpoint: EndpointAndStatus = None,
    menopause: Menopause = None,
    study: Studies = None,
    studies: AllStudies = False,
    output: Output = None,
    title: Title = None,
    width: Width = None,
    force: Force = False,
) -> Callable[[], None]:
    """Forest plot: in the terminal, as SVG, as PNG."""
    from altto_cli.view import forest as view

    if output:
        _refuse_unknown_ending(output)
        _refuse_width(width, 360, 4000, "units of a picture")
    else:
        _refuse_width(width, 60, 400, "columns")
    status, named = words.statuses(endpoint or [])
    drawn = _studies(asking, study, studies)
    asked = asking.asked(drawn[0], "forest", status, menopause)
    page = view.page(drawn, " ".join(named) or None, asked, title and one_line(title))
    if asking.block:
        return partial(_put_block, page, asking, output, width)
    if output:
        return partial(_write, page, output, width, force)
    return partial(_show, page, asking.format, width, asking.color)


def _studies(asking: Asking, ids: list[str] | None, all: bool) -> Sequence[Study]:
    """The studies to draw, the one that answers when none is named first."""
    if all:
        whole = asking._replace(study=ids[0] if ids else None).all_studies()
        return sorted(whole, key=lambda study: not study.default)
    named = dict.fromkeys(ids or ())
    several = [asking._replace(study=id).chosen_study() for id in named]
    return several or [asking.chosen_study()]


def _refuse_unknown_ending(output: Path) -> None:
    if output.suffix.casefold() not in _ENDINGS:
        said = f"no picture ends in {output.suffix!r}; name a .svg or a .png"
        raise UnknownWordError(f"{said}, or take the rows: altto forest -f csv > {output.stem}.csv")


def _refuse_width(width: int | None, low: int, high: int, unit: str) -> None:
    if width is not None and not low <= width <= high:
        raise UnknownWordError(f"no width {width}; it goes from {low} to {high} {unit}")


def _write(page: Page, output: Path, width: int | None, force: bool) -> None:
    from altto_cli.cli import files
    from altto_cli.render.forest.svg import svg

    files.refuse_to_overwrite(output, force)
    document = svg(page, width)
    if output.suffix.casefold() == ".png":
        from altto_cli.render.forest.png import png

        content = png(document)
    else:
        content = document.encode()
    _say_asides(page)
    files.write(output, content, force=force)


def _put_block(page: Page, asking: Asking, output: Path | None, width: int | None) -> None:
    if output:
        raise UnknownWordError("a block holds text, not a file; leave --output or --block out")
    text = answer.in_block(page, asking.format, asking.line)
    if text == render(page, "markdown"):
        text = _markdown(page, width)
    answer.put_block(page, text, asking.line)


def _show(page: Page, format: str | None, width: int | None, color: str) -> None:
    on_terminal = streams.is_terminal()
    format = chosen("format", format or ("table" if on_terminal else "markdown"), FORMATS)
    colored = streams.wants_color(chosen("colour", color, ("auto", "always", "never")), on_terminal)
    room = width or (streams.terminal_width() if on_terminal else None)
    if format == "table" and (room is None or room >= 60):
        streams.write(_terminal(page, room, colored))
    elif format == "markdown":
        streams.write(_markdown(page, width))
    else:
        answer.show(page, "text" if format == "table" else format, color)
        return
    _say_asides(page)


def _terminal(page: Page, width: int | None, color: bool) -> str:
    from altto_cli.render.forest import markdown, plain

    signs = plain.UNICODE if _has_signs() else plain.ascii_signs(streams.in_ascii)
    return plain.terminal(page, width or markdown.WIDTH, signs=signs, color=color)


def _markdown(page: Page, width: int | None) -> str:
    from altto_cli.render.forest import markdown, plain

    signs = plain.UNICODE if _has_signs() else plain.ascii_signs(streams.in_ascii)
    return markdown.markdown(page, width or markdown.WIDTH, signs=signs)


def _has_signs() -> bool:
    """Whether stdout takes the characters of a drawing."""
    try:
        "■□●○─├┤◄►│┼┬┴←→¹⁹".encode(streams.encoding())
    except UnicodeEncodeError:
        return False
    return True


def _say_asides(page: Page) -> None:
    for aside in page.asides:
        streams.tell(aside)
