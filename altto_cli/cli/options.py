"""The options that commands share."""

from pathlib import Path
from typing import Annotated

import typer

from altto_cli.errors import UnknownWordError
from altto_cli.words import near, nearest

#: What every answer comes in.
ALL_FORMATS = "table, markdown (md), csv, tsv, json, jsonl, text or sentence."
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        envvar="ALTTO_FORMAT",
        metavar="FORMAT",
        help=ALL_FORMATS,
    ),
]
Notes = Annotated[
    str,
    typer.Option(
        "--notes",
        envvar="ALTTO_NOTES",
        metavar="WHICH",
        help="key: what changes how a figure is read; all: everything known of it.",
    ),
]
StudyId = Annotated[str | None, typer.Option("--study", metavar="ID", help="Another study.")]
Evidence = Annotated[
    list[Path] | None,
    typer.Option(
        "--evidence",
        envvar="ALTTO_EVIDENCE",
        metavar="DIR",
        help="A folder of evidence beside the shipped one; repeatable.",
    ),
]
Color = Annotated[str, typer.Option("--color", metavar="WHEN", help="auto, always or never.")]
Block = Annotated[
    bool,
    typer.Option("--block", help="Print the answer as a block, which altto notes keeps true."),
]
SentenceStyle = Annotated[
    str | None,
    typer.Option("--style", metavar="STYLE", help="Of sentences: house, ama, jco, nejm or lancet."),
]
CitationKeys = Annotated[
    str | None,
    typer.Option("--cite", metavar="KEYS", help="pandoc: sentences end with [@key]; see cite."),
]
Menopause = Annotated[
    str | None,
    typer.Option("--menopause", "-m", metavar="STATUS", help="pre, post or overall."),
]
Population = Annotated[
    str | None, typer.Option("--population", metavar="ID", help="A population of the study.")
]
Treatment = Annotated[
    str | None,
    typer.Option("--treatment", "-t", metavar="STRATEGY", help="The first-named strategy."),
]
Reference = Annotated[
    str | None,
    typer.Option("--reference", "-r", metavar="STRATEGY", help="The strategy compared with."),
]
AllStudies = Annotated[
    bool, typer.Option("--studies", help="The same question across all studies, side by side.")
]
#: A bare menopausal status, as in `altto dfs pre`.
Status = Annotated[
    list[str] | None, typer.Argument(metavar="[STATUS]", help="pre, post or overall.")
]
EndpointAndStatus = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ENDPOINT] [STATUS]", help="An endpoint, such as dfs; pre, post or overall."
    ),
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
    if spoken not in known:
        raise UnknownWordError(
            f"no {kind} {word!r}; {nearest(word, known)}", word=word, near=near(word, known)
        )
    return spoken
