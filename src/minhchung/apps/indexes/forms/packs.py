"""Forms by which a criteria set comes in: what it says of itself, a row with its rule, the year of a copy, which leaf became which."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms

from minhchung.apps.ground import figures
from minhchung.apps.ground.day_field import DayField
from minhchung.apps.ground.whole_field import PointsField, WholeField
from minhchung.apps.indexes.drafting import asked_for, own_names
from minhchung.scoring.comparing import Match
from minhchung.scoring.exchange import Draft, DraftNode
from minhchung.scoring.exchange.columns import SOURCES
from minhchung.scoring.exchange.ruling import DIRECTIONS
from minhchung.scoring.exchange.typing_in import Parameter, TypedError, parameters, rule_of, typed_values
from minhchung.scoring.packs import Pack, Variable
from minhchung.scoring.shapes import SHAPES, Shape

OFFICIAL = [("", "Chưa chọn"), ("no", "Bộ đã ban hành"), ("yes", "Bộ mẫu, để làm thử")]
LEVELS = [(level, f"Cấp {level}") for level in range(1, 7)]
WHOLE = "%"
"""The share itself is declared, not its numerator and denominator."""


class YearForm(forms.Form):
    """The year a set is copied for."""

    year = WholeField(label="Năm của bộ mới", min_value=2020, max_value=2100)


class HeadForm(forms.Form):
    """What a criteria set says of itself."""

    title = forms.CharField(label="Tên bộ tiêu chí", max_length=300)
    year = WholeField(label="Năm chấm điểm", min_value=2020, max_value=2100)
    sample = forms.ChoiceField(
        label="Là bộ nào", choices=OFFICIAL, error_messages={"required": "Chưa chọn. Chọn bộ đã ban hành hay bộ mẫu."}
    )
    provenance = forms.CharField(
        label="Văn bản ban hành", max_length=300, help_text="Ví dụ: Quyết định số 123/QĐ-UBND ngày 15/01/2026 của UBND thành phố."
    )
    valid_from = DayField(label="Có hiệu lực từ ngày")
    scale = PointsField(label="Thang điểm", min_value=1, max_value=1000, max_digits=7, decimal_places=2, initial=Decimal(100))
    bonus = PointsField(label="Trần điểm thưởng", required=False, min_value=0, max_value=100, max_digits=6, decimal_places=2)
    penalty = PointsField(label="Trần điểm phạt", required=False, min_value=0, max_value=100, max_digits=6, decimal_places=2)
    id = forms.RegexField(
        r"^[A-Za-z][A-Za-z0-9_-]*$", label="Mã bộ tiêu chí", max_length=60,
        help_text="Chữ không dấu, số, gạch nối. Bản sau của cùng bộ giữ mã này.",
        error_messages={"invalid": "Mã chỉ gồm chữ không dấu, số, gạch nối, bắt đầu bằng chữ, ví dụ cchc-2026."},
    )  # fmt: skip
    units = forms.CharField(
        label="Đơn vị được nêu tên", required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Mỗi dòng: mã | tên đơn vị. Ví dụ: VP | Văn phòng HĐND và UBND."
    )  # fmt: skip

    def clean_units(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for line in self.cleaned_data["units"].splitlines():
            if not line.strip():
                continue
            key, stroke, name = (part.strip() for part in line.partition("|"))
            if not stroke or not name or not key[:1].isalpha() or not key.replace("-", "").replace("_", "").isalnum() or not key.isascii():
                raise forms.ValidationError(f"Dòng “{line.strip()[:60]}” chưa đúng. Ghi mã không dấu, dấu |, rồi tên đơn vị.")
            found[key] = name
        return found

    def changed(self, draft: Draft) -> Draft:
        """The draft with what was typed."""
        said = self.cleaned_data
        caps = {part: said[part] for part in ("bonus", "penalty") if said[part]}
        head = {name: said[name] for name in ("title", "year", "provenance", "valid_from", "scale", "id", "units")}
        return replace(draft.with_head(version=1, **head, sample=said["sample"] == "yes"), caps=caps)


def head_values(draft: Draft) -> dict[str, Any]:
    """The form of a set as its draft stands."""
    head: Mapping[str, Any] = draft.head
    sample = head.get("sample")
    units = "\n".join(f"{key} | {name}" for key, name in (head.get("units") or {}).items())
    scale = head.get("scale")
    if scale is None:
        scale = sum((node.max or Decimal(0) for node in draft.nodes if node.level == 1 and node.part == "inside"), Decimal(0)) or Decimal(
            100
        )
    return {**head, **draft.caps, "sample": "" if sample is None else "yes" if sample else "no", "units": units, "scale": Decimal(scale)}


class RowForm(forms.Form):
    """One row: a heading has a code, a title and points; a leaf also a rule, typed field by field of its shape."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    code = forms.CharField(label="Mã", max_length=20)
    title = forms.CharField(label="Tên tiêu chí", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    max = PointsField(label="Điểm tối đa", min_value=0, max_value=1000, max_digits=7, decimal_places=3)
    level = forms.TypedChoiceField(label="Cấp trong cây", choices=LEVELS, coerce=int)

    def __init__(self, draft: Draft, index: int, shape: str, *args: Any, **kwargs: Any) -> None:
        self.draft, self.index, self.shape = draft, index, shape
        self.node, self.is_leaf = draft.nodes[index], draft.is_leaf(index)
        kwargs.setdefault("initial", self._initial())
        super().__init__(*args, **kwargs)
        self.asked: list[Parameter] = parameters(shape) if self.is_leaf and shape in SHAPES else []
        if self.is_leaf:
            self._add_leaf()
        for each in self.asked:
            self._add(each)

    def _initial(self) -> dict[str, Any]:
        node = self.node
        known = {name: getattr(node, name) for name in ("code", "title", "max", "level", "source", "lead", "deadline")}
        known["evidence"] = "\n".join(each.text for each in node.evidence)
        if node.rule is not None and getattr(node.rule, "shape", "") == self.shape:
            known |= {f"p_{field}": said for field, said in typed_values(node.rule).items()}
            titles = {variable.name: variable.title for variable in self.draft.variables}
            own = own_names(self.draft, self.index)
            for field, said in typed_values(node.rule).items():
                if said in own:
                    known |= {f"t_{field}": titles[said]}
        return known

    def _add_leaf(self) -> None:
        units = list((self.draft.head.get("units") or {}).items())
        if self.node.lead and self.node.lead not in dict(units):
            units.append((self.node.lead, f"{self.node.lead} (chưa có tên)"))
        sources = [("", "Chưa chọn"), *SOURCES.items()]
        self.fields["source"] = forms.ChoiceField(
            label="Số liệu lấy từ đâu", choices=sources, error_messages={"required": "Chưa chọn số liệu lấy từ đâu. Chọn một nguồn."}
        )
        self.fields["lead"] = forms.ChoiceField(label="Đơn vị chủ trì", choices=[("", "Chưa xác định"), *units], required=False)
        self.fields["deadline"] = DayField(label="Thời hạn", required=False)
        self.fields["evidence"] = forms.CharField(
            label="Minh chứng cần có", required=False, widget=forms.Textarea(attrs={"rows": 3}),
            help_text="Mỗi dòng là một tài liệu kiểm chứng.",
        )  # fmt: skip

    def _add(self, asked: Parameter) -> None:
        name = f"p_{asked.field}"
        if asked.kind == "name":
            self._add_input(asked, name)
        elif asked.kind == "lines":
            rows = forms.Textarea(attrs={"rows": 5})
            self.fields[name] = forms.CharField(label=asked.label, widget=rows, help_text=asked.hint)
            self.fields[name].error_messages["required"] = f"{asked.label} còn trống. {asked.hint}"
        elif asked.kind == "direction":
            self.fields[name] = forms.ChoiceField(label=asked.label, choices=list(DIRECTIONS.items()), required=False)
        else:
            self.fields[name] = forms.CharField(label=asked.label, required=asked.required, max_length=300, help_text=asked.hint)
            self.fields[name].error_messages["required"] = f"{asked.label} còn trống. Ghi vào ô này."

    def _add_input(self, asked: Parameter, name: str) -> None:
        """An input is declared by people in words of its own, or taken from a figure of the software or a variable declared elsewhere."""
        elsewhere = [(v.name, f"Biến đã có: {v.title}") for v in self.draft.variables]
        known = [*elsewhere, *((figure.name, f"Phần mềm: {figure.label}") for figure in figures.FIGURES.values())]
        now = str(self.initial.get(name, ""))
        if now and now not in dict(known):
            known.append((now, now))
        first = [("", "Không dùng" if asked.field == "requires" else "Đơn vị khai")]
        if asked.field == "ratio":
            first = [("", "Tính từ tử số và mẫu số dưới đây"), (WHOLE, "Đơn vị khai thẳng tỷ lệ %")]
        self.fields[name] = forms.ChoiceField(label=f"{asked.label}: lấy từ", choices=[*first, *known], required=False)
        self.fields[f"t_{asked.field}"] = forms.CharField(label=f"{asked.label}: nội dung khai", max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        self.rule: Shape | None = None
        self.variables: tuple[Variable, ...] = ()
        if self.is_leaf and not self.asked:
            raise forms.ValidationError("Chưa chọn dạng chấm. Chọn một dạng ở đầu trang rồi điền các ô của dạng ấy.")
        if self.is_leaf and not self.errors:
            self._read_rule(said)
        return said

    def _read_rule(self, said: Mapping[str, Any]) -> None:
        own = own_names(self.draft, self.index)
        typed = {name.removeprefix("p_"): str(value or "") for name, value in said.items() if name.startswith("p_")}
        titles = {name.removeprefix("t_"): str(value) for name, value in said.items() if name.startswith("t_") and value}
        if typed.get("ratio"):
            typed |= {"numerator": "", "denominator": "", "declared_as": "ratio"}
            typed["ratio"] = typed["ratio"].removeprefix(WHOLE)
        taken = {variable.name for variable in self.draft.variables} - own
        try:
            self.rule, made = rule_of(self.shape, typed, code=said["code"], title=said["title"], titles=titles, taken=taken)
        except TypedError as error:
            for field, words in error.wrong.items():
                self.add_error(f"p_{field}" if f"p_{field}" in self.fields else None, words)
            return
        # A variable that stays is told anew: its title may be other words now, its choices other levels.
        told = {typed[field]: words for field, words in titles.items() if typed.get(field) in own}
        labels = tuple(option.label for option in getattr(self.rule, "options", ()))
        kept = [variable for variable in self.draft.variables if variable.name in own]
        again = [_told_anew(variable, told.get(variable.name, variable.title), labels) for variable in kept]
        self.variables = (*again, *made)

    def changed(self) -> tuple[DraftNode, tuple[Variable, ...]]:
        """The row as typed, and what its rule declares."""
        said = self.cleaned_data
        node = replace(self.node, **{name: said[name] for name in ("code", "title", "max", "level")})
        if self.is_leaf:
            evidence = asked_for(said["evidence"], self.node.evidence)
            node = replace(
                node, rule=self.rule, shape=None, source=said["source"], lead=said["lead"] or None, deadline=said["deadline"],
                evidence=evidence, rule_why="người nhập đã xem", source_why="",
            )  # fmt: skip
        return node, self.variables

    @property
    def groups(self) -> list[tuple[forms.BoundField, forms.BoundField | None]]:
        """The fields of the shape, an input beside the words under which it is declared."""
        found: list[tuple[forms.BoundField, forms.BoundField | None]] = []
        for each in self.asked:
            beside = self[f"t_{each.field}"] if f"t_{each.field}" in self.fields else None
            found.append((self[f"p_{each.field}"], beside))
        return found


def _told_anew(variable: Variable, title: str, labels: tuple[str, ...]) -> Variable:
    choices = labels if variable.kind == "choice" and labels else variable.choices
    return variable.model_copy(update={"title": title, "choices": choices})


class ReplaceForm(forms.Form):
    """Which leaf of the new set takes over what hangs on each leaf of the old one; nothing: it is archived."""

    def __init__(self, matches: Sequence[Match], new: Pack, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matches = matches
        leaves = [(leaf.code, f"{leaf.code} {leaf.title[:90]}") for leaf in (*new.leaves, *new.outside)]
        for at, match in enumerate(matches):
            self.fields[f"l{at}"] = forms.ChoiceField(
                label=f"{match.old.code} thành", choices=[("", "Lưu trữ, không ai nhận"), *leaves], required=False,
                initial=match.new.code if match.new else "",
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        heirs: dict[str, str] = {}
        for at, match in enumerate(self.matches):
            new = said.get(f"l{at}")
            if new and new in heirs:
                self.add_error(f"l{at}", f"{new} đã nhận từ {heirs[new]}. Mỗi tiêu chí mới nhận từ một tiêu chí cũ; chọn mục khác.")
            elif new:
                heirs[new] = match.old.code
        return said

    def moved(self) -> dict[str, str]:
        """Old code → new code."""
        return {match.old.code: said for at, match in enumerate(self.matches) if (said := self.cleaned_data[f"l{at}"])}

    @property
    def rows(self) -> list[tuple[Match, forms.BoundField]]:
        """Each old leaf with its choice."""
        return [(match, self[f"l{at}"]) for at, match in enumerate(self.matches)]
