"""Spans of working time on the dossier pages, and the parts of the section."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse

from minhchung.flow import saying

register = template.Library()


@dataclass(frozen=True)
class Part:
    """One part of the section as its menu shows it."""

    label: str
    url: str
    current: bool


PARTS: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("Gọi ai trước", "overview", ("back_test", "dossier", "explain", "apologise", "letter"), ""),
    ("Chỉ số", "figures", ("figure",), ""),
    ("Biểu II.06a", "form_06a", (), ""),
    ("QĐ 766", "score_766", ("official",), ""),
    ("Tuần", "week", (), ""),
    ("Tồn đọng", "backlog", ("explain_many",), ""),
    ("Mốc giờ", "clock", (), ""),
    ("Hai đồng hồ", "two_clocks", ("signatures",), ""),
    ("Giao nhận", "scan", ("slip", "slip_paste"), "dossiers.hand_over"),
    ("Các bước", "steps", (), ""),
    ("Lỗi hệ thống", "faults", ("fault", "withdraw_fault"), ""),
    ("Nhập", "bring", ("look", "map_columns"), "dossiers.bring_in"),
)
"""Label, address, addresses that belong to it, the right it takes ("": whoever reads the section)."""


@register.simple_tag(takes_context=True)
def parts(context: dict[str, Any]) -> list[Part]:
    """The parts that this person may open."""
    user, now = context["user"], context["request"].resolver_match.url_name
    return [
        Part(label, reverse(f"dossiers:{name}"), now in (name, *others))
        for label, name, others, right in PARTS
        if not right or user.has_perm(right, user.commune)
    ]


@register.filter
def span(minutes: float | None) -> str:
    """Working minutes as people say them: 45 phút, 6,5 giờ. None is an en dash."""
    return "–" if minutes is None else saying.span(minutes)
