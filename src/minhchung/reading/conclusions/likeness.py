"""Which findings are one under several units, and which demand answers which finding. All of it proposals for a person to confirm."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import log

from rapidfuzz.fuzz import ratio

from minhchung.reading.conclusions.model import Closing, Coverage, Match, Passage, Requirement, Shortcoming
from minhchung.reading.model import ALL
from minhchung.reading.words import words_of
from minhchung.text.normal import fold

SAME = 85.0
"""From this likeness on (of 100, letters in common) two findings of different units are one. In nine conclusions the same finding under
another unit reached 100, any two others at most 59; 85 leaves room for a clause reworded by one unit."""
ANSWERS = 0.15
"""From this share of the weight of the lighter text on, a demand is proposed as the answer to a finding; one word alone never is.
Of the values tried on nine conclusions paired by hand it gave the best F1; docs/reader-conclusions.md has the figures."""
_LEAST_SHARED = 2
MOST_COMPARED = 500
"""Every finding is held against every other and every demand: no conclusion has more, and a text made of findings would take hours."""

_SHORT = {
    "tthc": "thủ tục hành chính", "cchc": "cải cách hành chính", "ttđt": "thông tin điện tử", "dvc": "dịch vụ công",
    "dvctt": "dịch vụ công trực tuyến", "hscv": "hồ sơ công việc", "qlvb": "quản lý văn bản", "cntt": "công nghệ thông tin",
}  # fmt: skip
_POST = re.compile(r"^(?:thu truong|pho truong|truong|giam doc|pho chu tich|chu tich|chanh|hieu truong|lanh dao) ")
_PLACE_END = re.compile(r" (?:phuong|xa|thi tran|dac khu)(?: [\w ]+)?$")
_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d)")
# Words of office and measure, which say nothing of the matter. With their marks: without, "số" is "sơ".
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        """công tác thực hiện tục cần được các của và cho về tại theo trong trên đến nay chưa thật sự thường xuyên đầy đủ kịp
        thời bảo đảm một số có điểm còn đã đang với để không phải rà soát đơn vị cơ quan phòng phường xã uỷ ủy ban
        nhân dân kết quả nội dung liên quy định hành nhằm nhất là ngày tháng năm tốt hơn cũng như từng những làm tham
        mưu phối hợp chủ trì khắc phục tổ chức vụ khẩn trương tập trung triển khai này do bởi vào hay hoặc trách nhiệm
        lĩnh vực phụ thuộc từ mỗi nêu lại việc""",
    )
)


def clusters(shortcomings: Sequence[Shortcoming]) -> tuple[tuple[int, ...], ...]:
    """Groups of places whose texts are the same but for small differences, and which concern different units; looked for among the
    first ones where there are too many to compare."""
    keys = [_key(each.said.text.replace(each.whom.said.text, "") if each.whom.said else each.said.text) for each in shortcomings]
    group = list(range(len(keys)))
    for at, key in enumerate(keys[:MOST_COMPARED]):
        for other in range(at):
            if shortcomings[at].whom.units != shortcomings[other].whom.units and ratio(key, keys[other], score_cutoff=SAME):
                old, new = group[at], group[other]
                group = [new if each == old else each for each in group]
    found: dict[int, list[int]] = {}
    for at, leader in enumerate(group):
        found.setdefault(leader, []).append(at)
    return tuple(tuple(places) for places in found.values() if len(places) > 1)


def _key(text: str) -> str:
    """How two wordings compare: small letters without signs, any number as one sign."""
    return " ".join("#" if word[0].isdigit() else word for word in words_of(text).low if word[0].isalnum())


def coverage(shortcomings: Sequence[Shortcoming], requirements: Sequence[Requirement], closing: Closing | None) -> Coverage | None:
    """Proposes which demand answers which finding of its unit, by the words they share, rare ones weighing more. The demand that closes
    the whole ("khắc phục các tồn tại nêu trên, báo cáo về Đoàn") is about every finding and takes no part. None
    where there are too many to compare."""
    if max(len(shortcomings), len(requirements)) > MOST_COMPARED:
        return None
    wrong = [_told(each.said.text) for each in shortcomings]
    asked = [_told(each.said.text) for each in requirements]
    weight = _weights([*wrong, *asked])
    meant = [_units(each.whom.units) for each in shortcomings]
    bound = [_units((*each.whom.units, *each.cooperating)) for each in requirements]
    whole = {j for j, each in enumerate(requirements) if closing and _overlap(each.said, closing.report)}
    matches = [
        Match(i, j, round(like, 2))
        for i in range(len(shortcomings))
        for j in range(len(requirements))
        # Who is asked as everybody is asked too.
        if j not in whole and (meant[i] & bound[j] or ALL in meant[i] or ALL in bound[j])
        if (like := _share(wrong[i], asked[j], weight)) >= ANSWERS
    ]
    answered, answering = {m.shortcoming for m in matches}, {m.requirement for m in matches}
    return Coverage(
        tuple(matches),
        tuple(i for i in range(len(shortcomings)) if i not in answered),
        tuple(j for j in range(len(requirements)) if j not in answering | whole),
    )


def _overlap(one: Passage, other: Passage) -> bool:
    return one.span[0] < other.span[1] and other.span[0] < one.span[1]


def _told(text: str) -> frozenset[str]:
    """The words of a text that tell something and the pairs with such a word in them, without marks, abbreviations written out. No pair
    goes over a sign."""
    words = [word for each in words_of(_THOUSANDS.sub("", text)).low for word in _SHORT.get(each, each).split(" ")]
    telling = [word not in _EMPTY and word[0].isalnum() and not (word.isdigit() and len(word) == 1) for word in words]
    bare = fold(" ".join(words)).split(" ")
    if len(bare) != len(words):
        bare = words
    single = {word for word, tells in zip(bare, telling, strict=True) if tells}
    beside = pairwise(zip(bare, telling, strict=True))
    return frozenset(single | {f"{a} {b}" for (a, here), (b, there) in beside if (here or there) and a[0].isalnum() and b[0].isalnum()})


def _weights(texts: Sequence[frozenset[str]]) -> dict[str, float]:
    """What stands in every text weighs next to nothing, what stands in a single one most."""
    counts = Counter(word for text in texts for word in text)
    return {word: log((1 + len(texts)) / count) for word, count in counts.items()}


def _share(one: frozenset[str], other: frozenset[str], weight: dict[str, float]) -> float:
    """The weight of what two texts share, of that of the lighter one."""
    if len(one & other) < _LEAST_SHARED:
        return 0.0
    least = min(sum(weight[word] for word in text) for text in (one, other))
    return sum(weight[word] for word in one & other) / least if least else 0.0


def _units(names: Sequence[str]) -> frozenset[str]:
    return frozenset(name if name == ALL else _unit(name) for name in names)


def _unit(name: str) -> str:
    """A unit's name without its head's post and the place it is of: "Trưởng Phòng Kinh tế phường" is "Phòng Kinh tế"."""
    return _PLACE_END.sub("", _POST.sub("", fold(name).replace("uy ban nhan dan", "ubnd").replace("hoi dong nhan dan", "hdnd")))
