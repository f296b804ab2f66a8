from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from random import Random

import plants
import pytest
from hypothesis import settings
from plants import Places, Plant

from altto_cli import load
from altto_cli.check import check
from altto_cli.check.pages import pages

STUDIES = 200
#: What cannot stand beside others: then the file, or the appraisal, is not read.
ALONE = {"yaml-syntax": plants.UNREAD["yaml-syntax"], **plants.APPRAISED}
UNREAD = {rule: plant for rule, plant in plants.UNREAD.items() if rule not in ALONE}
FIRST_DEFAULT = Plant("head", "study.yaml", "design:", "default: true\ndesign:")
SECOND_DEFAULT = Plant("head", "study.yaml", "design:", "default: ¦true\ndesign:")
#: A file that breaks a rule by its name, its place, or being a link that leads nowhere.
MORE = {"file-ending": "more.yml", "unread-file": "more.yaml", "unreadable-file": "more.yaml"}
SOUND = "sound"
SHIPPED = [study.id for study in load().studies]


def chosen(random: Random, rule: str) -> dict[str, Plant]:
    """`rule`, and some others in other records."""
    if rule in ALONE:
        return {rule: ALONE[rule]}
    kinds = {**plants.RECORD, **(UNREAD if rule in UNREAD else plants.WHOLE)}
    found = {rule: kinds[rule]} if rule in kinds else {}
    for other in random.sample(sorted(kinds), k=random.randint(0, 4)):
        if kinds[other].spot not in {plant.spot for plant in found.values()}:
            found[other] = kinds[other]
    return found


def filled(random: Random) -> dict[str, str]:
    """The sound study with some more facts, so that its faults stand in other lines each time."""
    facts = "".join(
        f"  - id: filler-{number}\n    section: beware\n    label: Filler {number}\n"
        f"    value: {random.choice(['short', 'not so short'])}\n    text: Invented.\n"
        for number in range(random.randint(0, 9))
    )
    others = plants.SOUND["others.yaml"].replace("facts:\n", f"facts:\n{facts}")
    return {**plants.SOUND, "others.yaml": others}


def study(random: Random, folder: Path, planted: Mapping[str, Plant]) -> Places:
    """Write a study with these faults; their places and rules."""
    files, places = plants.planted(filled(random), planted)
    plants.written(folder, files)
    return [(f"{folder.as_posix()}/{place}", rule) for place, rule in places]


def of_folders(random: Random, number: int, rule: str) -> Places:
    """A study whose fault is not in its own files alone."""
    home = Path("second", f"study-{number:03}")
    if rule == "shipped-study":
        home = home.with_name(SHIPPED[number % len(SHIPPED)])
    if rule == "repeated-study":
        home = home.with_name(f"study-{number // 20:03}")
    places = study(random, home, {rule: SECOND_DEFAULT} if rule == "second-default" else {})
    if rule == "folder-name":
        home = home.rename(home.with_name(f"renamed-{number}"))
    if rule == "unread-file":
        home = home.with_name(f"forgotten-{number}")
        home.mkdir()
    if rule in MORE:
        more = home / MORE[rule]
        more.symlink_to("nowhere") if rule == "unreadable-file" else more.write_text("facts: []\n")
        return [(f"{more.as_posix()}:1:1", rule)]
    return places or [(f"{home.as_posix()}/study.yaml:2:5", rule)]


def library(random: Random) -> tuple[Places, set[str]]:
    """Studies in two folders, sound ones and faulty ones; the faults, and the rules planted."""
    study(random, Path("first", "study-default"), {"second-default": FIRST_DEFAULT})
    rules = [*pages(), *[SOUND] * 10]
    places: Places = []
    for number in range(STUDIES - 1):
        rule = rules[number % len(rules)]
        if rule in plants.OF_FOLDERS:
            places += of_folders(random, number, rule)
        else:
            home = Path("first", f"study-{number:03}")
            places += study(random, home, {} if rule == SOUND else chosen(random, rule))
    return places, set(rules) - {SOUND}


@pytest.mark.parametrize("seed", range(settings().max_examples // 60))
def test_each_planted_fault_is_reported_once_and_none_is_invented(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.chdir(tmp_path)
    places, rules = library(Random(seed))
    checked = check(["first", "second"])
    assert checked.studies == STUDIES
    assert rules == set(pages())
    assert {rule for _, rule in places} == rules
    found = Counter((str(problem.place), problem.rule) for problem in checked.problems)
    assert found - Counter(places) == Counter()
    assert Counter(places) - found == Counter()
    assert len(places) > STUDIES
