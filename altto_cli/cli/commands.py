"""The words of a command line: put in order before Typer reads them, and refused in one line."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer
from typer._click.exceptions import MissingParameter, NoSuchOption, UsageError
from typer.core import TyperGroup

from altto_cli import words
from altto_cli.cli.asking import TYPED
from altto_cli.errors import UnknownWordError
from altto_cli.loader.cache import OFF, VARIABLE
from altto_cli.render import FORMATS

#: What stands alone, whatever follows.
_FLAGS = {
    "-h", "--help", "--version", "--studies", "--nnt", "--all", "--strict", "--force", "--block",
    "--check", "--diff", "--no-cache", "--",
}  # fmt: skip
EXAMPLES = (
    ("altto summary", "the analysis on one page"),
    ("altto dfs pre", "disease-free survival before menopause"),
    ("altto premenopausal", "everything known before menopause"),
    ("altto compare ai vs serm", "aromatase inhibitor against tamoxifen, all endpoints"),
    ("altto explain ahr", "what a word means and how it is used here"),
    ("altto os -f sentence", "one sentence a result, ready to paste"),
)
GROUPS = ("Look up", "Understand", "Use", "Curate")


def arranged(typed: Sequence[str]) -> list[str]:
    """The words with the command first and by its name: `--menopause pre DFS`, `help dfs`."""
    at = _command_at(typed)
    if at is None or "--version" in typed[:at]:
        return list(typed)
    name, rest = words.command_name(typed[at]), [*typed[:at], *typed[at + 1 :]]
    if name == "help":
        return [*(words.command_name(word) for word in rest[:1] if word != name), "--help"]
    if name == "find":
        return [name, *map(_figure, rest)]
    if words.menopause(name) and rest and words.command_name(rest[0]) in words.ENDPOINTS:
        return [words.command_name(rest[0]), typed[at], *rest[1:]]
    return [name, *rest]


def _switched(typed: Sequence[str]) -> list[str]:
    """The words without `--no-cache`, which switches the cache off wherever it stands."""
    end = [*typed, "--"].index("--")
    if "--no-cache" in typed[:end]:
        os.environ[VARIABLE] = OFF
    return [word for at, word in enumerate(typed) if at > end or word != "--no-cache"]


def _figure(word: str) -> str:
    """The word; a figure below 0 with a minus that no option begins with."""
    return word.replace("-", "−", 1) if word[:1] == "-" and word[1:2].isdigit() else word


def _command_at(typed: Sequence[str]) -> int | None:
    """Where the first word stands that is neither an option nor the value of one."""
    is_value = False
    for at, word in enumerate(typed):
        if not word.startswith("-") and not is_value:
            return at
        stands_alone = word in _FLAGS or "=" in word or (word[1:2] != "-" and len(word) > 2)
        is_value = word.startswith("-") and not is_value and not stands_alone
    return None


def examples() -> str:
    """The examples, one a line."""
    width = max(len(command) for command, _ in EXAMPLES) + 3
    return "".join(f"  {command:{width}}{meaning}\n" for command, meaning in EXAMPLES)


class Commands(TyperGroup):
    """All commands; what people type first works, or is answered with one line that leads on."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
    ) -> Any:
        """The context, with the words as typed in it."""
        typed = _switched(args)
        with _in_one_line(typed):
            context = super().make_context(info_name, arranged(typed), parent, **extra)
        context.meta[TYPED] = typed
        return context

    def invoke(self, ctx: Any) -> Any:
        """Run the command that is named."""
        with _in_one_line(ctx.meta[TYPED]):
            return super().invoke(ctx)

    def shared(self) -> set[str]:
        """The options of a look-up."""
        look_up = self.commands.get("dfs")
        return {name for param in (look_up.params if look_up else ()) for name in param.opts}

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command; what is none is asked what else it may be."""
        if self.get_command(ctx, args[0]) is None:
            from altto_cli.cli import first

            typed = ctx.meta[TYPED]
            at = _command_at(typed) or 0
            at += words.command_name(typed[at]) == "help"
            named = [typed[at], *args[1:]]
            raise first.refusal(named, list(self.commands), ctx.params.get("evidence"))
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The commands by group, the options, the examples."""
        for group in GROUPS:
            with formatter.section(group):
                formatter.write_dl(
                    [
                        (
                            ", ".join(words.names(name)),
                            (command.help or "").strip().partition("\n")[0],
                        )
                        for name, command in self.commands.items()
                        if (getattr(command, "rich_help_panel", None) or "Use") == group
                    ]
                )
        with formatter.section("Options"):
            formatter.write_dl(
                [record for param in self.get_params(ctx) if (record := param.get_help_record(ctx))]
            )
        formatter.write(f"\nExamples:\n{examples()}\nOptions of one command: altto dfs -h\n")


