"""The options that commands share."""

from pathlib import Path
from typing import Annotated

from altto_cli.cli.command import Argument, Option
from altto_cli.errors import UnknownWordError
from altto_cli.words import near, nearest

#: Asks for the help.
HELP = ("-h", "--help")
#: What every answer comes in.
ALL_FORMATS = "table, markdown (md), csv, tsv, json, jsonl, text or sentence."
Format = Annotated[
    str | None,
    Option(("--format", "-f"), ALL_FORMATS, "FORMAT", "ALTTO_FORMAT"),
]
Notes = Annotated[
    str,
    Option(
        ("--notes",),
        "key: what changes how a figure is read; all: everything known of it.",
        "WHICH",
        "ALTTO_NOTES",
    ),
]
StudyId = Annotated[str | None, Option(("--study",), "Another study.", "ID")]
Evidence = Annotated[
    list[Path] | None,
    Option(
        ("--evidence",),
        "A folder of evidence beside the shipped one; repeatable.",
        "DIR",
        "ALTTO_EVIDENCE",
    ),
]
Color = Annotated[str, Option(("--color",), "auto, always or never.", "WHEN")]
Block = Annotated[
    bool,
    Option(("--block",), "Print the answer as a block, which altto notes keeps true."),
]
SentenceStyle = Annotated[
    str | None,
    Option(("--style",), "Of sentences: house, ama, jco, nejm or lancet.", "STYLE"),
]
CitationKeys = Annotated[
    str | None,
    Option(("--cite",), "pandoc: sentences end with [@key]; see cite.", "KEYS"),
]
Menopause = Annotated[
    str | None,
    Option(("--menopause", "-m"), "pre, post or overall.", "STATUS"),
]
Population = Annotated[str | None, Option(("--population",), "A population of the study.", "ID")]
Treatment = Annotated[
    str | None,
    Option(("--treatment", "-t"), "The first-named strategy.", "STRATEGY"),
]
Reference = Annotated[
    str | None,
    Option(("--reference", "-r"), "The strategy compared with.", "STRATEGY"),
]
AllStudies = Annotated[
    bool, Option(("--studies",), "The same question across all studies, side by side.")
]
#: A bare menopausal status, as in `altto dfs pre`.
Status = Annotated[list[str] | None, Argument("[STATUS]", "pre, post or overall.")]
EndpointAndStatus = Annotated[
    list[str] | None,
    Argument("[ENDPOINT] [STATUS]", "An endpoint, such as dfs; pre, post or overall."),
]

#: What some options take.
NOTES = ("key", "all")
COLORS = ("auto", "always", "never")
CITATION_KEYS = ("pandoc",)
#: Other names of formats.
_SHORT = {"md": "markdown"}


def chosen(kind: str, word: str, known: tuple[str, ...]) -> str:
    """The word that is known, in any case."""
    spoken = _SHORT.get(word.casefold(), word.casefold())
    if kind == "format" and spoken in ("svg", "png"):
        raise UnknownWordError(f"a picture is a file: altto forest -o plot.{spoken}")
    if spoken not in known:
        raise UnknownWordError(
            f"no {kind} {word!r}; {nearest(word, known)}", word=word, near=near(word, known)
        )
    return spoken
