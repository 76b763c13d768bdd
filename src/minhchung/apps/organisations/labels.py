"""Vietnamese words for the fields and values that history events hold. What is not here is shown by its own name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Appointment
from minhchung.apps.organisations.rules import day_words

FIELDS = {
    "alias": "tên gọi khác",
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
    "email": "thư điện tử",
    "every": "mọi đơn vị",
    "full_name": "họ và tên",
    "group": "nhóm",
    "in_use": "đang dùng",
    "is_active": "đang làm việc",
    "kind": "hình thức",
    "missing": "không còn trong danh mục",
    "must_change_password": "phải đổi mật khẩu",
    "name": "tên",
    "note": "ghi chú",
    "on": "từ ngày",
    "order": "thứ tự",
    "person": "người",
    "phone": "điện thoại",
    "place": "vai",
    "post": "chức danh",
    "progress": "tiến độ",
    "provinces": "số tỉnh, thành phố",
    "reason": "lý do",
    "review_every_months": "nhịp rà việc không ghi hạn (tháng)",
    "role": "vai trò",
    "roles_moved": "số vai trò chuyển",
    "short": "viết tắt",
    "since": "từ ngày",
    "standing_unit": "cơ quan thường trực",
    "state": "trạng thái",
    "title": "tên",
    "unit": "đơn vị",
    "units": "đơn vị",
    "until": "đến hết ngày",
    "urgent_working_days": "“khẩn trương” là (ngày làm việc)",
    "username": "tên đăng nhập",
    "valid_from": "từ ngày",
    "valid_to": "đến hết ngày",
    "wordings": "cách gọi",
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
    """The fields of both, in the order they were written; a field that did not change says nothing and is left out."""
    old, new = before or {}, after or {}
    names = [name for name in {**old, **new} if name not in HIDDEN and old.get(name) != new.get(name)]
    return [Change(FIELDS.get(name, name), words(name, old.get(name)), words(name, new.get(name))) for name in names]


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
