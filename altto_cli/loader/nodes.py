"""YAML read as written: text stays text, and every node knows its line and column.

`safe_load` keeps the last of two equal keys, turns 1.00 into 1.0 and `no` into False; here nothing
is converted, and what would hide a figure (repeated keys, aliases, tags) is refused.
"""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any, TypeAlias

import yaml

from altto_cli.model import Place, Problem

Node: TypeAlias = yaml.Node
Mapping = yaml.MappingNode
Sequence = yaml.SequenceNode
Scalar = yaml.ScalarNode

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
#: A value that begins with a quotation mark and has no second one in its line.
_OPEN_QUOTE = re.compile(r"(?P<before>[^#]*?[:-] +)([\"'])(?:(?!\2).)*$")
#: Control characters, and marks that reorder or hide the text around them.
_ACTING = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_SHORTHAND = re.compile(rb"[&*!]")


class _Named(BytesIO):
    """Bytes that carry the name of their file, so that YAML marks each node with it."""

    name: str


def read(data: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """The root node of a file, and what cannot be read in it."""
    stream = _Named(data)
    stream.name = file
    try:
        root = yaml.compose(stream, Loader=_LOADER)
        faults = [*_shorthand(data, file), *_repeated_keys(root, set())] if root else []
    except yaml.MarkedYAMLError as error:
        # A quote that is never closed is found at the end of the file.
        begins = error.context_mark if "quoted scalar" in (error.context or "") else None
        mark = begins or error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
        if not begins and (opened := _open_quote(data, file, place.line)):
            message = f"a quote opens here and is not closed; reading stopped in line {place.line}"
            return None, [Problem(opened, "yaml-syntax", message)]
        said = " ".join(filter(None, (error.context, error.problem)))
        mend = "indent with spaces" if "tab" in said else "is a quote or an indent missing?"
        return None, [Problem(place, "yaml-syntax", f"{said}; {mend}")]
    except yaml.YAMLError as error:
        said = " ".join(str(error).split())
        return None, [Problem(Place(file, 1, 1), "yaml-syntax", said)]
    except RecursionError:
        return None, [Problem(Place(file, 1, 1), "yaml-syntax", "lists stand too deep in lists")]
    if root is None:
        return None, [Problem(Place(file, 1, 1), "empty-file", "the file says nothing")]
    return root, faults


def _open_quote(data: bytes, file: str, stopped: int) -> Place | None:
    """Where a value begins with a quote that its line does not close, before reading stopped."""
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines()[:stopped], 1):
        if found := _OPEN_QUOTE.match(line):
            return Place(file, number, found.end("before") + 1)
    return None


def harmless(text: str) -> str:
    """The text on one line, without control characters that could act on a terminal."""
    return _ACTING.sub("�", " ".join(text.split()))


def place(node: Node) -> Place:
    """Where the node begins."""
    mark = node.start_mark
    return Place(mark.name, mark.line + 1, mark.column + 1)


def _shorthand(data: bytes, file: str) -> Iterator[Problem]:
    """Anchors, aliases and tags: what `compose` resolves, and so hides."""
    if not _SHORTHAND.search(data):
        return
    events: Iterable[Any] = yaml.parse(data, Loader=_LOADER)
    for event in events:
        here = Place(file, event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, yaml.AliasEvent):
            yield Problem(here, "alias", f"write out what *{event.anchor} stands for")
        elif getattr(event, "anchor", None):
            message = f"leave out &{event.anchor}; write the value out at each place"
            yield Problem(here, "alias", message)
        elif getattr(event, "tag", None):
            message = f"leave out the tag {harmless(event.tag)}; everything is read as written"
            yield Problem(here, "tag", message)


def _repeated_keys(node: Node, seen: set[int]) -> Iterator[Problem]:
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, Mapping):
        first: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, Scalar):
                yield Problem(place(key), "wrong-type", "a key must be one word")
            elif key.value in first:
                line = first[key.value]
                message = f"{harmless(key.value)} stands already in line {line}; keep one"
                yield Problem(place(key), "repeated-key", message)
            else:
                first[key.value] = key.start_mark.line + 1
            yield from _repeated_keys(key, seen)
            yield from _repeated_keys(value, seen)
    elif isinstance(node, Sequence):
        for item in node.value:
            yield from _repeated_keys(item, seen)


def merged(roots: list[Mapping], problems: list[Problem]) -> Mapping | None:
    """The mappings as one; lists of the same name are joined, other repetitions are faults."""
    if not roots:
        return None
    roots = sorted(roots, key=lambda root: not root.start_mark.name.endswith("study.yaml"))
    whole: dict[str, tuple[Node, Node]] = {}
    for root in roots:
        for key, value in root.value:
            if not isinstance(key, Scalar):
                continue
            before = whole.get(key.value)
            if before is None:
                whole[key.value] = key, value
            elif isinstance(before[1], Sequence) and isinstance(value, Sequence):
                joined = Sequence(value.tag, before[1].value + value.value, before[1].start_mark)
                whole[key.value] = before[0], joined
            elif key.start_mark.name != before[0].start_mark.name:
                message = f"{harmless(key.value)} stands already at {place(before[0])}; keep one"
                problems.append(Problem(place(key), "repeated-key", message))
    return Mapping(roots[0].tag, list(whole.values()), roots[0].start_mark)
