"""What every test stands on: its own surroundings, evidence read once, and how far is searched.

The default run repeats the same examples; `--hypothesis-profile=long` searches for new ones.
"""

import os
import sys
from collections.abc import Iterator
from tempfile import TemporaryDirectory

import pytest
import warm
from hypothesis import HealthCheck, settings
from running import QUIET

from altto_cli.loader import cache

settings.register_profile(
    "default",
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile(
    "long", settings.get_profile("default"), max_examples=5_000, derandomize=False
)
settings.load_profile("default")

# Each worker would compile all tests anew, which takes longer than to import them.
sys.dont_write_bytecode = False
# Nothing is written into the cache of the user, also while tests are found; workers share this one.
if "PYTEST_XDIST_WORKER" not in os.environ:
    _CACHE = TemporaryDirectory()
    os.environ[cache.VARIABLE] = _CACHE.name
# Before a test module reads the evidence at its import.
warm.read_once()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """As many workers as there are cores, and none for files that are named: they would wait."""
    return 0 if config.args_source is pytest.Config.ArgsSource.ARGS else None


@pytest.fixture(autouse=True, scope="session")
def _own_surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing that the caller wishes, and a cache of its own for each worker."""
    with pytest.MonkeyPatch.context() as patch:
        for name in QUIET:
            patch.delenv(name, raising=False)
        # How wide help is, whatever terminal the tests are run on.
        patch.setenv("COLUMNS", "80")
        patch.setenv("ALTTO_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """What the program is, to be changed and asked anew."""
    cache.program.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    cache.program.cache_clear()
