"""Sixty pieces of evidence with a fault planted in each, and thirty good ones: what is asked, what is shown, what has to be found."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from minhchung.scoring.packs import Requirement
from tests.evidence.papers import broken, by_unit, changed, letter, page, pdf, people, photo, sheet, signed, word

UNITS = (
    "Văn phòng HĐND và UBND", "Phòng Văn hóa - Xã hội", "Phòng Kinh tế", "Phòng Xây dựng, Nông nghiệp và Môi trường",
    "Trung tâm Phục vụ hành chính công", "Trung tâm Dịch vụ sự nghiệp công", "Công an phường", "Ban Chỉ huy Quân sự", "Trạm Y tế",
    "Đội Quản lý trật tự đô thị",
)  # fmt: skip
"""The ten units of the ward."""
ALIASED = ("VP HĐND và UBND", "Phòng VH-XH", "Phòng Kinh tế", "Phòng XD, NN và MT", "TTPVHCC", "TT Dịch vụ sự nghiệp công")


@dataclass(frozen=True)
class Shown:
    """One file, what is typed of it, and how a person judged it. `registered`: fields under which the register holds it."""

    name: str
    data: bytes | None
    typed: dict[str, Any] = field(default_factory=dict)
    judged: str = "good"
    registered: dict[str, Any] | None = None


@dataclass(frozen=True)
class Case:
    """`state` the requirement has to come to; `fault` the code of the one fault on one of the pieces ("" for none); `missing` by name."""

    name: str
    asked: Requirement
    shown: Sequence[Shown]
    state: str = "full"
    fault: str = ""
    missing: Sequence[str] = ()


def asked(kind: str = "document", *types: str, **conditions: Any) -> Requirement:
    return Requirement(text="Tài liệu được yêu cầu", kind=kind, document=types, **conditions)  # type: ignore[arg-type]


PLAN, REPORT, DECISION = asked("document", "Kế hoạch"), asked("document", "BC"), asked("document", "Quyết định")
SIGNED_PLAN, SIGNED_REPORT = asked("document", "Kế hoạch", signed=True), asked("document", "Báo cáo", signed=True)
PHOTO, PORTAL, FILE = asked("photo"), asked("portal"), asked("file")
TEN = asked("list", rows=10)
OF_UNITS, OF_QUARTERS, OF_MONTHS = (
    asked("list", covers="units"),
    asked("document", "Báo cáo", covers="quarters"),
    asked("list", covers="months"),
)
UNIT_REPORTS = asked("document", "Báo cáo", covers="units")
EARLY = asked("document", "Kế hoạch", before=date(2026, 1, 31))


def one(name: str, what: Requirement, file: str, data: bytes | None, state: str = "full", fault: str = "", **more: Any) -> Case:
    return Case(name, what, [Shown(file, data, **more)], state, fault)


def quarter(number: str, *, year: int = 2026, month: int = 4, **more: Any) -> Shown:
    lines = letter("BC", date(2026, month, 3), number=str(20 + month), about=f"Công tác cải cách hành chính {number} năm {year}")
    return Shown(f"bc-{month}.docx", word(lines), **more)


Q = {"I": quarter("quý I", month=4), "II": quarter("6 tháng đầu năm", month=7), "III": quarter("9 tháng", month=10)}
Q4 = quarter("quý IV", month=11)
SIGNED_QUARTERS = asked("document", "Báo cáo", covers="quarters", signed=True)


def signed_quarter(name: str, month: int, make: Any = signed) -> Shown:
    lines = letter("BC", date(2026, month, 3), number=str(40 + month), about=f"Công tác cải cách hành chính {name} năm 2026")
    return Shown(f"bc-ky-{month}.pdf", make(lines))


def of_unit(unit: str, day: int) -> Shown:
    lines = letter("BC", date(2026, 6, day), number=str(day), unit=unit, about="Kết quả khắc phục sau kiểm tra")
    return Shown(f"bc-dv-{day}.docx", word([*lines, "Phòng Kinh tế phối hợp cùng thực hiện."]))


def months(count: int) -> list[list[str]]:
    return [["Nội dung", *[f"Tháng {n}" for n in range(1, count + 1)]], ["Hồ sơ", *["5"] * count], ["Đúng hạn", *["5"] * count]]


OLD, NEW_YEAR, LATE = date(2025, 1, 12), date(2027, 1, 5), date(2026, 2, 6)
ALL_QUARTERS = [["Chỉ tiêu", "Quý I", "Quý II", "Quý III", "Quý IV"], ["Hồ sơ", "1", "2", "3", "4"], ["Đúng hạn", "1", "2", "3", "4"]]
THREE_QUARTERS = [row[:4] for row in ALL_QUARTERS]
TABLE_OF_QUARTERS = asked("list", covers="quarters")
NO_DAY = letter("KH", None)
PLAIN = ["Kính thưa các đồng chí", "Tôi xin trình bày một số nội dung đã làm được trong thời gian qua."]

BAD = [
    one("right name, wrong year inside (Word)", PLAN, "15-KH-UBND-2026.docx", word(letter(day=OLD)), "period", "other_year"),
    one("right name, wrong year inside (PDF)", PLAN, "ke-hoach-2026.pdf", pdf(letter(day=OLD)), "period", "other_year"),
    one("decision of the year before", DECISION, "qd-2026.docx", word(letter("QĐ", date(2025, 12, 31))), "period", "other_year"),
    one("report of the year after", REPORT, "bc.docx", word(letter("BC", NEW_YEAR)), "period", "other_year"),
    one("signed, of the year before", SIGNED_PLAN, "kh.pdf", signed(letter(day=OLD)), "period", "other_year"),
    one("draft with blank number (Word)", PLAN, "kh.docx", word(letter(number="")), "part", "draft"),
    one("draft with blank number and day", PLAN, "kh-du-thao.docx", word(letter(day=None, number="")), "part", "draft"),
    one("draft with blank number (PDF)", DECISION, "qd.pdf", pdf(letter("QĐ", number="")), "part", "draft"),
    one("draft of a report, signature asked", SIGNED_REPORT, "bc.docx", word(letter("BC", number="")), "part", "draft"),
    one("draft of last year", PLAN, "kh-cu.docx", word(letter(day=OLD, number="")), "part", "draft"),
    one("PDF without signature", SIGNED_PLAN, "kh.pdf", pdf(letter(number="16")), "unsigned", "unsigned"),
    one("Word file where a signature is asked", SIGNED_PLAN, "kh.docx", word(letter(number="17")), "unsigned", "unsigned"),
    one("report as PDF without signature", SIGNED_REPORT, "bc.pdf", pdf(letter("BC")), "unsigned", "unsigned"),
    one("spreadsheet where a signature is asked", asked("file", signed=True), "so.xlsx", sheet(people(3)), "unsigned", "unsigned"),
    one("picture where a signature is asked", asked("file", signed=True), "a.jpg", photo(date(2026, 3, 3)), "unsigned", "unsigned"),
    one("plan changed after signing", SIGNED_PLAN, "kh.pdf", changed(letter(number="18")), "unsigned", "changed"),
    one("report changed after signing", SIGNED_REPORT, "bc.pdf", changed(letter("BC", number="18")), "unsigned", "changed"),
    one("changed after signing, no signature asked", PLAN, "kh2.pdf", changed(letter(number="19")), "unsigned", "changed"),
    one("plan whose signature does not match", SIGNED_PLAN, "kh.pdf", broken(letter(number="20")), "unsigned", "broken"),
    one("report whose signature does not match", REPORT, "bc.pdf", broken(letter("BC", number="20")), "unsigned", "broken"),
    one("typed date differs", PLAN, "kh.docx", word(letter(number="21")), "differs", "differs", typed={"dated": date(2026, 1, 21)}),
    one("typed number differs", PLAN, "kh.docx", word(letter(number="51")), "differs", "differs", typed={"number": "15/KH-UBND"}),
    one("typed issuer differs", PLAN, "kh.docx", word(letter(number="22")), "differs", "differs", typed={"issuer": "UBND phường Bến Đá"}),
    one("said to be signed and is not", PLAN, "kh.pdf", pdf(letter(number="23")), "differs", "differs", typed={"signed": True}),
    one(
        "wrong year inside, right year typed",
        PLAN,
        "kh.docx",
        word(letter(day=OLD, number="24")),
        "differs",
        "differs",
        typed={"dated": date(2026, 1, 12)},
    ),
    one(
        "the register has another date",
        PLAN,
        "kh.docx",
        word(letter(number="25")),
        "differs",
        "differs",
        registered={"code": "25/KH-UBND", "issued_on": date(2026, 1, 21)},
    ),
    one("report in a plan's place", PLAN, "ke-hoach.docx", word(letter("BC", number="26")), "part", "other_type"),
    one("notice in a decision's place", DECISION, "quyet-dinh.pdf", pdf(letter("TB")), "part", "other_type"),
    one("proposal in a resolution's place", asked("document", "NQ"), "nq.docx", word(letter("TTr")), "part", "other_type"),
    one("plan in a report's place, signed", SIGNED_REPORT, "bc.pdf", signed(letter(number="27")), "part", "other_type"),
    one("neither of two types", asked("document", "Quyết định", "Thông báo"), "x.docx", word(letter("CTr")), "part", "other_type"),
    one("a speech in a plan's place", asked("document", "Kế hoạch", in_year=False), "x.docx", word(PLAIN), "part", "untyped"),
    one("plan issued after the limit", EARLY, "kh.docx", word(letter(day=LATE)), "period", "late"),
    one("plan issued a day after the limit", EARLY, "kh.pdf", pdf(letter(day=date(2026, 2, 1))), "period", "late"),
    one(
        "signed plan after the limit",
        asked("document", "KH", signed=True, before=date(2026, 1, 31)),
        "kh.pdf",
        signed(letter(day=LATE)),
        "period",
        "late",
    ),
    one("day left blank (Word)", PLAN, "kh.docx", word(NO_DAY), "part", "undated"),
    one("day left blank (PDF)", PLAN, "kh.pdf", pdf(NO_DAY), "part", "undated"),
    one("picture without a day", PHOTO, "anh-2026.jpg", photo(None), "part", "undated"),
    one("screenshot without a day", PORTAL, "man-hinh.png", photo(None, form="PNG"), "part", "undated"),
    one("picture of the year before", PHOTO, "anh.jpg", photo(date(2025, 5, 5)), "period", "other_year"),
    one("a letter in a picture's place", PHOTO, "anh.docx", word(letter(number="28")), "part", "not_photo"),
    one("a PDF in a picture's place", PHOTO, "anh.pdf", pdf(letter(number="29")), "part", "not_photo"),
    one("seven lines of ten (Excel)", TEN, "ds.xlsx", sheet(people(7)), "part", "few_rows"),
    one("nine lines and a total (Excel)", TEN, "ds.xlsx", sheet(people(9, total=True)), "part", "few_rows"),
    one("eight lines of ten (Word)", TEN, "ds.docx", word(letter("KH", number="30"), people(8)), "part", "few_rows"),
    one("six lines of ten (PDF)", TEN, "ds.pdf", pdf(letter("KH", number="31"), people(6)), "part", "few_rows"),
    one("no list at all", TEN, "ds.docx", word(letter("KH", number="32")), "part", "uncounted"),
    Case(
        "9 of 10 units (Excel)",
        OF_UNITS,
        [Shown("dv.xlsx", sheet(by_unit([u for u in UNITS if u != "Trạm Y tế"])))],
        "units",
        missing=["Trạm Y tế"],
    ),
    Case(
        "9 of 10 units by other names (Word)",
        OF_UNITS,
        [Shown("dv.docx", word(letter("BC"), by_unit([*ALIASED, *UNITS[7:]])))],
        "units",
        missing=["Công an phường"],
    ),
    Case(
        "9 of 10 units (PDF)",
        OF_UNITS,
        [Shown("dv.pdf", pdf(letter("BC", number="33"), by_unit(UNITS[1:])))],
        "units",
        missing=["Văn phòng HĐND và UBND"],
    ),
    Case(
        "9 of 10 units report", UNIT_REPORTS, [of_unit(u, n) for n, u in enumerate(UNITS, 1) if n != 3], "units", missing=["Phòng Kinh tế"]
    ),
    one("a list that names no unit", OF_UNITS, "ds.xlsx", sheet(people(4)), "units", "unplaced"),
    Case("third quarter missing", OF_QUARTERS, [Q["I"], Q["II"], Q4], "part", missing=["quý III/2026"]),
    Case(
        "second quarter missing in a table", TABLE_OF_QUARTERS, [Shown("bang.xlsx", sheet(THREE_QUARTERS))], "part", missing=["quý IV/2026"]
    ),
    Case(
        "second quarter unsigned",
        SIGNED_QUARTERS,
        [signed_quarter("quý I", 4), signed_quarter("quý II", 7, pdf), signed_quarter("quý III", 10), signed_quarter("quý IV", 11)],
        "unsigned",
        "unsigned",
        ["quý II/2026"],
    ),
    Case(
        "third quarter is last year's",
        OF_QUARTERS,
        [Q["I"], Q["II"], quarter("quý III", year=2025, month=9), Q4],
        "period",
        "other_year",
        ["quý III/2026"],
    ),
    one(
        "a report of no quarter",
        OF_QUARTERS,
        "bc.docx",
        word(letter("BC", number="34", about="Công tác văn thư, lưu trữ")),
        "part",
        "unplaced",
    ),
    Case("twelfth month missing", OF_MONTHS, [Shown("thang.xlsx", sheet(months(11)))], "part", missing=["tháng 12/2026"]),
    one("an address alone (Word)", PORTAL, "duong-dan.docx", word(["https://vankhe.haikhe.example/cong-khai"]), "unseen", "address"),
    one("an address alone (text)", PORTAL, "link.txt", b"Link: http://vankhe.haikhe.example/tthc?id=5", "unseen", "address"),
    one("saved page of the year before", PORTAL, "trang.pdf", page("05/03/2025, 10:32"), "period", "other_year"),
    one("saved page without a day", PORTAL, "trang.pdf", page(""), "part", "undated"),
    one("rejected by a person", PLAN, "kh.docx", word(letter(number="35")), "part", "rejected", judged="bad"),
    one(
        "in the register without its file",
        PLAN,
        "",
        None,
        "part",
        "no_file",
        registered={"code": "36/KH-UBND", "issued_on": date(2026, 1, 9)},
    ),
]

GOOD = [
    one("plan (Word)", PLAN, "g1.docx", word(letter(number="101"))),
    one("plan (PDF)", PLAN, "g2.pdf", pdf(letter(number="102"))),
    one("plan on New Year's Day", PLAN, "g3.docx", word(letter(day=date(2026, 1, 1)))),
    one("plan on the last day asked", EARLY, "g4.pdf", pdf(letter(day=date(2026, 1, 31)))),
    one("wrong year in the name, right inside", PLAN, "ke-hoach-2025.docx", word(letter(number="103"))),
    one("signed plan", SIGNED_PLAN, "g5.pdf", signed(letter(number="104"))),
    one("signed report", SIGNED_REPORT, "g6.pdf", signed(letter("BC", number="105"))),
    one("type by its code", asked("document", "QĐ"), "g7.docx", word(letter("QĐ", number="106"))),
    one("one of two types", asked("document", "Quyết định", "Kế hoạch"), "g8.docx", word(letter(number="107"))),
    one("any type will do", asked("document"), "g9.docx", word(letter("CTr", number="108"))),
    one("of another year where none is asked", asked("document", "KH", in_year=False), "g10.docx", word(letter(day=OLD, number="109"))),
    one("typed as the file says", PLAN, "g11.docx", word(letter(number="05")), typed={"number": "5/KH-UBND", "dated": date(2026, 1, 12)}),
    one("typed issuer in short", PLAN, "g12.docx", word(letter(number="110")), typed={"issuer": "UBND phường Vân Khê"}),
    one(
        "as the register has it",
        PLAN,
        "g13.docx",
        word(letter(number="111")),
        registered={"code": "111/KH-UBND", "issued_on": date(2026, 1, 12)},
    ),
    one("picture with its day", PHOTO, "g14.jpg", photo(date(2026, 5, 5))),
    one(
        "picture whose day a person gave and another checked", PHOTO, "g15.png", photo(None, form="PNG"), typed={"dated": date(2026, 5, 5)}
    ),
    one("saved page with its day", PORTAL, "g16.pdf", page("05/03/2026, 10:32")),
    one("ten lines (Excel)", TEN, "g17.xlsx", sheet(people(10))),
    one("ten lines and a total (Excel)", TEN, "g18.xlsx", sheet(people(10, total=True))),
    one("ten lines (Word)", TEN, "g19.docx", word(letter("BC", number="112"), people(10))),
    one("ten lines (PDF)", TEN, "g20.pdf", pdf(letter("BC", number="113"), people(10))),
    one("all units (Excel)", OF_UNITS, "g21.xlsx", sheet(by_unit(UNITS))),
    one("all units by other names (Word)", OF_UNITS, "g22.docx", word(letter("BC", number="114"), by_unit([*ALIASED, *UNITS[6:]]))),
    one("all units (PDF)", OF_UNITS, "g23.pdf", pdf(letter("BC", number="115"), by_unit(UNITS))),
    Case("every unit reports", UNIT_REPORTS, [of_unit(u, n) for n, u in enumerate(UNITS, 11)]),
    Case("a report for each quarter", OF_QUARTERS, [*Q.values(), Q4]),
    Case(
        "a signed report for each quarter",
        SIGNED_QUARTERS,
        [signed_quarter(n, m) for n, m in (("quý I", 4), ("quý II", 7), ("quý III", 10), ("quý IV", 11))],
    ),
    one("a table of four quarters", TABLE_OF_QUARTERS, "g24.xlsx", sheet(ALL_QUARTERS)),
    one("a table of twelve months", OF_MONTHS, "g25.xlsx", sheet(months(12))),
    Case(
        "a bad piece beside a good one",
        PLAN,
        [Shown("g26.docx", word(letter("BC", number="116"))), Shown("g27.docx", word(letter(number="117")))],
        fault="other_type",
    ),
]
