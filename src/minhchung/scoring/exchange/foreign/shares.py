"""Readings of rules over a percentage."""

import re
from decimal import Decimal

from minhchung.scoring.exchange.foreign.clauses import NUMBER, Clause, Range, decimal, ranges_in
from minhchung.scoring.exchange.foreign.leaf import REST, ZERO, Leaf, Raw
from minhchung.text.normal import fold

# Words that make a formula hold only sometimes.
_SOMETIMES = re.compile(r"\b(neu|duoi|tren|truong hop|tu \d+|toi thieu|it nhat)\b|[<>]")


def ratio_bands(leaf: Leaf) -> Raw | None:
    """Bands of percentages, one of which may be in proportion."""
    linear = [
        clause
        for clause in leaf.clauses
        if clause.points is None and "%" in clause.text and re.search(r"theo ty le|cong thuc|tuong ung|ty le thuan", fold(clause.text))
    ]
    graded = [(words, points) for words, points in leaf.graded if not REST.match(fold(words))]
    rest = [points for words, points in leaf.graded if REST.match(fold(words))]
    if not all("%" in words for words, _ in graded) or any(
        "%" in clause.text for clause in leaf.clauses if clause.points is None and clause not in linear
    ):
        return None
    ranges = ranges_in([words for words, _ in graded])
    if ranges is None or len(graded) + len(linear) + len(rest) < 2 or not graded:
        return None
    bands = sorted(
        zip(ranges, (points for _, points in graded), strict=True), key=lambda band: band[0].low if band[0].low is not None else ZERO - 1
    )
    if linear:
        return _floor(leaf, bands, linear) if len(linear) == 1 and not any(rest) else None
    if bands[-1][1] >= bands[0][1]:
        return _higher(leaf, bands, rest)
    return _lower(leaf, bands)


Bands = list[tuple[Range, Decimal]]


def _higher(leaf: Leaf, bands: Bands, rest: list[Decimal]) -> Raw | None:
    edges = []
    for (band, points), above in zip(bands, [*bands[1:], None], strict=True):
        low = band.low if band.low is not None else ZERO
        if not band.with_low or (above and above[0].low is not None and band.high not in (None, above[0].low)):
            return None  # an edge that belongs to the band below, or a gap: the model cannot say it
        edges.append({"min": low, "points": points})
    if len(edges) == 2 and edges[0]["points"] == 0 and edges[1]["points"] == leaf.max and edges[0]["min"] == 0:
        return {"shape": "all_or_nothing", "target": edges[1]["min"], **leaf.share()}
    if rest and len(edges) == 1 and edges[0]["points"] == leaf.max and not rest[0]:
        return {"shape": "all_or_nothing", "target": edges[0]["min"], **leaf.share()}
    if rest and edges[0]["min"] > 0:
        edges.insert(0, {"min": ZERO, "points": rest[0]})
    return {"shape": "ratio_tiers", "bands": edges[::-1], **leaf.share()}


def _lower(leaf: Leaf, bands: Bands) -> Raw | None:
    edges = []
    for band, points in bands:
        if band.high is not None and not band.with_high:
            return None  # "dưới 1%" leaves 1% itself out: the model cannot say it
        edges.append({"max": band.high if band.high is not None else Decimal(100), "points": points})
    return {"shape": "ratio_tiers", "direction": "lower", "bands": edges, **leaf.share()}


def _floor(leaf: Leaf, bands: Bands, linear: list[Clause]) -> Raw | None:
    middle = ranges_in([linear[0].words])
    if middle is None or middle[0].low is None:
        return None
    full = [band for band, points in bands if points == leaf.max]
    below = [points for band, points in bands if band.low is None]
    top = full[0].low if full else middle[0].high
    if len(full) > 1 or len(below) > 1 or len(bands) != len(full) + len(below) or top is None:
        return None
    return {"shape": "ratio_floor_linear", "floor": middle[0].low, "full": top, "below": below[0] if below else ZERO, **leaf.share()}


def formula(leaf: Leaf) -> Raw | None:
    said = leaf.said.replace("×", "x").replace("*", "x").replace(" nhan voi ", " x ").replace(" nhan ", " x ")
    maximum = rf"(diem toi da|diem chuan|{NUMBER} ?(diem)?)"
    target = re.search(rf"/ ?({NUMBER}) ?%\)? ?x ?{maximum}", said)
    if target and decimal(target[1]) != 100:
        return {"shape": "ratio_to_target", "target": decimal(target[1]), **leaf.share()}
    if re.search(rf"chi so.{{0,60}}x ?{maximum}|diem toi da ?x ?(ket qua )?chi so", said):
        return {"shape": "index_linear", "index": leaf.declare("chi_so", f"Chỉ số công bố: {leaf.title}")}
    product = (
        rf"(\(? ?[a-z] ?/ ?[a-z] ?\)?|ty le[^.;:]*?|\([^()]*/[^()]*\)) ?(\(%\) )?x ?{maximum}|diem toi da ?x ?(\(? ?[a-z] ?/ ?[a-z]|ty le)"
    )
    product += rf"|(?P<times>{NUMBER}) ?x ?\([^()]*/[^()]*\)"
    match = re.search(product, said)
    named = [decimal(each) for each in re.findall(rf"x ?({NUMBER})(?! ?%)", said) + ([match["times"]] if match and match["times"] else [])]
    if (
        match is None
        or _SOMETIMES.search(said)
        or any(each not in (leaf.max, 100) for each in named)
        or any(clause.points is not None and "%" in clause.words for clause in leaf.clauses)
    ):
        return None
    return {"shape": "ratio_linear", **leaf.share()}
