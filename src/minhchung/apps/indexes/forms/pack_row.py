"""The form of one row of a draft: what it says, how it is marked, who does it, what it asks to see."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms

from minhchung.apps.ground import figures
from minhchung.apps.ground.day_field import DayField
from minhchung.apps.ground.whole_field import PointsField
from minhchung.apps.indexes.drafting import own_names
from minhchung.apps.indexes.forms.pack_evidence import Evidence
from minhchung.apps.indexes.forms.pack_places import MOVED, left_for, place_of, places
from minhchung.apps.indexes.rules import POINTS
from minhchung.scoring.exchange import Draft, DraftNode
from minhchung.scoring.exchange.columns import MISSING, NOT_APPLICABLE, SOURCES, ZERO_DENOMINATOR
from minhchung.scoring.exchange.placing import parent_of
from minhchung.scoring.exchange.ruling import DIRECTIONS
from minhchung.scoring.exchange.typing_in import Parameter, TypedError, parameters, rule_of, typed_values
from minhchung.scoring.packs import Policies, Variable
from minhchung.scoring.shapes import SHAPES, Shape

WHOLE = "%"
"""The share itself is declared, not its numerator and denominator."""
POLICIES = {
    "not_applicable": ("Khi không áp dụng", NOT_APPLICABLE), "zero_denominator": ("Khi mẫu số bằng 0", ZERO_DENOMINATOR),
    "missing": ("Khi thiếu số liệu", MISSING),
}  # fmt: skip
PLAIN = ("code", "title", "max", "source", "lead", "supporting", "deadline", *POLICIES, "self_scored", "citation", "note")


class RowForm(forms.Form):
    """One row: a heading has a code, a title and points; a leaf also a rule, typed field by field of its shape."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    code = forms.CharField(label="Mã", max_length=20)
    title = forms.CharField(label="Tên tiêu chí", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    max = PointsField(label="Điểm tối đa", min_value=0, max_value=1000, **POINTS)
    place = forms.ChoiceField(label="Nằm trong mục", required=False, error_messages={"invalid_choice": MOVED})
    citation = forms.CharField(label="Căn cứ", max_length=500, required=False)
    note = forms.CharField(label="Ghi chú", max_length=1000, required=False)

    FOLDED = (*POLICIES, "self_scored", "citation", "note")

    def __init__(self, draft: Draft, index: int, shape: str, data: Any = None) -> None:
        self.draft, self.index, self.shape = draft, index, shape
        self.node, self.is_leaf = draft.nodes[index], draft.is_leaf(index)
        super().__init__(data, initial=self._initial())
        self.asked: list[Parameter] = parameters(shape) if self.is_leaf and shape in SHAPES else []
        self.evidence = Evidence(self.node.evidence if self.is_leaf else (), data if self.is_leaf else None)
        self.fields["place"].choices = places(draft, without=index)  # type: ignore[attr-defined]
        self.fields["max"].help_text = left_for(draft, parent_of(draft, index), index)
        if self.is_leaf:
            self._add_leaf()
            self._add_policies()
        for each in self.asked:
            self._add(each)

    def is_valid(self) -> bool:
        """Whether the row and every piece of evidence is good; both say what is wrong with them."""
        return all([super().is_valid(), not self.is_leaf or self.evidence.is_valid()])

    @property
    def fold_open(self) -> bool:
        """Whether something in the folded part has to be mended."""
        return any(name in self.errors for name in self.FOLDED)

    def _initial(self) -> dict[str, Any]:
        node = self.node
        known = {name: getattr(node, name) for name in PLAIN}
        known["place"] = place_of(self.draft, self.index)
        if node.rule is not None and getattr(node.rule, "shape", "") == self.shape:
            known |= {f"p_{field}": said for field, said in typed_values(node.rule).items()}
            titles = {variable.name: variable.title for variable in self.draft.variables}
            own = own_names(self.draft, self.index)
            for field, said in typed_values(node.rule).items():
                if said in own:
                    known |= {f"t_{field}": titles[said]}
        return known

    def _add_leaf(self) -> None:
        units = dict(self.draft.head.get("units") or {})
        for key in filter(None, (self.node.lead, *self.node.supporting)):
            units.setdefault(key, f"{key} (chưa có tên)")
        sources = [("", "Chưa chọn"), *SOURCES.items()]
        self.fields["source"] = forms.ChoiceField(
            label="Số liệu lấy từ đâu", choices=sources, error_messages={"required": "Chưa chọn số liệu lấy từ đâu. Chọn một nguồn."}
        )
        self.fields["lead"] = forms.ChoiceField(label="Đơn vị chủ trì", choices=[("", "Chưa xác định"), *units.items()], required=False)
        self.fields["deadline"] = DayField(label="Thời hạn", required=False)
        if units:
            self.fields["supporting"] = forms.MultipleChoiceField(
                label="Đơn vị phối hợp", choices=list(units.items()), required=False, widget=forms.CheckboxSelectMultiple
            )

    def _add_policies(self) -> None:
        """What holds where the leaf says nothing of its own is that of the set; outside the scale nothing is given or taken."""
        common = {**Policies().model_dump(), **dict(self.draft.head.get("policies") or {})}
        if self.node.part != "inside":
            common |= {"not_applicable": "zero", "zero_denominator": "zero"}
        for name, (label, words) in POLICIES.items():
            choices = [("", f"Như quy định chung: {words[common[name]].lower()}"), *words.items()]
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)
        self.fields["self_scored"] = forms.BooleanField(label="Phường tự chấm tiêu chí này", required=False)

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
        if said.get("lead") and said["lead"] in said.get("supporting", ()):
            self.add_error("supporting", "Đơn vị chủ trì không đồng thời là đơn vị phối hợp. Bỏ dấu ở đơn vị ấy.")
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
        said = {name: self.cleaned_data[name] for name in PLAIN if name in self.cleaned_data}
        if not self.is_leaf:
            return replace(self.node, **said), self.variables
        said |= {name: said[name] or None for name in ("lead", *POLICIES)}
        said |= {"supporting": tuple(said.get("supporting", ())), "evidence": self.evidence.requirements()}
        node = replace(self.node, **said, rule=self.rule, shape=None, rule_why="người nhập đã xem", source_why="")
        return node, self.variables

    @property
    def moved_to(self) -> str:
        """The place chosen for the row; "" where it stays."""
        place: str = self.cleaned_data["place"]
        return "" if place == self.initial["place"] else place

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
