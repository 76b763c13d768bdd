"""Fetch the front-end parts from npm once and keep them in the repository, so that a ward needs no internet.

Run by hand when a version changes: `python tools/vendor_frontend.py`. It needs `npm`; the site and its tests do not.
Every file written is listed with its package, version, licence and SHA-256 in `static/vendor/vendor.toml`, which a test checks.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

SITE = Path(__file__).resolve().parent.parent / "src" / "minhchung" / "site"
STATIC = SITE / "static" / "vendor"
SPRITES = SITE / "templates" / "vendor"
ICON_LIST = Path(__file__).resolve().parent / "icons.txt"

# Tabler stays at 1.4: from 1.5 its colours need functions newer than Chrome 109, the last one of a ward's Windows 7 machines.
PACKAGES = {
    "@tabler/core": "1.4.0",
    "@fontsource/be-vietnam-pro": "5.3.0",
    "@fontsource/inter": "5.3.0",
    "@tabler/icons": "3.51.0",
    "htmx.org": "2.0.11",
    "echarts": "5.6.0",
}
WEIGHTS = (400, 500, 600, 700)
SUBSETS = ("vietnamese", "latin-ext", "latin")
# Digits and the two curly quotes: Be Vietnam Pro has no tabular figures, so those characters come from Inter.
FIGURES_RANGE = "U+0030-0039,U+201C-201D"

MIT = """MIT License

{copyright}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


@dataclass(frozen=True)
class Vendored:
    """One file as shipped: `path` is relative to the site folder."""

    path: str
    package: str
    version: str
    licence: str
    sha256: str
    note: str = ""


@dataclass
class Unpacked:
    """A package unpacked in a temporary folder."""

    name: str
    version: str
    folder: Path
    written: list[Vendored] = field(default_factory=list)

    @property
    def licence(self) -> str:
        return str(json.loads((self.folder / "package.json").read_text(encoding="utf-8"))["license"])

    def write(self, target: Path, content: bytes, note: str = "") -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        path = target.relative_to(SITE).as_posix()
        self.written.append(Vendored(path, self.name, self.version, self.licence, digest, note))


def unpack(name: str, version: str, into: Path) -> Unpacked:
    """Download one package with `npm pack` and unpack it under `into`."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is not installed: install Node.js, then run this script again.")
    done = subprocess.run([npm, "pack", f"{name}@{version}", "--silent"], cwd=into, check=True, capture_output=True, text=True)
    folder = into / name.replace("/", "-").lstrip("@")
    with tarfile.open(into / done.stdout.strip().splitlines()[-1]) as archive:
        archive.extractall(folder, filter="data")
    return Unpacked(name, version, folder / "package")


def tabler(core: Unpacked) -> None:
    """The style sheet only; its source-map line is dropped because the map is not shipped."""
    css = (core.folder / "dist/css/tabler.min.css").read_text(encoding="utf-8")
    css = re.sub(r"/\*# sourceMappingURL=[^*]*\*/\s*$", "", css)
    core.write(STATIC / f"tabler-{core.version}.min.css", css.encode(), "source-map line removed")
    # The npm archive carries no licence file; the notice is the one in the head of the style sheet.
    holders = re.findall(r"Copyright [^\n]*", css[:1000])
    if not holders:
        raise SystemExit("tabler.min.css names no copyright any more: look at its head and mend this script.")
    text = MIT.format(copyright="\n".join(holders))
    core.write(STATIC / "licences" / "tabler.txt", text.encode(), "MIT text with the notice of the style sheet")


def face(family: str, weight: int, file: str, unicode_range: str) -> str:
    return (
        f"@font-face{{font-family:'{family}';font-style:normal;font-display:swap;font-weight:{weight};"
        f"src:url({file}) format('woff2');unicode-range:{unicode_range}}}\n"
    )


def text_font(font: Unpacked) -> None:
    ranges = json.loads((font.folder / "unicode.json").read_text(encoding="utf-8"))
    rules = ""
    for weight in WEIGHTS:
        for subset in SUBSETS:
            file = f"be-vietnam-pro-{font.version}-{subset}-{weight}.woff2"
            source = font.folder / f"files/be-vietnam-pro-{subset}-{weight}-normal.woff2"
            font.write(STATIC / file, source.read_bytes())
            rules += face("Be Vietnam Pro", weight, file, ranges[subset])
    font.write(STATIC / f"be-vietnam-pro-{font.version}.css", rules.encode(), "written from the package's unicode ranges")
    font.write(STATIC / "licences" / "be-vietnam-pro.txt", (font.folder / "LICENSE").read_bytes())


def figures_font(font: Unpacked) -> None:
    rules = ""
    for weight in WEIGHTS:
        file = f"inter-{font.version}-latin-{weight}.woff2"
        font.write(STATIC / file, (font.folder / f"files/inter-latin-{weight}-normal.woff2").read_bytes())
        rules += face("MC Figures", weight, file, FIGURES_RANGE)
    font.write(STATIC / f"figures-inter-{font.version}.css", rules.encode(), "digits and curly quotes only")
    font.write(STATIC / "licences" / "inter.txt", (font.folder / "LICENSE").read_bytes())


def symbol(name: str, svg: str) -> str:
    """One `<symbol>` of the sprite from one icon file, without Tabler's invisible bounding path."""
    shapes = re.findall(r"<(?:path|circle|rect|line|polyline|ellipse)\b[^>]*/>", svg)
    drawn = "".join(shape.replace(" />", "/>") for shape in shapes if 'd="M0 0h24v24H0z"' not in shape)
    return f'<symbol id="i-{name}" viewBox="0 0 24 24">{drawn}</symbol>\n'


