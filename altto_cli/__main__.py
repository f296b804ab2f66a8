"""Where the program begins, also as `python -m altto_cli`; from here on Ctrl-C is quiet."""

import os


def main() -> None:
    """Run the program; interrupted, it ends with 130 and writes nothing more."""
    try:
        # Imported here, since most of what there is to interrupt is the import.
        from altto_cli.cli import main as run

        run()
    except KeyboardInterrupt:
        os._exit(130)


if __name__ == "__main__":
    main()
