"""The command that looks at what altto reads and writes, and says what to do about each fault."""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

from altto_cli import __version__
from altto_cli.cli import answer, options, streams
from altto_cli.cli.command import Command, Option
from altto_cli.cli.options import Color, Evidence
from altto_cli.loader.condition import Condition, of_cache, of_evidence
from altto_cli.render import FORMATS

_LIBRARIES = {"typer": "Typer", "rich": "Rich", "yaml": "PyYAML"}
#: The module of each extra, its project, and what altto does with it.
_EXTRAS = {
    "docx": ("docx", "python-docx", "audit reads Word files"),
    "pdf": ("pypdfium2", "pypdfium2", "audit reads PDF files"),
    "png": ("resvg_py", "resvg-py", "forest draws PNG"),
}
#: What the environment may set, and the words it may be.
_VARIABLES = {"ALTTO_FORMAT": ("md", *FORMATS), "ALTTO_NOTES": options.NOTES}


def doctor(
    format: Annotated[
        str | None,
        Option(("--format", "-f"), options.ALL_FORMATS, "FORMAT"),
    ] = None,
    evidence: Evidence = None,
    color: Color = "auto",
) -> None:
    """What altto reads and writes: evidence, cache, output, extras; each fault with its next step.

    Ends with 1 where there is a fault; a warning is none. Nothing is written.
    """
    from altto_cli.view.pages import doctor as view

    found = list(_conditions(evidence or []))
    page = view.page(found, {"command": "doctor"})
    answer.show(page, format or _format_of_environment(), color)
    if any(each.severity == "fault" for each in found):
        sys.exit(1)


def _conditions(evidence: list[Path]) -> Iterator[Condition]:
    yield Condition("altto", "altto", "ok", f"{__version__}, in {Path(__file__).parent.parent}")
    version = ".".join(map(str, sys.version_info[:3]))
    yield Condition("python", "Python", "ok", f"{version}, {sys.executable}")
    yield of_libraries()
    yield from of_evidence(evidence)
    yield of_cache()
    yield from of_environment()
    yield _output()
    yield from of_extras()


def of_libraries() -> Condition:
    """What altto cannot do without, by version."""
    missing = [name for module, name in _LIBRARIES.items() if not find_spec(module)]
    if missing:
        next = f"pip install {' '.join(missing)}"
        return Condition("libraries", "Libraries", "fault", f"no {', no '.join(missing)}", next)
    installed = _installed()
    said = (f"{name} {installed.get(name.lower(), '')}".strip() for name in _LIBRARIES.values())
    return Condition("libraries", "Libraries", "ok", ", ".join(said))


def _installed() -> dict[str, str]:
    """The version of each project, as the folder of its metadata is named.

    Read so, since importlib.metadata loads what talks to networks.
    """
    found = {}
    for folder in reversed(sys.path):
        with suppress(OSError):
            for path in Path(folder).glob("*.dist-info"):
                name, _, version = path.stem.partition("-")
                found[name.lower().replace("_", "-")] = version
    return found


def of_environment() -> Iterator[Condition]:
    """What the environment sets to a word that is not known."""
    for name, known in _VARIABLES.items():
        word = os.environ.get(name)
        if word and word.casefold() not in known:
            said = f"{name} is {word!r}, which no look-up knows"
            yield Condition(name, name, "fault", said, f"set it to one of {', '.join(known)}")


def _output() -> Condition:
    encoding = streams.encoding()
    if streams.is_ascii():
        said = f"{encoding}: signs such as – and ≥ are spelt otherwise"
        return Condition("output", "Output", "warning", said, "set PYTHONIOENCODING to utf-8")
    if not streams.is_terminal():
        said = f"{encoding}, no terminal: Markdown without colour"
        return Condition("output", "Output", "ok", said)
    colour = "with" if streams.wants_color("auto", True) else "without"
    said = f"{encoding}, a terminal of {streams.terminal_width()} columns, {colour} colour"
    return Condition("output", "Output", "ok", said)


def of_extras() -> Iterator[Condition]:
    """The optional libraries, and what altto does with each."""
    installed = _installed()
    for extra, (module, project, use) in _EXTRAS.items():
        label = f"Extra {extra}"
        if find_spec(module):
            said = f"{project} {installed.get(project, '')}".strip()
            yield Condition(extra, label, "ok", f"{said}: {use}")
        else:
            said = f"not installed: {use}"
            yield Condition(extra, label, "ok", said, f"pip install {project}")


def _format_of_environment() -> str | None:
    """ALTTO_FORMAT, unless it is one of the faults."""
    word = os.environ.get("ALTTO_FORMAT", "")
    return word if word.casefold() in _VARIABLES["ALTTO_FORMAT"] else None


COMMANDS = (Command("Curate", "altto doctor -f json", doctor),)
