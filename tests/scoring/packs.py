"""Small packs for tests, written as their files are."""

from decimal import Decimal
from typing import Any

from minhchung.scoring.packs import Pack

SMALL = """
id: thu
version: 1
title: Bộ thử
year: 2026
sample: true
provenance: Tự đặt
valid_from: 2026-01-01
scale: 2
units: {VP: Văn phòng}
variables:
  - {name: co_ke_hoach, title: Đã ban hành kế hoạch, kind: yes_no}
  - {name: ngay_ban_hanh, title: Ngày ban hành, kind: date}
nodes:
  - code: "1"
    title: Một
    max: 2
    children:
      - {code: "1.1", title: "Kế hoạch: có hay không", max: 1.50, source: evidence, lead: VP, rule: {shape: yes_no, when: co_ke_hoach}}
      - code: "1.2"
        title: Đúng hạn
        max: 0.5
        source: evidence
        evidence: [{text: Kế hoạch đã ký, signed: true}]
        rule: {shape: deadline_graded, on: ngay_ban_hanh, due: 2026-01-31, bands: [{late_days: 0, points: 0.5}, {late_days: 15, points: 0}]}
"""


def pack_of(*nodes: dict[str, Any], **more: Any) -> Pack:
    """A pack of these nodes."""
    told = {"id": "thu", "version": 1, "title": "Thử", "year": 2026, "sample": True, "provenance": "Tự đặt", "valid_from": "2026-01-01"}
    return Pack.model_validate({**told, "nodes": list(nodes), **more})


def leaf(code: str, most: str, rule: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A leaf as plain values; its data come from evidence unless said."""
    return {"code": code, "title": f"Tiêu chí {code}", "max": Decimal(most), "source": "evidence", "rule": rule, **more}


def branch(code: str, *children: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A node over others; its maximum is their sum."""
    most = sum((Decimal(child["max"]) for child in children), Decimal(0))
    return {"code": code, "title": f"Mục {code}", "max": most, "children": list(children), **more}
