"""What is not ours is shipped as it was fetched, with its licence, and asks nothing of the network."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

SITE = Path(__file__).resolve().parents[2] / "src" / "minhchung" / "site"
VENDOR = SITE / "static" / "vendor"
FILES = tomllib.loads((VENDOR / "vendor.toml").read_text(encoding="utf-8"))["file"]
OWN_PAPERS = {"vendor.toml", "NOTICE"}


@pytest.mark.parametrize("entry", FILES, ids=[entry["path"] for entry in FILES])
def test_a_vendored_file_is_the_one_that_was_recorded(entry: dict[str, str]) -> None:
    content = (SITE / entry["path"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == entry["sha256"]


def test_every_file_of_the_vendor_folders_is_recorded() -> None:
    found = {path.relative_to(SITE).as_posix() for path in VENDOR.rglob("*") if path.is_file() and path.name not in OWN_PAPERS}
    found |= {path.relative_to(SITE).as_posix() for path in (SITE / "templates" / "vendor").iterdir()}
    assert found == {entry["path"] for entry in FILES}


def test_every_package_has_a_licence_text_and_a_line_in_the_notice() -> None:
    notice = (VENDOR / "NOTICE").read_text(encoding="utf-8")
    for package in {entry["package"] for entry in FILES}:
        assert package in notice
        assert any(entry["package"] == package and "/licences/" in entry["path"] for entry in FILES), package


def test_the_version_stands_in_the_name_of_every_file_that_is_served() -> None:
    for entry in FILES:
        if "/licences/" not in entry["path"]:
            assert entry["version"] in Path(entry["path"]).name


def test_the_record_names_no_download_address() -> None:
    assert "://" not in (VENDOR / "vendor.toml").read_text(encoding="utf-8")


def test_vendored_styles_fetch_nothing_but_files_that_lie_beside_them() -> None:
    for sheet in VENDOR.glob("*.css"):
        css = sheet.read_text(encoding="utf-8")
        assert "@import" not in css
        assert "sourceMappingURL" not in css
        for target in re.findall(r"url\(\s*[\"']?([^\"')]+)", css):
            assert target.startswith(("data:", "#")) or (VENDOR / target).is_file(), f"{sheet.name}: {target}"


def test_what_tabler_writes_with_colour_functions_newer_than_chrome_109_is_set_again_by_us() -> None:
    """Relative oklch colours are absent; the few light-dark() values are variables our frame.css overrides."""
    css = next(VENDOR.glob("tabler-*.min.css")).read_text(encoding="utf-8")
    ours = (SITE / "static" / "css" / "frame.css").read_text(encoding="utf-8")
    assert "oklch(from" not in css
    assert css.count(":light-dark(") == len(re.findall(r"--tblr-[\w-]+:light-dark\(", css))
    for name in set(re.findall(r"(--tblr-[\w-]+):light-dark\(", css)):
        assert f"{name}:" in ours, name


def test_digits_come_from_inter_alone() -> None:
    css = next(VENDOR.glob("figures-*.css")).read_text(encoding="utf-8")
    assert set(re.findall(r"unicode-range:([^}]+)", css)) == {"U+0030-0039,U+201C-201D"}
    assert set(re.findall(r"font-weight:(\d+)", css)) == {"400", "500", "600", "700"}
