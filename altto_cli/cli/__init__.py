"""The command line: words in, an answer on stdout, everything else on stderr."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, cast

import typer

from altto_cli import __version__, words
from altto_cli.cli import (
    audit,
    cite,
    completion,
    curate,
    doctor,
    export,
    lookup,
    notes,
    streams,
    understand,
    use,
)
from altto_cli.cli.asking import TYPED
from altto_cli.cli.commands import Commands, arranged, examples
from altto_cli.cli.inside import ASKING
from altto_cli.cli.options import Evidence, chosen
from altto_cli.errors import AlttoError, UnknownWordError

_INTERRUPTED = 130
#: Of the version.
_FORMATS = ("text", "json")

app = typer.Typer(
    name="altto",
    cls=Commands,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
lookup.register(app)
understand.register(app)
use.register(app)
audit.register(app)
cite.register(app)
export.register(app)
notes.register(app)
completion.register(app)
curate.register(app)
doctor.register(app)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="The program, and each study's evidence.")
    ] = False,
    format: Annotated[
        str | None,
        typer.Option("--format", "-f", metavar="FORMAT", help="Of the version: text or json."),
    ] = None,
    evidence: Evidence = None,
    no_cache: Annotated[
        bool,
        typer.Option("--no-cache", help="Read the evidence itself, as with ALTTO_CACHE=off."),
    ] = False,
) -> None:
    """Published trial evidence: the number, its uncertainty, and what it does not prove."""
    if version:
        streams.write(_version(chosen("format", format or "text", _FORMATS), evidence))
        raise typer.Exit
    if format:
        command = words.quoted(["altto", "dfs", *context.meta[TYPED]])
        raise UnknownWordError(f"name a command first: {command}")
    if context.invoked_subcommand is None:
        streams.write(
            "altto: published trial evidence, with its uncertainty and what it does not prove.\n\n"
            f"{examples()}\nAll commands: altto -h. Options of one: altto dfs -h.\n"
            "A look-up of published figures, not advice for a patient.\n"
        )


def _version(format: str, evidence: Sequence[Path] | None) -> str:
    from altto_cli.cli.answer import library

    studies = library(evidence).studies
    if format == "json":
        from altto_cli.render import render
        from altto_cli.view.pages import reference

        return render(reference.versions(studies, {"command": "version"}), "json")
    lines = [f"{study.id} {study.version} {study.sha256}" for study in studies]
    return "\n".join([f"altto {__version__}", *lines, ""])


def main() -> None:
    """Run the program and end with the contract's exit code; no traceback reaches a person.

    Raises KeyboardInterrupt where a person ended it.
    """
    streams.stand_in_for_closed()
    code, said = _ended()
    if code == _INTERRUPTED:
        raise KeyboardInterrupt
    streams.tell_as_it_is(said)
    streams.finish()
    sys.exit(code)


def _ended() -> tuple[int, str]:
    """The exit code, and what is to be said of it."""
    try:
        _keep_only(arranged(sys.argv[1:])[:1])
        return app(prog_name="altto", standalone_mode=False) or 0, ""
    except AlttoError as error:
        return error.exit_code, f"altto: {error}\n"
    except SystemExit as ended:
        # Typer ends with 1 when the reader of its help has gone.
        gone = isinstance(ended.__context__, BrokenPipeError)
        return 0 if gone else cast(int, ended.code or 0), ""
    except OSError as error:
        named = (
            f"{error.filename} could not be read or"
            if error.filename
            else "the answer could not be"
        )
        return 3, f"altto: {named} written: {error.strerror or error}\n"
    except Exception as error:
        typed = " ".join(["altto", *sys.argv[1:]])
        said = f"{type(error).__name__}: {error}. This is a fault of altto: report it with {typed}"
        return 3, f"altto: {said}\n"


def _keep_only(named: list[str]) -> None:
    """Leave the other commands out when one is named: building their options takes 3 ms."""
    if ASKING.intersection(named):
        return
    asked = [
        each
        for each in app.registered_commands
        if (each.name or getattr(each.callback, "__name__", None)) in named
    ]
    app.registered_commands = asked or app.registered_commands
