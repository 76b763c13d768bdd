"""Profiles: each that ships loads, a user's own is read, saved, checked."""

from datetime import date
from pathlib import Path

import pytest

from minhchung.flow.columns import Channel, Status
from minhchung.flow.exports import ExportError, Profile, load_profile, open_export, packaged_profiles, save_profile
from minhchung.flow.exports.vocabulary import heading_key, vocabulary

HEAD = 'name = "rieng"\ntitle = "Riêng"\nsource = "Hệ thống A"\nvalid_from = 2026-01-01\n'


@pytest.fixture
def own() -> Profile:
    return Profile(
        name="cua-phuong",
        title='Mẫu "riêng" của phường',
        source="Xuất ngày 20/11/2026",
        valid_from=date(2026, 11, 20),
        columns={"code": ("Số phiếu",), "received_at": ("Nhận lúc", "Vào sổ > Ngày")},
        statuses={"Đang ở lãnh đạo": Status.PROCESSING},
        channels={"Zalo\tOA": Channel.ONLINE},
    )


@pytest.mark.parametrize("name", list(packaged_profiles()))
def test_each_profile_has_a_source_and_no_heading_of_two_meanings(name: str):
    profile = packaged_profiles()[name]
    assert profile.source
    said = [heading_key(heading) for headings in profile.columns.values() for heading in headings]
    assert len(said) == len(set(said))
    vocabulary(profile)


def test_a_saved_profile_is_the_same_and_reads_a_file(tmp_path: Path, own: Profile, table_file, read):
    path = save_profile(tmp_path, own)
    assert path.name == "cua-phuong.toml"
    assert load_profile(str(path)) == own
    got = read(table_file([["Số phiếu", "Nhận lúc", "Trạng thái"], ["12/HS", "20/11/2026", "Đang ở lãnh đạo"]]), profile=str(path))
    assert (got.export.profile, got.column("code"), got.column("status")) == ("cua-phuong", ["12/HS"], ["processing"])


def test_a_file_that_does_not_fit_the_profile_asked_for_says_what_was_looked_for(tmp_path: Path, own: Profile, table_file, header, line):
    path = save_profile(tmp_path, own)
    with pytest.raises(ExportError, match="Đã tìm các cột: Số phiếu; Nhận lúc"):
        open_export(table_file([["Tên", "Số"], ["a", "1"]]), profile=str(path))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = ", "TOML"),
        (HEAD, "columns"),
        (HEAD + '[columns]\nngay = ["Ngày"]\n', "ngay"),
        (HEAD + '[columns]\nstatus = ["Trạng thái"]\n', "mã hồ sơ"),
        (HEAD + '[columns]\ncode = ["Mã"]\n[statuses]\n"Xong" = "done"\n', "statuses.Xong"),
        (HEAD + '[columns]\ncode = ["Mã"]\n[khac]\na = 1\n', "khac"),
        (HEAD + '[columns]\ncode = ["Mã"]\n[free_text]\ncolumns = ["Ghi chú"]\n', "chữ tự do"),
        (HEAD.replace("rieng", "../x") + '[columns]\ncode = ["Mã"]\n', "name"),
    ],
)
def test_a_wrong_profile_is_refused_by_place_and_cause(tmp_path: Path, text: str, said: str):
    path = tmp_path / "rieng.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ExportError, match=said):
        load_profile(str(path))


def test_an_unknown_profile_name_lists_those_there_are():
    with pytest.raises(ExportError, match="danh-sach-qua-han"):
        load_profile("khong-co")
