"""Completion scripts: what is written for a shell by hand, and tables made of the commands."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from shlex import quote
from typing import Any

from altto_cli import words
from altto_cli.cli import answer
from altto_cli.cli.completion.known import KINDS, OF_COMMAND, Choice, Word, known
from altto_cli.cli.inside import context, program

#: Where the tables stand in what is written by hand.
_TABLES = "@tables@\n"
#: The kind of free text, of which no words are known.
_FREE = Word("free")


def script(shell: str) -> str:
    """The completion script for this shell."""
    frame = Path(__file__).with_name(f"altto.{shell}").read_text(encoding="utf-8")
    table = {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell]
    tables = "\n".join(table(name, choices) for name, choices in _tables().items())
    return frame.replace(_TABLES, tables)


def _tables() -> Mapping[str, Sequence[Choice]]:
    """The words of each kind and study, the options of each command, the kinds of words that come
    after it, and those of each option's value.
    """
    tables = {
        "words": known(_commands(), answer.library(None).studies),
        "options": _options(),
        "after": _after(),
        "value": _values(),
    }
    return {name: _joined(choices) for name, choices in tables.items()}


def _joined(choices: Iterable[Choice]) -> list[Choice]:
    """Choices of the same words as one, those for anything behind those for one thing."""
    patterns: dict[tuple[bool, tuple[Word, ...]], list[str]] = {}
    for choice in choices:
        for pattern in choice.patterns:
            patterns.setdefault(("*" in pattern, choice.words), []).append(pattern)
    ordered = sorted(patterns.items(), key=lambda each: each[0][0])
    return [Choice(tuple(of), words) for (_, words), of in ordered]


def _commands() -> Iterator[Word]:
    for name, command in program().commands.items():
        meaning = (command.help or "").strip().partition("\n")[0]
        yield from (Word(each, meaning) for each in words.names(name))
    yield Word("help", "The options of a command.")


def _options() -> Iterator[Choice]:
    """The options of each command; those of the program where none is named."""
    yield Choice(("",), _options_of(program()))
    for name, command in program().commands.items():
        yield Choice(words.names(name), _options_of(command))


def _options_of(command: Any) -> tuple[Word, ...]:
    found = command.get_params(context(command))
    options = (each for each in found if each.param_type_name == "option")
    # Click has the names of --help in no order.
    return tuple(Word(name, each.help) for each in options for name in sorted(each.opts))


def _after() -> Iterator[Choice]:
    yield Choice(("help",), (Word("commands"),))
    # The second strategy is the last.
    yield Choice(("compare-vs",), (Word("statuses"),))
    for name, command in program().commands.items():
        arguments = (each for each in command.params if each.param_type_name == "argument")
        kinds = [kind for each in arguments for kind in _kinds(name, each.name)]
        if kinds:
            yield Choice(words.names(name), tuple(kinds))


def _kinds(command: str, parameter: str) -> tuple[Word, ...]:
    kinds = OF_COMMAND.get((command, parameter)) or KINDS[parameter]
    return tuple(map(Word, kinds)) or (_FREE,)


def _values() -> Iterator[Choice]:
    """The kinds of each option's value, as `command:option`; `*` is what most commands take."""
    takes: dict[str, dict[str, tuple[Word, ...]]] = {}
    for name, command in program().commands.items():
        for each in command.params:
            if each.param_type_name == "option" and not each.is_flag:
                for option in each.opts:
                    takes.setdefault(option, {})[name] = _kinds(name, each.name)
    for option, kinds in takes.items():
        usual = Counter(kinds.values()).most_common(1)[0][0]
        own = {name: kind for name, kind in kinds.items() if kind != usual}
        yield from (Choice((f"{name}:{option}",), kind) for name, kind in own.items())
        yield Choice((f"*:{option}",), usual)


def _bash(name: str, choices: Sequence[Choice]) -> str:
    lines = [f"_altto_{name}() {{", "    case $1 in"]
    for choice in choices:
        listed = " ".join(quote(word.text) for word in choice.words)
        lines += [f"    {_either(choice)})", f"        printf '%s\\n' {listed}", "        ;;"]
    return "\n".join([*lines, "    esac", "}", ""])


def _zsh(name: str, choices: Sequence[Choice]) -> str:
    lines = [f"_altto_{name}() {{", "    case $1 in"]
    for choice in choices:
        told = (":".join(filter(None, word)) for word in choice.words)
        lines += [f"    ({_either(choice)})", "        reply=("]
        lines += [f"            {quote(each)}" for each in told]
        lines += ["        )", "        ;;"]
    return "\n".join([*lines, "    (*) reply=() ;;", "    esac", "}", ""])


def _fish(name: str, choices: Sequence[Choice]) -> str:
    lines = [f"function __altto_{name}", "    switch $argv[1]"]
    for choice in choices:
        lines += [f"        case {' '.join(map(_quoted, choice.patterns))}"]
        told = ("\t".join(filter(None, word)) for word in choice.words)
        lines += [f"            echo {_quoted(each)}" for each in told]
    return "\n".join([*lines, "    end", "end", ""])


def _either(choice: Choice) -> str:
    """The patterns as `case` of bash and zsh has them."""
    return " | ".join(pattern or "''" for pattern in choice.patterns)


def _quoted(text: str) -> str:
    """The text as fish takes it."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
