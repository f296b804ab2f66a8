"""The program itself: its help, its version, and what it says where nothing is asked."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

from altto_cli import __version__, words
from altto_cli.cli import streams
from altto_cli.cli.command import Command, Option, Parameter
from altto_cli.cli.commands import commands
from altto_cli.cli.options import HELP, Evidence, chosen
from altto_cli.errors import UnknownWordError
from altto_cli.loader.built import said

EXAMPLES = (
    ("altto summary", "the analysis on one page"),
    ("altto dfs pre", "disease-free survival before menopause"),
    ("altto premenopausal", "everything known before menopause"),
    ("altto compare ai vs serm", "aromatase inhibitor against tamoxifen, all endpoints"),
    ("altto explain ahr", "what a word means and how it is used here"),
    ("altto os -f sentence", "one sentence a result, ready to paste"),
)
GROUPS = ("Look up", "Understand", "Use", "Curate")
#: Of the version.
_FORMATS = ("text", "json")
#: A line that is longer is hard to read.
_WIDEST = 78


class _Program(Command):
    """altto where no command is named."""

    def run(self, line: tuple[str, ...], given: Mapping[str, Any]) -> None:
        if given["format"] and not given["version"]:
            command = words.quoted(["altto", "dfs", *line])
            raise UnknownWordError(f"name a command first: {command}")
        super().run(line, given)


def start(
    version: Annotated[
        bool, Option(("--version",), "The program, and each study's evidence.")
    ] = False,
    format: Annotated[
        str | None, Option(("--format", "-f"), "Of the version: text or json.", "FORMAT")
    ] = None,
    evidence: Evidence = None,
    no_cache: Annotated[
        bool, Option(("--no-cache",), "Read the evidence itself, as with ALTTO_CACHE=off.")
    ] = False,
) -> None:
    """Published trial evidence: the number, its uncertainty, and what it does not prove."""
    if version:
        streams.write(_version(chosen("format", format or "text", _FORMATS), evidence))
    else:
        streams.write(
            "altto: published trial evidence, with its uncertainty and what it does not prove.\n\n"
            f"{_examples()}\nAll commands: altto -h. Options of one: altto dfs -h.\n"
            "A look-up of published figures, not advice for a patient.\n"
        )


PROGRAM = _Program("", "altto dfs pre", start, "altto")


def _version(format: str, evidence: Sequence[Path] | None) -> str:
    from altto_cli.cli.answer import library

    studies = library(evidence).studies
    if format == "json":
        from altto_cli.render import render
        from altto_cli.view.pages import reference

        return render(reference.versions(studies, {"command": "version"}), "json")
    return "\n".join([f"altto {__version__}", *map(said, studies), ""])


def help(width: int | None = None) -> str:
    """The commands by group, the options, the examples; as wide as the terminal, but readable."""
    if width is None:
        width = streams.terminal_width() if streams.is_terminal() else _WIDEST
    width = max(40, min(width, _WIDEST))
    known = list(commands())
    parts = ["Usage: altto [OPTIONS] COMMAND [ARGS]...\n", _wrapped(PROGRAM.help or "", 2, width)]
    for group in GROUPS:
        named = (
            (", ".join(words.names(each.name)), each.about) for each in known if each.group == group
        )
        parts.append(f"{group}:\n{_defined(named, width)}")
    options = [_option(each) for each in PROGRAM.parameters]
    parts.append(f"Options:\n{_defined([*options, (', '.join(HELP), 'This help.')], width)}")
    parts.append(f"Examples:\n{_examples()}")
    return "\n".join([*parts, "Options of one command: altto dfs -h\n"])


def _option(each: Parameter) -> tuple[str, str]:
    """How the option is typed, and what it does."""
    option = each.described
    assert isinstance(option, Option)
    typed = ", ".join(sorted(option.flags, key=len))
    environment = f"  [env var: {option.variable}]" if option.variable else ""
    return " ".join(filter(None, (typed, option.metavar))), option.help + environment


def _examples() -> str:
    """The examples, one a line."""
    width = max(len(command) for command, _ in EXAMPLES) + 3
    return "".join(f"  {command:{width}}{meaning}\n" for command, meaning in EXAMPLES)


def _defined(pairs: Iterable[tuple[str, str]], width: int) -> str:
    """A list of terms, each with what it means beside it."""
    listed = list(pairs)
    indent = max(len(term) for term, _ in listed) + 4
    return "".join(_wrapped(said, indent, width, f"  {term}") for term, said in listed)


def _wrapped(text: str, indent: int, width: int, before: str = "") -> str:
    wrap = textwrap.TextWrapper(width, before.ljust(indent), " " * indent, break_on_hyphens=False)
    return wrap.fill(text) + "\n"
