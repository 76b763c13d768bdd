"""People and their accounts."""

import secrets
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.guarding import (
    NATION,
    locked,
    needed,
    put_person,
    ref,
    require_an_admin_left,
    require_colleague,
    tidy,
)
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.organisations.rights import administers, is_self
from minhchung.apps.organisations.told import changed, told

_SYLLABLES = ("ba", "be", "bo", "ca", "co", "da", "de", "do", "ga", "go", "ha", "he", "ho", "la", "le", "lo", "ma", "me", "mo", "na",
              "ne", "no", "ra", "re", "ro", "sa", "se", "so", "ta", "te", "to", "va", "ve", "vo", "xa", "xe", "xo")  # fmt: skip
"""A one-time password is read over the telephone: syllables and digits, nothing that looks alike."""
TOLD = ("full_name", "email", "phone")


@act("organisations.add_person", "Thêm người dùng", on="commune", allowed=administers)
def add_person(
    *, commune: Commune, username: str, full_name: str, email: str = "", phone: str = "", actor: Person | None, at: datetime
) -> Person:
    """Somebody who works here, without a password yet (`issue_password`) and without a role (`grant_role`)."""
    commune = locked(commune.pk)
    person = Person(
        commune=commune,
        username=tidy(username).lower(),
        full_name=needed("full_name", full_name, "Ghi họ và tên."),
        email=email.strip(),
        phone=tidy(phone),
    )
    person.set_unusable_password()
    person.full_clean()
    person.save()
    put_person(person)
    record(commune=commune.pk, subject=ref(person), after=told(person, "username", *TOLD))
    return person


@act("organisations.edit_person", "Sửa thông tin người dùng", on="person", allowed=administers)
def edit_person(*, person: Person, full_name: str, email: str, phone: str, actor: Person | None, at: datetime) -> Person:
    """Name and ways to reach the person. The sign-in name stays for good: the history knows the person by it."""
    commune = locked(person.commune_id)
    person = Person.objects.get(pk=person.pk)
    before = told(person, *TOLD)
    person.full_name = needed("full_name", full_name, "Ghi họ và tên.")
    person.email, person.phone = email.strip(), tidy(phone)
    person.full_clean(exclude=["password"])
    person.save(update_fields=list(TOLD))
    put_person(person)
    old, new = changed(before, told(person, *TOLD))
    record(commune=commune.pk, subject=ref(person), before=old, after=new)
    return person


@act("organisations.deactivate_person", "Cho nghỉ, khóa tài khoản", on="person", allowed=administers)
def deactivate_person(*, person: Person, reason: str, actor: Person | None, at: datetime) -> Person:
    """The person can no longer sign in nor be chosen. Work held passes by a handover. The last administrator stays."""
    commune = locked(person.commune_id)
    reason = needed("reason", reason, "Ghi lý do, ví dụ chuyển công tác từ ngày nào.")
    own = person.grants.filter(role=Role.ADMIN).values_list("pk", flat=True)
    if own:
        require_an_admin_left(commune, since=at.date(), without=list(own))
    if Person.objects.filter(pk=person.pk, is_active=True).update(is_active=False) != 1:
        raise Refused(f"{person.full_name} đã được cho nghỉ trước đó. Tải lại trang để xem.")
    person.is_active = False
    record(commune=commune.pk, subject=ref(person), before={"is_active": True}, after={"is_active": False}, note=reason)
    return person


@act("organisations.reactivate_person", "Mở lại tài khoản", on="person", allowed=administers)
def reactivate_person(*, person: Person, actor: Person | None, at: datetime) -> Person:
    """The person works here again, with the roles still held; the old password holds."""
    commune = locked(person.commune_id)
    if Person.objects.filter(pk=person.pk, is_active=False).update(is_active=True) != 1:
        raise Refused(f"{person.full_name} đang làm việc, không cần mở lại.")
    person.is_active = True
    record(commune=commune.pk, subject=ref(person), before={"is_active": False}, after={"is_active": True})
    return person


@act("organisations.issue_password", "Cấp mật khẩu dùng một lần", on="person", allowed=administers)
def issue_password(*, person: Person, actor: Person | None, at: datetime) -> str:
    """A one-time password, returned once and kept nowhere. Whoever signs in with it must choose another first.

    Every session of the person ends.
    """
    commune = locked(person.commune_id)
    person = Person.objects.get(pk=person.pk)
    require_colleague(person, commune)
    password = "-".join("".join(secrets.choice(_SYLLABLES) for _ in range(2)) for _ in range(3)) + f"-{secrets.randbelow(9000) + 1000}"
    person.set_password(password)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    record(commune=commune.pk, subject=ref(person), after={"must_change_password": True})
    return password


@act("organisations.choose_password", "Đặt mật khẩu của mình", on="person", allowed=is_self)
def choose_password(*, person: Person, password: str, actor: Person | None, at: datetime) -> Person:
    """One's own new password (ValidationError by the rules of the site; the one-time password is not taken again)."""
    if person.check_password(password):
        raise ValidationError({"password": "Mật khẩu mới giống mật khẩu cũ. Chọn mật khẩu khác."})
    validate_password(password, person)
    person.set_password(password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    record(commune=person.commune_id or NATION, subject=ref(person), note="Tự đặt mật khẩu.")
    return person
