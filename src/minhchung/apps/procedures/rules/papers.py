"""The papers of a dossier on a portal's page: tables whose cells were run together ("Tờ khai …1 bản chínhGiấy tờ …1 bản chính")."""

import re

from minhchung.apps.procedures.rules.content import Component
from minhchung.text.normal import clean, lower, squeeze

HEAD = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
_COUNT = re.compile(r"(?P<originals>\d+) bản chính(?:,(?P<copies>\d+) bản sao)?(?![.,;:)\s])|(?P<only>\d+) bản sao(?![.,;:)\s])")
_FILE = re.compile(r"\.(?:docx?|pdf|xlsx?|rtf|zip|rar|jpe?g|png)$", re.IGNORECASE)
_BULLET = re.compile(r"(?:^|[\s;.])[-+•*] ")
_LEAD_IN = re.compile(r"^[-+*\s]*(?:lưu ý|ghi chú|trường hợp|đối với|số lượng hồ sơ|thành phần hồ sơ|yêu cầu|thời hạn)|gồm$|:$")
_PAPERS = (
    "giấy", "đơn", "tờ", "bản", "phiếu", "văn bản", "hồ sơ", "biên bản", "báo cáo", "quyết định", "hợp đồng", "sổ", "chứng",
    "bằng", "hộ chiếu", "thẻ", "ảnh", "danh sách", "sơ đồ", "sơ họa", "phương án", "trích lục", "trích sao", "tài liệu",
    "hóa đơn", "kế hoạch", "đề án", "dự toán", "dự thảo", "thông báo", "nghị quyết", "công văn", "kết quả", "thuyết minh",
    "một trong", "các giấy tờ", "các tài liệu", "các văn bản", "biển số", "mẫu", "đề xuất", "đề cương", "xuất trình", "ý kiến",
    "bảng", "dự án", "điều lệ", "chương trình", "hình", "tem",
)  # fmt: skip
_PAPER = re.compile(
    r"(?:[-+*•.]\s*|\(?\w{1,4}(?:\.\d+)*[).]\s*)*"
    rf"(?:\d{{1,2}}\s+(?:bộ|bản|ảnh|tấm|tờ)|{'|'.join(_PAPERS)})(?!\w)"
)
"""How the name of a paper begins, behind bullets and numbers; another beginning may be a note."""
_NOTHING = ("không quy định", "không có", "không")


def papers_of(text: str) -> tuple[tuple[Component, ...], str]:
    """The papers in their order, and what could not be told apart. Text without a table's head is left whole."""
    whole = clean(text).strip()
    if not whole or whole == "Không có thông tin":
        return (), ""
    if HEAD not in whole:
        return (), whole
    found: list[Component] = []
    case, *blocks = whole.split(HEAD)
    left: list[str] = []
    for place, block in enumerate(blocks):
        rows, rest = _rows(block, _case(case))
        found += rows
        case = rest
        if place == len(blocks) - 1 and rest.strip():
            left.append(rest.strip())
    return tuple(found), " ".join(left)


def _case(words: str) -> str:
    return "" if set(words.strip()) <= set("-*") else squeeze(words)


def _rows(block: str, case: str) -> tuple[list[Component], str]:
    rows, begin = [], 0
    for found in _COUNT.finditer(_padded(block)):
        rows.append(_component(block[begin : found.start()], found, case))
        begin = found.end()
    return rows, block[begin:]


def _padded(block: str) -> str:
    # A count at the end of a block is followed by nothing, which the pattern takes; a blank there is only the page's.
    return block.rstrip()


def _component(name: str, count: re.Match[str], case: str) -> Component:
    raw = squeeze(name + count.group())
    digits = count["originals"] or count["only"]
    doubts, numbers = [], {"originals": _whole(count["originals"]), "copies": _whole(count["only"] or count["copies"])}
    if len(digits) > 1 or (name and name[-1:].isdigit()):
        doubts.append("Số lượng dính liền với chữ số đứng trước.")
        name += digits[:-1]
        numbers = {"originals": None, "copies": None}
    elif numbers["originals"] == 0 and not numbers["copies"]:
        doubts.append("Số lượng ghi 0: dòng này có thể là lời dẫn hoặc lưu ý, không phải giấy tờ.")
    name, form, doubt = _named(name)
    doubts += [doubt, _kind_of(name)]
    said = " ".join(each for each in doubts if each)
    return Component(name=squeeze(name) or raw, form=squeeze(form), **numbers, case=case, raw=raw, doubt=said)


def _named(words: str) -> tuple[str, str, str]:
    """Name, form and doubt: nothing parts the name of a paper from the file of its form, so every parting is shown as uncertain."""
    words = words.strip()
    if not _FILE.search(words):
        return words, "", ""
    cut = _seam(words)
    if cut is None:
        return words, "", "Tên tệp mẫu đơn dính liền với tên giấy tờ, không biết tách ở đâu."
    return words[:cut], words[cut:], f"Tên tệp mẫu đơn dính liền với tên giấy tờ; tạm tách từ “{squeeze(words[cut:])[:40]}”."


def _seam(words: str) -> int | None:
    """Where the file's name most likely begins: the last place where a word ends and a capital or a number follows without a blank."""
    found = [place for place in range(1, len(words) - 5) if _joins(words[place - 1], words[place])]
    return found[-1] if found else None


def _joins(before: str, after: str) -> bool:
    return (before.islower() or before in ')];:”"') and (after.isupper() or (after.isdigit() and not before.islower()))


def _kind_of(name: str) -> str:
    said = lower(squeeze(name)).strip(" .")
    if said in _NOTHING:
        return "Nguồn ghi không quy định giấy tờ."
    if len(_BULLET.findall(said)) > 1:
        return "Một dòng có nhiều giấy tờ: tách thành từng giấy tờ."
    if ";" in said.rstrip("; .") or " hoặc: " in said:
        return "Một dòng có thể có nhiều giấy tờ: tách thành từng giấy tờ."
    if _LEAD_IN.search(said) or not _PAPER.match(said):
        return "Dòng này có thể là lời dẫn hoặc lưu ý, không phải giấy tờ."
    return ""


def _whole(digits: str | None) -> int | None:
    return int(digits) if digits else None
