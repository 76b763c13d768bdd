"""When the commune works: closing days of its own, office hours. Deadlines already computed stay as they are."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError

from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.guarding import locked, needed, ref
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.organisations.rights import administers
from minhchung.worktime import HoursError, MissingYear, vietnam
from minhchung.worktime.hours import Sessions, parse_sessions


@act("organisations.close_day", "Thêm ngày nghỉ riêng", on="commune", allowed=administers)
def close_day(*, commune: Commune, day: date, reason: str, actor: Person | None, at: datetime) -> Commune:
    """The commune is shut on a day on which the law says work. Refused for a day that is off anyway, or already closed."""
    commune = locked(commune.pk)
    reason = needed("reason", reason, "Chưa ghi lý do nghỉ. Ghi lý do và văn bản cho nghỉ.")
    try:
        known = vietnam().why(day)
    except MissingYear as missing:
        raise ValidationError({"day": str(missing)}) from missing
    if not known.working:
        raise ValidationError({"day": f"Ngày {day:%d/%m/%Y} vốn đã nghỉ ({known.reason}). Chọn một ngày làm việc."})
    if day.isoformat() in commune.closed_days:
        raise ValidationError({"day": f"Ngày {day:%d/%m/%Y} đã ghi nghỉ: {commune.closed_days[day.isoformat()]}."})
    commune.closed_days = {**commune.closed_days, day.isoformat(): reason}
    commune.save(update_fields=["closed_days"])
    record(commune=commune.pk, subject=ref(commune), after={"closed_day": day, "closing_reason": reason})
    return commune


@act("organisations.open_day", "Bỏ ngày nghỉ riêng", on="commune", allowed=administers)
def open_day(*, commune: Commune, day: date, actor: Person | None, at: datetime) -> Commune:
    """The day is worked after all."""
    commune = locked(commune.pk)
    left = dict(commune.closed_days)
    reason = left.pop(day.isoformat(), None)
    if reason is None:
        raise Refused(f"Ngày {day:%d/%m/%Y} không còn trong danh sách ngày nghỉ riêng. Tải lại trang để xem danh sách mới.")
    commune.closed_days = left
    commune.save(update_fields=["closed_days"])
    record(commune=commune.pk, subject=ref(commune), before={"closed_day": day, "closing_reason": reason})
    return commune


@act("organisations.set_hours", "Đặt giờ làm việc", on="commune", allowed=administers)
def set_hours(
    *, commune: Commune, valid_from: date, sessions: str, friday: str, source: str, actor: Person | None, at: datetime
) -> Commune:
    """Office hours from a day on; another entry of the same day is replaced. `friday` only where it differs."""
    commune = locked(commune.pk)
    entry: dict[str, Any] = {
        "valid_from": valid_from.isoformat(),
        "source": needed("source", source, "Chưa ghi căn cứ. Ghi văn bản quy định giờ làm việc."),
        "sessions": [str(item) for item in _sessions("sessions", sessions)],
        "weekday": {"friday": [str(item) for item in _sessions("friday", friday)]} if friday.strip() else {},
    }
    others = [item for item in commune.office_hours if item["valid_from"] != entry["valid_from"]]
    replaced = next((item for item in commune.office_hours if item["valid_from"] == entry["valid_from"]), None)
    commune.office_hours = sorted([*others, entry], key=lambda item: str(item["valid_from"]))
    commune.save(update_fields=["office_hours"])
    record(commune=commune.pk, subject=ref(commune), before=_told(replaced) if replaced else None, after=_told(entry))
    return commune


@act("organisations.drop_hours", "Bỏ giờ làm việc đã đặt", on="commune", allowed=administers)
def drop_hours(*, commune: Commune, valid_from: date, actor: Person | None, at: datetime) -> Commune:
    """An entry of office hours that was wrong; the one before it holds again."""
    commune = locked(commune.pk)
    gone = next((item for item in commune.office_hours if item["valid_from"] == valid_from.isoformat()), None)
    if gone is None:
        raise Refused(f"Không còn giờ làm việc đặt từ ngày {valid_from:%d/%m/%Y}. Tải lại trang để xem danh sách mới.")
    commune.office_hours = [item for item in commune.office_hours if item is not gone]
    commune.save(update_fields=["office_hours"])
    record(commune=commune.pk, subject=ref(commune), before=_told(gone))
    return commune


def _sessions(field: str, written: str) -> Sessions:
    try:
        return parse_sessions(item for item in written.replace(";", ",").split(",") if item.strip())
    except HoursError as error:
        raise ValidationError({field: str(error)}) from error


def _told(entry: dict[str, Any]) -> dict[str, Any]:
    friday = entry["weekday"].get("friday", [])
    return {
        "valid_from": date.fromisoformat(entry["valid_from"]),
        "sessions": ", ".join(entry["sessions"]),
        "friday": ", ".join(friday) or None,
        "source": entry["source"],
    }
