"""Rules over everything that is checked together, and over the folders in which it stands."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from altto_cli.check.rule import Said
from altto_cli.check.targets import Read
from altto_cli.loader import load
from altto_cli.loader.files import shown
from altto_cli.loader.folders import folders, shipped
from altto_cli.model import Place, Study
from altto_cli.words import nearest

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


def unknown_elsewhere(all: Sequence[Read]) -> Said:
    """What other studies say rests on results that are there: STUDY/RESULT, checked or shipped.

    A counterweight that rests on nothing would be believed all the same. Take the id that
    `altto results --study ID` prints.
    """
    at_hand = {study.id: study for _, study in _studies(all)}
    for _, study in _studies(all):
        for each in study.elsewhere:
            for named in each.names:
                id, _, result = named.partition("/")
                other = at_hand.get(id) or _brought(id)
                if other is None:
                    yield each.at("names"), f"no study {id} is at hand"
                elif result not in {one.id for one in other.results}:
                    known = [one.id for one in other.results]
                    yield each.at("names"), f"{id} has no {result}; {nearest(result, known)}"


def _brought(id: str) -> Study | None:
    if all(each.id != id for each in folders(shipped())):
        return None
    return load(studies=[id]).study(id)


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
    for inside in {read.inside: None for read in all if read.inside}:
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
    unknown_elsewhere,
)
WARNINGS: tuple[CollectionRule, ...] = (shipped_study, unread_file)
