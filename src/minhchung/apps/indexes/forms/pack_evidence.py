"""The forms of what a leaf asks to see: one block for each piece of evidence, with its conditions."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from minhchung.apps.documents.rules import TYPE_NAMES
from minhchung.apps.evidence.rules.faults import type_name
from minhchung.apps.ground.day_field import DayField
from minhchung.apps.ground.keys import key_of
from minhchung.apps.ground.whole_field import WholeField
from minhchung.scoring.exchange.columns import COVERS, REQUIREMENTS
from minhchung.scoring.packs import Requirement
from minhchung.text.normal import fold

COUNT = "mc"
SPARE, MOST = 2, 60
CODES = {fold(name): code for code, name in TYPE_NAMES.items()}


class RequirementForm(forms.Form):
    """One piece of evidence. Left empty it is none."""

    text = forms.CharField(label="Tài liệu kiểm chứng", max_length=500, required=False)
    kind = forms.ChoiceField(label="Loại", choices=list(REQUIREMENTS.items()), initial="document", required=False)
    document = forms.CharField(
        label="Loại văn bản được nhận", max_length=300, required=False, help_text="Ví dụ: Báo cáo; Quyết định. Trống: loại nào cũng được."
    )
    in_year = forms.BooleanField(label="Đề ngày trong năm chấm", initial=True, required=False)
    before = DayField(label="Đề ngày không sau", required=False)
    signed = forms.BooleanField(label="Có chữ ký số", required=False)
    covers = forms.ChoiceField(label="Phải đủ cho", choices=[("", "Không yêu cầu"), *COVERS.items()], required=False)
    rows = WholeField(label="Danh sách có ít nhất (dòng)", min_value=1, max_value=100_000, required=False)
    drop = forms.BooleanField(label="Bỏ tài liệu này", required=False)

    def __init__(self, number: int, known: Requirement | None, data: Mapping[str, str] | None) -> None:
        self.number, self.known = number, known
        initial = {**dict(known), "document": "; ".join(map(type_name, known.document))} if known else {"kind": "document", "in_year": True}
        super().__init__(data, prefix=f"{COUNT}{number}", initial=initial, empty_permitted=known is None, use_required_attribute=False)
        self.fields["text"].label = f"Tài liệu kiểm chứng {number + 1}"

    @property
    def in_words(self) -> str:
        """The conditions that hold now."""
        return self.known.in_words(type_name) if self.known else ""

    @property
    def fold_open(self) -> bool:
        """Whether one of the conditions has to be mended."""
        return any(name != "text" for name in self.errors)

    def clean_document(self) -> tuple[str, ...]:
        known = {fold(type_name(each)): each for each in (self.known.document if self.known else ())}
        found = []
        for said in filter(None, map(str.strip, re.split(r"[;,\n]", self.cleaned_data["document"]))):
            plain = fold(said)
            code = known.get(plain) or CODES.get(plain) or (said if said in TYPE_NAMES else "")
            if not code and not any(plain.startswith(f"{name} ") for name in CODES):
                names = ", ".join(TYPE_NAMES[each] for each in ("KH", "BC", "QĐ", "CV", "TB", "BB", "KL"))
                raise forms.ValidationError(f"“{said[:40]}” không phải loại văn bản. Ghi {names} …; cách nhau bằng dấu chấm phẩy.")
            found.append(code or said)
        return tuple(dict.fromkeys(found))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("drop"):
            return said
        if not said.get("text") and "text" not in self.errors:
            self.add_error("text", "Tên tài liệu còn trống. Ghi tên, hoặc mở Điều kiện rồi đánh dấu “Bỏ tài liệu này”.")
        if said.get("rows") and said.get("kind") in ("photo", "portal"):
            self.add_error("rows", "Ảnh, trang thông tin không đếm dòng được. Chọn loại Danh sách, hoặc để trống ô này.")
        if said.get("document") and said.get("kind") in ("photo", "portal"):
            self.add_error("document", "Ảnh, trang thông tin không có loại văn bản. Chọn loại Văn bản, hoặc để trống ô này.")
        return said

    def requirement(self) -> Requirement | None:
        """What was typed; None where the block is empty or put away."""
        said = self.cleaned_data
        if not said.get("text") or said.get("drop"):
            return None
        names = ("text", "document", "in_year", "before", "signed", "rows")
        return Requirement(**{name: said[name] for name in names}, kind=said["kind"] or "document", covers=said["covers"] or None)


class Evidence:
    """All blocks of a leaf: those it asks for, and empty ones behind them."""

    def __init__(self, known: Sequence[Requirement], data: Mapping[str, str] | None) -> None:
        shown = len(known) + SPARE
        if data is not None:
            shown = min(MOST, key_of(data.get(COUNT, "")) or 0)
        self.blocks = [RequirementForm(at, known[at] if at < len(known) else None, data) for at in range(shown)]

    @property
    def count(self) -> int:
        """How many blocks the page shows; it is sent with them."""
        return len(self.blocks)

    def is_valid(self) -> bool:
        """Whether every block is good."""
        return all(block.is_valid() for block in self.blocks)

    def requirements(self) -> tuple[Requirement, ...]:
        """What was typed, in order."""
        return tuple(made for block in self.blocks if (made := block.requirement()) is not None)
