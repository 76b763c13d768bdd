"""The form of what a criteria set says of itself."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

from django import forms

from minhchung.apps.ground.day_field import DayField
from minhchung.apps.ground.whole_field import PointsField, WholeField
from minhchung.apps.indexes.models import StoredPack
from minhchung.apps.indexes.rules import POINTS
from minhchung.scoring.exchange import Draft
from minhchung.scoring.exchange.cells import CellError, as_number, written_number
from minhchung.scoring.exchange.columns import LEVELS, MISSING, NOT_APPLICABLE, ZERO_DENOMINATOR
from minhchung.scoring.exchange.placing import sum_of
from minhchung.scoring.packs import Pack, Policies

OFFICIAL = [("", "Chưa chọn"), ("no", "Bộ đã ban hành"), ("yes", "Bộ mẫu, để làm thử")]
KEY = r"[A-Za-z][A-Za-z0-9_-]*"
PLACES = [(0, "Không có số lẻ"), (1, "Một số lẻ"), (2, "Hai số lẻ: 0,25"), (3, "Ba số lẻ: 0,125")]
POLICIES = ("not_applicable", "zero_denominator", "missing")
Read = TypeVar("Read")


def _lines(label: str, rows: int, help_text: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}), help_text=help_text)


class HeadForm(forms.Form):
    """What a criteria set says of itself. `known`: identity → the newest version the ward has of it."""

    title = forms.CharField(label="Tên bộ tiêu chí", max_length=300)
    year = WholeField(label="Năm chấm điểm", min_value=2020, max_value=2100)
    sample = forms.ChoiceField(
        label="Là bộ nào", choices=OFFICIAL, error_messages={"required": "Chưa chọn. Chọn bộ đã ban hành hay bộ mẫu."}
    )
    provenance = forms.CharField(
        label="Văn bản ban hành", max_length=300, help_text="Ví dụ: Quyết định số 123/QĐ-UBND ngày 15/01/2026 của UBND thành phố."
    )
    valid_from = DayField(label="Có hiệu lực từ ngày")
    scale = PointsField(label="Thang điểm", min_value=1, max_value=1000, **POINTS, initial=Decimal(100))
    bonus = PointsField(label="Trần điểm thưởng", required=False, min_value=0, max_value=100, **POINTS)
    penalty = PointsField(label="Trần điểm phạt", required=False, min_value=0, max_value=100, **POINTS)
    units = _lines("Đơn vị được nêu tên", 6, "Mỗi dòng: mã | tên đơn vị. Ví dụ: VP | Văn phòng HĐND và UBND.")
    bands = _lines("Mức xếp loại", 5, "Mỗi dòng: tên mức | từ số điểm. Ví dụ: Xuất sắc | 90. Mức cao nhất trước.")
    groups = _lines("Nhóm xếp hạng áp dụng bộ này", 5, "Mỗi dòng một nhóm. Ví dụ: Phường. Để trống: bộ không chia nhóm.")
    id = forms.CharField(label="Mã bộ tiêu chí", max_length=60, required=False, help_text="Chữ không dấu, số, gạch nối, ví dụ cchc-2026.")
    valid_to = DayField(label="Hết hiệu lực sau ngày", required=False)
    step = PointsField(label="Bước điểm khi ghi tay", required=False, min_value=Decimal("0.001"), max_value=10, **POINTS)
    decimals = forms.TypedChoiceField(label="Điểm làm tròn đến", choices=PLACES, coerce=int, required=False, initial=2)
    level = forms.ChoiceField(label="Cấp được chấm", choices=list(LEVELS.items()), required=False, initial="commune")
    not_applicable = forms.ChoiceField(label="Tiêu chí không áp dụng", choices=list(NOT_APPLICABLE.items()), required=False)
    zero_denominator = forms.ChoiceField(label="Mẫu số bằng 0", choices=list(ZERO_DENOMINATOR.items()), required=False)
    missing = forms.ChoiceField(label="Thiếu số liệu", choices=list(MISSING.items()), required=False)
    least = PointsField(label="Điểm cuối thấp nhất", required=False, min_value=-1000, max_value=1000, **POINTS)
    most = PointsField(label="Điểm cuối cao nhất", required=False, min_value=-1000, max_value=2000, **POINTS)
    sources = _lines("Nguồn dẫn", 4, "Mỗi dòng: mã | tên văn bản mà cột căn cứ nhắc đến.")

    FOLDED = ("valid_to", "step", "decimals", "level", *POLICIES, "least", "most", "sources")

    def __init__(self, draft: Draft, known: Mapping[str, StoredPack], data: Any = None) -> None:
        initial = head_values(draft)
        super().__init__(data, initial={**initial, "follows": initial.get("id") if initial.get("id") in known else ""})
        self.known = known
        again = [(identity, f"Bản {stored.version + 1} của “{stored.title[:80]}” ({identity})") for identity, stored in known.items()]
        self.fields["follows"] = forms.ChoiceField(
            label="Lưu thành", choices=[("", "Một bộ riêng, mã ghi bên cạnh"), *again], required=False
        )

    @property
    def fold_open(self) -> bool:
        """Whether something in the folded part has to be mended."""
        return any(name in self.errors for name in self.FOLDED)

    def clean_units(self) -> dict[str, str]:
        return dict(_pairs(self.cleaned_data["units"], "mã không dấu, dấu |, rồi tên đơn vị", str, key=KEY))

    def clean_sources(self) -> dict[str, str]:
        return dict(_pairs(self.cleaned_data["sources"], "mã không dấu, dấu |, rồi tên văn bản", str, key=KEY))

    def clean_bands(self) -> tuple[dict[str, Any], ...]:
        found = _pairs(self.cleaned_data["bands"], "tên mức, dấu |, rồi số điểm, ví dụ Tốt | 80", as_number)
        return tuple({"label": label, "min": least} for label, least in found)

    def clean_groups(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line.strip() for line in self.cleaned_data["groups"].splitlines() if line.strip()))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("follows"):
            said["id"] = said["follows"]
        elif not re.fullmatch(KEY, said.get("id", "")):
            self.add_error("id", "Mã chỉ gồm chữ không dấu, số, gạch nối, bắt đầu bằng chữ, ví dụ cchc-2026.")
        elif stored := self.known.get(said["id"]):
            self.add_error("id", f"Mã này là của “{stored.title[:80]}”. Ghi mã khác; nếu là bản sau của bộ ấy thì chọn ở “Lưu thành”.")
        if (said.get("least") is None) != (said.get("most") is None) and "least" not in self.errors and "most" not in self.errors:
            self.add_error("least" if said.get("least") is None else "most", "Ghi cả hai mức thấp nhất, cao nhất, hoặc để trống cả hai.")
        if said.get("valid_to") and said.get("valid_from") and said["valid_to"] < said["valid_from"]:
            self.add_error("valid_to", "Ngày hết hiệu lực ở trước ngày có hiệu lực. Sửa một trong hai ngày.")
        return said

    def changed(self, draft: Draft) -> Draft:
        """The draft with what was typed."""
        said = self.cleaned_data
        plain = ("title", "year", "provenance", "valid_from", "valid_to", "scale", "id", "units", "bands", "groups", "sources")
        head = {name: said[name] for name in plain}
        head |= {"level": said["level"] or "commune", "sample": said["sample"] == "yes", "version": 1}
        head |= {"decimals": 2 if said["decimals"] == "" else said["decimals"]}
        head |= {"step": said["step"] or Pack.model_fields["step"].default}
        head |= {"policies": {name: said[name] for name in POLICIES if said[name]}}
        head |= {"bounds": None if said["least"] is None else (said["least"], said["most"])}
        return replace(draft.with_head(**head), caps={part: said[part] for part in ("bonus", "penalty") if said[part]})


def head_values(draft: Draft) -> dict[str, Any]:
    """The form of a set as its draft stands."""
    head: Mapping[str, Any] = draft.head
    sample, bounds = head.get("sample"), head.get("bounds") or (None, None)
    scale = head.get("scale")
    if scale is None:
        scale = sum_of(draft, None) or 100
    return {
        "step": Pack.model_fields["step"].default, **head, **Policies().model_dump(), **dict(head.get("policies") or {}), **draft.caps,
        "sample": "" if sample is None else "yes" if sample else "no", "scale": Decimal(scale), "least": bounds[0], "most": bounds[1],
        "units": _written((head.get("units") or {}).items()), "sources": _written((head.get("sources") or {}).items()),
        "bands": _written((each["label"], written_number(Decimal(each["min"]))) for each in map(dict, head.get("bands") or ())),
        "groups": "\n".join(head.get("groups") or ()),
    }  # fmt: skip


def _written(pairs: Any) -> str:
    return "\n".join(f"{name} | {value}" for name, value in pairs)


def _pairs(text: str, how: str, read: Callable[[str], Read], key: str = r".+") -> Iterator[tuple[str, Read]]:
    """The lines “name | value”. Raises ValidationError, which says how a line is written."""
    for line in text.splitlines():
        if not line.strip():
            continue
        name, stroke, value = (part.strip() for part in line.partition("|"))
        try:
            if not stroke or not value or not re.fullmatch(key, name):
                raise CellError
            yield name, read(value)
        except CellError as error:
            raise forms.ValidationError(f"Dòng “{line.strip()[:60]}” chưa đúng. Ghi {how}.") from error