@contextmanager
def _in_one_line(typed: Sequence[str]) -> Iterator[None]:
    """Refuse in one line, with the whole command where one word of it is known to be wrong."""
    try:
        yield
    except UsageError as error:
        raise UnknownWordError(_usage(error, typed)) from None
    except UnknownWordError as error:
        command = _instead(typed, error.word, error.near) if error.near else None
        if command is None:
            raise
        raise UnknownWordError(f"{error} {command}") from None


def _usage(error: UsageError, typed: Sequence[str]) -> str:
    command = error.ctx.command if error.ctx else None
    path = error.ctx.command_path if error.ctx else f"altto {arranged(typed)[0]}"
    help = f"{path} -h"
    if isinstance(error, NoSuchOption):
        return _no_option(error, typed, help)
    if isinstance(error, MissingParameter) and command and error.param:
        what = error.param.make_metavar(error.ctx) if error.ctx else error.param.name
        return f"{command.name} needs {what}. {command.epilog or help}"
    status, _ = words.statuses(typed[1:])
    if status and command and not isinstance(error, typer.BadParameter):
        group = f"altto {words.command_name(status[0])}"
        return f"{command.name} is of all patients; by menopausal status: {group}"
    message = error.format_message().rstrip(".")
    return f"{message[:1].lower()}{message[1:]}; see: {help}"


def _no_option(error: NoSuchOption, typed: Sequence[str], help: str) -> str:
    """What to say to an option that is none: a bare status, or the nearest."""
    name, group = error.option_name, error.ctx.command if error.ctx else None
    if isinstance(group, Commands) and name in group.shared():
        return f"name a command first: {words.quoted(['altto', 'dfs', *typed])}"
    status = next((w for w in typed if w.startswith("-") and words.menopause(w.strip("-"))), None)
    if status and _takes_a_status(error):
        return f"{status} is a word here: {_instead(typed, status, status.strip('-'))}"
    format = name.lstrip("-")
    if format in FORMATS and group and any("--format" in each.opts for each in group.params):
        written = [part for each in typed for part in (("-f", format) if each == name else (each,))]
        return f"{format} is a format here: {words.quoted(['altto', *written])}"
    peri = next((w for w in typed if words.is_perimenopausal(w.strip("-"))), None)
    if peri:
        from altto_cli.cli import answer

        return str(words.perimenopausal(answer.study(None, None)))
    near = words.near(name, error.possibilities or ())
    command = _instead(typed, name, near) if near else None
    hint = f"did you mean {near}? {command}" if command else f"see: {help}"
    return f"no option {name}; {hint}"


def _takes_a_status(error: NoSuchOption) -> bool:
    command = error.ctx.command if error.ctx else None
    return any("[STATUS]" in (each.metavar or "") for each in (command.params if command else ()))


def _instead(typed: Sequence[str], word: str, near: str) -> str | None:
    """The command as typed with `near` for `word`, or None where that word does not stand alone."""
    written = [_changed(each, word, near) for each in typed]
    return words.quoted(["altto", *written]) if written != list(typed) else None


def _changed(each: str, word: str, near: str) -> str:
    name, equals, value = each.partition("=")
    if each == word:
        return near
    if equals and name == word:
        return f"{near}={value}"
    return f"{name}={near}" if equals and value == word else each
