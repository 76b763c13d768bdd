"""The form that takes in published scores."""

from typing import Any

from django import forms

from minhchung.apps.ground.whole_field import WholeField
from minhchung.apps.indexes.published_table import Typed, of_rows, typed
from minhchung.apps.plans.rules.grids import UnreadableFileError, of_workbook

FILE_LIMIT = 5 * 1024 * 1024


class PublishedForm(forms.Form):
    """Published scores, pasted as they stand in the announcement or in its workbook."""

    year = WholeField(label="Năm được chấm", min_value=2015, max_value=2100)
    group = forms.CharField(
        label="Nhóm xếp hạng", max_length=100, required=False, help_text="Ví dụ: phường; xã, đặc khu. Bảng có cột “Nhóm” thì để trống."
    )
    source = forms.CharField(label="Nguồn công bố", max_length=300)
    table = forms.CharField(
        label="Bảng điểm",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Dán từ Excel hoặc Word, mỗi dòng một đơn vị. Dán cả dòng tiêu đề để lấy điểm từng lĩnh vực.",
    )
    workbook = forms.FileField(required=False, label="Hoặc tệp Excel")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        pasted, upload = given.get("table"), given.get("workbook")
        if upload is not None:
            lines, field = self._of_workbook(upload), "workbook"
        elif pasted:
            lines, field = typed(pasted), "table"
        else:
            self.add_error("table", "Chưa có bảng điểm. Dán bảng hoặc chọn tệp Excel.")
            return given
        if lines and all(line.wrong for line in lines):
            first = lines[0].wrong.rstrip(".")
            self.add_error(field, f"Chưa đọc được dòng nào. Dòng {lines[0].line}: {first}. Mỗi dòng cần tên đơn vị và tổng điểm.")
        elif not lines and field not in self.errors:
            self.add_error(field, "Chưa đọc được dòng nào. Mỗi dòng cần tên đơn vị, dấu tab hoặc dấu chấm phẩy, rồi điểm.")
        given["lines"] = lines
        return given

    def _of_workbook(self, upload: Any) -> list[Typed]:
        """The lines of the sheet that has most good ones."""
        if upload.size > FILE_LIMIT:
            self.add_error("workbook", "Tệp lớn hơn 5 MB: bảng điểm nhỏ hơn nhiều. Chọn đúng tệp Excel.")
            return []
        try:
            sheets = [of_rows(grid.rows) for grid in of_workbook(upload.read())]
        except UnreadableFileError:
            self.add_error("workbook", f"“{upload.name}” không mở được như tệp Excel. Lưu lại thành .xlsx rồi chọn lại.")
            return []
        return max(sheets, key=lambda lines: sum(not line.wrong for line in lines), default=[])

    @property
    def wrong(self) -> list[Typed]:
        """The lines that were not taken."""
        return [line for line in self.cleaned_data["lines"] if line.wrong]

    def given(self) -> dict[str, Any]:
        """What the act takes."""
        return {"scores": self.cleaned_data["lines"], **{name: self.cleaned_data[name] for name in ("year", "group", "source")}}
