"""A rule out of its words, only where the words say it: each shape has one reading, and the first that takes every word wins."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from minhchung.scoring.exchange.foreign.clauses import NUMBER, Clause, Range, clauses_of, decimal, parts_of_formula, ranges_in
from minhchung.scoring.exchange.ruling import ADAPTER
from minhchung.scoring.packs import Variable
from minhchung.scoring.shapes import SHAPES, Shape
from minhchung.text.dates import find_dates
from minhchung.text.normal import fold, lower, squeeze

UNCLEAR = "chưa rõ cách chấm"
ZERO = Decimal(0)
_NAME = re.compile(r"[^a-z0-9]+")
_REST = re.compile(r"^(con lai|truong hop (khac|con lai)|cac truong hop (con lai|khac)|khong (dat|dung|thuc hien|ban hanh|co)( .*)?)$")
_IN_TIME = re.compile(r"dung (thoi )?han|truoc ngay|dung thoi gian|truoc han")
# With its marks: "chậm" is late, "chấm" is to mark.
_LATE = re.compile(r"\b(chậm|trễ|muộn|quá hạn|sau)\b")
_EACH = re.compile(
    r"(?:mỗi|cứ(?: mỗi)?)\s+(?:01 |1 |một )?([^;.\n]+?)[,:]?\s+(?:thì )?(?:được |tính |cộng |đạt |chấm )*(?::\s*)?"
    rf"({NUMBER})\s*(?:điểm|đ)",
    re.IGNORECASE,
)
_TAKEN = re.compile(rf"(?:mỗi|cứ(?: mỗi)?)\s+(?:01 |1 |một )?(.+?)[,:]?\s+(?:bị )?trừ:?\s*({NUMBER})\s*(?:điểm|đ)?", re.IGNORECASE)
# Words that make a formula hold only sometimes.
_SOMETIMES = re.compile(r"\b(neu|duoi|tren|truong hop|tu \d+|toi thieu|it nhat)\b|[<>]")
_NO = re.compile(r"^(khong|chua)\b")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule with the variables it reads, and why; no rule: `why` says what is unclear."""

    rule: Shape | None
    why: str
    variables: tuple[Variable, ...] = ()


@dataclass(slots=True)
class _Leaf:
    """What a reading looks at, and the variables it declares."""

    code: str
    title: str
    text: str
    max: Decimal
    year: int | None
    clauses: list[Clause]
    variables: list[Variable] = field(default_factory=list)

    @property
    def graded(self) -> list[tuple[str, Decimal]]:
        """The clauses with points."""
        return [(clause.words, clause.points) for clause in self.clauses if clause.points is not None]

    @property
    def said(self) -> str:
        """All the words, folded."""
        return fold(self.text)

    def declare(self, role: str, title: str, kind: str = "number", **more: Any) -> str:
        """A variable named by the code of the leaf and its part in the rule."""
        name = f"tc_{_NAME.sub('_', fold(self.code)).strip('_')}_{role}"
        self.variables.append(Variable(name=name, title=squeeze(title), kind=kind, **more))
        return name

    def share(self) -> dict[str, str]:
        """A share: of the two numbers that the words explain, else of the percentage the title speaks of."""
        parts = dict(parts_of_formula(self.text))
        division = re.search(r"\(?\b([A-Za-z])\s*/\s*([A-Za-z])\b", self.text)
        if division and division[1] in parts and division[2] in parts:
            below = self.declare("mau_so", parts[division[2]])
            return {"numerator": self.declare("tu_so", parts[division[1]]), "denominator": below}
        if worded := re.search(r"\(((?:tổng )?số [^()/]{3,})/\s*((?:tổng )?số [^()/]{3,})\)", self.text, re.IGNORECASE):
            below = self.declare("mau_so", worded[2])
            return {"numerator": self.declare("tu_so", worded[1]), "denominator": below}
        return {"ratio": self.declare("ty_le", self.title, unit="%")}


def propose_rule(code: str, title: str, text: str, maximum: Decimal, year: int | None = None) -> Proposal:
    """The rule that the words state. `year` completes days without one."""
    if not text.strip():
        return Proposal(None, f"{UNCLEAR}: không có lời nào về cách chấm")
    clauses = clauses_of(text, maximum)
    for reading in READINGS:
        leaf = _Leaf(code, title, text, maximum, year, clauses)
        raw = reading(leaf)
        if raw is None:
            continue
        try:
            rule = ADAPTER.validate_python(raw)
        except ValidationError:
            continue
        unread = [clause.text for clause in clauses if clause.points is None] if raw["shape"] not in WORDED else []
        note = f"; không dùng lời “{'; '.join(unread)}”" if unread else ""
        return Proposal(rule, f"hiểu là “{SHAPES[raw['shape']]}” theo lời: “{squeeze(text)}”{note}", tuple(leaf.variables))
    return Proposal(None, f"{UNCLEAR}: “{squeeze(text)}”")


