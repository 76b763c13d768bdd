"""What stands in the registers of the sample ward: unit and values of each line; people by their account."""

Values = dict[str, str]
Rows = tuple[tuple[str, Values], ...]
REGISTERS: dict[str, Rows] = {
    "boi-canh": (
        (
            "VP",
            {
                "issue": "Ba phường cũ hợp nhất từ 01/7/2025, quy trình và thói quen làm việc khác nhau",
                "side": "inside",
                "effect": "Cùng một thủ tục mà cách kiểm tra hồ sơ khác nhau",
                "response": "Thống nhất quy trình ISO, tập huấn chung",
            },
        ),
        (
            "VH-XH",
            {
                "issue": "Cấp huyện kết thúc hoạt động, phường nhận thêm thủ tục",
                "side": "outside",
                "effect": "Khối lượng hồ sơ tăng, căn cứ pháp lý thay đổi nhiều",
                "response": "Cập nhật danh mục ngay khi có quyết định công bố",
            },
        ),
        (
            "XD-NN-MT",
            {
                "issue": "Mưa lớn, ngập đường vào Trung tâm phục vụ hành chính công",
                "side": "climate",
                "effect": "Người dân không đến nộp, nhận được; máy chủ đặt tầng 1",
                "response": "Nộp trực tuyến, trả qua bưu chính, chuyển tủ mạng lên tầng 2",
            },
        ),
    ),
    "ben-quan-tam": (
        (
            "PVHCC",
            {
                "party": "Người dân, doanh nghiệp",
                "need": "Đúng hẹn, ít đi lại, rõ giấy tờ phải nộp",
                "met": "Niêm yết, hẹn trả, nộp trực tuyến",
                "climate": "no",
                "watch": "Khảo sát hài lòng, phản ánh kiến nghị",
            },
        ),
        (
            "VP",
            {
                "party": "Ủy ban nhân dân thành phố, các sở",
                "need": "Báo cáo đúng kỳ, chỉ số cải cách hành chính đạt",
                "met": "Kế hoạch năm, báo cáo tháng",
                "climate": "yes",
                "watch": "Bộ chỉ số, kết luận kiểm tra",
            },
        ),
        (
            "VP",
            {
                "party": "Đảng ủy, HĐND, Mặt trận phường",
                "need": "Được báo cáo, giám sát việc giải quyết thủ tục",
                "met": "Báo cáo 6 tháng, đối thoại",
                "watch": "Kết luận giám sát",
            },
        ),
    ),
    "qua-trinh": (
        (
            "PVHCC",
            {
                "process": "Tiếp nhận và trả kết quả",
                "owner": "chi",
                "input": "Hồ sơ của người dân",
                "output": "Giấy tiếp nhận, kết quả trả đúng hẹn",
                "measure": "Tỷ lệ giải quyết đúng hạn",
                "documents": "QT-01",
            },
        ),
        (
            "VP",
            {
                "process": "Thẩm định, phê duyệt",
                "owner": "an",
                "input": "Hồ sơ đủ thành phần",
                "output": "Kết quả có chữ ký, con dấu",
                "measure": "Thời gian thẩm định",
                "documents": "QT-01, QT-02",
            },
        ),
        (
            "VH-XH",
            {
                "process": "Kiểm soát tài liệu",
                "owner": "duong",
                "input": "Quyết định công bố, văn bản mới",
                "output": "Tài liệu ISO có hiệu lực",
                "measure": "Số tài liệu quá hạn rà soát",
                "documents": "QT-HT-01",
            },
        ),
    ),
    "rui-ro": (
        (
            "PVHCC",
            {
                "what": "Hồ sơ đất đai quá hạn do chờ phối hợp của chi nhánh đăng ký",
                "kind": "risk",
                "cause": "Chưa có quy chế phối hợp",
                "likelihood": "4",
                "severity": "4",
                "action": "Ký quy chế phối hợp, nhắc trước hạn 3 ngày",
            },
        ),
        (
            "VH-XH",
            {
                "what": "Căn cứ pháp lý thay đổi mà quy trình chưa sửa",
                "kind": "risk",
                "cause": "Không có người theo dõi văn bản mới",
                "likelihood": "4",
                "severity": "3",
                "action": "Phân công theo dõi văn bản, rà soát mỗi tháng",
            },
        ),
        (
            "VP",
            {
                "what": "Mất điện, mất mạng tại Trung tâm",
                "kind": "risk",
                "cause": "Lưới điện cũ, một đường mạng",
                "likelihood": "3",
                "severity": "4",
                "action": "Lắp bộ lưu điện, thêm đường mạng dự phòng",
                "left_likelihood": "2",
                "left_severity": "3",
                "result": "Đã lắp bộ lưu điện tháng 8, hai lần mất điện không gián đoạn",
            },
        ),
        (
            "KT",
            {
                "what": "Người dân dùng VNeID ngày càng nhiều, bớt được bản sao giấy tờ",
                "kind": "chance",
                "likelihood": "3",
                "severity": "3",
                "action": "Đề xuất bỏ thành phần hồ sơ đã có dữ liệu",
            },
        ),
        (
            "VP",
            {
                "what": "Công chức chuyên môn nghỉ, chuyển công tác không kịp bàn giao",
                "kind": "risk",
                "likelihood": "2",
                "severity": "3",
                "action": "Mỗi thủ tục có hai người biết làm",
            },
        ),
    ),
    "thay-doi": (
        (
            "VP",
            {
                "change": "Chuyển Bộ phận Một cửa vào Trung tâm phục vụ hành chính công",
                "purpose": "Một nơi nhận, trả mọi hồ sơ",
                "consequence": "Đổi nơi tiếp nhận ghi ở mọi quy trình",
                "responsible": "chi",
                "from_on": "2026-07-01",
            },
        ),
    ),
    "thiet-bi": (
        (
            "PVHCC",
            {
                "item": "Máy quét tài liệu",
                "place": "Quầy 2",
                "count": "2",
                "state": "worn",
                "maintained_on": "2026-03-10",
                "needs": "Thay trục kéo giấy",
            },
        ),
        ("PVHCC", {"item": "Màn hình gọi số", "place": "Sảnh", "count": "1", "state": "good", "maintained_on": "2026-09-05"}),
        ("VP", {"item": "Bộ lưu điện", "place": "Phòng máy chủ", "count": "1", "state": "good", "maintained_on": "2026-08-12"}),
    ),
    "tri-thuc": (
        (
            "VP",
            {
                "knowledge": "Cách xử lý khai sinh có yếu tố nước ngoài",
                "from": "Ba hồ sơ khó năm 2026",
                "kept": "Sổ tay nghiệp vụ hộ tịch, chị An hướng dẫn",
            },
        ),
    ),
    "nang-luc": (
        (
            "VP",
            {
                "post": "Công chức tư pháp - hộ tịch",
                "conditions": "Đại học luật; bồi dưỡng nghiệp vụ hộ tịch",
                "person": "an",
                "met": "yes",
                "proof": "Bằng cử nhân luật; chứng chỉ bồi dưỡng hộ tịch năm 2024",
            },
        ),
        (
            "PVHCC",
            {
                "post": "Cán bộ tiếp nhận Một cửa",
                "conditions": "Tập huấn Một cửa; kỹ năng giao tiếp; dùng được hệ thống hồ sơ",
                "person": "chi",
                "met": "part",
                "proof": "Giấy chứng nhận tập huấn Một cửa",
                "gap": "Chưa học kỹ năng giao tiếp",
            },
        ),
        (
            "XD-NN-MT",
            {
                "post": "Công chức địa chính - xây dựng",
                "conditions": "Đại học quản lý đất đai hoặc xây dựng",
                "person": "son",
                "met": "no",
                "gap": "Đang học văn bằng hai, xong năm 2027",
            },
        ),
        (
            "VH-XH",
            {
                "post": "Thư ký ISO, đánh giá viên nội bộ",
                "conditions": "Khóa đánh giá viên nội bộ TCVN ISO 9001:2015",
                "person": "duong",
                "met": "yes",
                "proof": "Chứng nhận ngày 20/4/2026",
            },
        ),
    ),
    "dao-tao": (
        (
            "VH-XH",
            {
                "course": "Đánh giá viên nội bộ TCVN ISO 9001:2015",
                "held_on": "2026-04-20",
                "people": "Dương, An",
                "number": "2",
                "by": "Chi cục Tiêu chuẩn Đo lường Chất lượng",
                "effect": "good",
                "note": "Đã tự đánh giá được cuộc tháng 9",
            },
        ),
        (
            "PVHCC",
            {
                "course": "Kỹ năng giao tiếp với người dân",
                "held_on": "2026-12-10",
                "people": "Cán bộ Một cửa",
                "number": "5",
                "effect": "planned",
            },
        ),
    ),
    "trao-doi": (
        (
            "VP",
            {
                "what": "Danh mục thủ tục mới, bãi bỏ",
                "when": "Trong 3 ngày từ khi có quyết định",
                "whom": "Trung tâm, các phòng, người dân",
                "how": "Niêm yết, cổng thông tin, họp giao ban",
                "speaker": "Văn phòng",
            },
        ),
        ("PVHCC", {"what": "Hồ sơ sắp đến hạn, quá hạn", "when": "Hằng ngày", "whom": "Công chức thụ lý", "how": "Nhắn Zalo theo đơn vị"}),
    ),
    "nha-cung-cap": (
        (
            "PVHCC",
            {
                "supplier": "Bưu cục Vân Khê",
                "service": "Nhận, trả hồ sơ qua bưu chính công ích",
                "criteria": "Đúng giờ; không mất giấy tờ",
                "contract": "Thỏa thuận ngày 15/01/2026",
                "valid_to": "2026-12-31",
                "judged": "good",
                "judged_on": "2026-10-05",
            },
        ),
        (
            "VP",
            {
                "supplier": "Công ty Phần mềm Hải Khê",
                "service": "Bảo trì cổng thông tin điện tử",
                "criteria": "Sửa lỗi trong ngày",
                "judged": "poor",
                "judged_on": "2026-10-06",
                "remark": "Hai lần lỗi đăng tin quá 3 ngày mới sửa",
            },
        ),
    ),
    "hai-long": (
        (
            "PVHCC",
            {
                "source": "Phiếu khảo sát quý III tại Trung tâm",
                "from_on": "2026-07-01",
                "to_on": "2026-09-30",
                "answers": "214",
                "share": "92.5",
                "said": "Chờ lâu đầu tuần; chưa rõ phí chứng thực",
                "next": "Thêm quầy thứ Hai; niêm yết phí ở quầy",
            },
        ),
        (
            "VP",
            {
                "source": "Đối thoại với doanh nghiệp tháng 10",
                "to_on": "2026-10-14",
                "answers": "17",
                "said": "Thủ tục đăng ký hộ kinh doanh nhanh hơn trước",
            },
        ),
    ),
}
PEOPLE_COLUMNS = ("owner", "person", "responsible")
