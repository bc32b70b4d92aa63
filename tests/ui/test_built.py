"""What is built and committed: complete, free of foreign identity and addresses, with its licences."""

import json
import re

import pytest

from tests.ui.helpers import ROOT

DIST = ROOT / "static" / "ui" / "dist"
FRONTEND = ROOT / "frontend"
PINNED = json.loads((FRONTEND / "package.json").read_text())["dependencies"]


def test_each_vendored_work_is_named_with_version_and_licence() -> None:
    vendored = json.loads((DIST / "VENDORED.json").read_text())
    assert {name: entry.split()[0] for name, entry in vendored.items()} == PINNED
    notices = (DIST / "THIRD-PARTY-NOTICES.txt").read_text()
    assert all(f"{name} {PINNED[name]}" in notices for name in PINNED)
    assert notices.count("The MIT License") == 2
    assert "Zero-Clause BSD" in notices
    assert "SIL OPEN FONT LICENSE" in (DIST / "fonts" / "OFL.txt").read_text().upper()


def test_versions_are_exact() -> None:
    package = json.loads((FRONTEND / "package.json").read_text())
    versions = [*package["dependencies"].values(), *package["devDependencies"].values()]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)


def test_the_lock_file_has_hashes_and_no_addresses() -> None:
    lock = json.loads((FRONTEND / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert not [name for name, entry in packages.items() if "resolved" in entry]
    assert not [name for name, entry in packages.items() if "integrity" not in entry]


@pytest.mark.parametrize("name", ["app.css", "app.rtl.css"])
def test_styles_refer_only_to_files_that_are_there(name: str) -> None:
    css = (DIST / name).read_text()
    files = re.findall(r"url\(\"?([^)\"]+)\"?\)", css)
    assert len(files) >= 4
    assert not [file for file in files if not (DIST / file.split("#")[0]).is_file()]
    assert not re.search(r"GDS Transport|crest|crown|@import", css, re.IGNORECASE)


@pytest.mark.parametrize("name", ["app.js", "boot.js", "htmx.js"])
def test_scripts_ask_for_no_map_and_keep_nothing_in_the_browser(name: str) -> None:
    code = (DIST / name).read_text()
    assert "sourceMappingURL" not in code
    if name != "htmx.js":
        assert not re.search(r"localStorage|indexedDB|document\.write|\beval\(|new Function|innerHTML=", code)


def test_own_styles_use_logical_directions() -> None:
    physical = re.compile(
        r"(?:margin|padding|border)-(?:left|right)|text-align:\s*(?:left|right)|float:\s*(?:left|right)"
    )
    found = [path.name for path in (FRONTEND / "scss").glob("_*.scss") if physical.search(path.read_text())]
    assert not found
