"""Whatever is typed into a form: never a server error, and nothing longer than its column (SQLite would take it, PostgreSQL would not)."""

from typing import Any

import pytest
from django.apps import apps
from django.db.models import CharField, Model, QuerySet, TextField
from django.db.models.functions import Length
from django.test import Client

from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Proposal
from minhchung.apps.documents import actions as documents
from minhchung.apps.ground import history
from minhchung.reading import read_text, to_json
from tests.guards.world import DIRECTIVE, World
from tests.personas import NOW

pytestmark = pytest.mark.django_db
DAYS = ("0001-01-01", "9999-12-31", "2099-06-30", "1900-01-01", "2026-02-31", "31/02/2026", "20261120", "²0²6-11-20", "hôm nay", "")
LONG = "rất dài " * 2000
TEXTS = (
    LONG,
    "có \x00 ở giữa",
    "\u202eđảo ngược",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
)
KEPT_TEXT = (CharField, TextField)


def _too_long() -> list[tuple[str, str, int]]:
    """Columns that hold more than they are declared to."""
    found = []
    for model in apps.get_models():
        for field in model._meta.get_fields():
            limit = getattr(field, "max_length", None)
            if isinstance(field, KEPT_TEXT) and limit and field.concrete:
                rows = model._default_manager.annotate(_n=Length(field.name)).filter(_n__gt=limit)
                found += [(model._meta.label, field.name, n) for n in rows.values_list("_n", flat=True)]
    return found


def _with_nul() -> list[tuple[str, str]]:
    """Columns that hold the character PostgreSQL cannot keep. SQLite's LIKE stops at it, so the rows are looked at here."""
    return [
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, KEPT_TEXT) and field.concrete and any("\x00" in str(value) for value in _values(model, field.name))
    ]


def _values(model: type[Model], name: str) -> QuerySet[Any]:
    return model._default_manager.order_by().values_list(name, flat=True)


DATED: dict[str, tuple[str, dict[str, str], str]] = {
    "more days": ("/viec/ky/{occurrence}/gia-han/", {"reason": "Chờ số liệu"}, "due_on"),
    "done": ("/viec/ky/{occurrence}/hoan-thanh/", {}, "done_on"),
    "work by hand": ("/viec/them/", {"title": "Việc", "lead": "{unit}", "deadline_kind": "date"}, "deadline_on"),
    "work by hand, before": ("/viec/them/", {"title": "Việc", "lead": "{unit}", "deadline_kind": "date", "before": "on"}, "deadline_on"),
    "recurring until": (
        "/viec/them/",
        {"title": "Việc", "lead": "{unit}", "deadline_kind": "recurring", "recurrence": "weekly"},
        "recurs_until",
    ),
    "a period": ("/viec/them/", {"title": "Việc", "lead": "{unit}", "deadline_kind": "period"}, "deadline_period"),
    "a clause": ("/van-ban/y/{clause}/sua/", {"y-title": "Việc", "y-lead": "{unit}", "y-deadline_kind": "date"}, "y-deadline_on"),
    "a clause, before": (
        "/van-ban/y/{clause}/sua/",
        {"y-title": "Việc", "y-lead": "{unit}", "y-deadline_kind": "date", "y-before": "on"},
        "y-deadline_on",
    ),
    "a clause's period": (
        "/van-ban/y/{clause}/sua/",
        {"y-title": "Việc", "y-lead": "{unit}", "y-deadline_kind": "period"},
        "y-deadline_period",
    ),
    "a clause's rhythm": (
        "/van-ban/y/{clause}/sua/",
        {"y-title": "Việc", "y-lead": "{unit}", "y-deadline_kind": "recurring", "y-recurrence": "quarterly"},
        "y-recurring_day",
    ),
    "a document": ("/van-ban/them/?so=den", {"code": "9/UBND"}, "issued_on"),
    "its arrival": ("/van-ban/them/?so=den", {"code": "9/UBND"}, "arrived_on"),
    "its answer": ("/van-ban/{document}/tra-loi/", {"wanted": "on"}, "due_on"),
    "a relation": ("/van-ban/{outgoing}/quan-he/", {"kind": "answers", "target": "{document}"}, "on"),
    "a name": ("/thiet-lap/don-vi/{unit}/doi-ten/", {"name": "Phòng Văn hóa"}, "on"),
    "an end": ("/thiet-lap/don-vi/{unit}/thoi/", {"reason": "Sáp nhập"}, "last_day"),
    "a role": ("/thiet-lap/nguoi-dung/{person}/vai-tro/", {"role": "inspector"}, "valid_from"),
    "a post": ("/thiet-lap/nguoi-dung/{person}/chuc-danh/", {"unit": "{unit}", "post": "Phó", "kind": "regular"}, "valid_from"),
    "a body": ("/thiet-lap/ban-to/them/", {"name": "Tổ công tác"}, "valid_from"),
    "a handover": ("/thiet-lap/ban-giao/", {"from_unit": "{unit}", "to_unit": "{other}", "giao": "1"}, "on"),
}


