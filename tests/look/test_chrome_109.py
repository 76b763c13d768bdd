"""Our own scripts, styles and pages use nothing a browser learnt after Chrome 109, the last one for Windows 7 and 8.1.

Vendored parts ask the browser before they use something new, so a list of words says nothing about them.
"""

import re
import tomllib
from pathlib import Path

import pytest

import minhchung

PACKAGE = Path(minhchung.__file__ or "").parent
FEATURES = tomllib.loads((Path(__file__).parent / "chrome_109.toml").read_text("utf-8"))["feature"]
OURS = {
    kind: sorted(path for path in PACKAGE.rglob(f"*.{kind}") if "vendor" not in path.parts and ("static" in path.parts or kind == "html"))
    for kind in ("css", "js", "html")
}
FILES = [(kind, path) for kind, paths in OURS.items() for path in paths]
SLASHES = re.compile(r"/\*.*?\*/|(?m:^\s*//.*$)", re.DOTALL)
TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)


def found_in(kind: str, text: str) -> list[str]:
    """The features newer than Chrome 109 that a text of this kind uses, with the place."""
    bare = TAGS.sub("", text) if kind == "html" else SLASHES.sub("", text)
    hits = [
        f"{feature['name']} (Chrome {feature['since']}): {found[0].strip()[:60]}"
        for feature in FEATURES
        if feature["kind"] == kind
        for found in re.finditer(feature["pattern"], bare)
    ]
    return hits + ([f"nested rules (Chrome 112): {place}" for place in nested(bare)] if kind == "css" else [])


def nested(css: str) -> list[str]:
    """Rules that stand inside another rule; an at-rule (@media …) may hold rules, a rule may not."""
    found, open_, head = [], list[bool](), ""
    for char in re.sub(r"\"[^\"]*\"|'[^']*'", '""', css):
        if char == "{":
            is_at = head.strip().startswith("@")
            if open_ and not open_[-1]:
                found.append(head.strip()[:60])
            open_.append(is_at)
            head = ""
        elif char == "}":
            open_.pop()
            head = ""
        else:
            head = "" if char == ";" else head + char
    return found


@pytest.mark.parametrize(("kind", "path"), FILES, ids=[str(path.relative_to(PACKAGE)) for _, path in FILES])
def test_a_file_of_ours_works_in_chrome_109(kind: str, path: Path) -> None:
    assert found_in(kind, path.read_text("utf-8")) == []


def test_there_are_files_of_every_kind_to_look_at() -> None:
    assert {kind: len(paths) > 5 for kind, paths in OURS.items()} == {"css": True, "js": True, "html": True}


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature["name"])
def test_the_guard_catches_what_is_too_new_and_nothing_else(feature: dict[str, object]) -> None:
    kind = str(feature["kind"])
    assert any(hit.startswith(str(feature["name"])) for hit in found_in(kind, str(feature["example"])))
    assert not any(hit.startswith(str(feature["name"])) for hit in found_in(kind, str(feature["fine"])))
    assert int(str(feature["since"])) > 109


def test_nesting_is_told_from_at_rules() -> None:
    assert nested("@media print { a { color: red } } b { color: blue }") == []
    assert nested(".card { color: red; & a { color: blue } }") == ["& a"]
    assert nested(".card { @media print { color: red } }") == ["@media print"]
    assert nested('a::after { content: "{" } b { color: red }') == []
