"""Twice the evidence is twice the work, and no more; the work is counted, not timed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import cache, partial
from itertools import pairwise
from pathlib import Path

import growing
import invented
import promise
import pytest
from surroundings import remembered

from altto_cli import appraise, load
from altto_cli.appraise import curated, interactions, parts
from altto_cli.check import check
from altto_cli.errors import NoSuchRecordError
from altto_cli.loader import reading
from altto_cli.loader.circles import circles
from altto_cli.model import Endpoint, Population, Searched, Strategy, Study
from altto_cli.view.pages import find
from altto_cli.view.searchable import searchable

#: Each twice the one before it: what is added grows by 2, with the square of the size by 4.
ROWS = (20, 40, 80)
WORDS = (200, 400, 800)
MOST = 2.1
PLOTS = [
    ("forest", "-f", "markdown"),
    ("forest", "-f", "table"),
    ("forest", "-o", "p.svg", "--force"),
]
PAGES = [
    *PLOTS,
    ("forest", "dfs", "--studies"),
    ("compare", "-f", "table"),
    ("compare", "-f", "text"),
    ("compare", "-f", "sentence"),
    ("compare", "-f", "json"),
    ("compare", "--notes", "all"),
    ("compare", "ai", "serm", "--studies"),
    ("summary",),
    ("absolute",),
    ("appraise", "--all"),
    ("harms",),
    ("sources",),
    ("find", "paper", "-f", "json"),
]
READ = cache(reading.read_study)
OBSERVED = remembered(appraise.observed)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """Studies of more and more results, and of longer and longer labels."""
    home = tmp_path_factory.mktemp("grown")
    return {
        "rows": [growing.write(home / f"{n}" / "grown", n) for n in ROWS],
        "words": [growing.write(home / f"w{n}" / "grown", ROWS[0], n) for n in WORDS],
    }


@pytest.fixture
def _read_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Only the answer is counted, not the reading."""
    monkeypatch.setattr(reading, "read_study", READ)
    monkeypatch.setattr(appraise, "observed", OBSERVED)
    monkeypatch.chdir(tmp_path)


def growth(acts: Sequence[Callable[[], object]]) -> float:
    """How many times as much the last step adds to the work as the one before it."""
    first, second = (after - before for before, after in pairwise(map(work, acts)))
    return second / first


def work(act: Callable[[], object]) -> int:
    """How many functions are called, and how often one that yields goes on."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    act()
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(before)
    return calls


def asking(folder: Path, question: Sequence[str]) -> Callable[[], None]:
    own = [] if "--studies" in question else ["--study", "grown"]

    def ask() -> None:
        _, code = promise.said([*question, *own, "--evidence", str(folder)])
        assert code == 0

    return ask


@pytest.mark.usefixtures("_read_once")
@pytest.mark.parametrize("question", PAGES, ids=" ".join)
def test_an_answer_grows_with_its_rows_and_no_faster(
    folders: dict[str, list[Path]], question: Sequence[str]
) -> None:
    assert growth([asking(folder, question) for folder in folders["rows"]]) < MOST


@pytest.mark.usefixtures("_read_once")
@pytest.mark.parametrize("question", PLOTS, ids=" ".join)
def test_a_plot_grows_with_the_words_of_its_labels_and_no_faster(
    folders: dict[str, list[Path]], question: Sequence[str]
) -> None:
    assert growth([asking(folder, question) for folder in folders["words"]]) < MOST


@pytest.mark.parametrize(
    "read",
    [lambda folder: load(folder, studies=["grown"]), lambda folder: check([str(folder)])],
    ids=["load", "check"],
)
def test_reading_grows_with_the_results_and_no_faster(
    folders: dict[str, list[Path]], read: Callable[[Path], object]
) -> None:
    assert growth([partial(read, folder) for folder in folders["rows"]]) < MOST


def test_appraising_grows_with_the_results_and_no_faster(tmp_path: Path) -> None:
    """From a size on at which every rule has something to find."""
    folders = [growing.write(tmp_path / f"{n}" / "grown", n) for n in (40, 80, 160)]
    studies = [load(folder, studies=["grown"]).study("grown") for folder in folders]
    assert growth([partial(appraise.findings, study) for study in studies]) < MOST


def test_telling_findings_by_conflicts_grows_with_both_and_no_faster(tmp_path: Path) -> None:
    folders = [growing.write(tmp_path / f"{n}" / "grown", n) for n in ROWS]
    studies = [load(folder, studies=["grown"]).study("grown") for folder in folders]
    found = [[each for each in appraise.findings(study) if each.is_computed] for study in studies]
    acts = [partial(_told, *both) for both in zip(studies, found, strict=True)]
    assert growth(acts) < MOST


def steps(act: Callable[[], object]) -> int:
    """How many lines are run, and how often a loop goes on within one."""
    lines = 0

    def count(_frame: object, event: str, _argument: object) -> object:
        nonlocal lines
        lines += event == "line"
        return count

    act()
    before = sys.gettrace()
    sys.settrace(count)
    try:
        act()
    finally:
        sys.settrace(before)
    return lines


def at_many_endpoints(study: Study) -> Study:
    """One contrast of the study at four times as many endpoints as it has results."""
    [first, *_] = [each for each in study.results if each.effect and each.treatment]
    numbers = range(4 * len(study.results))
    return study._replace(
        endpoints=tuple(Endpoint(id=f"e-{n}", label=f"E{n}", name=f"E{n}") for n in numbers),
        results=tuple(first._replace(id=f"r-{n}", endpoint=f"e-{n}") for n in numbers),
    )


def _told(study: Study, found: list[appraise.Finding]) -> object:
    return [curated.teller(study, each) for each in found]


def _ruled(study: Study) -> list[object]:
    return [*parts.additivity(study), *interactions.interaction(study)]


def _searched(study: Study) -> None:
    # Without groups, since all the parts of one are named with each of its results.
    study = study._replace(groups=())
    with pytest.raises(NoSuchRecordError):
        find.page([Searched(searchable(study), lambda: study)], (), ["nowhere"], {})


@pytest.mark.parametrize("act", [_ruled, _searched])
def test_one_contrast_at_many_endpoints_grows_with_them_and_no_faster(
    folders: dict[str, list[Path]], act: Callable[[Study], object]
) -> None:
    """What is gone through in a loop within a line calls nothing, and is counted too."""
    studies = [load(folder, studies=["grown"]).study("grown") for folder in folders["rows"]]
    once, twice, again = [steps(partial(act, at_many_endpoints(each))) for each in studies]
    assert (again - twice) / (twice - once) < MOST


def test_appraising_many_patients_of_one_table_grows_with_them_and_no_faster() -> None:
    def of(patients: int) -> Study:
        ids = [f"p-{n}" for n in range(patients)]
        return invented.study(
            *(invented.result(id, invented.ratio("0.65 0.52 0.82"), population=id) for id in ids),
            populations=tuple(Population(id=id, label=id) for id in ids),
        )

    assert growth([partial(appraise.findings, of(patients)) for patients in (50, 100, 200)]) < MOST


def test_following_a_chain_grows_with_its_length_and_no_faster() -> None:
    def following(strategies: int) -> Study:
        ids = [f"s-{n}" for n in range(strategies)]
        following = pairwise(ids)
        return invented.study()._replace(
            strategies=tuple(Strategy(id=a, label=a, includes=(b,)) for a, b in following),
        )

    chains = [following(length) for length in (100, 200, 400)]
    assert growth([partial(lambda chain: list(circles(chain)), chain) for chain in chains]) < MOST
