"""Guards over the whole project: migrations, contracts of settings and commands with their documentation."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "minhchung"


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    out = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=out)
    assert "No changes" in out.getvalue()


def test_every_setting_is_documented_and_every_documented_setting_exists() -> None:
    used = {name for path in SOURCE.rglob("*.py") for name in re.findall(r"\bMINHCHUNG_[A-Z_]+\b", path.read_text("utf-8"))}
    documented = set(re.findall(r"`(MINHCHUNG_[A-Z_]+)`", (ROOT / "docs" / "cau-hinh.md").read_text("utf-8")))
    assert used == documented


def test_every_command_is_documented() -> None:
    from typer.main import get_command

    from minhchung.cli import app  # the root command line

    documented = (ROOT / "docs" / "lenh.md").read_text("utf-8")
    commands = list(names(get_command(app), ("minhchung",)))
    assert len(commands) >= 3
    assert [name for name in commands if f"`{name}" not in documented] == []


def names(command: object, path: tuple[str, ...]) -> list[str]:
    below = getattr(command, "commands", None)
    if below is None:
        return [" ".join(path)]
    return [name for key, child in below.items() for name in names(child, (*path, key))]


def test_lock_files_hold_hashes_and_no_addresses() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / lock).read_text("utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text
        assert "index-url" not in text


def test_templates_hold_no_script_and_no_style_of_their_own() -> None:
    """The content security policy would block them; bars may carry their value as a custom property."""
    offenders = []
    for path in SOURCE.rglob("templates/**/*.html"):
        text = path.read_text("utf-8")
        inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\son\w+=\"", text)
        styles = [style for style in re.findall(r'style="([^"]*)"', text) if not re.fullmatch(r"\s*(--[\w-]+:\s*[^;]+;?\s*)+", style)]
        offenders += [f"{path.relative_to(ROOT)}: {found}" for found in inline + styles]
    assert not offenders
