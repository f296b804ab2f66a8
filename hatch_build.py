"""Builds into the wheel what is made of its sources: evidence compiled, manual pages, completion.

Clones and editable installs do without, and make of their own what they need.
"""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: Where each shell looks for completion, below the folder that holds `bin`.
_COMPLETION = {
    "bash": "share/bash-completion/completions/altto",
    "zsh": "share/zsh/site-functions/_altto",
    "fish": "share/fish/vendor_completions.d/altto.fish",
}


class Made(BuildHookInterface):
    """Adds `altto_cli/_compiled`, and what lies under `share` beside the program's `bin`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make it, unless the wheel only points to these sources."""
        if version == "editable":
            return
        os.environ["ALTTO_CACHE"] = "off"
        sys.path.insert(0, self.root)
        from altto_cli.appraise import observed
        from altto_cli.cli import manual
        from altto_cli.cli.completion.script import script
        from altto_cli.loader import built
        from altto_cli.view.searchable import searchable

        self._made = TemporaryDirectory()
        for name, data in built.files(observed, searchable):
            build_data["force_include"][self._file(name, data)] = f"altto_cli/_compiled/{name}"
        for name, text in manual.pages().items():
            build_data["shared_data"][self._file(name, text.encode())] = f"share/man/man1/{name}"
        for shell, path in _COMPLETION.items():
            build_data["shared_data"][self._file(shell, script(shell).encode())] = path

    def finalize(self, *_: object) -> None:
        """Clear away what is in the wheel now."""
        if hasattr(self, "_made"):
            self._made.cleanup()

    def _file(self, name: str, data: bytes) -> str:
        path = Path(self._made.name, name)
        path.write_bytes(data)
        return str(path)
