"""The options that commands share, and the words of the contract for menopausal status."""

from pathlib import Path
from typing import Annotated

import typer

from altto_cli.errors import UnknownWordError, nearest
from altto_cli.model import Study
from altto_cli.query import unknown

Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        envvar="ALTTO_FORMAT",
        metavar="FORMAT",
        help="table, markdown, csv, tsv, json, jsonl, text or sentence.",
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
Menopause = Annotated[
    str | None,
    typer.Option("--menopause", metavar="STATUS", help="pre, post or overall."),
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

_MENOPAUSE = {
    "pre": "premenopausal",
    "premenopausal": "premenopausal",
    "post": "postmenopausal",
    "postmenopausal": "postmenopausal",
    "overall": "overall",
    "all": "overall",
}


def menopausal_status(study: Study, word: str | None) -> str | None:
    """The status that a person means; refused with the study's reason where it has one."""
    if word is None:
        return None
    status = _MENOPAUSE.get(word.casefold())
    if status is None:
        raise unknown(study, "menopausal status", word, ["pre", "post", "overall"])
    return status


def chosen(kind: str, word: str, known: tuple[str, ...]) -> str:
    """The word itself if it is known."""
    if word not in known:
        raise UnknownWordError(f"no {kind} {word!r}; {nearest(word, known)}")
    return word
