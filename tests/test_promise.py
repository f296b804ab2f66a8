"""What is accepted is answered digit for digit, and no command crashes on it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import mutating
import promise
import pytest
import writing
from hypothesis import HealthCheck, event, given, settings

from altto_cli.check import check, is_warning

GOOD = Path(__file__).parent / "good" / "aurora"
SHIPPED = Path(__file__).parent.parent / "evidence"
LENIENT = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.fixture(autouse=True, scope="module")
def _read_once() -> Iterator[None]:
    with promise.shipped_read_once():
        yield


@settings(LENIENT, max_examples=25)
@given(writing.studies())
def test_a_study_however_it_is_written_keeps_the_promise(written: writing.Files) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "own"
        for name, data in written.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        found = [each for each in check([str(folder)]).problems if not is_warning(each)]
        event("accepted" if not found else f"refused: {found[0].rule}")
        assert promise.broken(folder) == []


@pytest.mark.parametrize("seed", range(4))
def test_a_shipped_study_with_a_slip_keeps_the_promise(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    for number in range(12):
        folder = tmp_path / str(number) / "own"
        mutating.copied(random.choice([GOOD, *SHIPPED.glob("*/")]), folder)
        slip = mutating.slipped(random, folder)
        assert promise.broken(folder) == [], slip
