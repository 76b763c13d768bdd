"""Validity on the register: two people, states on a day, whom a change touches."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from minhchung.apps.documents import actions
from minhchung.apps.documents.actions.validity import Source
from minhchung.apps.documents.affected import affected_by, affected_of
from minhchung.apps.documents.fields import Fields
from minhchung.apps.documents.models import Document, Relation, ValidityEvent
from minhchung.apps.documents.rules.validity import EventKind, State
from minhchung.apps.documents.validity import state_of
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person
from tests.documents.test_pages import signed_in
from tests.personas import NOW

pytestmark = pytest.mark.django_db
D, TODAY = date(2026, 12, 1), NOW.date()


def law(ward: Commune, code: str, subject: str = "Quy định về một cửa", on: date = date(2024, 5, 6)) -> Document:
    fields = Fields(code=code, type="Nghị định", issued_on=on, issuer="Chính phủ", subject=subject)
    return actions.register_law(commune=ward, fields=fields, actor=None, at=NOW)


def write(document: Document, kind: EventKind, on: date, who: Person, other: Person | None = None, **more: Any) -> ValidityEvent:
    scope, by = more.get("scope", ""), more.get("by")
    source = Source(by_document=by, words="" if by else "Công báo")
    event = actions.enter_validity(document=document, kind=kind, on=on, scope=scope, source=source, actor=who, at=NOW)
    return actions.verify_validity(validity_event=event, actor=other, at=NOW) if other else event


def test_an_event_counts_once_a_second_person_has_verified_it(ward: Commune, officer: Person, standing: Person) -> None:
    document = law(ward, "61/2018/NĐ-CP")
    event = write(document, EventKind.IN_FORCE, date(2018, 6, 21), officer)
    assert state_of(document, TODAY).state == State.UNKNOWN
    with pytest.raises(PermissionDenied):
        actions.verify_validity(validity_event=event, actor=officer, at=NOW)
    actions.verify_validity(validity_event=event, actor=standing, at=NOW)
    assert state_of(document, TODAY).state == State.IN_FORCE
    with pytest.raises(Refused, match="đã được xác minh"):
        actions.verify_validity(validity_event=event, actor=standing, at=NOW)
    actions.withdraw_validity(validity_event=event, reason="Nhầm ngày", actor=officer, at=NOW)
    assert state_of(document, TODAY).state == State.UNKNOWN


def test_an_event_without_a_source_or_said_twice_is_refused(ward: Commune, other_ward: Commune, officer: Person) -> None:
    document, foreign = law(ward, "61/2018/NĐ-CP"), law(other_ward, "99/2026/NĐ-CP")
    with pytest.raises(Refused, match="Chưa có nguồn"):
        actions.enter_validity(document=document, kind=EventKind.IN_FORCE, on=D, source=Source(), actor=officer, at=NOW)
    with pytest.raises(Refused, match="trong sổ của phường"):
        actions.enter_validity(document=document, kind=EventKind.REPLACED, on=D, source=Source(by_document=foreign), actor=officer, at=NOW)
    with pytest.raises(Refused, match="cả văn bản"):
        write(document, EventKind.UNFIT, D, officer, scope="Điều 5")
    write(document, EventKind.IN_FORCE, D, officer)
    with pytest.raises(Refused, match="không ghi lần hai"):
        write(document, EventKind.IN_FORCE, D, officer)


def test_a_relation_proposes_an_event_and_never_enters_one(ward: Commune, officer: Person, standing: Person) -> None:
    old, new = law(ward, "61/2018/NĐ-CP"), law(ward, "118/2025/NĐ-CP")
    actions.relate(document=new, target=old, kind=Relation.Kind.REPLACES, on=D, actor=officer, at=NOW)
    assert not ValidityEvent.objects.exists()
    page = signed_in(officer).get(reverse("documents:detail", args=[old.pk])).content.decode()
    assert "Gợi ý, chưa ghi:" in page
    write(old, EventKind.REPLACED, D, officer, by=new)
    assert "Gợi ý, chưa ghi:" not in signed_in(officer).get(reverse("documents:detail", args=[old.pk])).content.decode()
    assert Relation.objects.filter(source=new, target=old, kind=Relation.Kind.REPLACES).count() == 1


def test_the_page_tells_the_state_on_the_day_that_is_asked_for(ward: Commune, officer: Person, standing: Person) -> None:
    old = law(ward, "61/2018/NĐ-CP")
    write(old, EventKind.IN_FORCE, date(2018, 6, 21), officer, standing)
    write(old, EventKind.REPEALED, D, officer, standing)
    address = reverse("documents:detail", args=[old.pk])
    for day, state in (("30/11/2026", "in_force"), ("1/12/2026", "ended"), ("1/1/2018", "not_yet"), ("chưa biết", "in_force")):
        assert f'data-s="{state}"' in signed_in(officer).get(address, {"ngay": day}).content.decode(), day


def test_the_register_of_laws_is_narrowed_by_state(ward: Commune, officer: Person, standing: Person) -> None:
    kept, gone, bare = law(ward, "1/2020/NĐ-CP", "Một"), law(ward, "2/2020/NĐ-CP", "Hai"), law(ward, "3/2020/NĐ-CP", "Ba")
    write(kept, EventKind.IN_FORCE, date(2020, 1, 1), officer, standing)
    write(gone, EventKind.REPEALED, date(2021, 1, 1), officer, standing)
    for state, wanted in (("in_force", kept), ("ended", gone), ("unknown", bare)):
        found = signed_in(officer).get(reverse("documents:list"), {"so": "luat", "hl": state})
        assert [row.document.pk for row in found.context["rows"]] == [wanted.pk]


def own(ward: Commune, code: str, text: str, *, state: str = "issued", on: date = date(2026, 3, 2), unit: Any = None) -> Document:
    """An own document that cites what its text names."""
    fields = Fields(code=code, issued_on=on, subject="Văn bản của phường", unit=unit)
    made = actions.draft(commune=ward, fields=fields, text=text, actor=None, at=NOW)
    Document.objects.filter(pk=made.pk).update(state=state)
    made.refresh_from_db()
    return made


class Planted:
    """A decree and twelve subjects around it, of which only some are to be found."""

    def __init__(self, ward: Commune, units: Any) -> None:
        self.old, self.new = law(ward, "61/2018/NĐ-CP"), law(ward, "118/2025/NĐ-CP")
        self.kt = units["KT"]
        whole, fifth, part, sixth = (
            f"Căn cứ {words}Nghị định số 61/2018/NĐ-CP của Chính phủ;" for words in ("", "Điều 5 ", "khoản 2 Điều 5 ", "Điều 6 ")
        )
        self.rows = {
            "whole": own(ward, "10/QĐ-UBND", whole, unit=self.kt),
            "fifth": own(ward, "11/QĐ-UBND", fifth),
            "part": own(ward, "12/QC-UBND", part),
            "sixth": own(ward, "13/QĐ-UBND", sixth),
            "draft": own(ward, "QĐ-UBND", whole, state="draft"),
            "plan": own(ward, "14/KH-UBND", whole),
            "old plan": own(ward, "15/KH-UBND", whole, on=date(2025, 3, 2)),
            "letter": own(ward, "16/UBND-KT", whole),
            "withdrawn": own(ward, "17/QĐ-UBND", whole, state="withdrawn"),
            "archived": own(ward, "18/QĐ-UBND", whole),
            "other law": own(ward, "19/QĐ-UBND", "Căn cứ Nghị định số 61/2017/NĐ-CP của Chính phủ;"),
            "doer": own(ward, "20/QĐ-UBND", whole),
        }
        actions.archive(document=self.rows["archived"], reason="Nhập nhầm", actor=None, at=NOW)

    def names(self, refs: Any) -> set[str]:
        keys = {str(row.pk): name for name, row in self.rows.items()}
        return {keys[ref.key] for ref in refs}


def test_a_replaced_decree_touches_exactly_the_live_subjects_that_cite_it(
    ward: Commune, units: Any, officer: Person, standing: Person
) -> None:
    world = Planted(ward, units)
    event = write(world.old, EventKind.REPLACED, D, officer, by=world.new)
    wanted = {"whole", "fifth", "part", "sixth", "draft", "plan", "doer"}
    assert world.names(row.ref for row in affected_by(world.old, event.as_event, day=D)) == wanted
    assert {row.units for row in affected_by(world.old, event.as_event, day=D) if row.ref.key == str(world.rows["whole"].pk)} == {
        frozenset({world.kt.pk})
    }
    next_year = affected_by(world.old, event.as_event, day=date(2027, 1, 4))
    assert world.names(row.ref for row in next_year) == wanted - {"plan"}
    assert not affected_by(world.new, event.as_event, day=D)


def test_a_repealed_article_touches_who_cites_it_and_asks_to_look_at_who_cites_the_whole(
    ward: Commune, units: Any, officer: Person, standing: Person
) -> None:
    world = Planted(ward, units)
    event = write(world.old, EventKind.REPEALED, D, officer, scope="Điều 5", by=world.rows["doer"])
    found = {row.ref: row.to_look for row in affected_by(world.old, event.as_event, day=D)}
    assert world.names(ref for ref, look in found.items() if not look) == {"fifth", "part"}
    assert world.names(ref for ref, look in found.items() if look) == {"whole", "draft", "plan"}


def test_what_was_ended_itself_is_touched_no_more(ward: Commune, units: Any, officer: Person, standing: Person) -> None:
    world = Planted(ward, units)
    event = write(world.old, EventKind.REPLACED, D, officer, standing, by=world.new)
    write(world.rows["whole"], EventKind.REPEALED, D, officer, standing)
    assert "whole" not in world.names(row.ref for row in affected_by(world.old, event.as_event, day=D))
    assert "whole" in world.names(row.ref for row in affected_by(world.old, event.as_event, day=date(2026, 11, 30)))


def test_where_the_whole_has_ended_its_parts_are_not_told_again(ward: Commune, units: Any, officer: Person, standing: Person) -> None:
    world = Planted(ward, units)
    write(world.old, EventKind.REPEALED, date(2026, 6, 1), officer, standing, scope="Điều 5")
    whole = write(world.old, EventKind.REPLACED, D, officer, standing, by=world.new)
    before = {row.event.pk for row in affected_of(ward.code, day=TODAY)}
    assert len(before) == 2
    assert {row.event.pk for row in affected_of(ward.code, day=D)} == {whole.pk}


def test_the_set_is_shown_before_the_event_is_written(ward: Commune, units: Any, officer: Person) -> None:
    world = Planted(ward, units)
    address = reverse("documents:enter_event", args=[world.old.pk])
    sent = {"kind": "replaced", "on": "1/12/2026", "by_document": str(world.new.pk)}
    looked = signed_in(officer).post(address, {**sent, "xem": "1"})
    assert looked.context["impact"].total == 7
    assert not ValidityEvent.objects.exists()
    assert signed_in(officer).post(address, sent).status_code == 302
    assert ValidityEvent.objects.get().by_document == world.new


CSV = """số ký hiệu;loại;ngày ban hành;cơ quan ban hành;trích yếu;sự kiện;từ ngày;phạm vi;do văn bản;nguồn ghi;địa chỉ nguồn;ngày xem nguồn
61/2018/NĐ-CP;Nghị định;23/04/2018;Chính phủ;Một cửa;Có hiệu lực;21/06/2018;;;Điều 37;https://vbpl.vn/x;2026-11-20
61/2018/NĐ-CP;Nghị định;23/04/2018;Chính phủ;Một cửa;Thay thế;2025-07-01;;118/2025/NĐ-CP;;;
118/2025/NĐ-CP;Nghị định;2025-06-09;Chính phủ;Một cửa mới;;;;;;;
không số;;;;;;;;;;;
62/2018/NĐ-CP;;;;;Tan biến;2026-01-01;;;x;;
63/2018/NĐ-CP;;;;;Bãi bỏ;;;;x;;
64/2018/NĐ-CP;;;;;Bãi bỏ;2026-01-01;;;;;
"""


def test_laws_come_in_from_a_file_after_a_dry_run_and_bad_rows_lose_no_good_ones(ward: Commune, officer: Person) -> None:
    client: Client = signed_in(officer)
    sent = client.post(reverse("documents:laws"), {"files": SimpleUploadedFile("luat.csv", CSV.encode("utf-8-sig"))})
    plan = client.get(sent["Location"])
    assert (len(plan.context["rows"].new_laws), len(plan.context["rows"].new_events)) == (2, 2)
    assert [number for number, _ in plan.context["rows"].rejected] == [5, 6, 7, 8]
    assert not Document.objects.filter(direction="law").exists()
    client.post(sent["Location"])
    old = Document.objects.get(commune=ward, number=61)
    assert ValidityEvent.objects.get(document=old, kind="replaced").by_document == Document.objects.get(number=118)
    assert not ValidityEvent.objects.filter(verified_at__isnull=False).exists()
    client.post(sent["Location"])
    assert (Document.objects.filter(direction="law").count(), ValidityEvent.objects.count()) == (2, 2)
    for form in ("", "?dang=json"):
        out = client.get(reverse("documents:laws_export") + form).content
        again = client.post(reverse("documents:laws"), {"files": SimpleUploadedFile("lai.json", out)})
        rows = client.get(again["Location"]).context["rows"]
        assert (len(rows.good), rows.rejected, rows.new_laws, rows.new_events) == (3, [], set(), set())


def test_another_commune_sees_no_event(ward: Commune, officer: Person, other_clerk: Person) -> None:
    event = write(law(ward, "61/2018/NĐ-CP"), EventKind.IN_FORCE, D, officer)
    assert signed_in(other_clerk).get(reverse("documents:event", args=[event.pk])).status_code == 404
    assert Ref("document", str(event.document_id)) not in {row.ref for row in affected_of(other_clerk.commune_id or "", day=D)}


def test_what_a_new_text_says_of_older_ones_is_proposed_and_written_by_two_people_only(
    ward: Commune, officer: Person, standing: Person
) -> None:
    old = law(ward, "61/2018/NĐ-CP")
    fields = Fields(code="118/2025/NĐ-CP", type="Nghị định", issued_on=date(2025, 6, 9), issuer="Chính phủ", subject="Một cửa")
    text = "Nghị định này có hiệu lực từ ngày 01/7/2025 và thay thế Nghị định số 61/2018/NĐ-CP; bãi bỏ Nghị định số 99/2010/NĐ-CP."
    new = actions.register_law(commune=ward, fields=fields, text=text, actor=officer, at=NOW)
    assert not ValidityEvent.objects.exists() and not Relation.objects.exists(), "a reading writes nothing"
    client = signed_in(officer)
    page = client.get(reverse("documents:detail", args=[new.pk])).content.decode()
    address = f"{reverse('documents:enter_event', args=[old.pk])}?kieu=replaced&amp;do={new.pk}"
    assert address in page and "tu=2025-07-01" in page and "chưa xác định được trong sổ" in page
    form = client.get(reverse("documents:enter_event", args=[old.pk]), {"kieu": "replaced", "do": new.pk, "tu": "2025-07-01", "trich": "x"})
    assert "01/07/2025" in form.content.decode()
    event = write(old, EventKind.REPLACED, date(2025, 7, 1), officer, by=new)
    assert Relation.objects.get().kind == Relation.Kind.REPLACES and state_of(old, TODAY).state == State.UNKNOWN
    assert address not in client.get(reverse("documents:detail", args=[new.pk])).content.decode(), "written once, proposed no more"
    actions.verify_validity(validity_event=event, actor=standing, at=NOW)
    assert state_of(old, TODAY).state == State.ENDED
