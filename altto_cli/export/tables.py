"""The library as tables, derived from the classes of the model, so that nothing is left out.

A figure fills two columns: a number, and the digits as printed under the same name with `_text`.
A list of records is a table of its own, which names the record that it belongs to.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias, Union, cast, get_args, get_origin

from altto_cli import wording
from altto_cli.loader.build import keys
from altto_cli.model import Group, Overlap, Record, Ref, Result, Said, Study

Kind: TypeAlias = Literal["text", "number", "integer", "boolean"]
Value: TypeAlias = str | float | int | bool | None
#: What stands between the words of a list in one cell.
JOINT = " | "
_KINDS: Mapping[Any, Kind] = {Decimal: "number", int: "integer", bool: "boolean"}
#: Records whose columns need no prefix.
_PLAIN = ("effect",)
#: What tells the records of a list apart, where it is no id.
_KEYS = {"groups": ("strategy", "population"), "refusals": ("word",), "overlaps": ("other",)}
#: Tables to which others refer.
_FIRST = ("sources", "strategies", "endpoints", "populations", "groups", "results")

_OF_ARM: tuple[tuple[str, Kind], ...] = (
    ("label", "text"),
    ("size", "integer"),
    ("size_status", "text"),
)


class Column(NamedTuple):
    """A column; `refers` is the table in which its value is an id of the same study."""

    name: str
    kind: Kind
    refers: str | None = None


_STUDY = Column("study", "text", "studies")
#: What a remark or conflict touches, and the result where it is one.
_LINK = (Column("touches", "text"), Column("result", "text", "results"))
#: Columns that stand beside those of the model.
_RESOLVED = {
    "groups": (Column("size", "integer"),),
    "results": (
        Column("status", "text"),
        *(
            Column(f"{side}_{name}", kind)
            for side in ("treatment", "reference")
            for name, kind in _OF_ARM
        ),
    ),
    "overlaps": (Column("other", "text"),),
}


class Table(NamedTuple):
    """A table with its key and its rows, each a value a column."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: list[tuple[Value, ...]]

    def records(self) -> Iterator[dict[str, Value]]:
        """Its rows with the names of the columns."""
        names = [column.name for column in self.columns]
        return (dict(zip(names, row, strict=True)) for row in self.rows)


def tables(studies: Sequence[Study]) -> dict[str, Table]:
    """Every table of the library by its name; those that others refer to come first."""
    whole = {table.name: table for table in _empty()}
    for study in studies:
        _fill(whole, study)
    return whole


def _empty() -> Iterator[Table]:
    yield Table("studies", tuple(_columns(Study)), ("id",), [])
    lists = [(key.name, kind) for key in keys(Study).values() if (kind := _listed(key.kind))]
    order = {name: number for number, name in enumerate(_FIRST)}
    for name, kind in sorted(lists, key=lambda each: order.get(each[0], len(order))):
        columns = (_STUDY, *_columns(kind), *_RESOLVED.get(name, ()))
        yield Table(name, columns, ("study", *_KEYS.get(name, ("id",))), [])
        yield from _children(name, kind)


def _children(name: str, kind: type[Record]) -> Iterator[Table]:
    """The tables of the lists inside the records of a list."""
    for key in keys(cast(Hashable, kind)).values():
        inner = _listed(key.kind)
        if inner or _is_link(key.kind):
            own = tuple(_columns(inner)) if inner else _LINK
            columns = (_STUDY, Column("owner", "text", name), Column("number", "integer"), *own)
            yield Table(f"{name}_{key.name}", columns, ("study", "owner", "number"), [])


def _fill(whole: Mapping[str, Table], study: Study) -> None:
    """Put the study into its table, and all that it lists into the tables of its lists."""
    _add(whole["studies"], _cells(study))
    for key in keys(Study).values():
        for record in getattr(study, key.name) if _listed(key.kind) else ():
            own = {**_cells(record), "study": study.id, **_resolved(study, record)}
            _add(whole[key.name], own)
            for inner in keys(cast(Hashable, type(record))).values():
                below = whole.get(f"{key.name}_{inner.name}")
                for number, each in enumerate(getattr(record, inner.name) if below else (), 1):
                    cells = _cells(each) if isinstance(each, Record) else _link(each)
                    known = {"study": study.id, "owner": own["id"], "number": number}
                    _add(whole[f"{key.name}_{inner.name}"], {**cells, **known})


