"""Lines of registers: added, changed, looked at again, ended; work given from one."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Max

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.assignments.rules.drafts import Draft
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.management.models import Entry, EntryWork
from minhchung.apps.management.rights import adds, gives, keeps, writes
from minhchung.apps.management.rules.registers import Register, kept, wrong_of
from minhchung.apps.management.writing import changed, day_of, given, index, lines, live, names_in, of_the_ward, register_named, told
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.organisations.rights import mandate_of
from minhchung.text.written import written_day
from minhchung.worktime import months_later


def _checked(register: Register, values: Mapping[str, str], commune: str) -> dict[str, str]:
    """What may be written. Raises Refused naming everything that is wrong."""
    said = kept(register, values)
    wrong = wrong_of(register, said)
    people = names_in(register, [said], commune)
    columns = [each for each in register.columns if each.kind == "person" and said.get(each.name)]
    wrong += [f"{each.label}: người này không thuộc phường." for each in columns if said[each.name] not in people]
    if wrong:
        raise Refused(" ".join(wrong))
    return said


def _own_unit(actor: Person | None, commune: Commune, unit: Unit) -> None:
    """Raises Refused when somebody who does not keep the system writes for another unit."""
    of_the_ward(commune.pk, [unit])
    if actor is not None and not keeps(actor, commune) and unit.pk not in mandate_of(actor).units:
        raise Refused(f"Chỉ thường trực ISO ghi mục cho đơn vị khác. Chọn đơn vị của mình thay cho {unit.name}.")


@act("management.add_entry", "Thêm mục vào sổ ISO", on="commune", allowed=adds)
def add_entry(
    *,
    commune: Commune,
    register: str,
    values: Mapping[str, str],
    unit: Unit,
    review_on: date | None = None,
    actor: Person | None,
    at: datetime,
) -> Entry:
    """A line under the next number of its register; without a day it is looked at again after the register's interval."""
    kind = register_named(commune.pk, register)
    _own_unit(actor, commune, unit)
    said = _checked(kind, values, commune.pk)
    Commune.objects.select_for_update().get(pk=commune.pk)
    last = Entry.objects.filter(commune=commune, register=register).aggregate(last=Max("number"))["last"] or 0
    day = review_on or months_later(day_of(at), kind.review_months)
    made = Entry.objects.create(
        commune=commune, register=register, number=last + 1, values=said, unit=unit, review_on=day, added_by=actor, added_at=at
    )
    index(made, kind)
    after = {
        "register": kind.title,
        "number": made.number,
        "unit": unit.pk,
        "review_on": day,
        "values": lines(told(kind, said, commune.pk)),
    }
    record(commune=commune.pk, subject=made.ref, after=after)
    return made


@act("management.edit_entry", "Sửa mục sổ ISO", on="entry", allowed=writes)
def edit_entry(*, entry: Entry, values: Mapping[str, str], unit: Unit, review_on: date, actor: Person | None, at: datetime) -> Entry:
    """What a line says, and who answers for it."""
    found = live(entry)
    kind = register_named(found.commune_id, found.register)
    if unit.pk != found.unit_id:
        _own_unit(actor, found.commune, unit)
    said = _checked(kind, values, found.commune_id)
    before, after = changed(told(kind, found.values, found.commune_id), told(kind, said, found.commune_id))
    old = {"unit": found.unit_id, "review_on": found.review_on, "values": lines(before)}
    found.values, found.unit, found.review_on = said, unit, review_on
    found.save(update_fields=["values", "unit", "review_on"])
    index(found, kind)
    record(commune=found.commune_id, subject=found.ref, before=old, after={"unit": unit.pk, "review_on": review_on, "values": lines(after)})
    return found


@act("management.review_entry", "Xem lại mục sổ ISO", on="entry", allowed=writes)
def review_entry(*, entry: Entry, on: date, note: str, review_on: date | None = None, actor: Person | None, at: datetime) -> Entry:
    """That the line was looked at and what was seen; the next day follows from the register's interval unless one is given."""
    found = live(entry)
    if on > day_of(at):
        raise Refused("Ngày xem lại ở sau hôm nay. Ghi ngày đã xem.")
    if not note.strip():
        raise Refused("Chưa ghi kết quả xem lại. Ghi đã xem gì, còn đúng không.")
    following = review_on or months_later(on, register_named(found.commune_id, found.register).review_months)
    if following <= on:
        raise Refused(f"Ngày xem lại kế tiếp phải sau ngày {written_day(on)}. Ghi ngày khác hoặc để trống.")
    before = {"review_on": found.review_on, "reviewed_on": found.reviewed_on}
    found.reviewed_on, found.review_on = on, following
    found.save(update_fields=["reviewed_on", "review_on"])
    after = {"reviewed_on": on, "review_on": following, "note": note.strip()}
    record(commune=found.commune_id, subject=found.ref, before=before, after=after)
    return found


def _ended(entry: Entry, state: str, reason: str, at: datetime) -> Entry:
    found = live(entry)
    if not reason.strip():
        raise Refused("Chưa ghi lý do. Ghi lý do rồi bấm lại.")
    changes = {"state": state, "ended_on": day_of(at), "ended_note": reason.strip()}
    if not Entry.objects.filter(pk=found.pk, state=Entry.State.LIVE).update(**changes):
        raise Refused("Mục này vừa được đóng. Tải lại trang.")
    record(commune=found.commune_id, subject=found.ref, before={"state": Entry.State.LIVE}, after=changes)
    found.refresh_from_db()
    return found


@act("management.close_entry", "Đóng mục sổ ISO", on="entry", allowed=writes)
def close_entry(*, entry: Entry, reason: str, actor: Person | None, at: datetime) -> Entry:
    """It is over (handled, sold, left): it stays in the register and proves what was, and is followed no more."""
    return _ended(entry, Entry.State.CLOSED, reason, at)


@act("management.archive_entry", "Bỏ mục ghi nhầm", on="entry", allowed=writes)
def archive_entry(*, entry: Entry, reason: str, actor: Person | None, at: datetime) -> Entry:
    """It should not have been written; it proves nothing."""
    return _ended(entry, Entry.State.ARCHIVED, reason, at)


@act("management.reopen_entry", "Mở lại mục sổ ISO", on="entry", allowed=writes)
def reopen_entry(*, entry: Entry, actor: Person | None, at: datetime) -> Entry:
    """It is followed again."""
    found = Entry.objects.select_for_update().get(pk=entry.pk)
    changes = {"state": Entry.State.LIVE, "ended_on": None, "ended_note": ""}
    if not Entry.objects.filter(pk=found.pk).exclude(state=Entry.State.LIVE).update(**changes):
        raise Refused("Mục này đang được theo dõi. Tải lại trang.")
    record(commune=found.commune_id, subject=found.ref, before={"state": found.state, "ended_note": found.ended_note}, after=changes)
    found.refresh_from_db()
    return found


@act("management.give_entry_work", "Giao việc từ sổ ISO", on="entry", allowed=gives)
def give_entry_work(*, entry: Entry, draft: Draft, actor: Person | None, at: datetime) -> Assignment:
    """An assignment with the line as its origin; a line may have several."""
    commune = Commune.objects.select_for_update().get(pk=entry.commune_id)
    found = live(entry)
    wording = register_named(commune.pk, found.register).headline(found.values)
    made = given(draft, wording, found.ref, commune=commune, actor=actor, at=at)
    EntryWork.objects.create(entry=found, assignment=made, by=actor, at=at)
    record(commune=commune.pk, subject=found.ref, after={"assignment": made.pk})
    return made