Raw = dict[str, Any]
WORDED = ("ratio_linear", "ratio_to_target", "index_linear", "external", "per_item", "deduction", "ratio_floor_linear")
"""Shapes whose words are read as a whole."""


def _deduction(leaf: _Leaf) -> Raw | None:
    found = []
    if "%" in leaf.text:
        return None
    for at, clause in enumerate(leaf.clauses, start=1):
        match = _TAKEN.search(clause.text)
        if match:
            label = match[1].strip()
            if re.search(r"\d", label):
                return None  # "mỗi 10 ngày": the count would be of something that nobody counts
            found.append({"label": label, "count": leaf.declare(f"vi_pham_{at}", f"Số {label}"), "points": decimal(match[2])})
        elif re.search(r"\d", clause.text) and clause.points not in (leaf.max,):
            return None
    most = re.search(rf"(?:trừ (?:không quá|tối đa)|tối đa trừ|trừ tổng cộng không quá)\s*({NUMBER})", leaf.text, re.IGNORECASE)
    floor = leaf.max - decimal(most[1]) if most else ZERO
    return {"shape": "deduction", "violations": found, "floor": floor} if found and floor >= 0 else None


def _per_item(leaf: _Leaf) -> Raw | None:
    each = _EACH.findall(leaf.text)
    if len(each) != 1 or re.search(r"[\d%]", each[0][0]):
        return None
    most = re.search(rf"(?:tối đa|không quá|nhưng không vượt quá)\s*(?:là |được )?({NUMBER})", leaf.text, re.IGNORECASE)
    rest = leaf.text.replace(each[0][0], "")
    if len(re.findall(NUMBER, rest)) > (2 if most else 1) + bool(re.search(r"(?:mỗi|cứ) 0?1 ", leaf.text, re.IGNORECASE)):
        return None
    cap = decimal(most[1]) if most else leaf.max
    count = leaf.declare("so_luong", f"Số {each[0][0]}")
    return {"shape": "per_item", "count": count, "each": decimal(each[0][1]), "cap": None if cap == leaf.max else cap}


def _deadline(leaf: _Leaf) -> Raw | None:
    graded = leaf.graded
    if len(graded) < 2 or not any(_IN_TIME.search(fold(words)) for words, _ in graded):
        return None
    bands: dict[int, Decimal] = {}
    otherwise: Decimal | None = None
    for words, points in graded:
        said = fold(words)
        days = _late_days(words)
        if days is None and (_LATE.search(lower(words)) or re.search(r"\b(khong|con lai|chua)\b", said)):
            if (otherwise is not None and otherwise != points) or re.search(r"\d+ (thang|tuan|gio)", said):
                return None
            otherwise = points
        elif days is None and _IN_TIME.search(said) and not re.search(r"\d+ (ngay|thang|tuan|gio)\b(?! ?\d)", said):
            bands[0] = points
        elif days is not None:
            bands[days] = points
        else:
            return None
    if 0 not in bands or (len(bands) == 1 and otherwise is None):
        return None
    return {
        "shape": "deadline_graded", "on": leaf.declare("ngay", f"Ngày hoàn thành: {leaf.title}", "date"), "due": _due(leaf),
        "bands": [{"late_days": days, "points": bands[days]} for days in sorted(bands)], "otherwise": otherwise or ZERO,
    }  # fmt: skip


def _late_days(words: str) -> int | None:
    """The most days late that a condition still takes in; None when it names none, or only the least ("chậm từ 15 ngày")."""
    if not _LATE.search(lower(words)):
        return None
    said = fold(words)
    if match := re.search(r"(duoi|<|it hon) ?(\d+) ngay", said):
        return int(match[2]) - 1
    match = re.search(r"(?:khong qua|den|toi da|trong vong|-) ?(\d+) ngay", said)
    return int(match[1]) if match else None


def _due(leaf: _Leaf) -> date | str:
    found = [mention for mention in find_dates(leaf.text + "\n" + leaf.title, year=leaf.year) if mention.kind == "date" and mention.iso]
    days = {mention.iso for mention in found}
    if len(days) == 1:
        return date.fromisoformat(str(days.pop()))
    return leaf.declare("han", f"Thời hạn quy định: {leaf.title}", "date")


