"""From an annex to a draft: tables → columns → rows → tree → rules, each stage a value that a page can show and a person change."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from minhchung.scoring.exchange.drafts import Draft, DraftNode, Part
from minhchung.scoring.exchange.foreign.evidence import requirements_of
from minhchung.scoring.exchange.foreign.heads import Columns, propose_columns
from minhchung.scoring.exchange.foreign.rows import read_rows
from minhchung.scoring.exchange.foreign.rules import propose_rule
from minhchung.scoring.exchange.foreign.tables import Table, joined, tables_of
from minhchung.scoring.exchange.foreign.trees import Placed, propose_tree
from minhchung.scoring.exchange.problems import ExchangeError, RowProblem
from minhchung.scoring.packs import Variable
from minhchung.scoring.words import plain
from minhchung.text.dates import find_dates
from minhchung.text.normal import fold, squeeze

SURVEY = re.compile(r"dieu tra xa hoi hoc|khao sat|sipas|phieu (hoi|lay y kien)")
# A comma also stands inside names ("Phòng Văn hóa, Xã hội"): it parts two units only before a word that begins one.
_UNITS = re.compile(r"\s*[;\n]\s*|\s*,\s*(?=(?:Phòng|Văn phòng|Trung tâm|Sở|Ban|Công an|Các|Mọi)\b)")


def chosen_tables(tables: Sequence[Table]) -> tuple[Table, Columns]:
    """The table with a header and most rows under it, with the tables after it that go on with the same columns. Raises ExchangeError."""
    found = [(table, columns) for table in tables if (columns := propose_columns(table)) is not None]
    if not found:
        raise ExchangeError(
            "Không thấy bảng tiêu chí nào trong tệp (bảng có cột “Tiêu chí” và “Điểm tối đa”): "
            "chọn đúng tệp phụ lục, hoặc tự chọn bảng và cột."
        )
    best, columns = max(found, key=lambda pair: len(pair[0].lines) - pair[1].last)
    same = [table for table in tables if table.width == best.width and table.place.startswith("Bảng")]
    if len(same) < 2:
        return best, columns
    first = next(table for table in same if propose_columns(table) is not None)
    whole = joined(same[same.index(first) :])
    return whole, propose_columns(whole) or columns


def read_annex(data: bytes, name: str, year: int | None = None) -> Draft:
    """All stages with what they propose. Raises ExchangeError when there is no table of criteria."""
    table, columns = chosen_tables(tables_of(data, name))
    return draft_from(table.place, propose_tree(read_rows(table, columns)), year)


def draft_from(place: str, tree: Sequence[Placed], year: int | None = None) -> Draft:
    """The draft of a tree. `year` completes days without one and becomes that of the pack."""
    units = _Units()
    nodes: list[DraftNode] = []
    variables: list[Variable] = []
    problems: list[RowProblem] = []
    caps: dict[str, Decimal] = {}
    for at, placed in enumerate(tree):
        is_leaf = at + 1 == len(tree) or tree[at + 1].level <= placed.level
        if placed.part != "inside" and (at == 0 or tree[at - 1].part != placed.part):
            top = placed.level
            if placed.row.max is not None:
                caps[placed.part] = placed.row.max
            if not is_leaf:
                continue  # the heading of the part: its points are the cap
        node = _node(placed, placed.level if placed.part == "inside" else max(1, placed.level - top), units, problems, place)
        if is_leaf:
            node, declared = _with_rule(node, placed, year)
            variables += declared
        nodes.append(node)
    nodes = _with_sums(nodes, problems, place)
    problems += _mismatches(nodes, place)
    head: dict[str, Any] = {"units": units.names}
    if year is not None:
        head["year"] = year
    return Draft(tuple(nodes), head, caps, tuple(variables), tuple(problems))


class _Units:
    """Keys for the units that an annex names: their first letters."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def key(self, name: str) -> str:
        said = squeeze(name).strip(" .-")
        for key, known in self.names.items():
            if fold(known) == fold(said):
                return key
        letters = "".join(word[0] for word in re.findall(r"[a-z0-9]+", fold(said))).upper()
        letters = letters if letters[:1].isalpha() else f"DV{letters}"
        key, more = letters, 2
        while key in self.names:
            key, more = f"{letters}{more}", more + 1
        self.names[key] = said
        return key


