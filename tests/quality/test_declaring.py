"""The declaration of scope, and what says that it no longer fits."""

from datetime import timedelta
from typing import Any

import pytest

from minhchung.apps.documents.models import Document
from minhchung.apps.ground.acts import Refused
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.quality import actions
from minhchung.apps.quality.models import Declaration
from minhchung.apps.quality.queries.scope_changes import change_since
from tests.personas import NOW
from tests.quality.conftest import TODAY, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(ward: Commune) -> Document:
    return Document.objects.create(
        commune=ward, direction="out", state="issued", type="Quyết định", series="QĐ", number=88, symbol="QĐ-UBND", added_at=NOW
    )


@pytest.fixture
def declared(ward: Commune, birth: Procedure, decision: Document, standing: Person) -> Declaration:
    made = actions.declare(commune=ward, standard="TCVN ISO 9001:2015", scope="Giải quyết TTHC", actor=standing, at=NOW)
    return actions.sign_declaration(declaration=made, document=decision, signed_on=TODAY, actor=standing, at=NOW)


def test_the_list_of_procedures_is_kept_as_it_was(declared: Declaration, ward: Commune, birth: Procedure) -> None:
    assert declared.listed == [{"code": "1.001193", "name": "Đăng ký khai sinh"}]
    assert not change_since(declared, TODAY).changed
    say(ward, "2.000635", {"name": "Cấp bản sao trích lục hộ tịch"}, on=TODAY)
    say(ward, birth.code, {}, kind="abolished", on=TODAY)
    found = change_since(declared, TODAY)
    assert [each["code"] for each in found.added] == ["2.000635"]
    assert [each["code"] for each in found.gone] == ["1.001193"]
    declared.refresh_from_db()
    assert len(declared.listed) == 1


def test_what_a_vertical_sector_does_here_is_not_in_the_scope_of_the_ward(declared: Declaration, ward: Commune) -> None:
    residence = say(ward, "1.004222", {"name": "Đăng ký thường trú"}, on=TODAY)
    assert change_since(declared, TODAY).changed
    residence.vertical_sector = True
    residence.save()
    assert not change_since(declared, TODAY).changed


def test_a_renamed_procedure_does_not_change_the_scope(declared: Declaration, ward: Commune, birth: Procedure) -> None:
    say(ward, birth.code, {"name": "Thủ tục đăng ký khai sinh"}, kind="amended", on=TODAY)
    assert not change_since(declared, TODAY).changed


def test_it_is_signed_then_posted_then_sent(declared: Declaration, standing: Person) -> None:
    assert declared.stage == "Đã ký, chưa niêm yết"
    day: dict[str, Any] = {"actor": standing, "at": NOW + timedelta(days=1)}
    with pytest.raises(Refused, match="từ ngày ký"):
        actions.post_declaration(declaration=declared, posted_on=TODAY - timedelta(days=1), posted_at="Bảng tin", **day)
    actions.post_declaration(declaration=declared, posted_on=TODAY, posted_at="Bảng niêm yết tại trụ sở", **day)
    done = actions.send_declaration(declaration=declared, sent_on=TODAY, **day)
    assert done.stage == "Đã niêm yết, đã gửi cơ quan chủ trì"


def test_the_next_one_replaces_it_when_it_is_signed(ward: Commune, declared: Declaration, decision: Document, standing: Person) -> None:
    again = actions.declare(commune=ward, standard="TCVN ISO 9001:2015", scope="Mở rộng", actor=standing, at=NOW)
    with pytest.raises(Refused, match="Đang có"):
        actions.declare(commune=ward, standard="TCVN ISO 9001:2015", scope="Nữa", actor=standing, at=NOW)
    declared.refresh_from_db()
    assert declared.replaced_on is None
    actions.sign_declaration(declaration=again, document=decision, signed_on=TODAY, actor=standing, at=NOW)
    declared.refresh_from_db()
    assert (declared.stage, again.number) == ("Đã thay thế", 2)


def test_a_signed_one_is_not_edited_and_a_draft_takes_the_list_of_today(ward: Commune, birth: Procedure, standing: Person) -> None:
    draft = actions.declare(commune=ward, standard="TCVN ISO 9001:2015", scope="Giải quyết TTHC", actor=standing, at=NOW)
    say(ward, "2.000635", {"name": "Cấp bản sao trích lục hộ tịch"}, on=TODAY)
    edited = actions.edit_declaration(declaration=draft, standard=draft.standard, scope=draft.scope, actor=standing, at=NOW)
    assert len(edited.listed) == 2


def test_without_procedures_there_is_nothing_to_declare(ward: Commune, standing: Person) -> None:
    with pytest.raises(Refused, match="chưa có thủ tục"):
        actions.declare(commune=ward, standard="TCVN ISO 9001:2015", scope="x", actor=standing, at=NOW)
