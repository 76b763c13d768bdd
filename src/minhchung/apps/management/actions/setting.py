"""What the ward sets of its own: registers, columns, intervals, clauses it does not apply."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.management.models import Exclusion, ManagementSettings, RegisterSetting, clause_ref
from minhchung.apps.management.registers import columns_from, registers_of, stored_columns
from minhchung.apps.management.rights import sets
from minhchung.apps.management.rules.columns import columns_of
from minhchung.apps.management.rules.registers import Column, name_of
from minhchung.apps.management.standards import packaged, standard_of
from minhchung.apps.management.writing import day_of, register_named
from minhchung.apps.organisations.models import Commune, Person
from minhchung.text.normal import fold


def _columns(text: str, *, taken: Sequence[Column] = ()) -> list[dict[str, Any]]:
    """Columns as stored. Raises Refused naming the lines that are wrong, and columns there are already."""
    found, wrong = columns_of(text)
    known = {fold(each.label) for each in taken}
    wrong += [f"Cột “{each.label}” sổ đã có." for each in found if fold(each.label) in known]
    names = [each.name for each in found]
    wrong += ["Có hai cột cùng tên. Đổi tên một cột."] if len(set(names)) < len(names) else []
    if wrong:
        raise Refused(" ".join(wrong))
    return stored_columns(found)


def _told(setting: RegisterSetting) -> dict[str, Any]:
    return {
        "title": setting.title,
        "purpose": setting.purpose,
        "clauses": setting.clauses,
        "review_months": setting.review_months,
        "columns": [each.label for each in columns_from(setting.columns)],
    }


def _clauses(numbers: Sequence[str], at: datetime) -> list[str]:
    known = standard_of(day_of(at))
    if strange := [each for each in numbers if known.clause(each) is None]:
        raise Refused(f"{known.title} không có điều khoản {', '.join(strange)}. Ghi số như 7.2.")
    return list(numbers)


@act("management.add_register", "Lập sổ riêng của phường", on="commune", allowed=sets)
def add_register(
    *,
    commune: Commune,
    title: str,
    columns: str,
    purpose: str = "",
    clauses: Sequence[str] = (),
    review_months: int | None = None,
    actor: Person | None,
    at: datetime,
) -> RegisterSetting:
    """A register like the others; its columns are described in lines (rules/columns.py)."""
    wanted = _columns(columns)
    if not wanted:
        raise Refused("Sổ chưa có cột nào. Ghi ít nhất một cột, mỗi cột một dòng.")
    Commune.objects.select_for_update().get(pk=commune.pk)
    known = registers_of(commune.pk)
    if any(fold(each.title) == fold(title.strip()) for each in known):
        raise Refused(f"Đã có sổ “{title.strip()}”. Đặt tên khác.")
    names, name, place = {each.name for each in known}, name_of(title), 2
    while name in names:
        name, place = f"{name_of(title)}-{place}", place + 1
    made = RegisterSetting.objects.create(
        commune=commune, name=name, title=title.strip(), purpose=purpose.strip(), clauses=_clauses(clauses, at),
        review_months=review_months, columns=wanted,
    )  # fmt: skip
    record(commune=commune.pk, subject=made.ref, after=_told(made))
    return made


@act("management.set_register", "Sửa cột của sổ ISO", on="commune", allowed=sets)
def set_register(
    *, commune: Commune, register: str, columns: str, review_months: int | None = None, actor: Person | None, at: datetime
) -> RegisterSetting:
    """The columns the ward adds to a register, or all of its own one; what entries hold of a column that goes stays with them, unseen."""
    kind = register_named(commune.pk, register)
    wanted = _columns(columns, taken=[each for each in kind.columns if not each.own] if not kind.own else ())
    if kind.own and not wanted:
        raise Refused("Sổ riêng phải còn ít nhất một cột. Ghi cột, mỗi cột một dòng.")
    first = next((each for each in packaged() if each.name == register), None)
    months = None if first is not None and review_months == first.review_months else review_months
    found, _ = RegisterSetting.objects.select_for_update().get_or_create(commune=commune, name=register)
    before = _told(found)
    found.columns, found.review_months = wanted, months
    found.save(update_fields=["columns", "review_months"])
    record(commune=commune.pk, subject=found.ref, before=before, after=_told(found))
    return found


@act("management.set_interval", "Đặt chu kỳ xem xét của lãnh đạo", on="commune", allowed=sets)
def set_interval(*, commune: Commune, review_months: int, source: str = "", actor: Person | None, at: datetime) -> ManagementSettings:
    """Every so many months, by which document."""
    found, _ = ManagementSettings.objects.select_for_update().get_or_create(commune=commune)
    before = {"review_months": found.review_months, "source": found.source}
    found.review_months, found.source = review_months, source.strip()
    found.save()
    after = {"review_months": review_months, "source": found.source}
    record(commune=commune.pk, subject=Ref("commune", commune.pk), before=before, after=after)
    return found


@act("management.exclude_clause", "Không áp dụng điều khoản", on="commune", allowed=sets)
def exclude_clause(*, commune: Commune, number: str, reason: str, actor: Person | None, at: datetime) -> Exclusion:
    """The ward says why a clause does not apply to it; only a clause for which the catalogue allows that."""
    clause = standard_of(day_of(at)).clause(number)
    if clause is None or not clause.may_exclude:
        raise Refused(f"Điều khoản {number} luôn áp dụng, không loại trừ được.")
    if not reason.strip():
        raise Refused("Chưa ghi lý do. Ghi vì sao phường không áp dụng điều khoản này.")
    made, fresh = Exclusion.objects.get_or_create(commune=commune, number=number, defaults={"reason": reason.strip()})
    if not fresh:
        raise Refused(f"Điều khoản {number} đã ghi không áp dụng. Tải lại trang.")
    record(commune=commune.pk, subject=clause_ref(commune.pk, number), after={"excluded": True, "reason": made.reason})
    return made


@act("management.include_clause", "Áp dụng lại điều khoản", on="commune", allowed=sets)
def include_clause(*, commune: Commune, number: str, actor: Person | None, at: datetime) -> None:
    """The clause applies again."""
    gone, _ = Exclusion.objects.filter(commune=commune, number=number).delete()
    if not gone:
        raise Refused(f"Điều khoản {number} đang áp dụng. Tải lại trang.")
    record(commune=commune.pk, subject=clause_ref(commune.pk, number), before={"excluded": True}, after={"excluded": False})
