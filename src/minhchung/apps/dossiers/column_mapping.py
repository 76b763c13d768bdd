"""Mapping an unknown export by hand: what the page offers, what was chosen, the profile that comes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from minhchung.apps.dossiers.own_profiles import name_for
from minhchung.apps.dossiers.titles import CHANNELS, LEVELS, STATUSES
from minhchung.apps.ground.acts import Refused
from minhchung.flow.columns import DOSSIERS, LimitUnit, Payment
from minhchung.flow.exports import ExportError, Profile
from minhchung.flow.exports.mapping import FileTable, mapped_profile, tables_of, with_words

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Hồ sơ và thủ tục", ("code", "procedure_code", "procedure", "field", "level", "channel", "status")),
    ("Ai xử lý", ("unit", "receiving_unit", "officer", "receiver")),
    (
        "Thời hạn và mốc giờ",
        ("limit_amount", "limit_unit", "submitted_at", "received_at", "due_at", "finished_at", "delivered_at", "refused_at"),
    ),
    ("Bổ sung", ("supplement_count", "supplement_asked_at", "supplement_given_at")),
)
"""The lake's columns as the choice shows them; what is in no group stands under "Khác"."""
WORDS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "statuses": ("trạng thái", STATUSES),
    "channels": ("kênh nộp", CHANNELS),
    "levels": ("mức độ dịch vụ công", LEVELS),
    "payments": (
        "thanh toán",
        {Payment.NONE: "Không trực tuyến", Payment.PORTAL: "Trên Cổng quốc gia", Payment.GATEWAY: "Cổng thanh toán khác"},
    ),
    "flags": ("có hay không", {"yes": "Có", "no": "Không"}),
    "limit_units": (
        "đơn vị thời hạn",
        {LimitUnit.HOURS: "giờ làm việc", LimitUnit.WORKING_DAYS: "ngày làm việc", LimitUnit.DAYS: "ngày", LimitUnit.MONTHS: "tháng"},
    ),
}
"""Table of words of a profile → what it is called, and the values that a word may mean."""

OTHERS: Mapping[str, str] = {
    "headings": "Cột không dùng",
    "limits": "Thời hạn chưa đọc được",
    "numbers": "Số chưa đọc được",
    "transitions": "Chuyển bước chưa biết",
}
"""What else an export may hold that no profile knows, as the page calls it."""


@dataclass(frozen=True)
class Offered:
    """The tables of the file and the one looked at."""

    tables: Mapping[str, list[FileTable]]
    table: FileTable

    @property
    def headers(self) -> list[FileTable]:
        """The headers that the sheet looked at may have."""
        return self.tables[self.table.sheet]


def offered(path: Path, own: Sequence[Profile], *, sheet: str, header: str) -> Offered:
    """The file as a person may map it; the likeliest sheet and header where none is asked for. Raises Refused without a table."""
    try:
        tables = tables_of(path, own)
    except ExportError as error:
        raise Refused(str(error)) from error
    if not tables:
        raise Refused("Tệp không có bảng nào: cần một hàng tiêu đề có ít nhất hai cột và có dòng bên dưới.")
    chosen = tables.get(sheet) or max(tables.values(), key=lambda found: len([column for column in found[0].columns if column.heading]))
    return Offered(tables, next((table for table in chosen if table.key == header), chosen[0]))


def column_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The lake's columns by group, each with its Vietnamese title."""
    titles = {column.name: column.title for column in DOSSIERS}
    grouped = {name for _, names in GROUPS for name in names}
    rest = tuple(name for name in titles if name not in grouped)
    return [(group, [(name, titles[name]) for name in names]) for group, names in (*GROUPS, ("Khác", rest))]


def chosen_profile(table: FileTable, given: Mapping[str, str], *, on: date, base: Profile | None) -> Profile:
    """The profile of what the page sent (`ten`, `c0`, `c1`, …). Raises Refused with what is wrong."""
    title = " ".join(given.get("ten", "").split())[:120]
    if not title:
        raise Refused("Chưa đặt tên cho mẫu. Ví dụ: Danh sách hồ sơ của tỉnh.")
    known = {column.name for column in DOSSIERS}
    picked = {place: given.get(f"c{place}", "") for place in range(len(table.columns))}
    chosen = {place: column for place, column in picked.items() if column in known}
    try:
        return mapped_profile(name_for(title), title, table, chosen, on=on, base=base)
    except ExportError as error:
        raise Refused(str(error)) from error


def worded_profile(profile: Profile, unknown: Mapping[str, Mapping[str, int]], given: Mapping[str, str], *, own: bool) -> Profile:
    """The profile with the meanings chosen for unknown words (`statuses:0` → value, in the order shown). Raises Refused for none.

    A packaged profile is not changed: the ward gets one of its own beside it.
    """
    words: dict[str, dict[str, str | bool]] = {}
    for kind, (_, values) in WORDS.items():
        for place, word in enumerate(unknown.get(kind, {})):
            value = given.get(f"{kind}:{place}", "")
            if value in values:
                words.setdefault(kind, {})[word] = value == "yes" if kind == "flags" else value
    if not words:
        raise Refused("Chưa chọn nghĩa cho chữ nào.")
    title = profile.title if own else f"{profile.title} (phường bổ sung chữ)"
    return with_words(profile, words, name=profile.name if own else name_for(f"{profile.name} rieng"), title=title)
