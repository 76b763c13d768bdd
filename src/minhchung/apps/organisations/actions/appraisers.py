"""The appraiser of a province: somebody of no commune, who reads what its communes score themselves."""

from datetime import date, datetime

from minhchung.apps.ground.acts import act, record
from minhchung.apps.organisations.guarding import NATION, needed, ref, tidy
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Person, Province, RoleGrant
from minhchung.apps.organisations.rights import never
from minhchung.apps.organisations.told import told


@act("organisations.add_appraiser", "Thêm người thẩm định của tỉnh, thành phố", on="province", allowed=never)
def add_appraiser(*, province: Province, username: str, full_name: str, valid_from: date, actor: None, at: datetime) -> Person:
    """A person with the role, without a password yet. Whoever runs the site does this; no ward appoints its own appraiser."""
    person = Person(username=tidy(username).lower(), full_name=needed("full_name", full_name, "Ghi họ và tên."))
    person.set_unusable_password()
    person.full_clean()
    person.save()
    RoleGrant.objects.create(person=person, role=Role.APPRAISER, province=province, valid_from=valid_from)
    after = {**told(person, "username", "full_name"), "role": Role.APPRAISER.value, "province": province.name, "valid_from": valid_from}
    record(commune=NATION, subject=ref(person), after=after)
    return person
