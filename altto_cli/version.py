"""`altto --version` as it stood when the program was built, without importing the program.

The files of each study are hashed anew: of evidence that was changed since, nothing is said here.
"""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from hashlib import _Hash

#: In what the build of a wheel adds: of each study its folder, and its line of the version.
VERSIONS = "versions"
_PACKAGE = os.path.dirname(os.path.abspath(__file__))


def hash_of(files: "Iterable[tuple[str, bytes]]", digest: "_Hash") -> str:
    """The SHA-256 of a study's files: of each its name, NUL, its length, NUL, its bytes."""
    for name, data in files:
        digest.update(b"%b\0%d\0" % (os.fsencode(name), len(data)))
        digest.update(data)
    return digest.hexdigest()


def as_built() -> str | None:
    """The versions of the program and of each study, or None where they must be looked at."""
    if os.environ.get("ALTTO_EVIDENCE"):
        return None
    evidence = os.path.join(_PACKAGE, "_evidence")
    try:
        with open(os.path.join(_PACKAGE, "_compiled", VERSIONS), encoding="utf-8") as file:
            program, *studies = file.read().splitlines()
        told = dict(each.split("\t") for each in studies)
        if {each.name for each in os.scandir(evidence) if each.is_dir()} != told.keys():
            return None
        for folder, said in told.items():
            if said.rpartition(" ")[2] != _hash_of_folder(os.path.join(evidence, folder)):
                return None
    except (OSError, ValueError, ImportError):
        return None
    return "\n".join([program, *told.values(), ""])


def _hash_of_folder(folder: str) -> str:
    return hash_of(sorted(_files(folder)), _sha256())


def _files(folder: str) -> "Iterator[tuple[str, bytes]]":
    for here, _, names in os.walk(folder):
        for name in names:
            if name.endswith(".yaml"):
                path = f"{here}/{name}"
                with open(path, "rb", buffering=0) as file:
                    yield path[len(folder) + 1 :], file.read()


def _sha256() -> "_Hash":
    # Python's own: hashlib loads OpenSSL, which takes longer than all the rest.
    own = __import__("_sha256" if sys.version_info < (3, 12) else "_sha2")
    found: _Hash = own.sha256()
    return found
