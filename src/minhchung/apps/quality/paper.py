"""A version as a paper: what the screen shows, the DOCX holds and two versions are compared by."""

from collections.abc import Iterator

from minhchung.apps.quality.models import Version
from minhchung.apps.quality.rules import life
from minhchung.apps.quality.rules.content import Content, Kind, Layout, Said
from minhchung.letters.controlled import Block, Box, Cell, Chart, Column, ControlledPaper, Grid, Heading, Signer, Words
from minhchung.text.written import written_day

STANDARD = "TCVN ISO 9001:2015"
ROLES = (("drafted", "Soạn thảo"), ("reviewed", "Soát xét"), ("approved", "Phê duyệt"))
MARKS = {life.REPLACED: "HẾT HIỆU LỰC", life.WITHDRAWN: "HẾT HIỆU LỰC", life.DROPPED: "ĐÃ BỎ", life.WAITING: "CHƯA CÓ HIỆU LỰC"}
NATURES = {Kind.MANUAL: "Sổ tay chất lượng", Kind.POLICY: "Chính sách chất lượng", Kind.OBJECTIVES: "Mục tiêu chất lượng",
           Kind.FORM: "Biểu mẫu", Kind.DECISION: "Quyết định"}  # fmt: skip


def paper_of(version: Version) -> ControlledPaper:
    """The paper of a version, as it stands."""
    document, content = version.document, version.content
    return ControlledPaper(
        agency=f"Ủy ban nhân dân {document.commune.name[:1].lower()}{document.commune.name[1:]}",
        nature=NATURES.get(document.nature, "Quy trình"),
        title=version.title,
        code=document.code,
        issue=f"{version.issue:02d}",
        revision=f"{version.revision:02d}",
        effective=written_day(version.effective_on) if version.effective_on else "",
        signers=[_signer(version, name, role) for name, role in ROLES],
        revisions=revisions_of(version, content),
        blocks=tuple(blocks_of(document.nature, Layout(document.layout), content)),
        standard=STANDARD,
        mark="" if version.state == life.IN_FORCE else MARKS.get(version.state, "BẢN THẢO"),
        over=version.state in life.OVER,
    )


def _signer(version: Version, name: str, role: str) -> Signer:
    said = version.cover.get(name) or {}
    return Signer(role, said.get("name", ""), said.get("post", ""), said.get("on", ""))


def revisions_of(version: Version, content: Content) -> Grid:
    """The revision table; that of a draft holds its own line without a day."""
    columns = (
        Column("Yêu cầu sửa đổi", 45), Column("Trang, phần", 25), Column("Mô tả nội dung", 45), Column("Lần", 20, middle=True),
        Column("Ngày", 25, middle=True),
    )  # fmt: skip
    rows = [[Cell(row.reason), Cell(row.place), Cell(row.change), Cell(row.number), Cell(row.on)] for row in content.revisions]
    if version.reason and not version.digest:
        rows.append([Cell(version.reason), Cell(""), Cell(version.change), Cell(version.short), Cell("")])
    return Grid(columns, rows)


def blocks_of(kind: Kind, layout: Layout, content: Content) -> Iterator[Block]:
    """The text, block by block."""
    if not kind.in_sections:
        yield Words(content.body)
        return
    for number, title, text in (
        (1, "Mục đích", content.purpose), (2, "Phạm vi", content.scope), (3, "Tài liệu viện dẫn", content.references),
        (4, "Định nghĩa, viết tắt", content.terms),
    ):  # fmt: skip
        yield Heading(f"{number}. {title}")
        yield Words(text)
    yield Heading("5. Nội dung quy trình")
    if kind == Kind.SERVICE:
        yield from _service(content)
        yield Heading("5.7. Các bước thực hiện", 2)
        if content.body:
            yield Words(content.body)
    elif content.body:
        yield Words(content.body)
    yield from _steps(layout, content)
    yield Heading("6. Biểu mẫu")
    forms = [[Cell(str(number)), Cell(row.code), Cell(row.name, row.doubt)] for number, row in enumerate(content.forms, 1)]
    yield Grid((Column("TT", 12, middle=True), Column("Mã hiệu", 38), Column("Tên biểu mẫu", 110)), forms) if forms else Words("")
    yield Heading("7. Hồ sơ cần lưu")
    records = [
        [Cell(str(number)), Cell(row.name, row.doubt), Cell(row.place), Cell(row.retention)]
        for number, row in enumerate(content.records, 1)
    ]  # fmt: skip
    columns = (Column("TT", 12, middle=True), Column("Tên hồ sơ", 78), Column("Nơi lưu", 40), Column("Thời hạn lưu", 30, middle=True))
    yield Grid(columns, records) if records else Words("")


def _service(content: Content) -> Iterator[Block]:
    yield Heading("5.1. Cơ sở pháp lý", 2)
    basis = [[Cell(str(number)), Cell(row.symbol), Cell(row.title, row.doubt)] for number, row in enumerate(content.basis, 1)]
    yield Grid((Column("TT", 12, middle=True), Column("Số, ký hiệu", 38), Column("Tên văn bản", 110)), basis) if basis else Words("")
    yield Heading("5.2. Thành phần hồ sơ", 2)
    columns = (
        Column("TT", 12, middle=True), Column("Giấy tờ", 78), Column("Bản chính", 18, middle=True), Column("Bản sao", 18, middle=True),
        Column("Mẫu", 34),
    )  # fmt: skip
    papers = [
        [Cell(str(number)), Cell(row.name, row.doubt), Cell(row.originals), Cell(row.copies), Cell(row.form)]
        for number, row in enumerate(content.components, 1)
    ]
    yield Grid(columns, papers) if papers else Words("")
    for number, title, said in (
        (3, "Số lượng hồ sơ", content.sets), (4, "Thời gian xử lý", content.limit), (5, "Nơi tiếp nhận và trả kết quả", content.place),
        (6, "Phí, lệ phí", content.fee),
    ):  # fmt: skip
        yield Heading(f"5.{number}. {title}", 2)
        yield _words(said)
    if content.outcome.text:
        yield Words(f"Kết quả: {content.outcome.text}", content.outcome.doubt)


def _words(said: Said) -> Words:
    return Words(said.text, said.doubt)


def _steps(layout: Layout, content: Content) -> Iterator[Block]:
    """The steps as a chart, as a table, or as the chart and then the table with what a box has no room for."""
    if not content.steps:
        return
    named = [row for row in content.steps if row.name]
    if named and layout in (Layout.CHART, Layout.BOTH):
        yield Chart([Box(row.name, row.who, row.time, row.result, row.doubt if layout == Layout.CHART else "") for row in named])
    if layout in (Layout.TABLE, Layout.BOTH) or not named:
        columns = (
            Column("TT", 12, middle=True), Column("Nội dung công việc", 60), Column("Trách nhiệm", 33), Column("Thời gian", 22),
            Column("Biểu mẫu, kết quả", 33),
        )  # fmt: skip
        rows = [
            [Cell(f"B{number}"), Cell(row.name, row.doubt), Cell(row.who), Cell(row.time), Cell(row.result)]
            for number, row in enumerate(content.steps, 1)
        ]
        yield Grid(columns, rows)
