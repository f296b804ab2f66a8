"""Citations of sources, in the styles of journals and reference managers."""

from collections.abc import Callable, Sequence

from altto_cli.cite.cited import Cited
from altto_cli.cite.managers import bibtex, csl_json, ris
from altto_cli.cite.prose import ama, vancouver

#: How each style writes one citation, and several.
_STYLES: dict[str, tuple[Callable[[Cited], str], Callable[[Sequence[str]], str]]] = {
    "ama": (ama, lambda texts: "".join(f"{text}\n" for text in texts)),
    "vancouver": (vancouver, lambda texts: "".join(f"{text}\n" for text in texts)),
    "bibtex": (bibtex, lambda texts: "\n\n".join(texts) + "\n"),
    "ris": (ris, lambda texts: "\n\n".join(texts) + "\n"),
    "csl-json": (csl_json, lambda texts: "[\n" + ",\n".join(texts) + "\n]\n"),
}
STYLES = tuple(_STYLES)


def citation(cited: Cited, style: str) -> str:
    """One citation in this style; what was not seen is left out."""
    return _STYLES[style][0](cited)


def listed(texts: Sequence[str], style: str) -> str:
    """Several citations as one text, ready for a list of references or a file."""
    return _STYLES[style][1](texts)
