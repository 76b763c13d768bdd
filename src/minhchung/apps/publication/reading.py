"""From a file or pasted cells to the procedures a channel shows. Nothing is written here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.files.base import ContentFile, File
from lxml import etree, html

from minhchung.apps.files import vault
from minhchung.apps.files.models import StoredFile
from minhchung.apps.ground.acts import Refused
from minhchung.apps.procedures.archives import as_one_file, records_of
from minhchung.apps.procedures.rules.columns import Row
from minhchung.apps.procedures.rules.crawled import CODE, NotAProcedureError, read_crawled
from minhchung.apps.procedures.rules.sheets import UnreadableWorkbookError, of_pasted, of_workbook
from minhchung.apps.publication.models import Posting, Snapshot
from minhchung.apps.publication.rules.listed import Listed, read_table
from minhchung.apps.publication.rules.telling import Shown
from minhchung.text.extract import MediaType
from minhchung.text.normal import squeeze

PAGES = (".html", ".htm", ".mhtml")
PICTURES = (".jpg", ".jpeg", ".png")


@dataclass(frozen=True)
class Seen:
    """What a file shows. `twice`: codes that stand in it more than once, of which the first row counts."""

    rows: tuple[Listed, ...]
    twice: tuple[str, ...] = ()


def as_stored(upload: "File[bytes]") -> "File[bytes]":
    """The upload as the store of files takes it: archives as one JSON, a saved web page as the cells of its tables (a page itself could run
    code and is not kept). Raises Refused."""
    name = upload.name or "tệp"
    if not name.lower().endswith(PAGES):
        return as_one_file(upload)
    rows = _page_rows(upload.read(), name)
    text = "\n".join("\t".join(cells) for cells in rows)
    return ContentFile(text.encode(), name=f"{name.rsplit('.', 1)[0]}.txt")


def _page_rows(content: bytes, name: str) -> list[list[str]]:
    try:
        page = html.fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    except (ValueError, etree.ParserError) as error:
        raise Refused(f"Không đọc được trang “{name}”. Mở lại trang rồi lưu kiểu “HTML”, hoặc chép bảng và dán.") from error
    rows = [[squeeze("".join(map(str, cell.itertext()))) for cell in row if cell.tag in ("td", "th")] for row in page.iter("tr")]
    if not any(len(cells) > 1 for cells in rows):
        raise Refused(
            f"Trang “{name}” không có bảng thủ tục nào. Chép bảng trên trang rồi dán, hoặc lưu ảnh chụp và đánh dấu theo danh sách."
        )
    return rows


def readable_proof(posting: Posting) -> bool:
    """Whether the proof of a posting may show procedures in words and is no snapshot of its channel yet."""
    proof = posting.proof
    if proof is None or proof.name.lower().endswith(PICTURES):
        return False
    return not Snapshot.objects.filter(channel=posting.channel_id, file=proof, undone_at=None).exists()


def stored_rows(stored: StoredFile) -> Seen:
    """The procedures in a stored file; none in a picture. Raises Refused."""
    if stored.name.lower().endswith(PICTURES):
        return Seen(())
    try:
        with vault.opened(stored.blob_id) as stream:
            return rows_of(stream.read(), stored.name, stored.blob.media_type, stored.blob.text)
    except OSError as error:
        raise Refused(f"Không mở được “{stored.name}” trong kho tệp; tải lại tệp từ máy.") from error


def rows_of(content: bytes, name: str, media_type: str, text: str = "") -> Seen:
    """The procedures in a file's bytes; `text`: its extracted text, for Word and PDF. Raises Refused for a broken workbook or JSON."""
    if media_type in (MediaType.XLSX, MediaType.XLS):
        return _once([row for sheet in _sheets(content, name) for row in read_table(sheet)])
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{"):
        return _once(_crawled(records_of(content, name)))
    return _once(read_table(of_pasted(text or content.decode("utf-8-sig", "replace"))))


def _sheets(content: bytes, name: str) -> list[list[Row]]:
    try:
        return of_workbook(content)
    except UnreadableWorkbookError as error:
        raise Refused(f"Không mở được “{name}”: tệp Excel hỏng; mở bằng Excel, lưu lại rồi tải lên.") from error


def _crawled(records: Sequence[object]) -> list[Listed]:
    found: list[Listed] = []
    for number, record in enumerate(records, 1):
        if isinstance(record, Mapping) and CODE in record:
            try:
                crawled = read_crawled(record)
            except NotAProcedureError as error:
                raise Refused(f"Bản ghi {number}: {error} Sửa tệp rồi tải lại.") from error
            found.append(Listed(number, crawled.code.national, crawled.content.name or "", Shown(crawled.content)))
    return found


def _once(rows: Sequence[Listed]) -> Seen:
    first: dict[str, Listed] = {}
    twice: list[str] = []
    for row in rows:
        key = row.code or f"{row.name}|{row.row}"
        if key in first:
            twice.append(row.code)
        first.setdefault(key, row)
    return Seen(tuple(first.values()), tuple(dict.fromkeys(twice)))
