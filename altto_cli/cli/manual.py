"""Manual pages made from the commands: one of the program, and one of each command."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from altto_cli import __version__, words
from altto_cli.cli.inside import context, program
from altto_cli.cli.overview import EXAMPLES, GROUPS

_ABOUT = """\
altto answers what published trials found: the number, its interval, how many patients stand
behind it, where it is printed, and what it does not prove. It is a look-up of published figures,
not advice for a patient."""
_EXIT = {
    "0": "it answered",
    "1": "the words are known and there is no such record, or a check found a fault",
    "2": "a word is not known",
    "3": "evidence cannot be read, or an answer cannot be written",
    "130": "it was interrupted",
}
#: What the environment says that is no option.
_ENVIRONMENT = {
    "ALTTO_CACHE": "The folder in which read evidence is kept, or off.",
    "NO_COLOR": "Set to anything: no colours.",
}


def pages() -> dict[str, str]:
    """Each page by the name of its file: altto.1, altto-dfs.1."""
    found = {"altto.1": _of_program()}
    for name, command in program().commands.items():
        found[f"altto-{name}.1"] = _of_command(name, command)
    return found


def _of_program() -> str:
    whole = program()
    return _page(
        "altto",
        whole.help,
        {
            "SYNOPSIS": [_bold("altto"), "COMMAND [OPTIONS] [WORDS]"],
            "DESCRIPTION": [_text(_ABOUT)],
            **{group.upper(): list(_commands(group)) for group in GROUPS},
            "OPTIONS": _params(whole, "option"),
            "ENVIRONMENT": list(_environment()),
            "EXIT STATUS": [_item(_bold(code), f"{_text(said)}.") for code, said in _EXIT.items()],
            "EXAMPLES": [_item(_bold(typed), _text(said)) for typed, said in EXAMPLES],
        },
    )


def _of_command(name: str, command: Any) -> str:
    about, _, more = command.help.partition("\n")
    return _page(
        f"altto-{name}",
        about,
        {
            "SYNOPSIS": [_bold(f"altto {name}"), _text(_synopsis(command))],
            "DESCRIPTION": [_text(f"{about}\n{more}"), *_aliases(name)],
            "ARGUMENTS": _params(command, "argument"),
            "OPTIONS": _params(command, "option"),
            "EXAMPLE": [_text(command.epilog.removeprefix("Example: "))],
            "SEE ALSO": [f"{_bold('altto')}(1)"],
        },
    )


def _page(name: str, about: str, sections: Mapping[str, Sequence[str]]) -> str:
    said = about.strip().removesuffix(".")
    title = f'.TH {name.upper()} 1 "" "altto {__version__}" "altto"'
    # Ragged and without hyphens: what is copied from a page is a command or a term.
    head = [title, ".nh", ".ad l", ".SH NAME", f"{_text(name)} \\- {_text(said)}"]
    body = [line for title, of in sections.items() if of for line in (f'.SH "{title}"', *of)]
    return "\n".join([*head, *body, ""])


def _commands(group: str) -> Iterator[str]:
    for name, command in program().commands.items():
        if command.rich_help_panel == group:
            said = command.help.partition("\n")[0]
            yield _item(f"{_bold(f'altto-{name}')}(1)", _text(said))


def _aliases(name: str) -> Iterator[str]:
    _, *others = words.names(name)
    if others:
        yield ".PP"
        yield f"Also {', '.join(_bold(f'altto {alias}') for alias in others)}."


def _params(command: Any, kind: str) -> list[str]:
    """What the command takes, as its help has it; `kind` is argument or option."""
    asked = context(command)
    found = (each for each in command.get_params(asked) if each.param_type_name == kind)
    records = (each.get_help_record(asked) for each in found)
    return [_item(_text(named), _text(said)) for named, said in records]


def _environment() -> Iterator[str]:
    found = {
        each.envvar: f"Stands for {each.opts[0]}."
        for command in program().commands.values()
        for each in command.params
        if each.param_type_name == "option" and each.envvar
    }
    for name, said in sorted({**found, **_ENVIRONMENT}.items()):
        yield _item(_bold(name), _text(said))


def _synopsis(command: Any) -> str:
    return " ".join(command.collect_usage_pieces(context(command)))


def _item(term: str, said: str) -> str:
    return f".TP\n{term}\n{said}"


def _bold(text: str) -> str:
    return f"\\fB{_text(text)}\\fR"


def _text(text: str) -> str:
    """The text as roff takes it: no sign of it acts, and an option's hyphens stay hyphens."""
    safe = text.strip().replace("\\", "\\e").replace("-", "\\-")
    safe = re.sub(r"^(?=[.'])", r"\\&", safe, flags=re.MULTILINE)
    return re.sub(r"\n\n+", "\n.PP\n", safe)
