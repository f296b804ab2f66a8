"""What a command is: a function whose annotations say which options and arguments it takes.

Described here, that a command line can be read without Typer, whose import takes as long as the
rest of an answer; Typer reads these descriptions where its help or its faults are wanted.
"""

from collections.abc import Callable, Mapping
from types import NoneType, UnionType
from typing import Any, NamedTuple, get_args, get_origin

#: What stands for the default of a parameter that has none.
REQUIRED = object()


class Option(NamedTuple):
    """An option: how it is typed, and what its help says."""

    flags: tuple[str, ...]
    help: str
    metavar: str | None = None
    #: The variable of the environment that stands for it.
    variable: str | None = None


class Argument(NamedTuple):
    """A bare word, or several: what the help calls them, and says of them."""

    metavar: str
    help: str


class Parameter(NamedTuple):
    """What a command takes under a name: `whole` is of one value or a list of such."""

    name: str
    whole: Any
    described: Option | Argument
    default: Any

    @property
    def is_several(self) -> bool:
        """Whether it takes more than one value."""
        return get_origin(_without_none(self.whole)) is list

    @property
    def kind(self) -> Any:
        """The kind of one value."""
        whole = _without_none(self.whole)
        return get_args(whole)[0] if self.is_several else whole


def _without_none(kind: Any) -> Any:
    if isinstance(kind, UnionType):
        [kind] = (each for each in get_args(kind) if each is not NoneType)
    return kind


class Command:
    """A command: what it does, the group of the help in which it stands, and an example."""

    def __init__(
        self,
        group: str,
        example: str,
        function: Callable[..., Any],
        name: str | None = None,
        help: str | None = None,
    ) -> None:
        self.group, self.example, self.function = group, example, function
        self.name = name or function.__name__
        self.help = help or function.__doc__

    @property
    def about(self) -> str:
        """What it does, in one line."""
        return (self.help or "").strip().partition("\n")[0]

    @property
    def parameters(self) -> list[Parameter]:
        """What it takes, in the order of its help."""
        return [
            Parameter(name, whole, described, default)
            for name, (annotation, default) in self._taken().items()
            for whole, described in [get_args(annotation)]
        ]

    def _taken(self) -> Mapping[str, tuple[Any, Any]]:
        return taken(self.function)

    def run(self, line: tuple[str, ...], given: Mapping[str, Any]) -> None:
        """Do it; `line` is what was typed, `given` a value for each parameter.

        Raises AlttoError, or SystemExit where it ends with another code than 0.
        """
        self.function(**given)


def taken(function: Callable[..., Any]) -> dict[str, tuple[Any, Any]]:
    """Annotation and default of each parameter of the function, which has an annotation."""
    annotations = {
        name: each for name, each in function.__annotations__.items() if name != "return"
    }
    defaults: tuple[Any, ...] = getattr(function, "__defaults__", None) or ()
    required = [REQUIRED] * (len(annotations) - len(defaults))
    pairs = zip(annotations.values(), (*required, *defaults), strict=True)
    return dict(zip(annotations, pairs, strict=True))
