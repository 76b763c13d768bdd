"""Forms about whole criteria sets: the year of a copy, which leaf became which."""

from collections.abc import Sequence
from typing import Any

from django import forms

from minhchung.apps.ground.whole_field import WholeField
from minhchung.scoring.comparing import Match
from minhchung.scoring.packs import Pack


class YearForm(forms.Form):
    """The year a set is copied for."""

    year = WholeField(label="Năm của bộ mới", min_value=2020, max_value=2100)


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
