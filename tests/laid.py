"""The program as a wheel lays it down, with what the build adds."""

import shutil
from pathlib import Path


def lay(root: Path) -> None:
    """Lay it into the folder `root`, from which it is imported."""
    from altto_cli.appraise import observed
    from altto_cli.loader import built, cache
    from altto_cli.view.searchable import searchable

    package = root / "altto_cli"
    shutil.copytree(cache._PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(cache._PACKAGE.parent / "evidence", package / "_evidence")
    (package / "_compiled").mkdir()
    for name, data in built.files(observed, searchable):
        (package / "_compiled" / name).write_bytes(data)
