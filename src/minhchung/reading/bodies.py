"""What belongs to a name behind it: the charge of a body ("Ban Chỉ đạo phòng, chống lụt bão Trung ương"), its branch, its house."""

from minhchung.reading.doers import LEADING
from minhchung.reading.proper import JOINERS, STOPS, is_order, name_end
from minhchung.reading.words import ACTIONS, ARTICLES, SCOPES, THINGS, Phrases, Words

# Bodies set up for one charge; it stands in small letters behind the head.
_BODIES = Phrases(
    """ban chỉ đạo, ban chỉ huy, ban vận động, ban tổ chức, tiểu ban, hội đồng, ủy ban quốc gia, tổ công tác, tổ giúp việc, đoàn công tác,
    đoàn kiểm tra, ban điều hành, văn phòng thường trực"""
)
_LEVELS = Phrases("quốc gia, trung ương, các cấp, cấp trung ương, cấp quốc gia")
# Behind these a verb is a part of the charge, not the order.
_GO_ON = {"về", "và", "tác", "trình", "việc", "mục", "tiêu", "hoạch", "vụ", "án"}
_PREVENTS = Phrases("phòng chống, ứng phó, phòng ngừa, phòng thủ", "phòng, chống; phòng, chống và")
_LONGEST_CHARGE = 14
HOUSES = Phrases("bệnh viện, công ty, cơ quan, nhà máy, xí nghiệp, công trường, giáo viên")
_BRANCHES = Phrases("chi nhánh, phòng giao dịch, văn phòng đại diện, điểm giao dịch")


def charge_end(words: Words, first: int, at: int) -> int:
    """The end of the charge that belongs to the name of the body from ``first`` to ``at``; ``at`` when none is told."""
    low = words.low
    if at >= len(low) or words.starts_big(at) or not _BODIES.at(low, first):
        return at
    level = _LEVELS.at(low, at)
    at += level
    if at >= len(low):
        return at
    if low[at] == "về":
        return _to_order(words, at + 1) or at
    if LEADING.at(low, at) or not low[at].isalpha() or low[at] in STOPS or low[at] in JOINERS:
        return at
    return _to_level(words, at) or (_to_order(words, at) if _PREVENTS.at(low, at) else 0) or at


def _to_order(words: Words, start: int) -> int:
    """Where an order of two syllables begins behind the charge, or the sign that ends it; 0 when another sign comes first."""
    low = words.low
    at = start + max(ACTIONS.at(low, start), 1)
    end = min(start + _LONGEST_CHARGE, len(low))
    while at < end:
        if low[at] in (":", ",") or (is_order(words, at) and ACTIONS.at(low, at) != 1 and low[at - 1] not in _GO_ON):
            return at
        if not low[at].isalpha() or ARTICLES.at(low, at):
            return 0
        at += max(ACTIONS.at(low, at), 1)
    return 0


def _to_level(words: Words, start: int) -> int:
    """The end of the level ("Trung ương", "tỉnh") that closes the charge when an order or a sign follows; 0 without one."""
    low = words.low
    at = start + max(ACTIONS.at(low, start), THINGS.at(low, start), 1)
    while at < min(start + _LONGEST_CHARGE, len(low)):
        level = max(_LEVELS.at(low, at), SCOPES.at(low, at))
        after = at + level
        if level and (after >= len(low) or low[after] in (":", ",") or is_order(words, after)):
            return after
        if not low[at].isalpha() or words.starts_big(at) or ARTICLES.at(low, at) or low[at] in STOPS:
            return 0
        at += max(ACTIONS.at(low, at), 1)
    return 0


def branch_end(words: Words, at: int) -> int:
    """As in "Ngân hàng Nhà nước - Chi nhánh Khu vực 9": the branch behind the dash belongs to the name."""
    branch = _BRANCHES.at(words.low, at + 1) if words.low[at : at + 1] == ["-"] and words.starts_big(at + 1) else 0
    return name_end(words, at + 1 + branch, complete=True) if branch else at


def house_end(words: Words, at: int) -> int:
    """As in "Công đoàn bệnh viện | xây dựng ...": the house in small letters belongs to the name when it clearly ends there."""
    house = 0 if words.starts_big(at) else HOUSES.at(words.low, at)
    after = at + house
    return after if house and (after >= len(words.low) or words.low[after] in JOINERS or is_order(words, after)) else at
