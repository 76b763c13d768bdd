"""Units, people, bodies, handovers and communes as subjects: seen by their own ward only."""

import pytest

from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import KINDS, dangling, describe
from minhchung.apps.organisations.models import Body, Commune, Handover, Person, Unit
from tests.personas import NOW

pytestmark = pytest.mark.django_db


def test_a_subject_has_title_and_address_for_its_own_ward_and_none_for_another(
    ward: Commune, units: dict[str, Unit], admin: Person, reader: Person, other_clerk: Person, appraiser: Person
) -> None:
    body = Body.objects.create(commune=ward, name="Tổ công tác", valid_from=NOW.date())
    handover = Handover.objects.create(commune=ward, from_unit=units["KT"], to_unit=units["VP"], on=NOW.date())
    refs = {
        Ref("unit", str(units["KT"].pk)): "Phòng Kinh tế",
        Ref("person", str(admin.pk)): "Vũ Đình Khải",
        Ref("body", str(body.pk)): "Tổ công tác",
        Ref("handover", str(handover.pk)): "Phòng Kinh tế → Văn phòng HĐND và UBND",
        Ref("commune", ward.pk): "Phường Vân Khê",
    }
    seen = describe(reader, [*refs, Ref("unit", "0"), Ref("unit", "khác"), Ref("commune", "98002")])
    assert {ref: described.title for ref, described in seen.items()} == refs
    assert all(described.url.startswith("/thiet-lap/") for described in seen.values())
    assert describe(other_clerk, refs) == {}
    assert describe(appraiser, refs) == {}


def test_the_kinds_of_this_app_are_registered_and_nothing_dangles(ward: Commune) -> None:
    assert {"unit", "person", "body", "handover", "commune"} <= set(KINDS)
    assert dangling() == []