def _ratio(leaf: _Leaf) -> Raw | None:
    """Bands of percentages, one of which may be in proportion."""
    linear = [
        clause
        for clause in leaf.clauses
        if clause.points is None and "%" in clause.text and re.search(r"theo ty le|cong thuc|tuong ung|ty le thuan", fold(clause.text))
    ]
    graded = [(words, points) for words, points in leaf.graded if not _REST.match(fold(words))]
    rest = [points for words, points in leaf.graded if _REST.match(fold(words))]
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


def _higher(leaf: _Leaf, bands: Bands, rest: list[Decimal]) -> Raw | None:
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


def _lower(leaf: _Leaf, bands: Bands) -> Raw | None:
    edges = []
    for band, points in bands:
        if band.high is not None and not band.with_high:
            return None  # "dưới 1%" leaves 1% itself out: the model cannot say it
        edges.append({"max": band.high if band.high is not None else Decimal(100), "points": points})
    return {"shape": "ratio_tiers", "direction": "lower", "bands": edges, **leaf.share()}


def _floor(leaf: _Leaf, bands: Bands, linear: list[Clause]) -> Raw | None:
    middle = ranges_in([linear[0].words])
    if middle is None or middle[0].low is None:
        return None
    full = [band for band, points in bands if points == leaf.max]
    below = [points for band, points in bands if band.low is None]
    top = full[0].low if full else middle[0].high
    if len(full) > 1 or len(below) > 1 or len(bands) != len(full) + len(below) or top is None:
        return None
    return {"shape": "ratio_floor_linear", "floor": middle[0].low, "full": top, "below": below[0] if below else ZERO, **leaf.share()}


