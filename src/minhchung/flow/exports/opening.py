"""`open_export`: looks at the bytes, finds the list and its profile, and gives the rows in checked batches."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from minhchung.flow.exports.as_of import said_as_of
from minhchung.flow.exports.checking import Checked, Checker, refuse_unreadable
from minhchung.flow.exports.choosing import Choice, choose
from minhchung.flow.exports.event_logs import open_event_table, open_xes
from minhchung.flow.exports.export import Export
from minhchung.flow.exports.headings import is_numbering
from minhchung.flow.exports.messages import open_messages
from minhchung.flow.exports.model import Batch, ExportError, Reject, Source
from minhchung.flow.exports.personal import shown_word
from minhchung.flow.exports.profiles import Profile, load_profile
from minhchung.flow.exports.sniff import Form, form_of
from minhchung.flow.exports.sources import table_source
from minhchung.flow.exports.vocabulary import forget


class ListExport(Export):
    """A list of dossiers, one to a row; on one sheet or, with the same headings or going on without any, on several."""

    def __init__(self, source: Source, choice: Choice) -> None:
        super().__init__()
        self._source, self._choice = source, choice
        header, profile = choice.header, choice.words.profile
        self._checker = Checker(choice.words, header.names, self._counts)
        self.profile, self.title = profile.name, profile.title
        self.columns = self._checker.columns
        self.headings = tuple(shown_word(heading) for heading in header.headings if heading)
        # Of several moments the earliest: none of the sheets is then taken for newer than it is.
        said = [said_as_of(part.sheet.top[: part.header.first - 1]) for part in choice.parts]
        self.as_of = min((moment for moment in said if moment is not None), default=None)
        self.sheets, self.continued = tuple(part.title for part in choice.parts if part.title), choice.continued
        for heading in header.unknown:
            self._counts.add("headings", heading, 1)
        for kind, titles in (("sheets", choice.others), ("no_list_sheets", choice.no_lists)):
            if titles:
                self._counts.unknown[kind] = Counter(titles)

    @property
    def precision(self) -> dict[str, str]:
        """The finest part of time each moment column uses."""
        return dict(self._checker.precision)

    def _batches(self) -> Iterator[Batch]:
        read = unread = 0
        for sheet, header, title in self._choice.parts:
            after = header.last
            if after < len(sheet.top) and is_numbering(sheet.top[after]):
                after += 1
            held: list[Reject] = []
            for raw in self._source.rows(sheet.name, after, header.places, self._checker.repeating):
                raw.sheet = title
                checked = self._checker.check(raw)
                if not checked.read:
                    continue
                read, unread = read + checked.read, unread + checked.unread
                batch, held = _settled(checked, held)
                yield batch
        refuse_unreadable(read, unread)


def _settled(checked: Checked, held: list[Reject]) -> tuple[Batch, list[Reject]]:
    """The batch of one piece, and the rejects that are only rejects if good rows follow (else they are the signature block)."""
    now = [reject for reject in checked.rejects if reject.row not in checked.trailing]
    later = [reject for reject in checked.rejects if reject.row in checked.trailing]
    read = checked.read - len(later)
    if checked.table.num_rows:
        now, read = held + now, read + len(held)
    else:
        later = held + later
    return Batch({"dossiers": checked.table}, tuple(now), read), later


def open_export(path: Path, *, profile: str | Profile | None = None, own: Sequence[Profile] = ()) -> Export:
    """Open a dossier export: .xlsx, .xls, .csv, .tsv, sync messages in .json, event logs in .xes, .xes.gz or .csv; told by content.

    `profile`: the name of a packaged profile, the path of one's own, or a profile; `own`: more to choose from.
    Raises ExportError, whose message never holds a value of the file.
    """
    asked = load_profile(profile) if profile is not None else None
    form = form_of(path)
    if form is Form.JSON:
        return open_messages(path, asked)
    if form in (Form.XES, Form.XES_GZ):
        return open_xes(path, asked, zipped=form is Form.XES_GZ)
    try:
        return _open_table(path, form, asked, own)
    finally:
        forget()


def _open_table(path: Path, form: Form, asked: Profile | None, own: Sequence[Profile]) -> Export:
    source = table_source(path, form)
    sheets = source.sheets()
    if (log := open_event_table(source, sheets, asked)) is not None:
        return log
    if asked is not None and asked.kind != "list":
        raise ExportError(f"Mẫu “{asked.name}” ({asked.title}) không dùng cho bảng danh sách: bỏ --profile hoặc chọn mẫu khác.")
    return ListExport(source, choose(sheets, asked, own))
