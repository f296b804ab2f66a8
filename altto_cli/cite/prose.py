"""Citations as they stand in a list of references: AMA and Vancouver."""

from altto_cli.cite.cited import Cited, names
from altto_cli.model import Reference

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def ama(cited: Cited) -> str:
    """The citation in the style of the AMA Manual, 11th edition."""
    source, reference = cited.source, cited.reference
    if source.reference is None:
        return _as_written(cited)
    said = [_authors(reference, most=6, first=3), reference.title]
    if cited.is_published_in_print:
        said += [_presented(reference), reference.container]
        said += [f"{_year(reference)}{_where(reference)}"]
    elif source.kind == "registry":
        said += [_registry(cited), f"Accessed {_day(source.checked)}"]
    else:
        said += [reference.container, _document(reference), _presented(reference)]
        said += [_published(reference), source.url and f"Accessed {_day(source.checked)}"]
    if source.doi:
        return f"{_sentences(said)} doi:{source.doi}"
    return " ".join(filter(None, (_sentences(said), source.url)))


def vancouver(cited: Cited) -> str:
    """The citation in the style of the ICMJE's recommendations and the National Library."""
    source, reference = cited.source, cited.reference
    if source.reference is None:
        return _as_written(cited)
    said = [_authors(reference, most=6, first=6), reference.title]
    if cited.is_published_in_print:
        pages = _short_pages(reference.pages)
        said += [_presented(reference), reference.container]
        said += [f"{_date(reference)}{_where(reference, pages)}"]
    elif source.kind == "registry":
        said += [f"{_registry(cited)} [cited {_date_of(source.checked)}]"]
    else:
        on_site = f"{reference.container} [Internet]" if reference.container else None
        said += [on_site, _document(reference), _presented(reference)]
        said += [_date(reference) if not reference.event else None]
        said += [f"[cited {_date_of(source.checked)}]" if source.url else None]
    if source.doi:
        said.append(f"doi: {source.doi}")
    if source.pmid:
        said.append(f"PMID: {source.pmid}")
    if source.url:
        return f"{_sentences(said)} Available from: {source.url}"
    return _sentences(said)


def _as_written(cited: Cited) -> str:
    """The reference as it was entered, for a source whose parts were not."""
    source = cited.source
    link = f"doi:{source.doi}" if source.doi and source.doi not in source.citation else source.url
    return " ".join(filter(None, (source.citation, link)))


def _sentences(said: list[str | None]) -> str:
    return " ".join(text if text.endswith((".", "?", "!")) else f"{text}." for text in said if text)


def _authors(reference: Reference, *, most: int, first: int) -> str | None:
    """The authors that were seen; more than `most` are cut after the `first`."""
    said = [" ".join(filter(None, name)) for name in map(_initials, names(reference))]
    cut = len(said) > most
    if cut:
        said = said[:first]
    more = ["et al"] if said and (cut or reference.and_others) else []
    return ", ".join([*said, *more]) or None


def _initials(name: tuple[str, str]) -> tuple[str, str]:
    """The family name and the first letters of what stands before it."""
    family, given = name
    return family, given if given.isupper() else "".join(part[0] for part in given.split())


def _where(reference: Reference, pages: str | None = None) -> str:
    volume = reference.volume or ""
    issue = f"({reference.issue})" if reference.issue else ""
    pages = pages or reference.pages
    place = f"{volume}{issue}" + (f":{pages}" if pages else "")
    return f";{place}" if place else ""


def _short_pages(pages: str | None) -> str | None:
    """The last page without the digits that it shares with the first: 1034-42."""
    first, _, last = (pages or "").partition("-")
    if not (first.isdigit() and last.isdigit() and len(first) == len(last)):
        return pages
    shared = next((i for i, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), 0)
    return f"{first}-{last[shared:]}"


def _document(reference: Reference) -> str | None:
    return f"No. {reference.number}" if reference.number and not reference.event else None


def _presented(reference: Reference) -> str | None:
    """The abstract's number and the meeting, with its days or else its year."""
    number = f"Abstract {reference.number}" if reference.number and reference.event else None
    if not reference.event:
        return number
    year = _year(reference)
    when = reference.held or (year if year not in reference.event else None)
    meeting = f"Presented at: {reference.event}" + (f"; {when}" if when else "")
    return f"{number}. {meeting}" if number else meeting


def _registry(cited: Cited) -> str:
    where = cited.reference.container or "Registry"
    return f"{where} identifier: {cited.source.nct}" if cited.source.nct else where


def _published(reference: Reference) -> str | None:
    if reference.event or not reference.published:
        return None
    return f"Published {_day(reference.published)}"


def _year(reference: Reference) -> str:
    return (reference.published or "")[:4]


def _day(date: str) -> str:
    """A date in AMA style: November 22, 2026; November 2026; 2026."""
    year, *rest = date.split("-")
    month = _MONTHS[int(rest[0]) - 1] if rest else ""
    day = f" {int(rest[1])}," if len(rest) > 1 else ""
    return f"{month}{day} {year}".strip()


def _date(reference: Reference) -> str:
    return _date_of(reference.published) if reference.published else ""


def _date_of(date: str) -> str:
    """A date in the National Library's style: 2026 Nov 22."""
    year, *rest = date.split("-")
    month = [_MONTHS[int(rest[0]) - 1][:3]] if rest else []
    return " ".join([year, *month, *(str(int(day)) for day in rest[1:])])
