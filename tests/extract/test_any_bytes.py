"""Whatever bytes come in, either text comes out or one ExtractError: nothing else may reach the caller."""

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minhchung.text.extract import ExtractError, extract, sniff
from minhchung.text.extract import ocr as ocr_module
from minhchung.text.extract import office as office_module

SLOW = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def no_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_module, "program", lambda name: None)
    monkeypatch.setattr(office_module, "program", lambda name: None)


def text_or_error(data: bytes) -> None:
    try:
        text = extract(data).text
    except ExtractError as error:
        assert str(error)
    else:
        assert text.strip()
        assert text == text.strip()


@given(st.binary(max_size=3000))
@SLOW
def test_random_bytes(data: bytes) -> None:
    sniff(data)
    text_or_error(data)


@given(st.text(max_size=2000), st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]))
@SLOW
def test_random_text(text: str, encoding: str) -> None:
    text_or_error(text.encode(encoding, "ignore"))


@given(st.text(alphabet="<>/abdiprtuolh \"'=-!&;1đỦ", max_size=400))
@SLOW
def test_random_markup(inside: str) -> None:
    text_or_error(f"<html><body>{inside}".encode())


@given(data=st.data())
@SLOW
def test_a_word_file_with_damaged_bytes(data: st.DataObject) -> None:
    whole = bytearray(WORD)
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    text_or_error(bytes(whole))


@given(data=st.data())
@SLOW
def test_a_pdf_with_damaged_bytes(data: st.DataObject, pdf: Callable[..., bytes], page: Any) -> None:
    fields = [((112, 736, 140, 752), ["217"], "Sig")]
    whole = bytearray(pdf([page(texts=[(90, 740, "Số:          /TB-UBND của phường Vân Khê")], fields=fields)]))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    text_or_error(bytes(whole))


def _word() -> bytes:
    document = docx.Document()
    document.add_paragraph("Phòng Kinh tế rà soát", style="List Number")
    document.add_table(2, 2, style="Table Grid").rows[0].cells[0].text = "Việc"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


WORD = _word()
