"""The story in the browser: a procedure of the catalogue → ISO procedure → approved DOCX; the editor; Word; lists."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document as Written

from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.quality import actions
from minhchung.apps.quality.models import ControlledDocument, Declaration, Version
from minhchung.apps.quality.rules import life
from minhchung.apps.quality.soundness import changed_versions
from tests.personas import NOW
from tests.quality.conftest import FULL, TODAY, Through, say, write

pytestmark = pytest.mark.django_db
At = Callable[[Person], Client]


def act(client: Client, version: Version, slug: str, data: dict[str, Any] | None = None) -> None:
    """A press or a form on the version; it must be done."""
    answer = client.post(reverse("quality:act_version", args=[version.pk, slug]), data or {})
    assert answer.status_code == 302, answer.content.decode()[:3000]


def texts(content: bytes) -> str:
    """Every text of a DOCX, tables and page headers too."""
    written = Written(io.BytesIO(content))
    parts = [written.element.body, *(section.header._element for section in written.sections)]
    return "\n".join(node.text or "" for part in parts for node in part.iter() if node.tag.endswith(("}t", "}instrText")))


def test_a_procedure_of_the_catalogue_becomes_an_approved_docx_in_the_browser(
    ward: Commune, birth: Procedure, standing: Person, head: Person, leader: Person, at: At
) -> None:
    client = at(standing)
    assert "1 thủ tục chưa có quy trình" in client.get(reverse("quality:generate")).content.decode()
    client.post(reverse("quality:generate"), {"thu-tuc": [birth.pk], "cach": "rieng"})
    version = Version.objects.get()
    act(client, version, "trinh")
    act(at(head), version, "soat-xet")
    act(at(leader), version, "phe-duyet", {"effective_on": "20/11/2026"})
    version.refresh_from_db()
    assert version.state == life.IN_FORCE
    page = at(leader).get(reverse("quality:version", args=[version.pk])).content.decode()
    assert "BẢN THẢO" not in page
    docx = at(leader).get(reverse("quality:docx", args=[version.pk]))
    said = texts(docx.content)
    for words in ("Mã hiệu: QT-01", "Soát xét", "Lê Thùy Dương", "5.1. Cơ sở pháp lý", "123/2015/NĐ-CP", "05 giờ làm việc", "NUMPAGES"):
        assert words in said, words


def test_procedures_without_a_unit_want_one_chosen_and_nothing_is_made_before(
    ward: Commune, standing: Person, at: At, units: dict[str, Unit]
) -> None:
    bare = say(ward, "2.000635", {"name": "Cấp bản sao trích lục"})
    address = reverse("quality:generate")
    refused = at(standing).post(address, {"thu-tuc": [bare.pk], "cach": "rieng"})
    assert refused.status_code == 422
    assert "chưa rõ đơn vị phụ trách" in refused.content.decode()
    assert not ControlledDocument.objects.exists()
    assert at(standing).post(address, {"thu-tuc": [bare.pk], "cach": "rieng", "don-vi": units["VP"].pk}).status_code == 302


def sent(version: Version, **more: str) -> dict[str, str]:
    """The editor's form as it stands for a version of two steps, with what is changed."""
    content = version.content
    fields = {f"steps.{n}.{name}": getattr(row, name) for n, row in enumerate(content.steps) for name in ("name", "who", "time", "result")}
    shown = {f"{table}.shown": "1" for table in ("steps", "forms", "records")}
    texts = {name: getattr(content, name) for name in ("purpose", "scope", "references", "terms", "body")}
    return {"seen": version.fingerprint(), "title": version.title, **texts, **shown, **fields, **more}


def test_rows_are_added_and_moved_in_the_form_and_kept_when_saved(draft: Version, head: Person, at: At) -> None:
    address = reverse("quality:edit", args=[draft.pk])
    page = at(head).post(address, sent(draft, do="xuong:steps:0")).content.decode()
    assert page.index(">Ký<") < page.index(">Soạn<")
    assert 'value="xuong:steps:1" aria-label="Chuyển bước 2 xuống" title="Xuống" autofocus' in page, "the keyboard stays where it pressed"
    draft.refresh_from_db()
    assert draft.content.steps[0].name == "Soạn", "a press keeps nothing"
    page = at(head).post(address, sent(draft, do="them:steps")).content.decode()
    assert "Bước 3" in page
    saved = at(head).post(address, sent(draft, **{"steps.2.name": "Vào sổ", "steps.3.name": ""}))
    assert saved.status_code == 302
    draft.refresh_from_db()
    assert [row.name for row in draft.content.steps] == ["Soạn", "Ký", "Vào sổ"]
    assert draft.content.basis == FULL.basis, "a part that the form did not show stays"


def test_a_doubt_stays_until_somebody_says_that_it_is_clear(
    ward: Commune, marriage: Procedure, units: dict[str, Unit], standing: Person, at: At
) -> None:
    version = actions.generate(commune=ward, procedures=[marriage], owner=units["VP"], actor=standing, at=NOW)
    address = reverse("quality:edit", args=[version.pk])
    limit = {"limit": "03 ngày làm việc", "seen": version.fingerprint(), "title": version.title}
    at(standing).post(address, limit)
    version.refresh_from_db()
    assert version.content.limit.doubt
    at(standing).post(address, {**limit, "limit.clear": "1", "seen": version.fingerprint()})
    version.refresh_from_db()
    assert (version.content.limit.text, version.content.limit.doubt) == ("03 ngày làm việc", "")