def _keys(world: World) -> dict[str, Any]:
    keys = {name: thing.pk for name, thing in world.things.items() if hasattr(thing, "pk")}
    return {**keys, "other": world.units["KT"].pk}


@pytest.fixture
def clause(world: World) -> Proposal:
    """A clause nobody has looked at."""
    document = documents.register_incoming(commune=world.ward, text=DIRECTIVE, actor=None, at=NOW)
    assignments.propose(document=document, reading=to_json(read_text(DIRECTIVE)), text=document.text, actor=None, at=NOW)
    return Proposal.objects.filter(document=document).earliest("order")


@pytest.mark.parametrize("form", DATED)
def test_no_day_breaks_a_form(form: str, everything: Client, world: World, clause: Proposal) -> None:
    address, fields, name = DATED[form]
    keys = {**_keys(world), "clause": clause.pk}
    given = {each: value.format(**keys) for each, value in fields.items()}
    days = (*DAYS, "2026-13", "9999-12", "0000-01", "2026-Q9", "0001", "²", "99", "Q9-99")
    broken = [day for day in days if everything.post(address.format(**keys), {**given, name: day}).status_code >= 500]
    assert broken == []
    for page in ("/so/", f"/van-ban/{clause.document_id}/doc/"):
        assert everything.get(page).status_code == 200, "what was saved can be shown"
    assert history.verify(world.ward.code) is None


WRITTEN: dict[str, tuple[str, dict[str, str], str]] = {
    "a clause dropped": ("/van-ban/y/{clause}/bo/", {}, "khac"),
    "progress": ("/viec/ky/{occurrence}/o-tien-do/", {"expected": ""}, "progress"),
    "a product": ("/viec/ky/{occurrence}/san-pham/", {"quantity": "1"}, "title"),
    "a word": ("/viec/{assignment}/y-kien/", {}, "text"),
    "urging": ("/viec/ky/{occurrence}/don-doc/", {}, "text"),
    "urging several": ("/so/nhieu/", {"dong": "{occurrence}"}, "noi-dung"),
    "keeping work away": ("/viec/{assignment}/luu/", {}, "reason"),
    "evidence judged": ("/minh-chung/{claim}/kiem-tra/", {"ket_qua": "chua", "seen": "wait"}, "reason"),
    "evidence withdrawn": ("/minh-chung/{claim}/rut/", {}, "reason"),
    "a document put away": ("/van-ban/{document}/ra-so/", {}, "reason"),
    "a document sent back": ("/van-ban/{outgoing}/buoc/tra-lai/", {}, "reason"),
    "a document's subject": ("/van-ban/{document}/sua/", {"code": "77/TB-UBND"}, "subject"),
    "a document's number": ("/van-ban/them/?so=den", {}, "code"),
    "pasted text": ("/van-ban/dan/", {}, "text"),
    "a criterion put away": ("/bo-chi-so/{criterion}/luu-tru/", {}, "reason"),
    "a criterion": ("/bo-chi-so/them/", {"year": "2026", "code": "9.9", "points": "1", "evidence": "Báo cáo"}, "title"),
    "points": ("/bo-chi-so/them/", {"year": "2026", "code": "9.9", "title": "Tiêu chí", "evidence": "Báo cáo"}, "points"),
    "another name": ("/thiet-lap/don-vi/{unit}/ten-goi/", {}, "text"),
    "a short name": ("/thiet-lap/don-vi/{unit}/sua/", {"order": "1"}, "short"),
    "a unit's end": ("/thiet-lap/don-vi/{unit}/thoi/", {"last_day": "2026-12-31"}, "reason"),
    "a person": ("/thiet-lap/nguoi-dung/them/", {"username": "nguoimoi"}, "full_name"),
    "leaving": ("/thiet-lap/nguoi-dung/{person}/nghi/", {}, "reason"),
    "a group": ("/thiet-lap/nhom/them/", {"name": "Khối", "every": "on"}, "wordings"),
    "a search": ("/tim/", {}, "q"),
    "a column profile": ("/van-ban/nhap-so/{sheet}/", {"so": "den", "c2": "code", "c5": "subject"}, "ten"),
}


@pytest.mark.parametrize("form", WRITTEN)
def test_no_text_breaks_a_form_or_overflows_its_column(form: str, everything: Client, world: World, clause: Proposal) -> None:
    address, fields, name = WRITTEN[form]
    keys = {**_keys(world), "clause": clause.pk}
    given = {each: value.format(**keys) for each, value in fields.items()}
    statuses = [everything.post(address.format(**keys), {**given, name: text}).status_code for text in TEXTS]
    assert max(statuses) < 500, statuses
    assert _too_long() == []
    assert _with_nul() == []
    assert history.verify(world.ward.code) is None
