"""Rules over everything that is checked together, and over the folders in which it stands."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from altto_cli.check.rule import Said
from altto_cli.check.targets import Read
from altto_cli.loader.files import shown
from altto_cli.loader.folders import folders, shipped
from altto_cli.loader.reading import read_study
from altto_cli.model import Place, Study

CollectionRule: TypeAlias = Callable[[Sequence[Read]], Said]


def folder_name(all: Sequence[Read]) -> Said:
    """A study's folder is named like its id.

    People look for the file of a study under the name that they typed. Rename one of the two.
    """
    for folder, study in _studies(all):
        name = folder.resolve().name
        if study.id and study.id != name:
            yield study.at("id"), f"id is {study.id}, the folder {name}; name them alike"


def repeated_study(all: Sequence[Read]) -> Said:
    """A study's id is its own: no two folders have the same.

    Nothing replaces silently what is shipped or what another folder holds; rename one of the two.
    """
    first: dict[str, Study] = {}
    for _, study in _studies(all):
        if study.id and first.setdefault(study.id, study) is not study:
            where = first[study.id].at("id").file
            yield study.at("id"), f"{study.id} stands already in {where}; rename one"


def second_default(all: Sequence[Read]) -> Said:
    """One study answers when none is named: the one with `default: true`.

    A second would never answer. Leave the line out of your own study; `--study` asks it.
    """
    defaults = [study for _, study in _studies(all) if study.default]
    for study in defaults[1:]:
        yield study.at("default"), f"{defaults[0].id} answers already when no study is named"


def names_nothing(all: Sequence[Read]) -> Said:
    """What stands elsewhere is there: the results of `elsewhere`, the studies of `overlaps`.

    A line that rests on a result of another study must not outlive it. Take its id from
    `altto compare --study ID -f json`.
    """
    known = {study.id: study for _, study in _studies(all)}
    # What cannot be read of a study may be just these lists.
    whole = [read.whole for read in all if isinstance(read.whole, Study) and not read.problems]
    for study in whole:
        for overlap in study.overlaps:
            if _found(known, overlap.study) is None:
                yield overlap.at("study"), f"there is no study {overlap.study}"
        for line in study.elsewhere:
            for name in line.names:
                id, _, result = name.partition("/")
                other = _found(known, id)
                if other is None or result not in {each.id for each in other.results}:
                    yield line.at("names"), f"there is no result {name}"


def _found(known: dict[str, Study], id: str) -> Study | None:
    """The study with this id, of those that are checked or else of those that are shipped."""
    if id not in known:
        paths = [folder.path for folder in folders(shipped()) if folder.id == id]
        study = read_study(paths[0])[0] if paths else None
        if study:
            known[id] = study
    return known.get(id)


def shipped_study(all: Sequence[Read]) -> Said:
    """A study's id is not that of a study that the program brings.

    `--evidence` refuses such a folder, since nothing replaces silently what is shipped. It is as it
    should be in a copy of the shipped evidence that you are about to correct.
    """
    checked = {folder.resolve() for folder, _ in _studies(all)}
    brought = {each.id for each in folders(shipped()) if each.path.resolve() not in checked}
    for _, study in _studies(all):
        if study.id in brought:
            message = f"the program brings a study {study.id}; --evidence refuses this one"
            yield study.at("id"), message


def unread_file(all: Sequence[Read]) -> Said:
    """Every evidence file stands in the folder of a study, beside or below its study.yaml.

    What stands elsewhere is left out of every answer without a word. Move it.
    """
    studies = {read.folder for read in all}
    collections = {read.inside: None for read in all if read.inside}
    for inside in (each for each in collections if each not in studies):
        for path in sorted([*inside.glob("*.y*ml"), *inside.glob("[!.]*/*.y*ml")]):
            if path != inside / "terms.yaml" and path.parent not in studies:
                yield Place(shown(path), 1, 1), "it is not read: no study.yaml stands beside it"


def _studies(all: Sequence[Read]) -> Iterator[tuple[Path, Study]]:
    for read in all:
        if read.folder is not None and isinstance(read.whole, Study):
            yield read.folder, read.whole


#: What is wrong, and what is worth a look.
FAULTS: tuple[CollectionRule, ...] = (
    folder_name,
    repeated_study,
    second_default,
    names_nothing,
)
WARNINGS: tuple[CollectionRule, ...] = (shipped_study, unread_file)
