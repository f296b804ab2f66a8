"""Published trial evidence: the number, its uncertainty, and what it does not prove."""

# As in typing, which takes 8 ms to import.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from altto_cli.loader import load
    from altto_cli.model import Library

__all__ = ["__version__", "load", "to_rows"]
__version__ = "0.1.0"


def to_rows(library: "Library") -> list[dict[str, str | float | int | bool | None]]:
    """The results of the library as rows with their labels, for pandas or polars.

    A figure is a number, with the digits as printed under the same name with `_text`; what is not
    reported is None.
    """
    from altto_cli.export.results import to_rows

    return to_rows(library)


def __getattr__(name: str) -> object:
    # Imported when it is asked for, so that nothing is interrupted before the program begins.
    if name == "load":
        from altto_cli.loader import load

        return load
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