def icons(package: Unpacked) -> None:
    names = sorted(set(ICON_LIST.read_text(encoding="utf-8").split()))
    body = "".join(symbol(n, (package.folder / f"icons/outline/{n}.svg").read_text(encoding="utf-8")) for n in names)
    sprite = f'<svg class="sprite" width="0" height="0" aria-hidden="true"><!-- Tabler Icons, MIT -->\n{body}</svg>\n'
    target = SPRITES / f"tabler-icons-{package.version}.svg"
    package.write(target, sprite.encode(), f"{len(names)} outline icons as one sprite")
    package.write(STATIC / "licences" / "tabler-icons.txt", (package.folder / "LICENSE").read_bytes())


def htmx(package: Unpacked) -> None:
    package.write(STATIC / f"htmx-{package.version}.min.js", (package.folder / "dist/htmx.min.js").read_bytes())
    package.write(STATIC / "licences" / "htmx.txt", (package.folder / "LICENSE").read_bytes())


def echarts(package: Unpacked) -> None:
    """Bars, lines and what they need; both renderers, of which the site uses SVG."""
    package.write(STATIC / f"echarts-{package.version}.common.min.js", (package.folder / "dist/echarts.common.min.js").read_bytes())
    for name in ("LICENSE", "NOTICE"):
        package.write(STATIC / "licences" / f"echarts-{name.lower()}.txt", (package.folder / name).read_bytes())


def manifest(files: list[Vendored]) -> str:
    """The list of what is shipped, in TOML, sorted by path."""
    lines = ["# Written by tools/vendor_frontend.py; do not edit. Paths are relative to src/minhchung/site."]
    for item in sorted(files, key=lambda f: f.path):
        lines += ["", "[[file]]", f'path = "{item.path}"', f'package = "{item.package}"', f'version = "{item.version}"']
        lines += [f'licence = "{item.licence}"', f'sha256 = "{item.sha256}"']
        if item.note:
            lines.append(f'note = "{item.note}"')
    return "\n".join(lines) + "\n"


def notice(files: list[Vendored]) -> str:
    """What a reader of the folder must know about whose work this is."""
    parts = sorted({(f.package, f.version, f.licence) for f in files})
    lines = ["Third-party files in this folder; the licence texts are in licences/.", ""]
    return "\n".join(lines + [f"{name} {version}: {licence}" for name, version, licence in parts]) + "\n"


def main() -> None:
    for folder in (STATIC, SPRITES):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    steps = (tabler, text_font, figures_font, icons, htmx, echarts)
    files: list[Vendored] = []
    with tempfile.TemporaryDirectory() as temporary:
        for step, (name, version) in zip(steps, PACKAGES.items(), strict=True):
            package = unpack(name, version, Path(temporary))
            step(package)
            files += package.written
    (STATIC / "vendor.toml").write_text(manifest(files), encoding="utf-8")
    (STATIC / "NOTICE").write_text(notice(files), encoding="utf-8")
    print(f"{len(files)} files written, listed in {(STATIC / 'vendor.toml').relative_to(SITE.parents[2])}")


if __name__ == "__main__":
    main()
