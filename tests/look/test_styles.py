"""Our own style sheets: old browsers, Vietnamese marks, contrast, nothing remote."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "src" / "minhchung" / "site" / "static" / "css"
SHEETS = sorted(CSS.glob("*.css"))
TOO_NEW = re.compile(r"oklch\(|oklab\(|light-dark\(|color-mix\(|@import|@layer|@container|https?://|//[a-z]+\.", re.IGNORECASE)
INKS = ("late", "lost", "secured", "unproven", "winnable", "due-soon", "on-time")


def bare(sheet: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)


def rules(css: str) -> list[tuple[str, str]]:
    return [(selector.strip(), body) for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", css)]


def tokens(theme: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for selector, body in rules(bare(CSS / "tokens.css")):
        if theme in selector or selector == ":root":
            found |= dict(re.findall(r"--([\w-]+):\s*([^;]+)", body))
    return found


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("sheet", SHEETS, ids=[sheet.name for sheet in SHEETS])
def test_a_sheet_holds_nothing_newer_than_chrome_109_and_nothing_remote(sheet: Path) -> None:
    assert not TOO_NEW.findall(bare(sheet))


SCREEN_SHEETS = [sheet for sheet in SHEETS if sheet.name not in ("tokens.css", "print.css")]
"""All but the place where colours are named, and paper, which is black on white."""


@pytest.mark.parametrize("sheet", SCREEN_SHEETS, ids=[sheet.name for sheet in SCREEN_SHEETS])
def test_colours_are_named_in_the_tokens_and_nowhere_else(sheet: Path) -> None:
    allowed = {"#fff", "#ffffff"}  # ink on the cloth spine and under a QR code, in both themes
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", bare(sheet))) <= allowed


def test_every_variable_that_is_used_is_defined() -> None:
    everything = "".join(bare(sheet) for sheet in SHEETS)
    used = set(re.findall(r"var\(--([\w-]+)", everything))
    defined = set(re.findall(r"--([\w-]+)\s*:", everything)) | {"v", "at", "w"}  # those three are written by the components
    assert used <= defined


def test_both_themes_name_the_same_colours() -> None:
    light = {name for selector, body in rules(bare(CSS / "tokens.css")) if "light" in selector for name in re.findall(r"--([\w-]+):", body)}
    dark = {name for selector, body in rules(bare(CSS / "tokens.css")) if "dark" in selector for name in re.findall(r"--([\w-]+):", body)}
    assert light == dark


def test_text_that_is_cut_keeps_room_for_stacked_marks() -> None:
    room = float(re.search(r"--lh-clip:\s*([\d.]+)", bare(CSS / "tokens.css")).group(1))  # type: ignore[union-attr]
    assert room >= 1.6
    for sheet in SHEETS:
        for selector, body in rules(bare(sheet)):
            if "text-overflow" in body:
                assert "line-height: var(--lh-clip)" in body, f"{sheet.name}: {selector}"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_ink_can_be_read_on_sheet_paper_and_its_own_wash(theme: str) -> None:
    colours = tokens(theme)
    for ink in ("ink", "ink-2", "ink-3", "accent-ink", *(f"{name}-ink" for name in INKS)):
        wash = f"{ink.removesuffix('-ink')}-wash"
        for ground in ("sheet", "paper", *([wash] if wash in colours else [])):
            assert contrast(colours[ink], colours[ground]) >= 4.5, f"{theme}: {ink} on {ground}"
    for front, back in (("on-accent", "accent"), ("on-late", "late"), ("spine-ink", "spine"), ("inferred-ink", "inferred")):
        assert contrast(colours[front], colours[back]) >= 4.5, f"{theme}: {front} on {back}"
    for ground in ("sheet", "paper"):
        assert contrast(colours["control"], colours[ground]) >= 3, f"{theme}: control on {ground}"


def test_text_is_never_smaller_than_the_floor() -> None:
    """12.5 px; the badge on a tab (11 px) is the one exception."""
    for sheet in SHEETS:
        for selector, body in rules(bare(sheet)):
            for size in re.findall(r"font-size:\s*([\d.]+)rem", body):
                assert float(size) >= 0.78125 or ".spine-count" in selector, f"{sheet.name}: {selector}"
