"""The doer told beside the work: in brackets behind it ("... (Phòng A chủ trì)") or behind "do" ("do Phòng A thực hiện")."""

from minhchung.reading.clauses import is_action
from minhchung.reading.doers import LEADING, request_at
from minhchung.reading.marks import LABEL
from minhchung.reading.names import unit_list
from minhchung.reading.proper import Name
from minhchung.reading.responsible import Responsible, found_units
from minhchung.reading.words import Words
from minhchung.text.normal import lower

_ASKING = {"giao", "đề", "yêu", "phân", "mời"}
_LEADS = (["chủ", "trì"], ["tham", "mưu"], ["thực", "hiện"], ["phụ", "trách"], ["chịu", "trách"], ["tổng", "hợp"], ["theo", "dõi"])
_TIMES = (["xong"], ["hoàn"], ["trước"], ["trong"], ["chậm"], ["thời"], ["hạn"], ["tháng"], ["quý"])


def doer_behind_do(words: Words) -> Responsible | None:
    """As in "Việc cắm mốc do Phòng A thực hiện": the unit stands between "do" and its verb."""
    low = words.low
    for at, word in enumerate(low) if "do" in low else ():
        if word != "do" or low[at - 1 : at] in (["lý"], ["tự"]) or at == 0:
            continue
        names = unit_list(words, at + 1)
        end = next((i for i in range(names[-1].after, min(names[-1].after + 5, len(low))) if LEADING.at(low, i)), 0) if names else 0
        if end and all(word.isalpha() for word in low[names[-1].after : end]):
            names = [*names[:-1], Name(words.between(names[-1].first, end), names[-1].first, end)]
            return found_units(words, names, "item", "đơn vị đứng sau chữ “do”", asked=False)
    return None


def doer_in_brackets(words: Words) -> Responsible | None:
    """As in "... (Phòng A chủ trì)", "... (Giao Phòng A)", "... (Đơn vị thực hiện: Phòng A)"."""
    low = words.low
    for at, word in enumerate(low) if "(" in low else ():
        if word != "(":
            continue
        start = at + 1
        label = LABEL.match(words.text, words.starts[start]) if start < len(low) else None
        if label and "thời" not in lower(label.group()) and "phối" not in lower(label.group()):
            start = words.at(label.end())
        asked = request_at(words, start) if start < len(low) and low[start] in _ASKING else 0
        names = unit_list(words, start + asked)
        if names and (label or asked or low[names[-1].after : names[-1].after + 2] in _LEADS or _closes(words, at, names[-1].after)):
            return found_units(words, names, "item", "đơn vị ghi trong ngoặc", asked=False)
    return None


def _closes(words: Words, at: int, after: int) -> bool:
    """As in "- Tu sửa đường băng (Hạt Kiểm lâm, xong trước 28/02).": the bracket at the end tells who and by when. Behind a unit's
    name it only tells which part of it."""
    low = words.low
    if not is_action(words, 0) or after >= len(low):
        return False
    close = after if low[after] == ")" else next((i for i in range(after, len(low)) if low[i] == ")"), 0)
    timed = low[after] == ")" or (low[after] in (",", ";", "-", ":") and low[after + 1 : after + 2] in _TIMES)
    part = any((names := unit_list(words, i)) and names[-1].after == at for i in range(max(at - 8, 0), at))
    return timed and not part and close >= len(low) - 2
