"""Where the program begins, also as `python -m altto_cli`; from here on Ctrl-C is quiet."""

import gc
import os
import sys

from altto_cli import version


def main() -> None:
    """Run the program; interrupted, it ends with 130 and writes nothing more."""
    try:
        if sys.argv[1:] == ["--version"] and _told():
            return
        # Records refer to none that refer back: looking for circles takes a fifth of reading.
        gc.set_threshold(100_000, 50, 100)
        # Imported here, since most of what there is to interrupt is the import.
        from altto_cli.cli import main as run

        run()
    except KeyboardInterrupt:
        os._exit(130)
    except RuntimeError as error:
        # What interrupts the making of a class, Python up to 3.11 says so.
        if isinstance(error.__cause__, KeyboardInterrupt):
            os._exit(130)
        raise


def _told() -> bool:
    """Whether the version is told as it was built."""
    told = version.as_built()
    try:
        return told is not None and os.write(1, told.encode()) > 0
    except OSError:
        # The program says why it cannot be written.
        return False


if __name__ == "__main__":
    main()
