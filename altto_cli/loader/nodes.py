"""YAML read as written: text stays text, and every node knows its line and column.

`safe_load` keeps the last of two equal keys, turns 1.00 into 1.0 and `no` into False; here nothing
is converted, and what would hide a figure (repeated keys, aliases, tags) is refused.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import TypeAlias

import yaml

from altto_cli.model import Place, Problem

Node: TypeAlias = yaml.Node
Mapping = yaml.MappingNode
Sequence = yaml.SequenceNode
Scalar = yaml.ScalarNode

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "map", "seq"))


class _Named(BytesIO):
    """Bytes that carry the name of their file, so that YAML marks each node with it."""

    name: str


def read(data: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """The root node of a file, and what cannot be read in it."""
    stream = _Named(data)
    stream.name = file
    try:
        root = yaml.compose(stream, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
        said = " ".join(filter(None, (error.context, error.problem)))
        return None, [Problem(place, "yaml-syntax", f"{said}; is a quote or an indent missing?")]
    except yaml.YAMLError as error:
        said = " ".join(str(error).split())
        return None, [Problem(Place(file, 1, 1), "yaml-syntax", said)]
    if root is None:
        return None, [Problem(Place(file, 1, 1), "empty-file", "the file says nothing")]
    return root, list(_faults(root, set()))


def place(node: Node) -> Place:
    """Where the node begins."""
    mark = node.start_mark
    return Place(mark.name, mark.line + 1, mark.column + 1)


def _faults(node: Node, seen: set[int]) -> Iterator[Problem]:
    if id(node) in seen:
        message = "an alias (*) repeats what stands here; write it out at each place"
        yield Problem(place(node), "alias", message)
        return
    seen.add(id(node))
    if node.tag not in _PLAIN_TAGS:
        message = f"leave out the tag {node.tag}; everything is read as written"
        yield Problem(place(node), "tag", message)
    if isinstance(node, Mapping):
        first: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, Scalar):
                yield Problem(place(key), "wrong-type", "a key must be one word")
            elif key.value in first:
                message = f"{key.value} stands already in line {first[key.value]}; keep one"
                yield Problem(place(key), "repeated-key", message)
            else:
                first[key.value] = key.start_mark.line + 1
            yield from _faults(key, seen)
            yield from _faults(value, seen)
    elif isinstance(node, Sequence):
        for item in node.value:
            yield from _faults(item, seen)


def merged(roots: list[Mapping], problems: list[Problem]) -> Mapping | None:
    """The mappings as one; lists of the same name are joined, other repetitions are faults."""
    if not roots:
        return None
    roots = sorted(roots, key=lambda root: not root.start_mark.name.endswith("study.yaml"))
    whole: dict[str, tuple[Node, Node]] = {}
    for root in roots:
        for key, value in root.value:
            before = whole.get(key.value)
            if before is None:
                whole[key.value] = key, value
            elif isinstance(before[1], Sequence) and isinstance(value, Sequence):
                joined = Sequence(value.tag, before[1].value + value.value, before[1].start_mark)
                whole[key.value] = before[0], joined
            elif key.start_mark.name != before[0].start_mark.name:
                message = f"{key.value} stands already at {place(before[0])}; keep one"
                problems.append(Problem(place(key), "repeated-key", message))
    return Mapping(roots[0].tag, list(whole.values()), roots[0].start_mark)
