"""Forms of publication: they read what a person typed and give plain values to the acts."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import Truncator

from minhchung.apps.documents.models import Document
from minhchung.apps.ground.choice_fields import ManyChoiceField
from minhchung.apps.ground.day_field import DayField
from minhchung.apps.ground.words_field import words
from minhchung.apps.organisations.models import Unit
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.publication.law import Notice
from minhchung.apps.publication.models import Channel, Snapshot

SHOWN = 110
PLACE = "Địa chỉ trang đã đăng, hoặc nơi đặt bảng niêm yết."


class DocumentChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """A document of the register by number, day and subject."""

    def label_from_instance(self, obj: Document) -> str:
        return Truncator(obj.title).chars(SHOWN)


class ChannelsField(ManyChoiceField):
    """Channels to tick."""

    def __init__(self, channels: "QuerySet[Channel]") -> None:
        missing = {"required": "Chưa chọn kênh nào. Đánh dấu ít nhất một kênh."}
        super().__init__(channels, label="Ở các kênh", widget=forms.CheckboxSelectMultiple, error_messages=missing)


class ReasonForm(forms.Form):
    """A reason."""

    reason = words("Lý do", rows=3)


class TakeDownForm(forms.Form):
    """From when on something is no longer shown, and why."""

    down_on = DayField(label="Ngày gỡ", looks="back")
    reason = words("Lý do", rows=3)


class ChannelForm(forms.Form):
    """A place that shows something of the ward."""

    title = words("Tên kênh", length=200)
    kind = forms.ChoiceField(label="Loại", choices=Channel.Kind.choices, initial=Channel.Kind.OTHER)
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị phụ trách", required=False, empty_label="Chưa giao đơn vị nào")
    address = words("Địa chỉ", required=False, length=500, hint="Đường dẫn trang, hoặc nơi đặt bảng.")
    for_procedures = forms.BooleanField(label="Có niêm yết thủ tục hành chính", required=False, initial=True)

    def __init__(self, units: QuerySet[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class SnapshotForm(forms.Form):
    """What a file or pasted cells are."""

    kind = forms.ChoiceField(
        label="Bản chụp là", choices=[(kind.value, kind.label) for kind in (Snapshot.Kind.LIST, Snapshot.Kind.PAGE)], initial="list"
    )
    on = DayField(label="Ngày xem kênh", looks="back", help_text="Ngày tải danh sách, lưu trang hoặc chụp ảnh.")
    whole = forms.BooleanField(
        label="Đây là toàn bộ thủ tục kênh đang có", required=False, initial=True,
        help_text="Bỏ đánh dấu khi tệp chỉ có vài thủ tục vừa sửa: các thủ tục khác giữ theo bản chụp trước.",
    )  # fmt: skip
    note = words("Ghi chú", required=False, length=500)


class TickForm(forms.Form):
    """A look at a board: the day, and the procedures that are there."""

    on = DayField(label="Ngày xem kênh", looks="back")
    note = words("Ghi chú", required=False, length=500)
    procedures = ManyChoiceField(
        Procedure.objects.none(), label="Thủ tục đang có trên kênh", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, procedures: QuerySet[Procedure], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["procedures"].queryset = procedures  # type: ignore[attr-defined]

    def clean_procedures(self) -> Sequence[int]:
        return [each.pk for each in self.cleaned_data["procedures"]]


class AskForm(forms.Form):
    """What is to be shown, since when it counts, and where."""

    title = words("Nội dung cần đăng", required=False, length=500, hint="Để trống thì lấy số, trích yếu của văn bản.")
    document = DocumentChoice(Document.objects.none(), label="Văn bản", required=False, empty_label="Không kèm văn bản")
    decided_on = DayField(label="Tính từ ngày", looks="back", help_text="Ngày ký văn bản, hoặc ngày yêu cầu.")

    def __init__(self, documents: QuerySet[Document], channels: "QuerySet[Channel]", *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = documents  # type: ignore[attr-defined]
        self.fields["channels"] = ChannelsField(channels)


class ChannelsForm(forms.Form):
    """The channels at which an announced decision is to be shown."""

    def __init__(self, channels: "QuerySet[Channel]", *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channels"] = ChannelsField(channels)


class PostForm(forms.Form):
    """When and where something was posted."""

    posted_on = DayField(label="Ngày đăng", looks="back")
    posted_at = words("Nơi đăng", length=500, hint=PLACE)


class NoticeForm(forms.Form):
    """A look at a notice: whether it is there, and what its fields say."""

    on = DayField(label="Ngày kiểm tra", looks="back")
    shown = forms.BooleanField(label="Kênh đang có mục này", required=False, initial=True)
    note = words("Ghi chú", required=False, length=500)

    def __init__(self, notice: Notice, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.notice = notice
        for place, name in enumerate(notice.fields):
            self.fields[f"f{place}"] = words(name, required=False, length=500, hint="Chép như kênh đang ghi; kênh không ghi thì để trống.")
        self.order_fields(["on", "shown", *(f"f{place}" for place in range(len(notice.fields))), "note"])

    def given(self) -> dict[str, Any]:
        """The values as the act takes them."""
        said = {name: self.cleaned_data[f"f{place}"] for place, name in enumerate(self.notice.fields)}
        return {**{name: self.cleaned_data[name] for name in ("on", "shown", "note")}, "said": said}
