"""Packs to send through a spreadsheet: one by hand with every shape, and any that Hypothesis makes."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from minhchung.scoring.packs import Band, Node, Outside, Pack, Policies, Requirement, Variable

RULES: dict[str, dict[str, Any]] = {
    "yes_no": {"when": "co_ke_hoach", "no": "0.25"},
    "levels": {"choice": "muc", "options": [{"label": "Tốt", "points": "1.5"}, {"label": "Khá, đạt", "percent": "62.5"}]},
    "all_or_nothing": {"numerator": "xong", "denominator": "giao", "target": 95},
    "ratio_linear": {"ratio": "dossiers.on-time"},
    "ratio_to_target": {"ratio": "dossiers.online", "target": "80"},
    "ratio_floor_linear": {"numerator": "xong", "denominator": "giao", "floor": 70, "full": "99.5", "below": "0.25", "at_floor": "0.5"},
    "ratio_tiers": {"ratio": "x", "direction": "lower", "bands": [{"max": 1, "points": 2}, {"max": "2.5", "percent": 50}]},
    "per_item": {"count": "n", "each": "0.25", "cap": "0.75"},
    "count_tiers": {"count": "n", "requires": "co", "bands": [{"min": 3, "points": 1}, {"min": 0, "points": 0}]},
    "checklist_sum": {"items": [{"label": "Kế hoạch", "when": "co", "points": "0.25"}, {"label": "Báo cáo", "when": "b", "percent": 25}]},
    "best_of": {"options": [{"label": "Cấp thành phố", "when": "a", "points": 1}], "otherwise": "0.1"},
    "deduction": {"start": 2, "floor": "0.25", "violations": [{"label": "báo cáo chậm", "count": "cham", "points": "0.25"}]},
    "deadline_graded": {"on": "ngay", "due": date(2026, 1, 31), "bands": [{"late_days": 0, "points": 1}, {"late_days": 15, "percent": 50}]},
    "relative_to_average": {"value": "a", "average": "b"},
    "rank_tiers": {"rank": "hang", "bands": [{"max": 10, "points": 2}, {"max": 20, "points": 1}]},
    "survey_weighted": {"options": [{"label": "A", "count": "a", "percent": 100}, {"label": "B", "count": "b", "points": 0}]},
    "index_linear": {"index": "sipas", "of": 90},
    "composite": {"expression": "6*A + min(2, 2.5*B)", "where": {"A": "a", "B": "dossiers.paid-online"}},
    "conditional": {"where": {"A": "a"}, "branches": [{"label": "đủ", "when": "A >= 0.5", "points": "2*A"}], "otherwise": "0.5"},
    "external": {"value": "diem", "of": 100},
}


def leaf(code: str, shape: str = "yes_no", **more: Any) -> Node:
    """A leaf of a shape with the parameters above."""
    return Node(
        **{"code": code, "title": f"Tiêu chí {code}", "max": "2", "source": "evidence", "rule": {"shape": shape, **RULES[shape]}, **more}
    )


def every_shape() -> Pack:
    """A pack with every shape, requirement and place a value may stand."""
    leaves = [leaf(f"1.{at}", shape) for at, shape in enumerate(RULES, start=1)]
    full = leaf(
        "2", lead="VP", supporting=("KT", "PVHCC"), deadline=date(2026, 3, 31), not_applicable="spread", zero_denominator="unknown",
        missing="zero", self_scored=False, citation="QĐ 766/QĐ-TTg", note="=1+1 không phải công thức", rule_text="Có: 2 điểm;\nkhông: 0",
        evidence=(
            Requirement(text="Kế hoạch năm", document=("Kế hoạch", "Quyết định; phụ lục"), before=date(2026, 1, 31), signed=True),
            Requirement(text="Danh sách tập huấn", kind="list", covers="units", rows=10, in_year=False),
        ),
    )  # fmt: skip
    return Pack(
        id="mau-2026", version=3, title="Bộ chỉ số thử", year=2026, sample=True, provenance="Tự đặt", valid_from=date(2026, 1, 1),
        valid_to=date(2026, 12, 31), bounds=(Decimal(0), Decimal("105.5")), policies=Policies(not_applicable="rescale", missing="zero"),
        units={"VP": "Văn phòng", "KT": "Phòng Kinh tế", "PVHCC": "Trung tâm"}, sources={"S0": "Thông báo số 12"},
        variables=(Variable(name="co_ke_hoach", title="Đã có kế hoạch", kind="yes_no"),
                   Variable(name="muc", title="Mức", kind="choice", choices=("Tốt", "Khá; đạt")), Variable(name="n", title="Số",
                   unit="văn bản")),
        bands=(Band(label="Tốt", min=Decimal("80.5")),), groups=("phường", "xã, đặc khu"),
        nodes=(Node(code="1", title="Lĩnh vực", max=Decimal(40), children=tuple(leaves)), full),
        bonus=Outside(cap=Decimal(3), items=(leaf("T1", "external"),)), penalty=Outside(cap=Decimal("0.5"), items=()),
    )  # fmt: skip


signs = st.sampled_from("aáđ Ừ0.5;:\"“”=+-@'_x0041_\n\t,%<&/|") | st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"))
loose = st.text(signs, max_size=12)
texts = loose.filter(lambda text: text.strip() == text != "")
names = st.from_regex(r"\A[a-z][a-z0-9_]{0,6}(\.[a-z0-9_-]{1,5})?\Z")
letters = st.sampled_from(["A", "B", "x1"])
quarters = st.integers(0, 400).map(lambda steps: Decimal(steps) / 4)
numbers = quarters | st.decimals(0, 10_000, places=4) | st.decimals("0.00001", 1, places=12) | st.integers(10**16, 10**18 - 1).map(Decimal)
percents = st.decimals(0, 100, places=2)
days = st.dates(date(1890, 1, 1), date(2099, 12, 31))
worths = st.fixed_dictionaries({"points": numbers}) | st.fixed_dictionaries({"percent": percents})
above = numbers.filter(bool)


def some(item: st.SearchStrategy[dict[str, Any]], least: int = 1) -> st.SearchStrategy[list[dict[str, Any]]]:
    """A few of them."""
    return st.lists(item, min_size=least, max_size=4)


def bands(edge: st.SearchStrategy[Any], key: str, *, down: bool = False) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Bands with edges in order."""
    edges = st.lists(edge, min_size=1, max_size=4, unique=True).map(lambda found: sorted(found, reverse=down))
    return edges.flatmap(lambda found: st.tuples(*(worths.map(lambda worth, at=at: {key: at, **worth}) for at in found)).map(list))


