"""Readings of rules over pieces, violations, days, places, answers and levels."""

import re
from datetime import date
from decimal import Decimal

from minhchung.scoring.exchange.foreign.clauses import NUMBER, Range, decimal, ranges_in
from minhchung.scoring.exchange.foreign.leaf import NO, REST, ZERO, Leaf, Raw
from minhchung.text.dates import find_dates
from minhchung.text.normal import fold, lower

_IN_TIME = re.compile(r"dung (thoi )?han|truoc ngay|dung thoi gian|truoc han")
# With its marks: "chậm" is late, "chấm" is to mark.
_LATE = re.compile(r"\b(chậm|trễ|muộn|quá hạn|sau)\b")
_EACH = re.compile(
    r"(?:mỗi|cứ(?: mỗi)?)\s+(?:01 |1 |một )?([^;.\n]+?)[,:]?\s+(?:thì )?(?:được |tính |cộng |đạt |chấm )*(?::\s*)?"
    rf"({NUMBER})\s*(?:điểm|đ)",
    re.IGNORECASE,
)
_MOST_TAKEN = re.compile(rf"(?:trừ (?:không quá|tối đa)|tối đa trừ|trừ tổng cộng không quá)\s*({NUMBER})", re.IGNORECASE)
_TAKEN = re.compile(rf"(?:mỗi|cứ(?: mỗi)?)\s+(?:01 |1 |một )?(.+?)[,:]?\s+(?:bị )?trừ:?\s*({NUMBER})\s*(?:điểm|đ)?", re.IGNORECASE)


def deduction(leaf: Leaf) -> Raw | None:
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
        elif re.search(r"\d", _MOST_TAKEN.sub("", clause.text)) and clause.points != leaf.max:
            return None
    most = _MOST_TAKEN.search(leaf.text)
    floor = leaf.max - decimal(most[1]) if most else ZERO
    return {"shape": "deduction", "violations": found, "floor": floor} if found and floor >= 0 else None


def per_item(leaf: Leaf) -> Raw | None:
    each = _EACH.findall(leaf.text)
    if len(each) != 1 or re.search(r"[\d%]", each[0][0]) or re.search(r"\btrừ\b", lower(leaf.text)):
        return None
    most = re.search(rf"(?:tối đa|không quá|nhưng không vượt quá)\s*(?:là |được )?({NUMBER})", leaf.text, re.IGNORECASE)
    rest = leaf.text.replace(each[0][0], "")
    if len(re.findall(NUMBER, rest)) > (2 if most else 1) + bool(re.search(r"(?:mỗi|cứ) 0?1 ", leaf.text, re.IGNORECASE)):
        return None
    cap = decimal(most[1]) if most else leaf.max
    count = leaf.declare("so_luong", f"Số {each[0][0]}")
    return {"shape": "per_item", "count": count, "each": decimal(each[0][1]), "cap": None if cap == leaf.max else cap}


def deadline(leaf: Leaf) -> Raw | None:
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


def _due(leaf: Leaf) -> date | str:
    found = [mention for mention in find_dates(leaf.text + "\n" + leaf.title, year=leaf.year) if mention.kind == "date" and mention.iso]
    days = {mention.iso for mention in found}
    if len(days) == 1:
        return date.fromisoformat(str(days.pop()))
    return leaf.declare("han", f"Thời hạn quy định: {leaf.title}", "date")


def rank(leaf: Leaf) -> Raw | None:
    graded = [(words, points) for words, points in leaf.graded if not REST.match(fold(words))]
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


def average(leaf: Leaf) -> Raw | None:
    graded = leaf.graded
    if len(graded) != 2 or not re.search(r"binh quan|trung binh", leaf.said) or {points for _, points in graded} != {leaf.max, ZERO}:
        return None
    best = next(fold(words) for words, points in graded if points == leaf.max)
    if not re.search(r"bang|khong thap hon|>=|tu muc|tro len", best):
        return None  # "cao hơn" alone leaves the average itself out
    value = leaf.declare("gia_tri", leaf.title)
    return {"shape": "relative_to_average", "value": value, "average": leaf.declare("binh_quan", f"Mức bình quân: {leaf.title}")}


def yes_no(leaf: Leaf) -> Raw | None:
    graded = leaf.graded
    if len(graded) != 2 or len(leaf.clauses) > 3:
        return None
    (yes, top), (no, low) = graded if not NO.match(fold(graded[0][0])) else graded[::-1]
    if low == leaf.max and top < low and fold(yes).startswith("co "):
        # "Không có vi phạm: 1; có vi phạm: 0": the good answer is the one that begins with "không".
        return {"shape": "yes_no", "when": leaf.declare("dat", f"{leaf.title}: {no}", "yes_no"), "no": top}
    if (
        NO.match(fold(yes))
        or not (NO.match(fold(no)) or fold(no) == "con lai")
        or top != leaf.max
        or top <= low
        or re.search(r"\d+ ?(%|ngay)", fold(yes + no))
    ):
        return None
    only = fold(yes) in ("co", "dat", "dung", "day du", "co thuc hien", "thuc hien", "dam bao", "dat yeu cau")
    when = leaf.declare("dat", leaf.title if only else f"{leaf.title}: {yes}", "yes_no")
    return {"shape": "yes_no", "when": when, "no": low}


def counts(leaf: Leaf) -> Raw | None:
    graded = leaf.graded
    if len(graded) < 2 or "%" in leaf.text or re.search(r"\d+ ?(ngay|thang|gio)", leaf.said):
        return None
    counted = [
        (words, points)
        for words, points in graded
        if not (REST.match(fold(words)) or (NO.match(fold(words)) and not re.search(r"\d", words)))
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


def external(leaf: Leaf) -> Raw | None:
    if re.search(r"\d", leaf.text) or not re.search(
        r"lay (theo )?(diem|ket qua)|theo (ket qua|diem) .*(cong bo|cham)|do so noi vu cham|diem cong bo", leaf.said
    ):
        return None
    return {"shape": "external", "value": leaf.declare("diem", f"Điểm công bố: {leaf.title}")}


def parts(leaf: Leaf) -> Raw | None:
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
