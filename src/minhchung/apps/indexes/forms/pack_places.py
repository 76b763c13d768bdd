"""Where a row of a draft goes: the choice of a heading, and the form of a new row."""

from typing import Any

from django import forms

from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.keys import key_of
from minhchung.apps.ground.whole_field import PointsField
from minhchung.apps.indexes.rules import POINTS
from minhchung.scoring.exchange import Draft, DraftNode
from minhchung.scoring.exchange.columns import PARTS
from minhchung.scoring.exchange.placing import Spot, children, end_of, last_at_top, last_in, next_code, parent_of, right_after
from minhchung.scoring.score import ZERO
from minhchung.scoring.words import plain

MOVED = "Có người vừa sửa dự thảo này, mục đã chọn không còn ở chỗ cũ. Tải lại trang rồi chọn lại."
TOP = {"inside": "Cấp cao nhất, trong thang điểm", **{part: f"{words}, ngoài thang điểm" for part, words in PARTS.items()}}
SHIFT = "\u2003"
"""What sets a deeper heading in: an option of a list takes no style."""


def place_of(draft: Draft, index: int) -> str:
    """The choice that stands for where a row is now."""
    parent = parent_of(draft, index)
    return f"top:{draft.nodes[index].part}" if parent is None else _named("in", draft, parent)


def beside(draft: Draft, index: int) -> str:
    """The choice of the place right behind a row."""
    return _named("after", draft, index)


def inside(draft: Draft, index: int) -> str:
    """The choice of the place at the end of the rows under a row."""
    return _named("in", draft, index)


def _named(how: str, draft: Draft, index: int) -> str:
    return f"{how}:{index}:{draft.nodes[index].code}"


def places(draft: Draft, *, without: int | None = None) -> list[tuple[str, str]]:
    """Every place a row can go: under a heading, or under one that is about to be one; `without`: not under this row."""
    gone = range(without, end_of(draft, without)) if without is not None else range(0)
    heads = [at for at, node in enumerate(draft.nodes) if at not in gone and (not draft.is_leaf(at) or _bare(node))]
    found = [("top:inside", TOP["inside"])]
    for at in heads:
        node = draft.nodes[at]
        found.append((inside(draft, at), f"{SHIFT * (min(node.level, 4) - 1)}{node.code} {node.title[:60]}"))
    return [*found, ("top:bonus", TOP["bonus"]), ("top:penalty", TOP["penalty"])]


def _bare(node: DraftNode) -> bool:
    return not (node.rule or node.shape or node.rule_text or node.source or node.evidence)


def spot_at(draft: Draft, said: str) -> Spot:
    """The place of a choice in the draft as it stands now. Raises Refused when somebody moved it meanwhile."""
    how, _, rest = said.partition(":")
    if how == "top" and rest in TOP:
        return last_at_top(draft, rest)  # type: ignore[arg-type]  # TOP has the parts as its keys
    index = key_of(rest.partition(":")[0])
    if how not in ("in", "after") or index is None or index >= len(draft.nodes) or _named(how, draft, index) != said:
        raise Refused(MOVED)
    return last_in(draft, index) if how == "in" else right_after(draft, index)


def left_for(draft: Draft, parent: int | None, but: int | None = None) -> str:
    """What the heading over a row still has to give, in words; "" where it does not say."""
    if parent is None or (head := draft.nodes[parent]).max is None:
        return ""
    others = sum((draft.nodes[at].max or ZERO for at in children(draft, parent) if at != but), ZERO)
    left = head.max - others
    said = f"còn {plain(left)} điểm" if left >= 0 else f"quá {plain(-left)} điểm"
    return f"Mục {head.code} có {plain(head.max)} điểm, các dòng khác trong mục cộng {plain(others)}: {said}."


class AddForm(forms.Form):
    """A new row: where it stands, its code, title and points. How it is marked is asked for on its own page."""

    place = forms.ChoiceField(
        label="Đặt vào", error_messages={"invalid_choice": MOVED, "required": "Chưa chọn chỗ. Chọn mục chứa dòng mới."}
    )
    title = forms.CharField(label="Tên tiêu chí", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    code = forms.CharField(label="Mã", max_length=20, required=False)
    max = PointsField(label="Điểm tối đa", min_value=0, max_value=1000, **POINTS)

    def __init__(self, draft: Draft, where: str, data: Any = None) -> None:
        """`where`: the choice first offered."""
        super().__init__(data, initial={"place": where})
        self.draft = draft
        chosen = spot_at(draft, where)
        choices = places(draft)
        if where.startswith("after:"):
            node = draft.nodes[int(where.split(":")[1])]
            choices.insert(0, (where, f"Ngay sau {node.code} {node.title[:60]}"))
        self.fields["place"].choices = choices  # type: ignore[attr-defined]
        self.fields["code"].help_text = f"Để trống thì lấy mã kế tiếp của mục: {next_code(draft, chosen)}."
        self.fields["max"].help_text = left_for(draft, chosen.under)

    def node(self, spot: Spot, draft: Draft) -> DraftNode:
        """The row as typed, with the code that comes next where none was."""
        said = self.cleaned_data
        return DraftNode(spot.level, 0, said["code"] or next_code(draft, spot), said["title"], said["max"], spot.part)

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].strip()
        if code and any(node.code == code for node in self.draft.nodes):
            raise forms.ValidationError(f"Mã {code} đã có. Ghi mã khác, hoặc để trống.")
        return code
