"""The commands that make something of the figures: pictures."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

from altto_cli import words
from altto_cli.cli import answer, streams
from altto_cli.cli.asking import Asking, Question
from altto_cli.cli.command import Option
from altto_cli.cli.options import AllStudies, EndpointAndStatus, Menopause
from altto_cli.errors import UnknownWordError
from altto_cli.model import Study
from altto_cli.signs import one_line
from altto_cli.view.page import Page

_ENDINGS = (".svg", ".png")
Studies = Annotated[list[str] | None, Option(("--study",), "Another study; repeatable.", "ID")]
Output = Annotated[Path | None, Option(("--output", "-o"), "A .svg or .png to write.", "FILE")]
Title = Annotated[str | None, Option(("--title",), "What stands above the plot.")]
Width = Annotated[
    int | None,
    Option(("--width",), "Columns of the drawing in characters, units of the picture."),
]
Force = Annotated[bool, Option(("--force",), "Replace the file if it exists.")]


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
    from altto_cli.view.pages import forest as view

    if output:
        _refuse_unknown_ending(output)
        _refuse_width(width, 480, 4000, "units of a picture")
    else:
        _refuse_width(width, 60, 400, "columns")
    status, named = words.statuses(endpoint or [])
    drawn = _studies(asking, study, studies)
    asked = asking.asked(drawn[0], "forest", status, menopause)
    page = view.page(drawn, " ".join(named) or None, asked, title and one_line(title))
    if asking.block:
        return partial(_put_block, page, asking, output)
    if output:
        return partial(_write, page, output, width, force)
    return partial(answer.show, page, asking.format, asking.color, notes=asking.notes, width=width)


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


def _put_block(page: Page, asking: Asking, output: Path | None) -> None:
    if output:
        raise UnknownWordError("a block holds text, not a file; leave --output or --block out")
    answer.put_block(page, answer.in_block(page, asking.format, asking.line), asking.line)


def _say_asides(page: Page) -> None:
    for aside in page.asides:
        streams.tell(aside)


COMMANDS = (Question("Use", "altto forest dfs -o dfs.svg", forest),)