def test_a_word_file_becomes_a_draft_and_what_it_lacks_is_named(
    document: ControlledDocument, head: Person, at: At, data_folder: Any
) -> None:
    written = Written()
    for line in ("1. Mục đích", "Quy định cách soạn thảo.", "2. Phạm vi", "Mọi đơn vị."):
        written.add_paragraph(line)
    out = io.BytesIO()
    written.save(out)
    address = reverse("quality:take_word", args=[document.pk])
    assert at(head).post(address).status_code == 422
    answer = at(head).post(address, {"file": SimpleUploadedFile("quy-trinh.docx", out.getvalue())}, follow=True)
    page = answer.content.decode()
    assert "Không thấy trong tệp Word:" in page
    assert "7. Hồ sơ cần lưu" in page
    assert Version.objects.get().content.scope == "Mọi đơn vị."


def test_a_version_that_is_over_says_so_on_the_page_and_in_the_docx(draft: Version, through: Through, head: Person, at: At) -> None:
    first = through(draft)
    through(actions.draft_version(document=first.document, reason="Đổi mẫu", actor=head, at=NOW))
    page = at(head).get(reverse("quality:version", args=[first.pk])).content.decode()
    assert "Thay bằng bản 01.01" in page
    docx = at(head).get(reverse("quality:docx", args=[first.pk])).content
    headers = [section.header._element.xml for section in Written(io.BytesIO(docx)).sections]
    assert all('string="HẾT HIỆU LỰC"' in header for header in headers)


def test_the_lists_find_without_accents_and_by_state(draft: Version, through: Through, head: Person, at: At) -> None:
    through(draft)
    address, client = reverse("quality:documents"), at(head)
    for asked, there in (
        ({"q": "soan thao"}, True),
        ({"q": "khai sinh"}, False),
        ({"trang-thai": "due"}, False),
        ({"trang-thai": "unread"}, True),
    ):
        assert ("QT-NB-01</td>" in client.get(address, asked).content.decode()) is there, asked
    master = client.get(reverse("quality:master")).content.decode()
    assert "30/2020/NĐ-CP" in master
    assert client.get(reverse("quality:master_xlsx")).content[:2] == b"PK"


def test_the_overview_tells_each_person_what_waits_for_them(draft: Version, head: Person, standing: Person, leader: Person, at: At) -> None:
    actions.submit(version=draft, actor=head, at=NOW)
    address = reverse("quality:overview")
    assert "Chờ tôi soát xét" in at(standing).get(address).content.decode()
    assert "Chờ tôi soát xét" not in at(head).get(address).content.decode()
    actions.endorse(version=draft, actor=standing, at=NOW)
    actions.approve(version=draft, effective_on=TODAY, actor=leader, at=NOW)
    assert "Tôi chưa đọc" in at(head).get(address).content.decode()
    at(head).post(reverse("quality:act_version", args=[draft.pk, "da-doc"]))
    assert "Tôi chưa đọc" not in at(head).get(address).content.decode()


def test_another_ward_sees_nothing(draft: Version, other_clerk: Person, at: At) -> None:
    for name, pk in (("document", draft.document_id), ("version", draft.pk), ("docx", draft.pk), ("edit", draft.pk), ("compare", draft.pk)):
        assert at(other_clerk).get(reverse(f"quality:{name}", args=[pk])).status_code == 404


def test_the_declaration_is_drawn_up_in_the_browser(ward: Commune, birth: Procedure, standing: Person, at: At) -> None:
    form = at(standing).get(reverse("quality:declare")).content.decode()
    assert "Ủy ban nhân dân phường Vân Khê" in form
    at(standing).post(reverse("quality:declare"), {"standard": "TCVN ISO 9001:2015", "scope": "Giải quyết TTHC"})
    made = Declaration.objects.get()
    docx = at(standing).get(reverse("quality:declaration_docx", args=[made.pk]))
    assert "1.001193" in texts(docx.content)


def test_doctor_finds_an_approved_version_that_was_changed_behind_its_back(draft: Version, through: Through) -> None:
    done = through(draft)
    assert changed_versions() == []
    Version.objects.filter(pk=done.pk).update(said={**done.said, "purpose": "Khác"})
    assert changed_versions() == ["Phường 98001: QT-NB-01 bản 01.00 không còn đúng nội dung đã phê duyệt"]


def test_a_page_of_documents_costs_no_query_each(
    ward: Commune, units: dict[str, Unit], standing: Person, head: Person, at: At, django_assert_max_num_queries: Any
) -> None:
    def more(count: int) -> None:
        for _ in range(count):
            made = actions.add_document(commune=ward, kind="internal", title="Tài liệu", owner=units["VH-XH"], actor=standing, at=NOW)
            write(actions.draft_version(document=made, actor=head, at=NOW), FULL, actor=head)

    more(2)
    client, address = at(head), reverse("quality:documents")
    client.get(address)
    with django_assert_max_num_queries(60) as few:
        client.get(address)
    more(6)
    with django_assert_max_num_queries(len(few)):
        client.get(address)


def test_the_bare_procedures_are_narrowed_and_a_tick_survives_a_refusal(
    ward: Commune, birth: Procedure, marriage: Procedure, units: dict[str, Unit], standing: Person, at: At
) -> None:
    client, address = at(standing), reverse("quality:generate")
    assert client.get(address, {"q": "khai sinh"}).context["rows"] == [birth]
    assert client.get(address, {"don-vi": units["KT"].pk}).context["rows"] == []
    refused = client.post(address, {"thu-tuc": [marriage.pk], "cach": "nhom"})
    assert refused.status_code == 422
    assert refused.context["rows"] == [marriage, birth]
    assert f'id="tt-{marriage.pk}" checked' in refused.content.decode()