def _linear(leaf: _Leaf) -> Raw | None:
    said = leaf.said.replace("×", "x").replace("*", "x")
    maximum = rf"(diem toi da|diem chuan|{NUMBER} ?(diem)?)"
    target = re.search(rf"/ ?({NUMBER}) ?%\)? ?x ?{maximum}", said)
    if target and decimal(target[1]) != 100:
        return {"shape": "ratio_to_target", "target": decimal(target[1]), **leaf.share()}
    if re.search(rf"chi so.{{0,60}}x ?{maximum}|diem toi da ?x ?(ket qua )?chi so", said):
        return {"shape": "index_linear", "index": leaf.declare("chi_so", f"Chỉ số công bố: {leaf.title}")}
    product = (
        rf"(\(? ?[a-z] ?/ ?[a-z] ?\)?|ty le[^.;:x]*?|\([^()]*/[^()]*\)) ?(\(%\) )?x ?{maximum}|diem toi da ?x ?(\(? ?[a-z] ?/ ?[a-z]|ty le)"
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


def _rank(leaf: _Leaf) -> Raw | None:
    graded = [(words, points) for words, points in leaf.graded if not _REST.match(fold(words))]
    if len(graded) < 2 or not re.search(r"xep (hang|thu)|vi tri|\btop\b|thu hang", leaf.said):
        return None
    ranges = ranges_in([words for words, _ in graded], "")
    if ranges is None:
        return None
    bands = [
        {"max": int(band.high), "points": points}
        for band, points in zip(ranges, (points for _, points in graded), strict=True)
        if band.high is not None
    ]
    last = [points for band, points in zip(ranges, (points for _, points in graded), strict=True) if band.high is None]
    if any(last):
        return None
    return {"shape": "rank_tiers", "rank": leaf.declare("thu_hang", f"Thứ hạng: {leaf.title}"), "bands": bands}


def _average(leaf: _Leaf) -> Raw | None:
    graded = leaf.graded
    if len(graded) != 2 or not re.search(r"binh quan|trung binh", leaf.said) or {points for _, points in graded} != {leaf.max, ZERO}:
        return None
    best = next(fold(words) for words, points in graded if points == leaf.max)
    if not re.search(r"bang|khong thap hon|>=|tu muc|tro len", best):
        return None  # "cao hơn" alone leaves the average itself out
    value = leaf.declare("gia_tri", leaf.title)
    return {"shape": "relative_to_average", "value": value, "average": leaf.declare("binh_quan", f"Mức bình quân: {leaf.title}")}


def _yes_no(leaf: _Leaf) -> Raw | None:
    graded = leaf.graded
    if len(graded) != 2 or len(leaf.clauses) > 3:
        return None
    (yes, top), (no, low) = graded if not _NO.match(fold(graded[0][0])) else graded[::-1]
    if low == leaf.max and top < low and fold(yes).startswith("co "):
        # "Không có vi phạm: 1; có vi phạm: 0": the good answer is the one that begins with "không".
        return {"shape": "yes_no", "when": leaf.declare("dat", f"{leaf.title}: {no}", "yes_no"), "no": top}
    if (
        _NO.match(fold(yes))
        or not (_NO.match(fold(no)) or fold(no) == "con lai")
        or top != leaf.max
        or top <= low
        or re.search(r"\d+ ?(%|ngay)", fold(yes + no))
    ):
        return None
    only = fold(yes) in ("co", "dat", "dung", "day du", "co thuc hien", "thuc hien", "dam bao", "dat yeu cau")
    when = leaf.declare("dat", leaf.title if only else f"{leaf.title}: {yes}", "yes_no")
    return {"shape": "yes_no", "when": when, "no": low}


def _counts(leaf: _Leaf) -> Raw | None:
    graded = leaf.graded
    if len(graded) < 2 or "%" in leaf.text or re.search(r"\d+ ?(ngay|thang|gio)", leaf.said):
        return None
    counted = [
        (words, points)
        for words, points in graded
        if not (_REST.match(fold(words)) or (_NO.match(fold(words)) and not re.search(r"\d", words)))
    ]
    rest = [points for words, points in graded if (words, points) not in counted]
    ranges = ranges_in([words for words, _ in counted], "")
    if ranges is None or len(counted) < 2 or any(not band.with_low for band in ranges):
        return None
    lows = sorted((band.low if band.low is not None else ZERO) for band in ranges)
    ends = sorted(_end(band) for band in ranges if band.high is not None)
    whole = lows[1:] if any(band.high is None for band in ranges) else [*lows[1:], ends[-1] + 1]
    if [end + 1 for end in ends] != whole or (rest and lows[0] > 1 and not any(fold(words) == "con lai" for words, _ in graded)):
        return None  # a count between the bands of which nothing is said
    bands = [
        {"min": band.low if band.low is not None else ZERO, "points": points} for band, (_, points) in zip(ranges, counted, strict=True)
    ]
    if rest and all(band["min"] > 0 for band in bands):
        bands.append({"min": ZERO, "points": rest[0]})
    return {
        "shape": "count_tiers",
        "count": leaf.declare("so_luong", f"Số lượng: {leaf.title}"),
        "bands": sorted(bands, key=lambda band: -band["min"]),
    }


def _end(band: Range) -> Decimal:
    """The greatest whole number of a range that has an end."""
    return (band.high or ZERO) - (0 if band.with_high else 1)


def _external(leaf: _Leaf) -> Raw | None:
    if re.search(r"\d", leaf.text) or not re.search(
        r"lay (theo )?(diem|ket qua)|theo (ket qua|diem) .*(cong bo|cham)|do so noi vu cham|diem cong bo", leaf.said
    ):
        return None
    return {"shape": "external", "value": leaf.declare("diem", f"Điểm công bố: {leaf.title}")}


def _parts(leaf: _Leaf) -> Raw | None:
    """Levels or a list of parts: what the points add up to tells which."""
    graded = leaf.graded
    points = [each for _, each in graded]
    if len(graded) < 2 or any(re.search(r"\d ?%", words) and ranges_in([words]) for words, _ in graded):
        return None
    if all(points) and sum(points, ZERO) == leaf.max and max(points) < leaf.max:
        items = [
            {"label": words, "when": leaf.declare(f"noi_dung_{at}", words, "yes_no"), "points": each}
            for at, (words, each) in enumerate(graded, 1)
        ]
        return {"shape": "checklist_sum", "items": items}
    if max(points) != leaf.max or len(set(points)) != len(points) or len({words for words, _ in graded}) != len(graded):
        return None
    if re.search(r"(chi tinh|lay) (muc|phuong an|diem) cao nhat", leaf.said):
        options = [
            {"label": words, "when": leaf.declare(f"phuong_an_{at}", words, "yes_no"), "points": each}
            for at, (words, each) in enumerate(graded, 1)
        ]
        return {"shape": "best_of", "options": [option for option in options if option["points"]]}
    labels = tuple(words for words, _ in graded)
    choice = leaf.declare("muc", f"Mức đạt: {leaf.title}", "choice", choices=labels)
    return {"shape": "levels", "choice": choice, "options": [{"label": words, "points": each} for words, each in graded]}


READINGS: tuple[Callable[[_Leaf], Raw | None], ...] = (
    _deduction, _per_item, _deadline, _rank, _average, _ratio, _linear, _yes_no, _counts, _external, _parts,
)  # fmt: skip
