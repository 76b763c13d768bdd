"""Which sheet of a file is the dossier list, and by which profile it is read; what a file without one is instead."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from minhchung.flow.exports.continuing import continues
from minhchung.flow.exports.headings import LOOKED_AT, Header, find_header, keys_of
from minhchung.flow.exports.model import ExportError, Sheet
from minhchung.flow.exports.personal import shown_sheet
from minhchung.flow.exports.profiles import GENERAL, Profile, general_profile, packaged_profiles
from minhchung.flow.exports.vocabulary import Vocabulary, any_list, heading_key, vocabulary
from minhchung.text.normal import clean, squeeze

# A profile fits when the sheet has at least this share of its columns.
FITTING: Final = 0.8
SUMMARY_SIGNS: Final = 3
CATALOGUE_SIGNS: Final = 2
LOOKED_FOR: Final = (
    "Đã tìm một hàng tiêu đề có “Mã hồ sơ” và ít nhất một trong các cột: Ngày tiếp nhận, Ngày nộp, Ngày hẹn trả, Trạng thái, Tên thủ tục"
)
WAY_OUT: Final = "Xuất lại “Danh sách hồ sơ” (mỗi hồ sơ một dòng) từ hệ thống, hoặc ghép cột bằng tay rồi lưu thành mẫu."


class Part(NamedTuple):
    """A sheet of a list with its header, and its name as it may be shown; "" where the list lies on one sheet only."""

    sheet: Sheet
    header: Header
    title: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The sheets that are one list, in the order of the file (all have the same headings or none), and the words to read it by.

    As they may be shown: `continued` are those without a header, read on under the one before; not read are `others`, lists with other
    headings, and `no_lists`, which hold something else.
    """

    parts: tuple[Part, ...]
    words: Vocabulary
    continued: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    no_lists: tuple[str, ...] = ()

    @property
    def header(self) -> Header:
        """The header of the first sheet: its headings are those of all."""
        return self.parts[0].header


def choose(sheets: list[Sheet], asked: Profile | None, own: Sequence[Profile] = ()) -> Choice:
    """The sheet that is most a dossier list, with those that carry the same headings, and its profile: asked for, or by its columns.

    `own`: the user's profiles beside the packaged ones; one of them that fits goes before a packaged one. Raises ExportError when no
    sheet is one, when the profile asked for does not fit, or when two profiles fit alike and differ.
    """
    finding = vocabulary(asked) if asked is not None else any_list(own)
    headers = [(sheet, find_header(sheet, finding)) for sheet in sheets]
    lists = [(sheet, header) for sheet, header in headers if header is not None and _is_list(header)]
    if not lists:
        raise ExportError(_refusal(sheets, asked))
    best, header = max(lists, key=lambda found: (2 * len(found[1].places) + len(found[1].known), found[0].weight))
    words = finding if asked is not None else _profile_of(header, best, own)
    titles = {sheet.name: shown_sheet(sheet.name, place) for place, sheet in enumerate(sheets, start=1)}
    read = _together(headers, header, words)
    listed, taken = {sheet.name for sheet, _ in lists}, {sheet.name for sheet, _ in read}
    return Choice(
        tuple(Part(sheet, found, titles[sheet.name] if len(read) > 1 else "") for sheet, found in read),
        words,
        tuple(titles[sheet.name] for sheet, found in read if not found.last),
        tuple(titles[sheet.name] for sheet in sheets if sheet.name in listed - taken),
        tuple(titles[sheet.name] for sheet in sheets if sheet.name not in listed | taken and any(map(any, sheet.top))),
    )


def _together(headers: list[tuple[Sheet, Header | None]], header: Header, words: Vocabulary) -> list[tuple[Sheet, Header]]:
    """The sheets that are the list under `header`: with the same headings, or, behind such a one and before another list, with none."""
    read: list[tuple[Sheet, Header]] = []
    begun: tuple[Sheet, Header] | None = None
    for sheet, found in headers:
        listed = found is not None and _is_list(found)
        # Above a header that is printed again stand rows, not a banner.
        above = sheet._replace(top=sheet.top[: found.first - 1]) if found else sheet
        if begun and (found is None or (listed and _alike(found, header))) and continues(above, *begun):
            read.append((sheet, replace(begun[1], first=1, last=0)))
        elif listed and found:
            begun = (sheet, find_header(sheet, words) or found) if _alike(found, header) else None
            read += [begun] if begun else []
    return read


