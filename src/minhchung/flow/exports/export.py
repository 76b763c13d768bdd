"""An export file found to be one: what is known before reading, the batches, what is known after."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from minhchung.flow.exports.choices import Counts
from minhchung.flow.exports.model import Batch
from minhchung.flow.exports.vocabulary import forget

NOT_READ: Final = {
    "sheets": "là danh sách hồ sơ nhưng tiêu đề khác các trang đã đọc; cần cả thì tách ra tệp riêng rồi nhập thêm",
    "no_list_sheets": "không thấy hàng tiêu đề của danh sách hồ sơ, các cột cũng không khớp trang trước; "
    "nếu là phần tiếp của danh sách thì chép hàng tiêu đề lên đầu trang",
}
"""The kinds of `unknown` that are sheets left out, with why."""


class Export(ABC):
    """An export file, found to be one and ready to be read once.

    `profile`: the name of the profile it is read by. `columns`: the lake columns of dossiers it has. `headings`: all headings of its table.
    `as_of`: when it was made, if the file says so (wall clock of Viet Nam, no zone). `title`: of the profile. `sheets`: those read
    together, where the list lies on several; `continued`: those of them that have no header of their own.

    After the iteration: `precision` of each moment column ("day", "minute", "second"); `unknown`: "statuses", "channels", "headings", … →
    word → times, and the sheets of the workbook that were not read: "sheets" are lists with other headings, "no_list_sheets" no dossier
    lists; `dropped`: column → values left out because they held a phone, an identity number or an e-mail.
    """

    profile: str
    title: str
    columns: tuple[str, ...]
    headings: tuple[str, ...]
    as_of: datetime | None = None
    sheets: tuple[str, ...] = ()
    continued: tuple[str, ...] = ()

    def __init__(self) -> None:
        self._counts = Counts()
        self._begun = False

    def __iter__(self) -> Iterator[Batch]:
        """The batches, once. Raises ExportError when the file proves broken on the way, RuntimeError on a second reading."""
        if self._begun:
            raise RuntimeError("an export is read once: open it again")
        self._begun = True
        try:
            yield from self._batches()
        finally:
            forget()

    @abstractmethod
    def _batches(self) -> Iterator[Batch]: ...

    @property
    @abstractmethod
    def precision(self) -> dict[str, str]:
        """The finest part of time each moment column uses."""

    @property
    def unknown(self) -> dict[str, dict[str, int]]:
        """Words and headings that no profile knows, with how often they stood; what could be about a person is hidden."""
        return {kind: dict(words) for kind, words in sorted(self._counts.unknown.items())}

    @property
    def dropped(self) -> dict[str, int]:
        """Values left out as personal, by column."""
        return dict(self._counts.dropped)
