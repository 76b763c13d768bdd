"""A document of state secrets never enters: it is refused and nothing of it is kept."""

import tomllib
from pathlib import Path

import pytest

from minhchung.text.extract import SecretDocument, extract, secrecy_stamp

CASES = tomllib.loads((Path(__file__).parent / "secrecy.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_stamp_is_told_from_the_word(case: dict[str, str]) -> None:
    assert (secrecy_stamp(case["head"]) or "") == case["level"]


def test_a_stamp_counts_in_the_head_only() -> None:
    body = "\n".join(f"Dòng nội dung thứ {index} của văn bản" for index in range(200))
    assert secrecy_stamp(f"{body}\nMẬT\n{body}") is None


def test_a_stamped_document_is_refused_and_the_error_carries_none_of_it() -> None:
    with pytest.raises(SecretDocument) as caught:
        extract("PHƯỜNG VÂN KHÊ\nMẬT\nNội dung kín".encode(), name="bao-cao.txt")
    assert caught.value.level == "MẬT"
    assert caught.value.code == "secret"
    assert "Nội dung kín" not in repr(caught.value) + str(caught.value)


def test_whoever_may_decide_can_ask_for_the_text() -> None:
    assert "Nội dung" in extract("MẬT\nNội dung".encode(), refuse_secret=False).text