def _alike(one: Header, other: Header) -> bool:
    """Whether two headers have the same headings in the same columns; what stands behind the last heading does not count."""
    return [heading_key(said) for said in one.headings if said] == [heading_key(said) for said in other.headings if said] and (
        one.places == other.places
    )


def _is_list(header: Header) -> bool:
    return bool(header.places.keys() & {"received_at", "submitted_at", "due_at", "finished_at", "status", "procedure", "delivered_at"})


def _profile_of(header: Header, sheet: Sheet, own: Sequence[Profile]) -> Vocabulary:
    """The profile whose columns the sheet has most of, the user's own first; the general one when none fits well."""
    keys = {key for heading in header.headings if heading for key in keys_of(heading)}
    fits: list[tuple[tuple[bool, float, int], Vocabulary]] = []
    for is_own, profile in [*((True, each) for each in own), *((False, each) for each in packaged_profiles().values())]:
        if profile.name == GENERAL or profile.kind != "list":
            continue
        words = vocabulary(profile)
        there = [column for column, said in words.own.items() if said & keys]
        share = len(there) / len(words.own)
        if "code" in there and share >= FITTING:
            fits.append(((is_own, share, len(there) + len(words.own_known & keys)), words))
    if not fits:
        return vocabulary(general_profile())
    fits.sort(key=lambda fit: (not fit[0][0], -fit[0][1], -fit[0][2], fit[1].profile.name))
    alike = [words for rank, words in fits if rank == fits[0][0]]
    readings = {str((_reading(sheet, words), sorted(words.words.items(), key=str))) for words in alike}
    if len(readings) > 1:
        names = ", ".join(words.profile.name for words in alike)
        raise ExportError(f"Tệp hợp với nhiều mẫu xuất như nhau ({names}) mà mỗi mẫu đọc một cách: chọn một mẫu bằng --profile.")
    # Several that read it alike: it is none of them in particular.
    return alike[0] if len(alike) == 1 else vocabulary(general_profile())


def _reading(sheet: Sheet, words: Vocabulary) -> list[tuple[str, int]]:
    header = find_header(sheet, words)
    return sorted(header.places.items()) if header else []


def _refusal(sheets: list[Sheet], asked: Profile | None) -> str:
    """What the file is instead, as far as its headings tell."""
    general = general_profile()
    summary = {heading_key(said) for said in general.headings.summary}
    catalogue = {heading_key(said) for said in general.headings.catalogue}
    code = {heading_key(said) for said in (asked or general).columns["code"]}
    rows = [{key for cell in row if cell for key in keys_of(squeeze(clean(cell)))} for sheet in sheets for row in sheet.top[:LOOKED_AT]]
    pairs = [one | two for one, two in zip(rows, [*rows[1:], set()], strict=False)]
    if asked is not None:
        wanted = "; ".join(said[0] for said in asked.columns.values())
        return f"Tệp không hợp với mẫu “{asked.name}” ({asked.title}). Đã tìm các cột: {wanted}. Chọn mẫu khác hoặc bỏ --profile."
    if not any(row & code for row in rows):
        if any(len(pair & summary) >= SUMMARY_SIGNS for pair in pairs):
            return f"Tệp là báo cáo tổng hợp (số cộng theo đơn vị, lĩnh vực, thủ tục), không phải danh sách hồ sơ. {LOOKED_FOR}. {WAY_OUT}"
        if any(len(row & catalogue) >= CATALOGUE_SIGNS for row in rows):
            return f"Tệp là danh mục thủ tục hành chính, không phải danh sách hồ sơ. {LOOKED_FOR}. {WAY_OUT}"
    return f"Không thấy danh sách hồ sơ trong tệp. {LOOKED_FOR}. {WAY_OUT}"
