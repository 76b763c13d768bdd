"""Copies of procedures for the matcher."""

from collections.abc import Mapping, Sequence
from typing import Any

from minhchung.apps.procedures.rules.content import Basis, Component, Content, Way, WayKind
from minhchung.apps.procedures.rules.fees import fee_of
from minhchung.apps.procedures.rules.limits import limit_of
from minhchung.apps.publication.rules.telling import Shown

USUAL: Mapping[str, Any] = {
    "name": "Đăng ký khai sinh",
    "decision": "4128/QĐ-UBND",
    "place": "Trung tâm Phục vụ hành chính công",
    "limit": "5 ngày làm việc",
    "fee": "8.000 đồng",
    "papers": ["Tờ khai theo mẫu", "Giấy chứng sinh"],
    "forms": ["Tờ khai đăng ký khai sinh"],
    "basis": ["60/2014/QH13"],
}


def shown(**said: Any) -> Shown:
    """What a copy shows; fields that are not given are the usual ones, None leaves one out."""
    given = {**USUAL, **said}
    ways = None
    if given["limit"] is not None or given["fee"] is not None:
        ways = (Way(kind=WayKind.ANY, limit=limit_of(given["limit"] or ""), fee=fee_of(given["fee"] or "")),)
    return Shown(
        Content(
            name=given["name"],
            decision=given["decision"],
            received_at=given["place"],
            ways=ways,
            components=_papers(given["papers"], given.get("unclear", ())),
            basis=None if given["basis"] is None else tuple(Basis(title=each, symbol=each, raw=each) for each in given["basis"]),
        ),
        None if given["forms"] is None else tuple(given["forms"]),
    )


def _papers(papers: Sequence[str] | None, unclear: Sequence[str]) -> tuple[Component, ...] | None:
    if papers is None:
        return None
    certain = [Component(name=each, raw=each) for each in papers]
    return (*certain, *(Component(name=each, raw=each, doubt="Có thể là lời dẫn.") for each in unclear))
