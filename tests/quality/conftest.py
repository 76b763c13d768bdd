"""Procedures of a small catalogue, and a document with a version in force."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.procedures.models import Line, Procedure, Source, Workflow
from minhchung.apps.quality import actions
from minhchung.apps.quality.models import ControlledDocument, Version
from minhchung.apps.quality.rules.content import Basis, Content, Said, Step
from tests.dossiers.conftest import data_folder
from tests.personas import NOW

__all__ = ["data_folder"]
TODAY = NOW.date()
BIRTH: dict[str, Any] = {
    "name": "Đăng ký khai sinh",
    "field": "Hộ tịch",
    "subjects": "Công dân Việt Nam",
    "ways": [
        {"kind": "direct", "limit": {"value": "1", "unit": "working_days"}, "fee": {"amount": 0}},
        {"kind": "online", "limit": {"value": "1", "unit": "working_days"}, "fee": {"amount": 0}},
    ],
    "components": [
        {"name": "Tờ khai đăng ký khai sinh", "form": "Mẫu 01", "originals": 1, "copies": 0},
        {"name": "Giấy chứng sinh", "originals": 1, "copies": 0},
    ],
    "sets": "01 bộ",
    "result": "Giấy khai sinh",
    "basis": [{"title": "Luật Hộ tịch", "symbol": "60/2014/QH13"}, {"title": "Nghị định về hộ tịch", "symbol": "123/2015/NĐ-CP"}],
    "received_at": "Trung tâm Phục vụ hành chính công",
}
MARRIAGE: dict[str, Any] = {
    "name": "Đăng ký kết hôn",
    "ways": [{"kind": "direct", "limit": {"value": "3", "raw": "03 ngày", "doubt": "nguồn không ghi ngày làm việc hay ngày"}, "fee": {}}],
    "basis": [{"title": "Luật Hộ tịch", "symbol": "60/2014/QH13"}],
}
STEPS = [
    {"name": "Tiếp nhận, kiểm tra hồ sơ", "unit": None, "post": "Cán bộ Một cửa", "hours": "1", "result": "Giấy tiếp nhận"},
    {"name": "Thẩm định", "unit": None, "post": "Công chức tư pháp - hộ tịch", "hours": "5", "result": "Dự thảo kết quả"},
    {"name": "Ký duyệt, trả kết quả", "unit": None, "post": "Lãnh đạo UBND", "hours": "2", "result": "Giấy khai sinh"},
]


def say(
    ward: Commune, code: str, said: dict[str, Any], *, unit: Unit | None = None, kind: str = "new", on: date = date(2026, 1, 5)
) -> Procedure:
    """What a source of a day says of a procedure; made when it is not known."""
    source, _ = Source.objects.get_or_create(commune=ward, kind="list", title=f"Danh sách {on}", on=on, defaults={"added_at": NOW})
    named = {"name": said.get("name", code), "unit": unit, "at_centre": True, "added_at": NOW}
    procedure, _ = Procedure.objects.get_or_create(commune=ward, code=code, defaults=named)
    Line.objects.create(source=source, procedure=procedure, kind=kind, on=on, said=said)
    return procedure


@pytest.fixture
def birth(ward: Commune, units: dict[str, Unit]) -> Procedure:
    """A procedure of which everything is known, with its workflow."""
    made = say(ward, "1.001193", BIRTH, unit=units["VP"])
    Workflow.objects.create(procedure=made, on=date(2026, 1, 5), steps=STEPS, at=NOW)
    return made


@pytest.fixture
def marriage(ward: Commune, units: dict[str, Unit]) -> Procedure:
    """A procedure of which the source leaves much open."""
    return say(ward, "1.000894", MARRIAGE, unit=units["VP"])


FULL = Content(
    purpose="Quy định cách soạn thảo văn bản.",
    scope="Áp dụng cho mọi đơn vị.",
    body="Soạn theo Nghị định số 30/2020/NĐ-CP.",
    basis=(Basis(symbol="30/2020/NĐ-CP", title="Nghị định về công tác văn thư"),),
    limit=Said(text="02 ngày làm việc"),
    steps=(Step(name="Soạn", who="Chuyên viên", time="1 ngày"), Step(name="Ký", who="Lãnh đạo", time="1 ngày")),
)


def write(version: Version, content: Content, *, actor: Person | None = None) -> Version:
    """The draft says this from now on."""
    version.refresh_from_db()
    return actions.write(version=version, content=content, title=version.title, seen=version.fingerprint(), actor=actor, at=NOW)


Through = Callable[..., Version]


@pytest.fixture
def through(head: Person, standing: Person, leader: Person) -> Through:
    """Leads a draft through the three hands; by default into force at once."""

    def led(version: Version, *, on: date = TODAY, until: str = "approve") -> Version:
        actions.submit(version=version, actor=head, at=NOW)
        if until != "submit":
            actions.endorse(version=version, actor=standing, at=NOW)
        if until == "approve":
            actions.approve(version=version, effective_on=on, actor=leader, at=NOW)
        return Version.objects.select_related("document__commune").get(pk=version.pk)

    return led


@pytest.fixture
def document(ward: Commune, units: dict[str, Unit], standing: Person) -> ControlledDocument:
    """An internal procedure without a version."""
    return actions.add_document(
        commune=ward, kind="internal", title="Soạn thảo văn bản", owner=units["VH-XH"], actor=standing, at=NOW - timedelta(days=2)
    )


@pytest.fixture
def draft(document: ControlledDocument, head: Person) -> Version:
    """Its first draft, fully written."""
    return write(actions.draft_version(document=document, actor=head, at=NOW), FULL, actor=head)


@pytest.fixture
def at(client: Client) -> Callable[[Person], Client]:
    """A browser in which the person is signed in."""

    def signed_in(person: Person) -> Client:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
