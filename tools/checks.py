"""Fetch the pinned page checkers: axe-core (accessibility) and, where Java runs, vnu (HTML).  Only tests use them."""

from __future__ import annotations

import base64
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass

from browser import ROOT, _npm


@dataclass(frozen=True)
class Checker:
    """One file of one npm package, and the hash of that package."""

    package: str
    version: str
    integrity: str
    member: str

    @property
    def path(self) -> pathlib.Path:
        """Where the file lies once it is fetched."""
        return ROOT / ".local" / "checks" / f"{self.package}-{self.version}" / pathlib.PurePath(self.member).name


AXE = Checker(
    "axe-core",
    "4.14.1",
    "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
    "axe.min.js",
)
VNU = Checker(
    "vnu-jar",
    "26.9.27",
    "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA==",
    "build/dist/vnu.jar",
)


def java() -> str | None:
    """Return a Java that starts, or None."""
    path = shutil.which("java")
    if path and subprocess.run([path, "-version"], capture_output=True, check=False).returncode == 0:
        return path
    return None


def fetch(checker: Checker) -> None:
    """Put the checker in place.

    Raises:
        RuntimeError: the package is not the one that was pinned, or npm failed.
    """
    if not shutil.which("npm"):
        from bootstrap import install

        install(ROOT / "requirements" / "browser.txt")
    wanted = f"{checker.package}@{checker.version}"
    with tempfile.TemporaryDirectory() as tmp:
        _npm(["pack", "--silent", "--ignore-scripts", wanted, "--pack-destination", tmp])
        (tgz,) = pathlib.Path(tmp).glob("*.tgz")
        if base64.b64encode(hashlib.sha512(tgz.read_bytes()).digest()).decode() != checker.integrity:
            raise RuntimeError(f"{wanted} is not the package that was pinned")
        with tarfile.open(tgz) as tar:
            member = tar.extractfile(f"package/{checker.member}")
            if member is None:
                raise RuntimeError(f"{wanted} has no {checker.member}")
            raw = member.read()
    checker.path.parent.mkdir(parents=True, exist_ok=True)
    part = checker.path.with_suffix(".part")
    part.write_bytes(raw)
    part.replace(checker.path)


def main() -> int:
    """Fetch what is missing; 1 only when it cannot be had although REQUIRE_BROWSER=1."""
    failed = False
    for checker in (AXE, VNU):
        if checker.path.exists():
            continue
        if checker is VNU and java() is None:
            print("no Java on this machine: the served HTML is not given to vnu", flush=True)
            continue
        print(f"fetching {checker.package} {checker.version} ...", flush=True)
        try:
            fetch(checker)
        except Exception as exc:
            print(f"  not to be had ({exc}); the tests that need it will be skipped", flush=True)
            failed = True
    return 1 if failed and os.environ.get("REQUIRE_BROWSER") == "1" else 0


if __name__ == "__main__":
    sys.exit(main())
