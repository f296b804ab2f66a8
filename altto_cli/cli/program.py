"""The program as Typer has it: its help, and what it says to words that cannot be read."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from inspect import Parameter, Signature
from itertools import takewhile
from typing import Annotated, Any, cast

import typer
from typer._click.exceptions import MissingParameter, NoSuchOption, UsageError
from typer.core import TyperGroup
from typer.main import get_command

from altto_cli import words
from altto_cli.cli import command as described
from altto_cli.cli import commands, overview
from altto_cli.cli.command import REQUIRED, Argument, Command
from altto_cli.cli.line import arranged, command_at, in_one_line, instead
from altto_cli.errors import UnknownWordError
from altto_cli.render import FORMATS

#: What answers from all studies at hand and of all patients, unless a study is named.
_OF_ALL = ("harms", "find", "studies", "audit", "export")
#: Where a context holds the words as they were typed.
_TYPED = "altto.typed"


def run(typed: Sequence[str]) -> int:
    """Do what the words ask, and return the exit code; as `altto_cli.cli.run`."""
    name = next(iter(arranged(typed)), "")
    asked = commands.named(name)
    # Typer builds the options of every command at once, which takes longer than all the rest.
    built = program([asked] if asked else commands.commands(), whole=[name, "dfs"])
    return built.main(list(typed), prog_name="altto", standalone_mode=False) or 0


def program(of: Iterable[Command], whole: Sequence[str] | None = None) -> Any:
    """Typer's program of these commands; where `whole` names some, the others have no options."""
    app = typer.Typer(
        name="altto",
        cls=Commands,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(_Called(overview.PROGRAM))
    for each in of:
        register = app.command(
            each.name,
            help=each.help,
            epilog=f"Example: {each.example}",
            rich_help_panel=each.group,
        )
        register(_Called(each, whole is None or each.name in whole))
    return get_command(app)


class _Called:
    """A command as Typer calls it, with its options spelt out when Typer asks for them."""

    def __init__(self, command: Command, whole: bool = True) -> None:
        self._command, self._whole = command, whole
        self.__name__, self.__doc__ = command.name, command.help
        self.__annotations__: dict[str, Any] = {}

    @property
    def __signature__(self) -> Signature:
        context = Parameter("context", Parameter.KEYWORD_ONLY, annotation=typer.Context)
        taken = self._command.parameters if self._whole else []
        return Signature([context, *map(_parameter, taken)])

    def __call__(self, context: typer.Context, **given: Any) -> None:
        # The program itself is called before each command.
        if context.invoked_subcommand is None or given.get("version"):
            self._command.run(tuple(context.meta[_TYPED]), given)
            raise typer.Exit


def _parameter(each: described.Parameter) -> Parameter:
    default = Parameter.empty if each.default is REQUIRED else each.default
    annotation = cast(Any, Annotated)[each.whole, _of_typer(each.described)]
    return Parameter(each.name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _of_typer(each: described.Option | Argument) -> Any:
    if isinstance(each, Argument):
        return typer.Argument(metavar=each.metavar, help=each.help)
    return typer.Option(*each.flags, metavar=each.metavar, help=each.help, envvar=each.variable)


class Commands(TyperGroup):
    """All commands; what people type first works, or is answered with one line that leads on."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
    ) -> Any:
        """The context, with the words as typed in it."""
        with _in_one_line(args):
            context = super().make_context(info_name, arranged(args), parent, **extra)
        context.meta[_TYPED] = args
        return context

    def invoke(self, ctx: Any) -> Any:
        """Run the command that is named."""
        with _in_one_line(ctx.meta[_TYPED]):
            return super().invoke(ctx)

    def shared(self) -> set[str]:
        """The options of a look-up."""
        look_up = self.commands.get("dfs")
        return {name for param in (look_up.params if look_up else ()) for name in param.opts}

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command; what is none is asked what else it may be."""
        if self.get_command(ctx, args[0]) is None:
            from altto_cli.cli import first

            typed = ctx.meta[_TYPED]
            at = command_at(typed) or 0
            at += words.command_name(typed[at]) == "help"
            named = [typed[at], *args[1:]]
            raise first.refusal(named, list(self.commands), ctx.params.get("evidence"))
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The commands by group, the options, the examples."""
        formatter.write(overview.help(formatter.width))


@contextmanager
def _in_one_line(typed: Sequence[str]) -> Iterator[None]:
    """The same of what Typer cannot read."""
    with in_one_line(typed):
        try:
            yield
        except UsageError as error:
            raise UnknownWordError(_usage(error, typed)) from None


def _usage(error: UsageError, typed: Sequence[str]) -> str:
    from altto_cli.cli.inside import answers

    command = error.ctx.command if error.ctx else None
    path = error.ctx.command_path if error.ctx else f"altto {arranged(typed)[0]}"
    help = f"{path} -h"
    if isinstance(error, NoSuchOption):
        return _no_option(error, typed, help)
    if isinstance(error, MissingParameter) and command and error.param:
        what = error.param.make_metavar(error.ctx) if error.ctx else str(error.param.name)
        flag = f"{error.param.opts[0]} " if error.param.param_type_name == "option" else ""
        example = _example(command, typed) or help
        return f"{command.name} needs {flag}{what.rstrip('.')}. {example}"
    status, _ = words.statuses(typed[1:])
    if status and command and not isinstance(error, typer.BadParameter):
        if command.name in _OF_ALL:
            whole = words.quoted(["altto", *(word for word in typed if not words.menopause(word))])
            return f"{command.name} shows all patients, whatever their status: {whole}"
        group = f"altto {words.command_name(status[0])}"
        return f"{command.name} is of all patients; by menopausal status: {group}"
    message = error.format_message().rstrip(".")
    if command and message.startswith("Got unexpected") and _takes_options_alone(command):
        bare = list(_bare(typed[(command_at(typed) or 0) + 1 :]))
        if study := _study(bare):
            named = words.quoted(["altto", str(command.name), "--study", study])
            return f"a study is an option here: {named}"
        if treatment := _treatment(str(command.name), " ".join(bare)):
            return f"a treatment is an option here: {treatment}"
        if status_asked := words.menopause(str(command.name)):
            from altto_cli.cli.first import meaning

            if led := meaning([*bare, words.short_status(status_asked)], typed):
                return led
        found = words.quoted(["altto", "find", *bare])
        stand = f"; where they stand: {found}" if answers(["find", *bare]) else ""
        return f"{command.name} takes no words: altto {command.name}{stand}"
    return f"{message[:1].lower()}{message[1:]}; see: {help}"


def _example(command: Any, typed: Sequence[str]) -> str | None:
    """The example of the command's help, of the kind of file that one of the words names."""
    from altto_cli.cli.export import KINDS

    example: str | None = command.epilog
    kinds = [kind for word in typed if (kind := word.rpartition(".")[2].casefold()) in KINDS]
    if example and kinds and command.name == "export":
        return example.replace("sqlite", kinds[0])
    return example


def _takes_options_alone(command: Any) -> bool:
    return not any(each.param_type_name == "argument" for each in command.params)


def _study(bare: Sequence[str]) -> str | None:
    """The study that a bare word names, where it is one."""
    from altto_cli.cli import answer

    named = words.studies_named(bare[0], answer.study_ids(None)) if len(bare) == 1 else []
    return named[0] if len(named) == 1 else None


def _treatment(command: str, named: str) -> str | None:
    """The command with the treatment that bare words name as its option, where that answers."""
    from altto_cli.cli.inside import answers

    asked = ([command, option, named] for option in ("-t", "-r"))
    return next((words.quoted(["altto", *each]) for each in asked if answers(each)), None)


def _bare(typed: Sequence[str]) -> Iterator[str]:
    """The words before the first option."""
    return takewhile(lambda each: not each.startswith("-"), typed)


def _no_option(error: NoSuchOption, typed: Sequence[str], help: str) -> str:
    """What to say to an option that is none: a bare status, or the nearest."""
    name, group = error.option_name, error.ctx.command if error.ctx else None
    if isinstance(group, Commands) and name in group.shared():
        return f"name a command first: {words.quoted(['altto', 'dfs', *typed])}"
    status = next((w for w in typed if w.startswith("-") and words.menopause(w.strip("-"))), None)
    if status and _takes_a_status(error):
        return f"{status} is a word here: {instead(typed, status, status.strip('-'))}"
    format = name.lstrip("-")
    if format in FORMATS and group and any("--format" in each.opts for each in group.params):
        written = [part for each in typed for part in (("-f", format) if each == name else (each,))]
        return f"{format} is a format here: {words.quoted(['altto', *written])}"
    peri = next((w for w in typed if words.is_perimenopausal(w.strip("-"))), None)
    if peri:
        from altto_cli.cli import answer

        return str(words.perimenopausal(answer.study(None, None)))
    if name == "--studies" and group:
        return _not_side_by_side(str(group.name), [each for each in typed if each != name])
    near = words.near(name, error.possibilities or ())
    if near and name in typed and _lacks_a_value(near, group, typed[typed.index(name) + 1 :]):
        return f"no option {name}; did you mean {near}, and which? see: {help}"
    command = instead(typed, name, near) if near else None
    hint = f"did you mean {near}? {command}" if command else f"see: {help}"
    return f"no option {name}; {hint}"


def _not_side_by_side(command: str, others: Sequence[str]) -> str:
    """What to say to `--studies` where it is no option: the look-up that takes it."""
    if command in _OF_ALL:
        return f"{command} already shows all studies: {words.quoted(['altto', *others])}"
    status, named = words.statuses(arranged(others)[1:])
    look_up = [each for each in named if each.casefold() in words.ENDPOINTS] or ["compare"]
    side_by_side = words.quoted(["altto", *look_up[:1], *status[:1], "--studies"])
    return f"{command} does not set studies side by side; this does: {side_by_side}"


def _lacks_a_value(option: str, command: Any, following: Sequence[str]) -> bool:
    """Whether the option takes a value, and nothing follows that may be it."""
    alone = (each for each in command.params if getattr(each, "is_flag", False))
    flags = {name for each in alone for name in each.opts}
    return option not in flags and (not following or following[0].startswith("-"))


def _takes_a_status(error: NoSuchOption) -> bool:
    command = error.ctx.command if error.ctx else None
    return any("[STATUS]" in (each.metavar or "") for each in (command.params if command else ()))
