"""YAML read as written: text stays text, and every node knows its line and column.

`safe_load` keeps the last of two equal keys, turns 1.00 into 1.0 and `no` into False; here nothing
is converted, and what would hide a figure (repeated keys, aliases, tags) is refused.
"""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import chain, islice
from typing import Any, TypeAlias

import yaml

from altto_cli.model import Place, Problem
from altto_cli.signs import one_line

Node: TypeAlias = yaml.Node
Mapping = yaml.MappingNode
Sequence = yaml.SequenceNode
Scalar = yaml.ScalarNode

#: Bounds on what is read of a file, and on the faults that are named at once.
DEEPEST = 20
MOST_VALUES = 1_000_000
MOST_FAULTS = 1_000
#: Libyaml composes so many levels without harm; older ones have no bound of their own.
_SAFELY_DEEP = 5_000
_INDENT = re.compile(rb"^[ \t?:-]{5000}", re.MULTILINE)
#: As quick as a tuple: every value of a file has a place.
_PLACE = tuple.__new__
#: A value that begins with a quotation mark and has no second one in its line.
_OPEN_QUOTE = re.compile(r"(?P<before>[^#]*?[:-] +)([\"'])(?:(?!\2).)*$")
#: What YAML does not allow in a file, in UTF-8: control characters but tab and line feed.
_CONTROL = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x84\x86-\x9f]|\xef\xbf[\xbe\xbf]"
)
_NO_SIGN = re.compile(rb"\\U(?!0010|000)")
_ANY = re.compile(rb".", re.DOTALL)
_SHORTHAND = re.compile(rb"[&*!]")


class _Plain:
    """Gives every node the tag of text without looking what its text looks like."""

    def resolve(self, *_: object) -> str:
        return yaml.resolver.BaseResolver.DEFAULT_SCALAR_TAG


_LOADER = type("Loader", (_Plain, getattr(yaml, "CBaseLoader", yaml.BaseLoader)), {})


class _Named(BytesIO):
    """Bytes that carry the name of their file, so that YAML marks each node with it."""

    name: str


