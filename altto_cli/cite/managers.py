"""Citations as reference managers read them: BibTeX, RIS and CSL JSON."""

from collections.abc import Iterable, Iterator
from typing import Any

from altto_cli.cite.cited import Cited, names

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BIBTEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
#: The kind of a source that stands in no journal, to RIS and to CSL.
_KINDS = {
    "paper": ("JOUR", "article-journal"),
    "abstract": ("CPAPER", "paper-conference"),
    "talk": ("CPAPER", "speech"),
    "commentary": ("ELEC", "webpage"),
    "news report": ("ELEC", "webpage"),
    "interview": ("ELEC", "webpage"),
    "registry": ("ELEC", "webpage"),
}


def bibtex(cited: Cited) -> str:
    """One BibTeX entry; names and titles keep their capitals."""
    fields = [f"  {name} = {value}" for name, value in _bibtex_fields(cited)]
    kind = "article" if cited.is_published_in_print else "misc"
    return "\n".join([f"@{kind}{{{cited.key},", ",\n".join(fields), "}"])


def _bibtex_fields(cited: Cited) -> Iterator[tuple[str, str]]:
    source, reference = cited.source, cited.reference
    authors = [
        f"{_escaped(name.family)}, {_escaped(name.dotted)}"
        if name.initials
        else f"{{{_escaped(name.family)}}}"
        for name in names(reference)
    ]
    if authors:
        yield "author", _braced(" and ".join([*authors, *["others"] * reference.and_others]))
    if _title(cited):
        yield "title", f"{{{_braced(_escaped(_title(cited)))}}}"
    if reference.container:
        place = "journal" if cited.is_published_in_print else "howpublished"
        yield place, _braced(_escaped(reference.container))
    elif presented := _presented(cited):
        # Of a note some programs make nothing.
        yield "howpublished", _braced(_escaped(presented))
    if reference.published:
        year, *rest = reference.published.split("-")
        yield "year", _braced(year)
        if rest:
            yield "month", _MONTHS[int(rest[0]) - 1]
    for name, value in (
        ("volume", reference.volume),
        ("number", reference.issue),
        ("pages", (reference.pages or "").replace("-", "--")),
    ):
        if value:
            yield name, _braced(_escaped(value))
    presented = _presented(cited) if reference.container else ""
    if notes := "; ".join(filter(None, (_number(cited), presented, _trial(cited)))):
        yield "note", _braced(_escaped(notes))
    for name, value in (("doi", source.doi), ("pmid", source.pmid), ("url", source.url)):
        if value:
            # Addresses are not escaped, and must not be able to end the field.
            yield name, _braced(value.replace("{", "%7B").replace("}", "%7D"))
    if source.url:
        yield "urldate", _braced(source.checked)


def _braced(text: str) -> str:
    return f"{{{text}}}"


def _escaped(text: str) -> str:
    return "".join(_BIBTEX.get(sign, sign) for sign in text)


def ris(cited: Cited) -> str:
    """One RIS record; what has no tag of its own stands in a note."""
    return "\n".join(f"{tag}  - {value}" for tag, value in _ris_tags(cited))


def _ris_tags(cited: Cited) -> Iterator[tuple[str, str]]:
    source, reference = cited.source, cited.reference
    yield "TY", "JOUR" if cited.is_published_in_print else _KINDS[source.kind][0]
    yield "ID", cited.key
    for name in names(reference):
        yield "AU", f"{name.family}, {name.dotted}" if name.initials else name.family
    first, _, last = (reference.pages or "").partition("-")
    year, *rest = (reference.published or "").split("-")
    tags: Iterable[tuple[str, str | None]] = (
        ("TI", _title(cited)),
        ("T2", reference.container or reference.event),
        ("PY", year),
        ("DA", "/".join([year, *rest, *[""] * (2 - len(rest))]) if rest else None),
        ("VL", reference.volume),
        ("IS", reference.issue),
        ("SP", first),
        ("EP", last),
        ("DO", source.doi),
        ("AN", source.pmid or source.nct),
        ("UR", source.url),
        ("Y2", source.checked.replace("-", "/") if source.url else None),
    )
    yield from ((tag, value) for tag, value in tags if value)
    if reference.and_others:
        yield "N1", "More authors follow (et al.)"
    notes = (_number(cited), _presented(cited), _trial(cited))
    yield from (("N1", note) for note in notes if note)
    yield "ER", ""


def csl_json(cited: Cited) -> str:
    """One item of CSL JSON, as Zotero and Pandoc read it."""
    from json import dumps

    return dumps(_csl(cited), ensure_ascii=False, indent=1)


def _csl(cited: Cited) -> dict[str, Any]:
    source, reference = cited.source, cited.reference
    authors: list[dict[str, str]] = [
        {"family": name.family, "given": name.dotted} if name.initials else {"literal": name.family}
        for name in names(reference)
    ]
    if authors and reference.and_others:
        authors.append({"literal": "et al."})
    item = {
        "id": cited.key,
        "type": "article-journal" if cited.is_published_in_print else _KINDS[source.kind][1],
        "title": _title(cited),
        "author": authors,
        "container-title": reference.container,
        "issued": reference.published and _date(reference.published),
        "volume": reference.volume,
        "issue": reference.issue,
        "page": reference.pages,
        "number": reference.number or source.nct,
        # The first name is that of CSL 1.0.2, the second that of styles written before it.
        "event-title": reference.event,
        "event": reference.event,
        "DOI": source.doi,
        "PMID": source.pmid,
        "PMCID": source.pmcid,
        "URL": source.url,
        "accessed": _date(source.checked) if source.url else None,
        "note": reference.held,
    }
    return {name: value for name, value in item.items() if value}


def _date(date: str) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in date.split("-")]]}


def _title(cited: Cited) -> str:
    """The title that was seen, or the reference as it was entered where its parts were not."""
    if cited.source.reference is None:
        return cited.source.citation
    return cited.reference.title or ""


def _number(cited: Cited) -> str:
    reference = cited.reference
    kind = "Abstract" if reference.event else "No."
    return f"{kind} {reference.number}" if reference.number else ""


def _presented(cited: Cited) -> str:
    """Where it was presented, in words."""
    reference = cited.reference
    if not reference.event or not (cited.source.kind == "talk" or reference.container):
        return reference.event or ""
    return f"Presented at: {reference.event}" + (f", {reference.held}" if reference.held else "")


def _trial(cited: Cited) -> str:
    return f"Identifier: {cited.source.nct}" if cited.source.nct else ""
