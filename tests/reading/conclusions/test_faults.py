"""What is wrong in a finding, and which of its words nobody can measure."""

import pytest

from minhchung.reading.conclusions.faults import fault_in, vague_words
from minhchung.reading.conclusions.parts import kind_said, parts_of_title, tells_wrong


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Công tác A đã được triển khai; tuy nhiên hình thức chưa đa dạng.", "hình thức chưa đa dạng"),
        ("Tuy đã có cố gắng nhưng việc nộp lưu còn chậm.", "việc nộp lưu còn chậm"),
        ("Phòng đã mở sổ, song ghi chép chưa đầy đủ.", "ghi chép chưa đầy đủ"),
        ("Mặc dù đã được nhắc nhở, đơn vị vẫn chưa khắc phục.", "đơn vị vẫn chưa khắc phục"),
        ("Cơ bản thực hiện đúng quy trình, tuy vậy 03 hồ sơ thiếu chữ ký.", "03 hồ sơ thiếu chữ ký"),
        ("Không có hồ sơ quá hạn nhưng 05 hồ sơ cập nhật sai trạng thái.", "05 hồ sơ cập nhật sai trạng thái"),
        ("Chưa lập danh mục hồ sơ; đề nghị khẩn trương lập.", "Chưa lập danh mục hồ sơ"),
        ("Báo cáo gửi chậm. Phòng cần rút kinh nghiệm.", "Báo cáo gửi chậm"),
        ("Sổ ghi chưa đủ, cần tiếp tục rà soát để bảo đảm đúng mẫu. Đảm bảo 100% sổ đúng mẫu.", "Sổ ghi chưa đủ"),
        ("Còn 41 hồ sơ quá hạn, chưa có văn bản xin lỗi.", "Còn 41 hồ sơ quá hạn, chưa có văn bản xin lỗi"),
        ("Hồ sơ chưa đánh số. Sổ đã mở nhưng không ghi.", "Hồ sơ chưa đánh số. Sổ đã mở nhưng không ghi"),
        ("Việc theo dõi cần tiếp tục được tăng cường.", "Việc theo dõi cần tiếp tục được tăng cường"),
        ("Hai việc làm song song, chưa phân công.", "Hai việc làm song song, chưa phân công"),
    ],
)
def test_the_fault_stands_without_the_praise_before_and_the_demand_behind(text: str, fault: str) -> None:
    start, end = fault_in(text)
    assert text[start:end] == fault


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("Việc cập nhật có thời điểm chưa thật sự thường xuyên.", ["có thời điểm", "chưa thật sự thường xuyên"]),
        ("Hiệu quả chưa cao, phối hợp đôi khi chưa chặt chẽ.", ["Hiệu quả chưa cao", "đôi khi", "chưa chặt chẽ"]),
        ("Việc lập hồ sơ chưa đầy đủ, mới đạt 63% so với danh mục.", []),
        ("Chưa phân loại hồ sơ theo Nghị định số 118/2025/NĐ-CP năm 2026 một cách đầy đủ hơn.", ["đầy đủ hơn"]),
        ("06 đơn thụ lý chậm, chưa kịp thời; một số đơn thiếu chữ ký.", ["một số"]),
        ("Điểm không phù hợp chưa được đóng.", []),
        ("Chưa mở sổ theo dõi.", []),
    ],
)
def test_words_that_cannot_be_measured_are_marked(text: str, vague: list[str]) -> None:
    assert [text[start:end] for start, end in vague_words(text)] == vague


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("ƯU ĐIỂM VÀ KẾT QUẢ ĐẠT ĐƯỢC", {"strengths"}),
        ("Những mặt đạt được", {"strengths"}),
        ("TỒN TẠI, HẠN CHẾ CẦN KHẮC PHỤC", {"shortcomings"}),
        ("Các điểm không phù hợp", {"shortcomings"}),
        ("Khuyến nghị", {"shortcomings"}),
        ("YÊU CẦU KHẮC PHỤC CÁC TỒN TẠI, HẠN CHẾ", {"requirements"}),
        ("Kiến nghị của Đoàn kiểm tra", {"requirements"}),
        ("Kiến nghị của đơn vị được kiểm tra", set()),
        ("Ý kiến giải trình", set()),
        ("Nguyên nhân của tồn tại", set()),
        ("Kết quả kiểm tra", {"strengths", "shortcomings"}),
        ("Ưu điểm, tồn tại", {"strengths", "shortcomings"}),
        ("Tồn tại và yêu cầu", {"shortcomings", "requirements"}),
        ("Cải cách thể chế", None),
    ],
)
def test_a_title_tells_what_its_part_holds(title: str, parts: set[str] | None) -> None:
    assert parts_of_title(title, leads=False) == parts


def test_a_long_lead_in_is_told_by_its_last_sentence() -> None:
    assert parts_of_title("Bên cạnh kết quả đạt được, qua kiểm tra còn một số tồn tại như sau:", leads=True) == {"shortcomings"}
    said = "Để khắc phục các tồn tại, hạn chế nêu trên, Đoàn kiểm tra yêu cầu các đơn vị thực hiện:"
    assert parts_of_title(said, leads=True) == {"requirements"}


@pytest.mark.parametrize("text", ["Không phát hiện vi phạm.", "Không để xảy ra đơn thư vượt cấp.", "Hạn chế tình trạng hồ sơ chậm."])
def test_what_did_not_happen_is_no_fault(text: str) -> None:
    assert not tells_wrong(text)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Điểm không phù hợp nhẹ", "nonconformity-minor"),
        ("NC major", "nonconformity-major"),
        ("Sự không phù hợp", "nonconformity"),
        ("Cơ hội cải tiến (OFI)", "recommendation"),
        ("Tồn tại, hạn chế", None),
    ],
)
def test_the_kind_of_a_finding_is_the_one_its_words_name(words: str, kind: str | None) -> None:
    assert kind_said(words) == kind