def _add(table: Table, cells: Mapping[str, Value]) -> None:
    table.rows.append(tuple(cells.get(column.name) for column in table.columns))


def _resolved(study: Study, record: Record) -> dict[str, Value]:
    """What a reader of the table would have to work out."""
    if isinstance(record, Group):
        return {"size": study.size(record)}
    if not isinstance(record, Result):
        return {"other": record.study} if isinstance(record, Overlap) else {}
    sizes: dict[str, Value] = {}
    for side in ("treatment", "reference"):
        arm = getattr(record, side)
        if arm:
            size, status = wording.size(study, record, arm)
            sizes |= {f"{side}_size": size, f"{side}_size_status": status}
            sizes[f"{side}_label"] = wording.arm_label(study, record, arm)
    return {**sizes, "status": record.status}


def _link(touched: str) -> dict[str, Value]:
    kind, _, id = touched.partition("/")
    return {"touches": touched, "result": id if kind == "results" else None}


def _columns(kind: type[Record], prefix: str = "") -> Iterator[Column]:
    for key in keys(cast(Hashable, kind)).values():
        inner, name = _inside(key.kind), prefix + key.name
        if inner:
            yield from _columns(inner, prefix if key.name in _PLAIN else f"{name}_")
        elif not _listed(key.kind) and (kind is Said or not _is_link(key.kind)) and name != "study":
            base, refers = _base(key.kind)
            yield Column(name, _KINDS.get(base, "text"), refers)
            if base is Decimal:
                yield Column(f"{name}_text", "text")


def _cells(record: Record, prefix: str = "") -> dict[str, Value]:
    """The values of the columns for which the record has something."""
    cells: dict[str, Value] = {}
    for key in keys(cast(Hashable, type(record))).values():
        name, value = prefix + key.name, getattr(record, key.name)
        if isinstance(value, Record):
            cells |= _cells(value, prefix if key.name in _PLAIN else f"{name}_")
        elif isinstance(value, Decimal):
            cells |= {name: float(value), f"{name}_text": format(value, "f")}
        elif isinstance(value, tuple):
            cells[name] = JOINT.join(each for each in value if isinstance(each, str)) or None
        elif value != wording.NOT_REPORTED:
            cells[name] = value
    return cells


def _kinds(kind: Any) -> Iterator[Any]:
    """The kind without what may be said of it, and without None and words beside a value."""
    if get_origin(kind) is Annotated:
        yield from _kinds(get_args(kind)[0])
    elif get_origin(kind) in (UnionType, Union):
        for each in get_args(kind):
            if each is not NoneType:
                yield from _kinds(each)
    else:
        yield kind


def _base(kind: Any) -> tuple[Any, str | None]:
    """The type of a value, and the list of the study in which it must stand."""
    said = [check for each in _annotations(kind) for check in each if isinstance(check, Ref)]
    known = [ref.collection for ref in said if ref.collection not in ("groups", "touchable")]
    return next(_kinds(kind)), known[0] if known and next(_kinds(kind)) is str else None


def _annotations(kind: Any) -> Iterator[tuple[Any, ...]]:
    if get_origin(kind) is Annotated:
        yield get_args(kind)[1:]
    elif get_origin(kind) in (UnionType, Union):
        for each in get_args(kind):
            yield from _annotations(each)


def _inside(kind: Any) -> type[Record] | None:
    """The class of a record that stands in another one."""
    base = next(_kinds(kind))
    return base if isinstance(base, type) and issubclass(base, Record) else None


def _listed(kind: Any) -> type[Record] | None:
    """The class of the records in a list of records."""
    return _inside(get_args(kind)[0]) if get_origin(kind) is tuple else None


def _is_link(kind: Any) -> bool:
    """Whether it is a list of names of records that a remark or conflict touches."""
    inner = get_args(kind)[0] if get_origin(kind) is tuple else None
    return any(ref == Ref("touchable") for each in _annotations(inner) for ref in each)
