"""Small files, small functions, small templates. Exceptions stand in sizes.toml, which may only shrink."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "minhchung"
EXCEPTIONS: dict[str, int] = tomllib.loads((Path(__file__).parent / "sizes.toml").read_text("utf-8"))["sizes"]

FILE, FUNCTION, TEMPLATE, VIEW = 400, 40, 150, 30


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def python_files() -> Iterator[Path]:
    for folder in (PACKAGE, ROOT / "tests", ROOT / "benchmarks", ROOT / "tools"):
        yield from (path for path in folder.rglob("*.py") if "migrations" not in path.parts)


def measured() -> Iterator[tuple[str, int, int]]:
    """(name, size, limit) of every file, function and template."""
    for path in python_files():
        name = path.relative_to(ROOT).as_posix()
        yield name, lines(path), FILE
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or node.lineno) - node.lineno + 1
                yield f"{name}::{node.name}", size, VIEW if "views" in path.stem or path.parent.name == "views" else FUNCTION
    for path in PACKAGE.rglob("templates/**/*.html"):
        yield path.relative_to(ROOT).as_posix(), lines(path), TEMPLATE


def test_nothing_grows_past_its_limit() -> None:
    too_long = {name: (size, limit) for name, size, limit in measured() if size > max(limit, EXCEPTIONS.get(name, 0))}
    assert not too_long, f"split these by noun or act (size, limit): {too_long}"


def test_the_list_of_exceptions_only_shrinks() -> None:
    sizes = {name: (size, limit) for name, size, limit in measured()}
    stale = [
        name for name, allowed in EXCEPTIONS.items() if name not in sizes or sizes[name][0] <= sizes[name][1] or sizes[name][0] < allowed
    ]
    assert not stale, f"these fit now or shrank: lower or remove them in sizes.toml: {stale}"
