"""What really signed documents say. They are read beside the checkout and never copied into it."""

import io
from pathlib import Path

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from minhchung.apps.files.signatures import signatures_of
from tests.files.samples import blank_pdf


def test_a_pdf_without_signatures_has_none_and_a_damaged_one_says_so() -> None:
    assert signatures_of(blank_pdf()) == ()
    assert signatures_of(b"not a pdf") == ()
    damaged = signatures_of(b"%PDF-1.7\n/ByteRange [0 1 2 3]\n%%EOF")
    assert len(damaged) == 1
    assert damaged[0].intact is None
    assert damaged[0].note


def test_seven_signatures_of_one_notice_are_told_apart(shared: Path) -> None:
    found = signatures_of((shared / "data" / "signed_pdf" / "hanoi_tb_453_flag.pdf").read_bytes())
    assert len(found) == 7
    assert all(each.intact for each in found)
    assert not any(each.changed_after for each in found), "later signatures are no change of the content"
    assert [each.by_agency for each in found] == [False, False, True, True, True, True, True]
    assert {each.digest_algorithm for each in found} == {"SHA1", "SHA256"}
    assert all(each.signed_at is not None and each.signed_at.date().isoformat() == "2026-04-29" for each in found)


def test_a_changed_byte_under_a_signature_is_seen(shared: Path) -> None:
    data = bytearray((shared / "data" / "signed_pdf" / "cv_3722_metro.pdf").read_bytes())
    assert [each.intact for each in signatures_of(bytes(data))] == [True]
    place = len(data) // 3
    data[place] ^= 1
    changed = signatures_of(bytes(data))
    assert changed[0].intact is not True


def test_words_added_after_signing_are_seen(shared: Path) -> None:
    data = (shared / "data" / "signed_pdf" / "cv_3722_metro.pdf").read_bytes()
    writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    page = writer.find_page_for_modification(0)[0].get_object()
    page[generic.pdf_name("/Rotate")] = generic.NumberObject(90)
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    found = signatures_of(out.getvalue())
    assert found[0].intact
    assert found[0].changed_after
    assert "giả" not in found[0].note


@pytest.mark.parametrize("junk", [b"%PDF-1.4 /ByteRange", b"/ByteRange" * 1000, b"%PDF-1.7\n1 0 obj<</Type/Sig/ByteRange[0 9 9 9]>>endobj"])
def test_junk_never_raises(junk: bytes) -> None:
    assert isinstance(signatures_of(junk), tuple)
