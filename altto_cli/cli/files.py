"""Files as answers: written whole or not at all, and over another only when asked."""

import os
from pathlib import Path
from stat import S_IMODE

from altto_cli.errors import OutputError


def refuse_to_overwrite(path: Path, force: bool) -> None:
    """Raise OutputError where something stands at `path` that must not be replaced."""
    if path.is_dir():
        raise OutputError(f"{path} is a folder; name a file in it")
    if not force and os.path.lexists(path):
        raise OutputError(f"{path} exists already; --force replaces it, another name keeps it")


def write(path: Path, content: bytes, *, force: bool) -> None:
    """Put the content at `path` in one step; when that fails, what was there is there still.

    A link stays one, and what is replaced keeps its permissions.
    """
    refuse_to_overwrite(path, force)
    target = Path(os.path.realpath(path)) if force else path
    # Short, since the name may be as long as the file system allows.
    part = target.with_name(f".altto-{os.getpid()}.part")
    try:
        try:
            with open(part, "xb") as file:
                file.write(content)
            if force and target.exists():
                part.chmod(S_IMODE(target.stat().st_mode))
            _put(part, target, force)
        finally:
            part.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise OutputError(f"{path} could not be written: {reason}") from error


def _put(part: Path, path: Path, force: bool) -> None:
    """Give the finished file its name; without `force` nothing that came meanwhile is lost."""
    if force:
        os.replace(part, path)
        return
    try:
        os.link(part, path)
    except FileExistsError:
        refuse_to_overwrite(path, force)
        raise
    except OSError:
        # Not every file system has hard links.
        refuse_to_overwrite(path, force)
        os.replace(part, path)
