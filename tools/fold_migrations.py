"""Puts constraints and indexes of a model into the operation that makes it, where one migration does both; makes new models together.

makemigrations writes each as an operation of its own, and Django builds the models of the whole site anew for each of them: most of
the time of a first start and of every test database. The result is the same, in the models and in the database.

python tools/fold_migrations.py    # then: makemigrations --check; only for migrations that makemigrations wrote
"""

import re
from pathlib import Path

APPS = Path(__file__).resolve().parents[1] / "src" / "minhchung" / "apps"
PARTS = {"AddConstraint": ("constraint", "constraints"), "AddIndex": ("index", "indexes")}


GROUPING = "from minhchung.apps.ground.migrating import together\n"


def grouped(text: str) -> str:
    """The migration with its new models made together (apps/ground/migrating.py)."""
    if text.count("migrations.CreateModel(") < 2 or GROUPING in text:
        return text
    text = re.sub(r"^    operations = \[\n(.*?)^    \]\n", r"    operations = together([\n\1    ])\n", text, count=1, flags=re.S | re.M)
    return re.sub(r"^((?:import|from) [^\n]*\n)(?!(?:import|from) )", rf"\1\n{GROUPING}", text, count=1, flags=re.M)


def fold(text: str) -> str:
    """The migration with everything folded that can be: what stands on one line and names no field that is added later."""
    operations = re.search(r"^    operations = \[\n(.*?)^    \]\n", text, re.S | re.M)
    blocks = re.findall(r"^        \S.*?^        \),\n", operations[1], re.S | re.M) if operations else []
    if not operations or "".join(blocks) != operations[1]:
        return text
    made: dict[str, int] = {}
    added: dict[str, list[str]] = {}
    kept: list[str] = []
    for block in blocks:
        kind, model = re.match(r"\s*(?:migrations\.)?(\w+)", block)[1], _named(block, "model_name")
        if kind in PARTS and model in made:
            part, option = PARTS[kind]
            value = re.search(rf"^            {part}=(.*),\n        \),\n", block, re.M)
            if value and not any(re.search(rf"'{field}(__\w+)?'", value[1]) for field in added[model]):
                kept[made[model]] = _with(kept[made[model]], option, value[1])
                continue
        if kind == "CreateModel":
            made[_named(block, "name")], added[_named(block, "name")] = len(kept), []
        elif kind == "AddField" and model in made:
            added[model].append(_named(block, "name"))
        kept.append(block)
    return text[: operations.start(1)] + "".join(kept) + text[operations.end(1) :]


def _named(block: str, word: str) -> str:
    found = re.search(rf"^            {word}='(\w+)'", block, re.M)
    return found[1].lower() if found else ""


def _with(block: str, option: str, value: str) -> str:
    """The operation that makes a model, with one more constraint or index."""
    if "            options={\n" not in block:
        block = block.removesuffix("        ),\n") + "            options={\n            },\n        ),\n"
    if f"                '{option}': [\n" not in block:
        block = block.replace("            options={\n", f"            options={{\n                '{option}': [\n                ],\n", 1)
    before, after = block.split(f"                '{option}': [\n", 1)
    values, rest = after.split("                ],\n", 1)
    return f"{before}                '{option}': [\n{values}                    {value},\n                ],\n{rest}"


if __name__ == "__main__":
    for path in sorted(APPS.glob("*/migrations/0*.py")):
        old = path.read_text("utf-8")
        if (new := grouped(fold(old))) != old:
            path.write_text(new, "utf-8")
            print(path.relative_to(APPS))
