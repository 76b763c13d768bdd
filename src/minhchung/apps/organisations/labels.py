"""Vietnamese words for the fields and values that history events hold. What is not here is shown by its own name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Appointment
from minhchung.apps.organisations.rules import day_words

FIELDS = {
    "full_name": "họ và tên",
    "username": "tên đăng nhập",
    "name": "tên",
    "title": "tên",
    "short": "viết tắt",
    "alias": "tên gọi khác",
    "role": "vai trò",
    "post": "chức danh",
    "kind": "hình thức",
    "person": "người",
    "place": "vai",
    "unit": "đơn vị",
    "units": "đơn vị",
    "group": "nhóm",
    "wordings": "cách gọi",
    "state": "trạng thái",
    "valid_from": "từ ngày",
    "valid_to": "đến hết ngày",
    "on": "từ ngày",
    "added": "thêm mới",
    "answer": "văn bản trả lời",
    "archived_at": "lưu lại lúc",
    "before_excludes_the_day": "“trước ngày N” không gồm ngày N",
    "changed": "thay đổi",
    "closed_at": "kết thúc lúc",
    "closes": "bên giao thôi hoạt động",
    "communes": "số phường, xã",
    "decided_on": "ngày quyết định",
    "decision": "quyết định",
    "due_on": "hạn",
    "due_soon_working_days": "sắp đến hạn khi còn (ngày làm việc)",
    "answer_wait_working_days": "chờ trả lời quá lâu sau (ngày làm việc)",
    "email": "thư điện tử",
    "every": "mọi đơn vị",
    "in_use": "đang dùng",
    "is_active": "đang làm việc",
    "missing": "không còn trong danh mục",
    "must_change_password": "phải đổi mật khẩu",
    "note": "ghi chú",
    "order": "thứ tự",
    "phone": "điện thoại",
    "progress": "tiến độ",
    "provinces": "số tỉnh, thành phố",
    "reason": "lý do",
    "review_every_months": "nhịp rà việc không ghi hạn (tháng)",
    "roles_moved": "số vai trò chuyển",
    "since": "từ ngày",
    "standing_unit": "cơ quan thường trực",
    "until": "đến hết ngày",
    "urgent_working_days": "“khẩn trương” là (ngày làm việc)",
}
HIDDEN = frozenset({"handover", "from_unit", "to_unit", "from_person", "to_person"})
"""Ids for the readers of events; people read the subject's title instead."""

_VALUES: Mapping[str, Mapping[str, str]] = {
    "role": {role.value: role.label for role in Role},
    "kind": {kind.value: kind.label for kind in Appointment.Kind},
}


@dataclass(frozen=True)
class Change:
    """One field before and after, in words."""

    label: str
    before: str
    after: str


def changes(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> list[Change]:
    """The fields of both, in the order of FIELDS; a field that did not change says nothing and is left out."""
    old, new = before or {}, after or {}
    names = [name for name in {**old, **new} if name not in HIDDEN and old.get(name) != new.get(name)]
    order = {name: place for place, name in enumerate(FIELDS)}
    names.sort(key=lambda name: order.get(name, len(order)))
    told = [Change(FIELDS.get(name, name), words(name, old.get(name)), words(name, new.get(name))) for name in names]
    return [change for change in told if change.before != change.after]


def words(name: str, value: Any) -> str:
    """A value as a person reads it: có, không, 20/11/2026, a list by commas; "–" for nothing."""
    if value is None or value in ("", []):
        return "–"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return "; ".join(words(name, item) for item in value)
    if isinstance(value, str):
        return _VALUES.get(name, {}).get(value) or _day(value) or value
    return str(value)


def _day(text: str) -> str:
    try:
        return f"{day_words(date.fromisoformat(text))}"
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(text)
        return f"{moment:%H:%M} {day_words(moment)}"
    except ValueError:
        return ""
