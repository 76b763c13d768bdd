"""A look at a file inside a page."""

import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from minhchung.apps.files.actions import store
from minhchung.apps.files.models import Blob, StoredFile
from minhchung.apps.files.previewing import clean_html, drawn, preview_of
from minhchung.apps.files.receiving import receive
from minhchung.apps.organisations.models import Commune, Person
from tests.evidence.papers import letter, pdf, people, sheet, word
from tests.files.samples import docx_of, png, xlsx_of
from tests.guards.test_rights import signed_in
from tests.personas import NOW

pytestmark = pytest.mark.django_db


def tiff() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("white", "black")]
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    return out.getvalue()


@pytest.fixture
def kept(ward: Commune, officer: Person):
    def keep(name: str, data: bytes) -> StoredFile:
        return store(commune=ward, received=receive(ContentFile(data, name=name)), actor=officer, at=NOW)

    return keep


def test_pages_are_drawn_and_no_more_than_there_are(kept, officer: Person) -> None:
    file = kept("kh.pdf", pdf(letter()))
    assert list(preview_of(file).pages) == [1]
    client = signed_in(officer)
    answer = client.get(f"/tep/{file.pk}/trang/1/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert Image.open(io.BytesIO(answer.content)).width == 1100
    assert [client.get(f"/tep/{file.pk}/trang/{n}/").status_code for n in (0, 2, 31, 10**17)] == [404] * 4
    assert f'src="/tep/{file.pk}/trang/1/"' in client.get(f"/tep/{file.pk}/xem/", headers={"HX-Request": "true"}).content.decode()


def test_a_scan_of_two_pages_and_a_picture_are_shown(kept) -> None:
    scan = kept("quet.tiff", tiff())
    assert list(preview_of(scan).pages) == [1, 2]
    assert drawn(scan, 2).startswith(b"\x89PNG")
    assert preview_of(kept("anh.png", png())).picture


def test_a_word_file_is_shown_with_its_table_and_a_sheet_with_its_first_lines(kept, officer: Person) -> None:
    file = kept("ds.docx", word(letter(), people(2)))
    page = signed_in(officer).get(f"/tep/{file.pk}/xem/").content.decode()
    assert "KẾ HOẠCH" in page
    assert "<td>" in page
    look = preview_of(kept("ds.xlsx", sheet(people(100))))
    assert len(look.rows) == 60
    assert look.rows[1] == ["DANH SÁCH THEO DÕI"]
    assert look.more


def test_nothing_of_a_word_file_runs_or_calls_out() -> None:
    data = io.BytesIO(docx_of(["<script>alert(1)</script>", "BODY"]))
    out = io.BytesIO()
    body = (
        '<w:p><w:hyperlink r:id="rId99"><w:r><w:t>Bấm đây</w:t></w:r></w:hyperlink></w:p>'
        "<w:p><w:r><w:t>&lt;img src=x onerror=alert(1)&gt;</w:t></w:r></w:p>"
    )
    link = '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="javascript:alert(1)" TargetMode="External"/>'  # noqa: E501
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "word/document.xml":
                text = text.replace(b"<w:sectPr", body.encode() + b"<w:sectPr", 1)
            if name == "word/_rels/document.xml.rels":
                text = text.replace(b"</Relationships>", link.encode() + b"</Relationships>")
            new.writestr(name, text)
    html = clean_html(out.getvalue())
    assert "Bấm đây" in html
    assert "javascript" not in html
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;alert(1)" in html


@pytest.mark.parametrize("junk", [b"", b"PK\x03\x04 no word", docx_of(["x"])[:500]])
def test_a_word_file_that_cannot_be_turned_is_shown_as_text(kept, junk: bytes) -> None:
    assert clean_html(junk) == ""


def test_what_cannot_be_shown_says_what_to_do(kept, own_store) -> None:
    empty = kept("trong.xlsx", xlsx_of([]))
    assert "Mở tệp" in preview_of(empty).why
    lost = kept("mat.txt", b"mot hai ba")
    (own_store / lost.blob_id[:2] / lost.blob_id[2:4] / lost.blob_id).unlink()
    assert "không còn trong kho" in preview_of(lost).why
    text = kept("dai.txt", ("Dòng chữ. " * 4000).encode())
    assert (len(preview_of(text).text), preview_of(text).more) == (20_000, "phần đầu")
    Blob.objects.filter(pk=text.blob_id).update(text="")
    text.blob.refresh_from_db()
    assert preview_of(text).why


def test_nobody_else_looks(kept, other_leader: Person, reader: Person) -> None:
    file = kept("kh.pdf", pdf(letter()))
    for person in (other_leader, reader):
        client = signed_in(person)
        assert [client.get(f"/tep/{file.pk}/{part}/").status_code for part in ("xem", "trang/1")] == [404, 404]
