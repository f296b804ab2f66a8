"""Builds the evidence into the wheel, compiled; clones and editable installs compile their own."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledEvidence(BuildHookInterface):
    """Adds `altto_cli/_compiled`, made by the very sources that go into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the evidence, unless the wheel only points to these sources."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from altto_cli.appraise import observed
        from altto_cli.loader import built

        self._made = TemporaryDirectory()
        for name, data in built.files(observed):
            path = Path(self._made.name, name)
            path.write_bytes(data)
            build_data["force_include"][str(path)] = f"altto_cli/_compiled/{name}"

    def finalize(self, *_: object) -> None:
        """Clear away what is in the wheel now."""
        if hasattr(self, "_made"):
            self._made.cleanup()
