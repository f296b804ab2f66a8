"""What is accepted is answered digit for digit, and no command crashes on it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

import mutating
import promise
import writing
from hypothesis import event, given, settings
from hypothesis import strategies as st

from altto_cli.check import check, is_warning

GOOD = Path(__file__).parent / "good" / "aurora"
SHIPPED = Path(__file__).parent.parent / "evidence"


#: Some of what can be asked of a study; over all examples everything is.
SOME = st.lists(st.sampled_from(promise.QUESTIONS), min_size=3, max_size=3, unique=True)


@settings(max_examples=settings().max_examples // 6)
@given(writing.studies(), SOME)
def test_a_study_however_it_is_written_keeps_the_promise(
    written: writing.Files, questions: list[tuple[str, ...]]
) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "own"
        for name, data in written.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        found = [each for each in check([str(folder)]).problems if not is_warning(each)]
        event("accepted" if not found else f"refused: {found[0].rule}")
        assert promise.broken(folder, questions) == []


def test_a_shipped_study_with_a_slip_keeps_the_promise(tmp_path: Path) -> None:
    random = Random(0)
    for number in range(settings().max_examples // 2):
        folder = tmp_path / str(number) / "own"
        mutating.copied(random.choice([GOOD, *sorted(SHIPPED.glob("*/"))]), folder)
        slip = mutating.slipped(random, folder)
        questions = random.sample(promise.QUESTIONS, 3)
        assert promise.broken(folder, questions) == [], slip
