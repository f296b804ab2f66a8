"""A forest plot as PNG: the SVG, drawn by resvg with a font that is installed here."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from altto_cli.errors import OutputError

#: Pixels for each unit of the SVG, enough for print at half a page's width.
SCALE = 2
#: Fonts whose advances are at most those that the layout leaves room for, in order of likeness.
_KNOWN = (
    ("Arial", ("arial.ttf", "arialbd.ttf")),
    ("Liberation Sans", ("liberationsans-regular.ttf", "liberationsans-bold.ttf")),
    ("Helvetica", ("helvetica.ttc",)),
    ("Nimbus Sans", ("nimbussans-regular.otf", "nimbussans-bold.otf")),
    ("Arimo", ("arimo-regular.ttf", "arimo-bold.ttf")),
    ("Roboto", ("roboto-regular.ttf", "roboto-bold.ttf")),
    ("Segoe UI", ("segoeui.ttf", "segoeuib.ttf")),
    ("Noto Sans", ("notosans-regular.ttf", "notosans-bold.ttf")),
    ("DejaVu Sans", ("dejavusans.ttf", "dejavusans-bold.ttf")),
)


def font_folders() -> Sequence[Path]:
    """Where this system keeps its fonts."""
    home = Path.home()
    if sys.platform == "win32":
        windows, local = os.environ.get("WINDIR", "C:\\Windows"), os.environ.get("LOCALAPPDATA")
        own = [Path(local) / "Microsoft/Windows/Fonts"] if local else []
        return (Path(windows) / "Fonts", *own)
    if sys.platform == "darwin":
        return (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts")
    shared = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
    return (*shared, home / ".local/share/fonts", home / ".fonts")


def png(document: str) -> bytes:
    """The SVG document as a PNG.

    Raises OutputError where resvg-py is not installed, where no font is found, and where resvg
    refuses the document.
    """
    try:
        import resvg_py
    except ImportError as error:
        said = "a PNG needs resvg-py, which is not installed: pip install 'altto[png]'"
        raise OutputError(f"{said}, or write an .svg") from error
    fonts = list(_installed(font_folders()))
    if not fonts:
        names = ", ".join(name for name, _ in _KNOWN)
        raise OutputError(f"no font for a PNG was found (one of {names}); write an .svg")
    try:
        drawn = resvg_py.svg_to_bytes(
            svg_string=document,
            zoom=SCALE,
            skip_system_fonts=True,
            font_files=[str(file) for _, files in fonts for file in files],
            font_family=fonts[0][0],
            sans_serif_family=fonts[0][0],
        )
    except ValueError as error:
        raise OutputError(f"the PNG could not be drawn ({error}); write an .svg") from error
    return bytes(drawn)


def _installed(folders: Sequence[Path]) -> Iterator[tuple[str, list[Path]]]:
    """The known fonts that are here, each with its files; the first is the likest."""
    here = {file.name.casefold(): file for folder in folders for file in _files(folder)}
    for name, files in _KNOWN:
        found = [here[file] for file in files if file in here]
        if len(found) == len(files):
            yield name, found


def _files(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names, reverse=True):
            yield Path(parent, name)