def worth(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Fields beside points or a percentage."""
    return st.tuples(st.fixed_dictionaries(fields), worths).map(lambda both: {**both[0], **both[1]})


def rule(shape: str, optional: dict[str, Any] | None = None, **fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    """A rule of a shape."""
    return st.fixed_dictionaries({"shape": st.just(shape), **fields}, optional=optional or {})


def shares(shape: str, **fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    """A rule over a share, told in either way."""
    optional = {key: value[0] for key, value in fields.items() if isinstance(value, tuple)}
    needed = {key: value for key, value in fields.items() if not isinstance(value, tuple)}
    return rule(shape, optional, ratio=names, **needed) | rule(shape, optional, numerator=names, denominator=names, **needed)


FORMULAS = st.sampled_from(["6*A + min(2, 2.5*A)", "A / 3", "A if A > 0.5 else 0.25"])
TRUTHS = st.sampled_from(["A >= 0.5", "A == 1 and not A > 2"])
WHERE = st.dictionaries(letters, names, max_size=2).flatmap(lambda more: names.map(lambda name: {**more, "A": name}))
rules = st.one_of(
    rule("yes_no", {"yes": numbers, "no": numbers}, when=names),
    rule("levels", choice=names, options=some(worth(label=texts))),
    shares("all_or_nothing", target=(numbers,)),
    shares("ratio_linear"),
    shares("ratio_to_target", target=above),
    shares("ratio_floor_linear", floor=st.decimals(0, 50, places=2), full=(st.decimals(51, 120, places=2),), below=(numbers,),
    at_floor=(numbers,)),
    shares("ratio_tiers", bands=bands(percents, "min", down=True), direction=(st.just("higher"),)),
    shares("ratio_tiers", bands=bands(percents, "max"), direction=st.just("lower")),
    rule("per_item", {"cap": numbers}, count=names, each=above),
    rule("count_tiers", {"requires": names}, count=names, bands=bands(numbers, "min", down=True)),
    rule("checklist_sum", items=some(worth(label=texts, when=names))),
    rule("best_of", {"otherwise": numbers}, options=some(worth(label=texts, when=names))),
    rule("deduction", {"start": numbers, "floor": numbers}, violations=some(worth(label=texts, count=names))),
    rule("deadline_graded", {"otherwise": numbers}, on=names, due=days | names, bands=bands(st.integers(0, 400), "late_days")),
    rule("relative_to_average", value=names, average=names),
    rule("rank_tiers", rank=names, bands=bands(st.integers(1, 400), "max")),
    rule("survey_weighted", options=some(worth(label=texts, count=names), 2)),
    rule("index_linear", {"of": above}, index=names),
    rule("composite", expression=FORMULAS, where=WHERE),
    rule("conditional", {"otherwise": numbers}, where=WHERE,
         branches=some(st.fixed_dictionaries({"label": texts, "when": TRUTHS, "points": FORMULAS}))),
    rule("external", {"of": above}, value=names),
)  # fmt: skip
keys = st.from_regex(r"\A[A-Za-z][A-Za-z0-9_-]{0,6}\Z")
requirements = st.fixed_dictionaries({"text": texts}, optional={
    "kind": st.sampled_from(["document", "list", "portal", "photo", "file"]), "document": st.lists(texts, max_size=3),
    "in_year": st.booleans(),
    "before": days, "signed": st.booleans(), "covers": st.sampled_from(["units", "quarters", "months"]), "rows": st.integers(1, 999),
})  # fmt: skip
variables = st.fixed_dictionaries(
    {"name": names.filter(lambda name: "." not in name), "title": texts, "unit": loose}
) | st.fixed_dictionaries(
    {
        "name": names.filter(lambda name: "." not in name),
        "title": texts,
        "kind": st.just("choice"),
        "choices": st.lists(texts, min_size=1, max_size=3),
    }
)
POLICY = {
    "not_applicable": st.sampled_from(["full", "rescale", "spread", "zero"]),
    "zero_denominator": st.sampled_from(["full", "zero", "not_applicable", "unknown"]),
    "missing": st.sampled_from(["unknown", "zero"]),
}
leaves = st.fixed_dictionaries(
    {"title": texts, "max": numbers, "rule": rules, "source": st.sampled_from(["metric", "evidence", "external", "survey"])},
    optional={"evidence": st.lists(requirements, max_size=3), "lead": keys, "supporting": st.lists(keys, max_size=3), "deadline": days,
              "self_scored": st.booleans(), "citation": loose, "note": loose, "rule_text": loose, **POLICY},
)  # fmt: skip
branch_fields = {"title": texts, "max": numbers}
trees = st.recursive(
    leaves, lambda below: st.fixed_dictionaries({**branch_fields, "children": st.lists(below, min_size=1, max_size=3)}), max_leaves=6
)
outsides = st.none() | st.fixed_dictionaries({"cap": above, "items": st.lists(leaves, max_size=2)})


def numbered(nodes: list[dict[str, Any]], prefix: str) -> list[dict[str, Any]]:
    """The trees with codes that are all different."""
    return [
        {**node, "code": f"{prefix}{at}", **({"children": numbered(node["children"], f"{prefix}{at}.")} if "children" in node else {})}
        for at, node in enumerate(nodes, start=1)
    ]


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    """Any pack."""
    outside = {}
    for part, prefix in (("bonus", "T"), ("penalty", "P")):
        told = draw(outsides)
        outside[part] = told and {**told, "items": numbered(told["items"], prefix)}
    head = {
        "id": draw(keys), "version": draw(st.integers(1, 99)), "title": draw(texts), "year": draw(st.integers(2000, 2100)),
        "level": draw(st.sampled_from(["commune", "department", "province"])), "sample": draw(st.booleans()), "provenance": draw(texts),
        "valid_from": draw(st.dates(date(1990, 1, 1), date(2020, 1, 1))), "valid_to": draw(st.none() | st.dates(date(2021, 1, 1),
        date(2099, 1, 1))),
        "scale": draw(above), "step": draw(above), "decimals": draw(st.integers(0, 6)), "bounds": draw(st.none() | st.tuples(numbers,
        numbers)),
        "policies": draw(st.fixed_dictionaries({}, optional=POLICY)), "units": draw(st.dictionaries(keys, texts, max_size=3)),
        "sources": draw(st.dictionaries(keys, texts, max_size=3)), "groups": draw(st.lists(texts, max_size=3)),
        "bands": draw(st.lists(st.fixed_dictionaries({"label": texts, "min": numbers}), max_size=3)),
        "variables": draw(st.lists(variables, max_size=3)),
    }  # fmt: skip
    return Pack.model_validate({**head, **outside, "nodes": numbered(draw(st.lists(trees, min_size=1, max_size=3)), "")})
