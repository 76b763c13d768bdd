"""The signed copy of a declaration beside what was locked: read from its text each time the round is shown, so that nothing goes stale."""

from collections.abc import Sequence
from dataclasses import dataclass

from minhchung.apps.files.contents import tables_in
from minhchung.apps.files.models import Blob
from minhchung.apps.indexes.rounds.table import DECLARED, Heading, Table
from minhchung.apps.indexes.rules.signed import Difference, declared_in, differences


@dataclass(frozen=True)
class SignedCopy:
    """How the signed copy compares. `unread` says why it could not be compared ("" when it was); `recognised`: its words come from a
    picture, so that a difference may be one of reading."""

    unread: str
    differences: Sequence[Difference] = ()
    leaves: int = 0
    recognised: bool = False


def signed_copy(table: Table) -> SignedCopy | None:
    """The comparison; None while no copy was put in. Before the lock it is made with the points as they are approved."""
    if table.round.signed is None:
        return None
    blob = table.round.signed.blob
    if blob.text_state == Blob.TextState.WAITING:
        return SignedCopy("Đang đọc chữ trong tệp; tải lại trang sau ít phút để xem kết quả so sánh.")
    if not blob.text.strip():
        return SignedCopy("Không đọc được chữ trong tệp (bản quét hoặc ảnh), nên không so được với bản đã khóa. Người ký tự đối chiếu.")
    declared = declared_in(tables_in(blob.text))
    if declared is None:
        return SignedCopy("Không thấy bảng tự chấm (cột “Mã” và “Điểm tự chấm”) trong tệp. Kiểm tra xem có gắn nhầm tệp không.")
    locked = {line.node.code: (line.node.title, line.declared) for line in table.lines}
    headings = {row.code for row in table.rows if isinstance(row, Heading)}
    found = differences(declared, locked, table.total(DECLARED).final, headings=headings)
    return SignedCopy("", found, len(locked), bool((blob.contents or {}).get("scanned")))
