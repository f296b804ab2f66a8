"""The command line: words in, an answer on stdout, everything else on stderr."""

import sys
from typing import cast

from altto_cli.cli import streams
from altto_cli.cli.run import run
from altto_cli.errors import AlttoError

_INTERRUPTED = 130


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
        return run(sys.argv[1:]), ""
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
        if isinstance(error.__cause__, KeyboardInterrupt):
            return _INTERRUPTED, ""
        typed = " ".join(["altto", *sys.argv[1:]])
        said = f"{type(error).__name__}: {error}. This is a fault of altto: report it with {typed}"
        return 3, f"altto: {said}\n"
