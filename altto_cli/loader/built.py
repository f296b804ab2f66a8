"""What the build of a wheel adds: the evidence compiled, and the digests of the program."""

from collections.abc import Iterator

from altto_cli import __version__, version
from altto_cli.errors import EvidenceError
from altto_cli.loader import cache
from altto_cli.loader.folders import paths, shipped
from altto_cli.loader.reader import Complete, Searching, from_yaml, written_terms
from altto_cli.model import Study


def files(complete: Complete, searching: Searching) -> Iterator[tuple[str, bytes]]:
    """Each of its files in the folder `_compiled`: the name and what it holds.

    Raises EvidenceError with the faults of what is shipped.
    """
    for part in cache.ROOMS:
        yield part, cache.digest_of_sources(part).encode()
    versions = [f"altto {__version__}"]
    for path in paths(shipped()):
        named, problems = from_yaml(path)
        if named is None or problems:
            raise EvidenceError(problems)
        study = named.study()
        versions.append(f"{path.name}\t{said(study)}")
        completed = complete(study)
        yield cache.built(path, named.sha256, completed)
        yield cache.built(path, cache.digest_for_words(named.sha256), searching(completed))
    yield version.VERSIONS, "\n".join(versions).encode()
    yield cache.built(*written_terms())


def said(study: Study) -> str:
    """What the version of the program says of a study."""
    return f"{study.id} {study.version} {study.sha256}"