def _node(placed: Placed, level: int, units: _Units, problems: list[RowProblem], place: str) -> DraftNode:
    row = placed.row
    named = [name for name in _UNITS.split(row.lead) if name.strip(" .-")]
    if len(named) > 1:
        problems.append(
            RowProblem(place, row.number, "Chủ trì", f"có {len(named)} đơn vị, lấy “{named[0]}” chủ trì, còn lại phối hợp", error=False)
        )
    keys = [units.key(name) for name in named] + [units.key(name) for name in _UNITS.split(row.supporting) if name.strip(" .-")]
    said = [mention for mention in find_dates(row.deadline) if mention.kind == "date" and mention.iso and mention.year_said]
    if row.max is None and row.points_said:
        problems.append(RowProblem(place, row.number, "Điểm tối đa", f"“{squeeze(row.points_said)}” không phải một số điểm: ghi lại"))
    return DraftNode(
        level=level, row=row.number, code=placed.code, title=row.title, max=row.max, part=_part(placed.part), evidence=(),
        lead=keys[0] if named else None, supporting=tuple(dict.fromkeys(keys[1:] if named else keys)),
        deadline=date.fromisoformat(str(said[0].iso)) if len(said) == 1 else None, note=squeeze(row.note),
    )  # fmt: skip


def _part(said: str) -> Part:
    return "bonus" if said == "bonus" else "penalty" if said == "penalty" else "inside"


def _with_rule(node: DraftNode, placed: Placed, year: int | None) -> tuple[DraftNode, tuple[Variable, ...]]:
    row = placed.row
    text = "\n".join(filter(None, (row.how, *(f"{words}: {points}" if points else words for words, points in row.levels))))
    evidence = requirements_of(row.evidence)
    source, why = None, "không có lời nào nói số liệu lấy từ đâu"
    if SURVEY.search(fold(f"{row.title} {text}")):
        source, why = "survey", "lời của tiêu chí nói đến khảo sát"
    elif evidence:
        source, why = "evidence", "phụ lục ghi tài liệu kiểm chứng"
    node = replace(node, rule_text=text, evidence=evidence, source=source, source_why=why)
    if node.max is None:
        return replace(node, rule_why="chưa rõ cách chấm: chưa có điểm tối đa"), ()
    found = propose_rule(node.code, node.title, text, node.max, year)
    return replace(node, rule=found.rule, rule_why=found.why), found.variables


def _with_sums(nodes: list[DraftNode], problems: list[RowProblem], place: str) -> list[DraftNode]:
    """A heading without points takes the sum of what is under it, and that is told."""
    found = list(nodes)
    for at in range(len(nodes) - 1, -1, -1):
        node = found[at]
        below = _children(found, at)
        if node.max is None and below and all(child.max is not None for child in below):
            total = sum((child.max for child in below if child.max is not None), Decimal(0))
            found[at] = replace(node, max=total)
            problems.append(
                RowProblem(place, node.row, "Điểm tối đa", f"{node.code} không ghi điểm: lấy tổng các mục con, {plain(total)}", error=False)
            )
    return found


def _mismatches(nodes: list[DraftNode], place: str) -> list[RowProblem]:
    """Where an annex does not add up, or the best of a rule is not the maximum: official tables hold such slips."""
    found = []
    seen: dict[str, int] = {}
    for at, node in enumerate(nodes):
        if node.code in seen:
            found.append(RowProblem(place, node.row, "Mã", f"mã {node.code} đã có ở dòng {seen[node.code]}: đặt mã khác"))
        seen.setdefault(node.code, node.row)
        below = _children(nodes, at)
        total = sum((child.max for child in below if child.max is not None), Decimal(0))
        if below and node.max is not None and total != node.max:
            found.append(
                RowProblem(
                    place, node.row, "Điểm tối đa", f"{node.code} ghi {plain(node.max)} mà các mục con cộng lại {plain(total)}", error=False
                )
            )
        best = node.rule.best(node.max) if node.rule is not None and node.max is not None else node.max
        if best is not None and node.max is not None and best != node.max:
            found.append(
                RowProblem(
                    place, node.row, "Cách chấm", f"{node.code}: mức cao nhất {plain(best)} khác điểm tối đa {plain(node.max)}", error=False
                )
            )
    return found


def _children(nodes: Sequence[DraftNode], at: int) -> list[DraftNode]:
    found = []
    for node in nodes[at + 1 :]:
        if node.level <= nodes[at].level or node.part != nodes[at].part:
            break
        if node.level == nodes[at].level + 1:
            found.append(node)
    return found
