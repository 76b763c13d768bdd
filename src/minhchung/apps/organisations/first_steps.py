"""The first set-up of a commune on a machine: the national list, the commune in use, its first administrator."""

from collections.abc import Iterator
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from minhchung.apps.ground.acts import Refused
from minhchung.apps.organisations import actions
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.organisations.national_list import read_commune_list


def begin(*, commune: str, username: str, full_name: str, at: datetime) -> Iterator[str]:
    """Does what is still to do and yields lines for the terminal; the one-time password is in the last one.

    Raises Refused for an unknown commune code or a sign-in name that cannot be used.
    """
    loaded = actions.load_communes(listing=read_commune_list(), actor=None, at=at)
    yield f"Danh mục: {loaded.provinces} tỉnh, thành phố; {loaded.communes} phường, xã, đặc khu."
    found = Commune.objects.select_related("province").filter(pk=commune).first()
    if found is None:
        raise Refused(f"Danh mục không có mã {commune}. Tra mã 5 số của phường, xã rồi chạy lại, ví dụ --commune 00004.")
    if not found.in_use:
        actions.put_in_use(commune=found, units=(), since=localdate(at), actor=None, at=at)
        yield f"Bắt đầu dùng ở {found.name}, {found.province.name}."
    try:
        person = actions.add_person(commune=found, username=username, full_name=full_name, actor=None, at=at)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    actions.grant_role(person=person, role=Role.ADMIN, unit=None, valid_from=localdate(at), valid_to=None, actor=None, at=at)
    password = actions.issue_password(person=Person.objects.get(pk=person.pk), actor=None, at=at)
    yield f"Quản trị {full_name}: đăng nhập bằng {username}, mật khẩu dùng một lần {password}"