def read(data: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """The root node of a file, and what cannot be read in it."""
    unread = _no_text(data, file)
    if unread:
        return None, [unread]
    stream = _Named(data)
    stream.name = file
    try:
        if (data.count(b"[") + data.count(b"{") > _SAFELY_DEEP or _INDENT.search(data)) and (
            deep := _too_deep(data, file)
        ):
            return None, [deep]
        root = yaml.compose(stream, Loader=_LOADER)
        faults = chain(_shorthand(data, file), _faults_of_keys(root)) if root else ()
        found = list(islice(faults, MOST_FAULTS))
    except yaml.MarkedYAMLError as error:
        return None, [_syntax(error, data, file)]
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # YAML's Python loader ends with a bare ValueError at a sign that is none: "\\UFFFFFFFF".
        return None, [_fault(file, data, _NO_SIGN.search(data), " ".join(str(error).split()))]
    except RecursionError:
        return None, [_fault(file, data, None, "lists stand too deep in lists")]
    if root is None:
        return None, [Problem(Place(file, 1, 1), "empty-file", "the file says nothing")]
    if any(each.rule == "yaml-syntax" for each in found):
        return None, found
    return root, found


def _no_text(data: bytes, file: str) -> Problem | None:
    """Why the bytes are no text that YAML could be read from."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _fault(file, data, None, "the file is UTF-16; save it as UTF-8")
    try:
        data.decode()
    except UnicodeDecodeError as error:
        here = _ANY.match(data, error.start)
        return _fault(file, data, here, "these bytes are not UTF-8; save the file as UTF-8")
    control = _CONTROL.search(data)
    if control:
        return _fault(file, data, control, "a control character; delete it")
    if sum(map(data.count, (b",", b":", b"\n"))) > MOST_VALUES:
        return _fault(file, data, None, "the file holds too many values; divide it")
    return None


def _too_deep(data: bytes, file: str) -> Problem | None:
    """Where lists stand too deep in lists; composing them could end the process."""
    depth = 0
    events: Iterable[Any] = yaml.parse(data, Loader=_LOADER)
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            here = Place(file, event.start_mark.line + 1, event.start_mark.column + 1)
            return Problem(here, "yaml-syntax", "lists stand too deep in lists")
    return None


def _fault(file: str, data: bytes, found: re.Match[bytes] | None, message: str) -> Problem:
    start = found.start() if found else 0
    line_start = data.rfind(b"\n", 0, start) + 1
    column = len(data[line_start:start].decode("utf-8", "replace"))
    place = Place(file, data.count(b"\n", 0, start) + 1, column + 1)
    return Problem(place, "yaml-syntax", message)


def _syntax(error: yaml.MarkedYAMLError, data: bytes, file: str) -> Problem:
    # A quote that is never closed is found at the end of the file.
    begins = error.context_mark if "quoted scalar" in (error.context or "") else None
    mark = begins or error.problem_mark or error.context_mark
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
    if not begins and (opened := _open_quote(data, file, place.line)):
        message = f"a quote opens here and is not closed; reading stopped in line {place.line}"
        return Problem(opened, "yaml-syntax", message)
    said = " ".join(filter(None, (error.context, error.problem)))
    mend = "indent with spaces" if "tab" in said else "is a quote or an indent missing?"
    if "mapping values are not allowed" in said:
        said = "a colon with a space after it stands in text without quotes, or an indent is wrong"
        mend = "put the whole text in quotes"
    return Problem(place, "yaml-syntax", f"{one_line(said)}; {mend}")


def _open_quote(data: bytes, file: str, stopped: int) -> Place | None:
    """Where a value begins with a quote that its line does not close, before reading stopped."""
    for number, line in enumerate(data.decode().split("\n")[:stopped], 1):
        if found := _OPEN_QUOTE.match(line):
            return Place(file, number, found.end("before") + 1)
    return None


def place(node: Node) -> Place:
    """Where the node begins."""
    mark = node.start_mark
    return _PLACE(Place, (mark.name, mark.line + 1, mark.column + 1))


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
            message = f"leave out the tag {one_line(event.tag)}; everything is read as written"
            yield Problem(here, "tag", message)


def _faults_of_keys(root: Node) -> Iterator[Problem]:
    """Keys that are no word, keys that stand twice, and what stands deeper than evidence goes."""
    waiting = [(root, 0)]
    seen = set()
    while waiting:
        node, depth = waiting.pop()
        if id(node) in seen or isinstance(node, Scalar):
            continue
        seen.add(id(node))
        if depth > DEEPEST:
            yield Problem(place(node), "yaml-syntax", "lists stand too deep in lists")
        else:
            yield from _repeated(node) if isinstance(node, Mapping) else ()
            pairs = node.value if isinstance(node, Mapping) else [node.value]
            inside = (inner for pair in pairs for inner in pair)
            waiting += [(inner, depth + 1) for inner in inside if not isinstance(inner, Scalar)]


def _repeated(node: Mapping) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for key, _ in node.value:
        if not isinstance(key, Scalar):
            yield Problem(place(key), "wrong-type", "a key must be one word")
        elif key.value in first:
            message = f"{written(key.value)} stands already in line {first[key.value]}; keep one"
            yield Problem(place(key), "repeated-key", message)
        else:
            first[key.value] = key.start_mark.line + 1


def written(key: str) -> str:
    """The key for a message; where signs in it are not seen or look like others, their numbers."""
    return (key if re.fullmatch("[a-zA-Z0-9_-]+", key) else ascii(key))[:60]


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
                message = f"{written(key.value)} stands already at {place(before[0])}; keep one"
                problems.append(Problem(place(key), "repeated-key", message))
    return Mapping(roots[0].tag, list(whole.values()), roots[0].start_mark)
