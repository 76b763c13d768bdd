"""The words of administrative Vietnamese that the rules lean on: verbs that order, fields of work, names of offices.

Every list is in small letters, one entry between commas. ``Phrases`` finds the longest entry at a word.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from minhchung.text.flat import without_word_slips
from minhchung.text.normal import lower

_WORD = re.compile(r"[Đđ]/[Cc]\b|[\w&]+|[^\w\s]")
# Where the tone mark stands is a matter of habit only in open syllables: "hoá" and "hóa", but never "hoàn", and "quý" against "qúy".
_OLD_TONES = {
    **{"oá": "óa", "oà": "òa", "oả": "ỏa", "oã": "õa", "oạ": "ọa"},
    **{"uý": "úy", "uỳ": "ùy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"},
}
_OLD_TONE = re.compile(r"(?:o[áàảãạ]|u(?<!qu)[ýỳỷỹỵ]|qúy)(?!\w)")


def _key(text: str) -> str:
    """Small letters with one place for the tone mark (hoá and hóa are one word)."""
    return _OLD_TONE.sub(lambda found: _OLD_TONES.get(found.group(), "quý"), without_word_slips(lower(text)))


@dataclass(slots=True)
class Words:
    """A text cut into words and signs: ``low`` are the keys to compare, each as long as what is written; ``starts`` their places in
    the text."""

    text: str
    low: list[str]
    # Not pairs with the ends: thousands of pairs cost more to keep than to work out.
    starts: list[int]
    # What was found at a word already (of bare groups under ``~index``): several rules ask for the unit at the same place.
    found: dict[int, Any] = field(default_factory=dict, compare=False)
    # How many names the name being read stands in.
    nested: int = field(default=0, compare=False)

    def starts_big(self, index: int) -> bool:
        """Whether the word begins with a capital."""
        return index < len(self.starts) and self.text[self.starts[index]].isupper()

    def end(self, index: int) -> int:
        """The place in the text just after a word."""
        return self.starts[index] + len(self.low[index])

    def between(self, first: int, after: int) -> str:
        """The text from word ``first`` up to, without, word ``after``."""
        return self.text[self.starts[first] : self.end(after - 1)]

    def at(self, place: int) -> int:
        """The index of the first word that starts at or after a character."""
        return bisect_left(self.starts, place)


def words_of(text: str) -> Words:
    """Cut a flat text into words."""
    key = _key(text)
    low: list[str] = []
    starts: list[int] = []
    start = 0
    # Most words stand between two blanks with no sign or with one behind them: the pattern is for the others.
    for piece in key.split(" "):
        if piece.isalnum():
            low.append(piece)
            starts.append(start)
        elif piece[:-1].isalnum() and piece[-1] in ",.;:":
            low += piece[:-1], piece[-1]
            starts += start, start + len(piece) - 1
        elif piece:
            for found in _WORD.finditer(key, start, start + len(piece)):
                low.append(found.group())
                starts.append(found.start())
        start += len(piece) + 1
    return Words(text, low, starts)


class Phrases:
    """A set of phrases of one to a dozen words, asked at a word of a text. ``;`` parts entries that hold a comma."""

    def __init__(self, *lists: str) -> None:
        # The keys of a whole list are made at once: word by word it would take as long as compiling all the patterns.
        parts = (part for text in map(_key, lists) for part in text.split(";" if ";" in text else ","))
        self._hold({" ".join(_WORD.findall(part)) for part in parts} - {""})

    def _hold(self, entries: set[str]) -> None:
        self.entries = entries
        opened: dict[str, dict[str, set[int]]] = {}
        for words in (entry.split(" ") for entry in entries):
            opened.setdefault(words[0], {}).setdefault("".join(words[1:2]), set()).add(len(words))
        # By first and second word ("" for any other) the lengths to try, longest first: most words open no entry, most pairs no
        # longer one, and are answered by one look.
        self.lengths = {
            first: {second: tuple(sorted(found | then.get("", set()), reverse=True)) for second, found in {"": set[int](), **then}.items()}
            for first, then in opened.items()
        }

    def __or__(self, other: "Phrases") -> "Phrases":
        """The entries of both: one look at a word instead of two."""
        both = Phrases()
        both._hold(self.entries | other.entries)
        return both

    def holds(self, phrase: str) -> bool:
        """Whether the words, with single blanks, are an entry."""
        return _key(phrase) in self.entries

    def at(self, words: Sequence[str], index: int) -> int:
        """How many words, from ``index`` on, the longest entry there takes; 0 when there is none."""
        try:
            following = self.lengths.get(words[index])
        except IndexError:
            return 0
        if following is None:
            return 0
        second = words[index + 1] if index + 1 < len(words) else ""
        for length in following.get(second) or following[""]:
            # One word, or two of which both are found already, need no further look.
            if length < 3 or (index + length <= len(words) and " ".join(words[index : index + length]) in self.entries):
                return length
        return 0


# What one tells a unit to do. Adverbs that open such an order count as well.
ACTIONS = Phrases(
    """chủ trì, phối hợp, phối, tham mưu, tham gia, tham dự, rà soát, tổ chức, triển khai, thực hiện, xây dựng, soạn thảo, ban hành, hoàn
    thành, hoàn thiện, tăng cường, tăng, đẩy mạnh, đẩy nhanh, thúc đẩy, tiếp tục, tập trung, hướng dẫn, kiểm tra, giám sát, đôn đốc,
    theo dõi, đánh giá, báo cáo, tổng hợp, thống kê, cập nhật, công khai, niêm yết, đăng tải, đăng, tuyên truyền, phổ biến, quán triệt,
    nghiên cứu, đề xuất, kiến nghị, trình, gửi, cử, bố trí, sắp xếp, chuẩn bị, phân công, phân cấp, ủy quyền, uỷ quyền, giao, chỉ đạo,
    yêu cầu, đề nghị, vận động, huy động, xử lý, giải quyết, khắc phục, chấn chỉnh, duy trì, nâng cao, bảo đảm, đảm bảo, phấn đấu, lập,
    mở, rút ngắn, cắt giảm, giảm, đưa, sử dụng, ứng dụng, áp dụng, số hóa, số hoá, tiếp nhận, trả kết quả, trả, thu, nộp, kê khai, đối
    chiếu, xác minh, xác định, xác nhận, thẩm định, thẩm tra, phê duyệt, thanh tra, phòng ngừa, ngăn chặn, phòng chống, phát hiện, phát
    động, phát huy, phát triển, phát hành, phát sinh, khai thác, quản lý, lưu trữ, lưu, bàn giao, tiếp thu, giải trình, làm rõ, làm
    việc, làm tốt, làm, phân loại, phân tích, phân bổ, khảo sát, đo lường, lấy ý kiến, xin ý kiến, cho ý kiến, có ý kiến, tiếp công dân,
    tiếp, đối thoại, ký kết, ký, đăng ký, cung cấp, chia sẻ, kết nối, tích hợp, kết hợp, vận hành, bảo trì, kiện toàn, thành lập, củng
    cố, bổ sung, sửa đổi, sửa chữa, điều chỉnh, thay thế, bãi bỏ, hủy bỏ, huỷ bỏ, trang bị, mua sắm, đầu tư, cân đối, cấp, cấp phát, hỗ
    trợ, giúp, tạo điều kiện, tạo, động viên, khuyến khích, khen thưởng, biểu dương, phê bình, nhắc nhở, kiểm điểm, lồng ghép, gắn, chú
    trọng, quan tâm, ưu tiên, coi trọng, coi, lấy, nắm bắt, nắm chắc, nắm, bám sát, rút kinh nghiệm, nhân rộng, đổi mới, cải tiến, cải
    thiện, cải cách, đa dạng hóa, đa dạng hoá, chuẩn hóa, chuẩn hoá, đơn giản hóa, đơn giản hoá, tái cấu trúc, công bố, thông báo, thông
    tin, giới thiệu, trực, ứng trực, sẵn sàng, dự báo, cảnh báo, sơ tán, di dời, in ấn, in, phát, treo, thu hồi, thu gom, thu thập, dọn
    dẹp, dọn, vệ sinh, chăm sóc, thăm, tặng, trao, đón, mời, bồi dưỡng, đào tạo, tập huấn, quy hoạch, luân chuyển, chuyển, đào sâu, đấu
    tranh, xử phạt, lắp đặt, giữ vững, giữ gìn, giữ, bảo vệ, kiềm chế, kiểm soát, điều hành, điều tra, đàm phán, mở rộng, tham khảo, học
    tập, chấp hành, tuân thủ, nhận thức, xem xét, quyết định, cụ thể hóa, cụ thể hoá, tháo gỡ, tư vấn, hoàn trả, hoàn chỉnh, khai báo,
    khoanh vùng, phun, tiêm, tẩy trùng, khử khuẩn, cứu trợ, cứu hộ, khơi thông, nạo vét, gia cố, cắt tỉa, chằng chống, trồng, điểm danh,
    quyết toán, thanh toán, giải ngân, chi trả, chi, miễn, thi công, nghiệm thu, bám nắm, tuần tra, ra quân, tổng kết, sơ kết, họp, giao
    ban, kết luận, trả lời, phản hồi, phúc đáp, viết, biên soạn, dự thảo, thiết kế, thiết lập, lựa chọn, chọn, vào cuộc, ra mắt, truyền
    thông, thẩm tra, so sánh, tính toán, dự toán, đề cử, giới hạn, thường trực, ghi nhận, ghi, tuyển dụng, tuyển, cấp cứu, khám, điều
    trị, tự kiểm tra, tự rà soát, tự đánh giá, tự chấm điểm, chấm điểm, chấm, xếp loại, xếp hạng, công nhận, đình chỉ, tạm dừng, dừng,
    cấm, rà, dẹp, giải tỏa, giải toả, cưỡng chế, vận chuyển, tìm kiếm, có trách nhiệm, có nhiệm vụ, chịu trách nhiệm, là đầu mối, làm
    đầu mối, là cơ quan thường trực, là thường trực, đóng góp, đóng, lồng, hình thành, ổn định, quy định, phân tán, tiết kiệm, thực
    hành, giáo dục, rèn luyện, ôn luyện, tuyển chọn, khai giảng, khai mạc, ký cam kết, cam kết, tham vấn, biên tập, trưng bày, trang
    trí, chỉnh trang, chỉnh sửa, chỉnh lý, hiệu chỉnh, sao gửi, sao lưu, quét, nhập, khóa, khoá, mở thầu, đấu thầu, đấu giá, bảo quản,
    kiểm kê, thanh lý, tiêu hủy, tiêu huỷ, di chuyển, nối, tận dụng, tranh thủ, khơi dậy, phát thanh, tuyên dương, vinh danh, gặp mặt,
    thăm hỏi, góp ý, tiến hành, lãnh đạo, dự trù, dự phòng, dự trữ, nâng, hạ, tham quan, quảng bá, xúc tiến, liên hệ, liên kết, hợp tác,
    can thiệp, cách ly, truy vết, tiêm chủng, đo, kiểm định, hiệu chuẩn, bảo dưỡng, nâng cấp, cải tạo, khởi công, khánh thành, trao đổi,
    thảo luận, bàn, phân định, phân nhóm, in sao, nhân bản, phục vụ, đáp ứng, truy thu, hậu kiểm, thẩm duyệt, chuyển giao, tái sử dụng,
    khuyến cáo, nhắc, đốc thúc, tịch thu, tạm giữ, công chứng, chứng thực, đính chính, hoàn tất, quay, chụp, ghi hình, phát sóng, cài
    đặt, lắp ráp, đồng bộ, sàng lọc, khai trương, kêu gọi, kích hoạt, tri ân, dâng hương, tổng vệ sinh, tổng rà soát, tổng kiểm tra,
    diệt, phân phối, điều phối, điều động, trưng dụng, triệu tập, chỉ huy, phổ cập, khôi phục, phục hồi, tu sửa, tôn tạo, bảo tồn, đề
    nghị xét, xét, xét duyệt, duyệt, thẩm tra xác minh, thí điểm, thử nghiệm, nhận diện, nhận, gìn giữ, chia, bám, sát sao, đồng hành,
    kiến thiết, minh bạch, tường trình, trình bày, dự, tiếp cận, thay, rút, hỏi, tra cứu, đối soát, kiểm đếm, cắm mốc, đo đạc, lập biên
    bản, ra quyết định, hoãn, gia hạn, chấm dứt, ngừng, đóng cửa, mở cửa, tuyên bố, đồng chủ trì, đồng tổ chức, giám sát chặt chẽ, khen,
    thưởng, kỷ luật, đưa vào, đóng góp ý kiến, cho phép, bố trí, tự giác, trợ giúp, giám định, đề phòng, canh gác, chốt chặn, phân
    luồng, điều tiết, xóa, xoá, xây, tập hợp, bình xét, bầu, kết nạp, hiệp thương""",
    "phòng, chống; phòng, ngừa; phòng, tránh",
    """mang theo, mang đến, đeo thẻ, mặc đồng phục, ăn mặc, mua sắm, chuẩn hoá, tháo dỡ, phát quang, tỉa cành, neo đậu, tối ưu hóa, hiện
    đại hóa, tự động hóa, xã hội hóa, kiên cố hóa, cứng hóa, ngầm hóa, bê tông hóa, cá thể hóa, cá nhân hóa, điện tử hóa, tin học hóa,
    tiêu chuẩn hóa, đồng bộ hóa, minh bạch hóa, lành mạnh hóa, mã hóa, trẻ hóa, luật hóa, soạn, cắm biển, cắm mốc, phân loại, bảo đảm""",
)
ADVERBS = Phrases(
    """chủ động, tích cực, khẩn trương, kịp thời, thường xuyên, định kỳ, nhanh chóng, nghiêm túc, quyết liệt, nghiêm, tuyệt đối, không, hạn
    chế, tránh, kiên quyết, sớm, trực tiếp, đồng thời, cùng, hằng tuần, hàng tuần, hằng tháng, hàng tháng, hằng quý, hàng quý, hằng năm,
    hàng năm, hằng ngày, hàng ngày, ngay, tự, phải, cần, tiếp tục, thực sự, cần phải, phải thường xuyên, chậm nhất, đặc biệt, nhất là,
    linh hoạt, mạnh dạn, tập trung cao, thống nhất, chặt chẽ, bằng mọi, có biện pháp, có giải pháp, có kế hoạch, có văn bản, có báo cáo,
    có phương án, hết sức"""
)
# What opens an order: verb or adverb.
ORDERS = ACTIONS | ADVERBS
# Words with which a sentence first tells the ground, time or condition of the order.
OPENERS = Phrases(
    """căn cứ, trên cơ sở, để, nhằm, đối với, khi, trong, trước, sau, từ, đến, theo, tùy, tuỳ, nếu, trường hợp, ngoài, bên cạnh, cùng với,
    song song, riêng, qua, thông qua, với, tại, nhân dịp, vào, hết, thực hiện theo, dựa trên, kể từ, hằng, hàng, định kỳ, chậm nhất, về"""
)
MODALS = Phrases(
    """cần, phải, cần phải, có trách nhiệm, được giao, đề nghị, yêu cầu, giao, tiếp tục, phấn đấu, bảo đảm, đảm bảo, không được, không để,
    chịu trách nhiệm"""
)

# Fields of work in the names of offices: composites first in meaning, the longest match wins.
FIELDS = Phrases(
    """văn hóa - xã hội, văn hóa xã hội, văn hóa và xã hội, văn hóa thông tin, văn hóa - thông tin, văn hóa, thể thao và du lịch, thể thao,
    du lịch, văn hóa và thể thao, xã hội, kinh tế, hạ tầng và đô thị, kinh tế - hạ tầng và đô thị, kinh tế hạ tầng và đô thị, kinh tế -
    hạ tầng - đô thị, kinh tế - hạ tầng, kinh tế hạ tầng, kinh tế và hạ tầng, kinh tế, hạ tầng, đô thị, quản lý đô thị, bầu cử,
    bầu cử đại biểu hđnd, bầu cử đại biểu hội đồng nhân dân, bầu cử đại biểu quốc hội, xây dựng, nông
    nghiệp và môi trường, nông nghiệp và phát triển nông thôn, nông nghiệp và môi trường, nông nghiệp, môi trường, tài nguyên và môi
    trường, tài nguyên, tài chính - kế hoạch, tài chính - kế toán, tài chính, kế toán, kế hoạch và đầu tư, kế hoạch - tài chính, kế
    hoạch, đầu tư, nội vụ, tư pháp - hộ tịch, tư pháp, hộ tịch, giao thông vận tải, giao thông, công thương, khoa học và công nghệ, khoa
    học, công nghệ, y tế dự phòng, y tế công cộng, giáo dục và đào tạo, giáo dục, đào tạo, gdđt, y tế, lao động - thương binh và xã hội,
    lao động, thương binh và xã hội, lao động, thông tin và truyền thông, thông tin - truyền thông, thông tin, truyền thông, dân tộc và
    tôn giáo, dân tộc, tôn giáo, ngoại vụ, ngoại giao, quốc phòng, công an, an ninh, quy hoạch - kiến trúc, quy hoạch, kiến trúc, tổ
    chức - hành chính, tổ chức - cán bộ, tổ chức cán bộ, tổ chức, hành chính - tổng hợp, hành chính tổng hợp, hành chính - quản trị,
    hành chính, quản trị, tổng hợp, thi đua - khen thưởng, thi đua khen thưởng, cải cách hành chính, kiểm soát thủ tục hành chính, tiếp
    công dân, địa chính - xây dựng, địa chính, thống kê, địa chính - nông nghiệp - xây dựng và môi trường, dân vận, tuyên giáo và dân
    vận, tuyên giáo, nội chính, xây dựng đảng, kiểm tra, tổ chức, dịch vụ tổng hợp, tín dụng, chuyển đổi số, một cửa, phòng cháy chữa
    cháy, cảnh sát giao thông, kế hoạch và đầu tư, nghiệp vụ, chuyên môn, văn thư - lưu trữ, văn thư, lưu trữ, nội tổng hợp, ngoại tổng
    hợp, hồi sức tích cực - chống độc, hồi sức tích cực và chống độc, hồi sức tích cực, chống độc, nội tim mạch, tim mạch, nội tiết, nội
    thần kinh, chẩn đoán hình ảnh, ngoại chấn thương, chấn thương chỉnh hình, tai mũi họng, răng hàm mặt, gây mê hồi sức, phục hồi chức
    năng, y học cổ truyền, giải phẫu bệnh, ung bướu, truyền nhiễm, bệnh nhiệt đới, phụ sản, da liễu, khoa học công nghệ, vật liệu xây
    dựng, dân số, công nghệ thông tin, công nghệ số, giải phóng mặt bằng, kiểm soát bệnh tật, kiểm soát nhiễm khuẩn, khám bệnh, hồi sức
    cấp cứu, cấp cứu, điều dưỡng, quản lý chất lượng, quản lý thị trường, quản lý đào tạo, công tác xã hội, tài chính kế toán, gia đình,
    trẻ em, bảo trợ xã hội, việc làm, khuyến nông, thú y, trồng trọt, chăn nuôi, thủy lợi, thủy sản, kiểm lâm, vật tư - trang thiết bị y
    tế, vật tư - thiết bị y tế, trang thiết bị y tế, thiết bị y tế, trang thiết bị, vật tư, đăng ký đất đai, quản lý đất đai, phát triển
    quỹ đất, đào tạo nghề, nông thôn mới, iso""",
    """văn hóa, thể thao và du lịch; văn hóa, khoa học và thông tin; tiếp nhận và trả kết quả; công chức, viên chức; đấu thầu, thẩm định và
    giám sát đầu tư""",
)
# Fields that only an office of a ward joins in one name; before them "Các Sở:" parts at every comma.
WARD_FIELDS = Phrases(
    """kinh tế, hạ tầng và đô thị; xây dựng, nông nghiệp và môi trường; kinh tế, nông nghiệp và môi trường; văn hóa, xã hội và gia đình;
    kinh tế, xây dựng và đô thị; văn hóa, thông tin và thể thao; chính trị, tư tưởng; nông nghiệp, môi trường và đất đai; tài chính, kế
    hoạch và đầu tư"""
)
# Parts of names that are written in small letters as often as in capitals.
NAME_TAILS = Phrases(
    """phục vụ hành chính công, phục vụ hành chính công và kiểm soát thủ tục hành chính, pvhcc, hành chính công, tiếp nhận và trả kết quả,
    tiếp nhận và trả kết quả giải quyết thủ tục hành chính, tiếp nhận, trả kết quả, hàng hải, đường thủy nội địa, duyên hải, dịch vụ sự
    nghiệp công, dịch vụ - sự nghiệp công, sự nghiệp công, dịch vụ công, cung ứng dịch vụ công, cung ứng dịch vụ sự nghiệp công, dịch vụ
    công ích, quản lý dự án đầu tư xây dựng, quản lý dự án, quản lý các khu công nghiệp, quản lý chợ, quản lý trật tự đô thị, quản lý
    đầu tư, chỉ huy quân sự, chỉ huy, chqs, chỉ đạo, giám hiệu, giám đốc, chấp hành, thường vụ, thường trực, điều hành, công tác mặt
    trận, công tác, thanh tra nhân dân, giám sát đầu tư của cộng đồng, vận động, tổ chức, tuyên truyền, tư vấn tâm lý học đường, tư vấn
    tâm lý, tư vấn, công nghệ số cộng đồng, bảo vệ an ninh trật tự, bảo vệ an ninh - trật tự, bảo vệ an ninh, trật tự, an ninh trật tự,
    bảo vệ, hòa giải, dân phố, dân cư, dân phòng, giúp việc, kiểm tra liên ngành, kiểm tra, giám sát, thẩm định, thẩm định nhà nước, thi
    đua - khen thưởng, thi đua khen thưởng, nghĩa vụ quân sự, phối hợp phổ biến giáo dục pháp luật, phối hợp phổ biến, giáo dục pháp
    luật, nhân dân, mặt trận tổ quốc việt nam, mặt trận tổ quốc, mttq việt nam, mttq, hội đồng nhân dân và ủy ban nhân dân, hđnd và
    ubnd, hđnd - ubnd, hđnd&ubnd, hđnd & ubnd, hđnd, ubnd, liên hiệp phụ nữ, lhpn việt nam, lhpn, phụ nữ, nông dân, cựu chiến binh, ccb,
    thanh niên cộng sản hồ chí minh, tncs hồ chí minh, thanh niên, người cao tuổi, chữ thập đỏ, khuyến học, luật gia, lhtn, đội thiếu
    niên tiền phong, lao động, doanh nghiệp, doanh nhân, chuyên môn, văn phòng, truyền thanh, phát thanh và truyền hình, phát thanh -
    truyền hình, truyền hình, phòng cháy chữa cháy, cảnh sát, bảo hiểm xã hội, nhà nước, ngân hàng, chính phủ, trung ương, quốc hội, học
    tập cộng đồng, văn hóa - thể thao, văn hóa thể thao, y tế, giáo dục thường xuyên, chính trị, quân sự, biên phòng, chợ, thanh niên
    xung kích, thanh niên tình nguyện, kiểm lâm, khuyến nông, công đoàn, cơ sở, tổng đài, thông tin, dân quân, phòng chống thiên tai,
    phòng thủ dân sự, phòng thủ dân sự - phòng chống thiên tai và tìm kiếm cứu nạn, tìm kiếm cứu nạn, dự án đầu tư xây dựng, dự án đầu
    tư, dự án, đầu tư phát triển, đại biểu quốc hội, kiểm tra công vụ, trưởng"""
)
# What may stand after a complete name and still belong to it.
SCHOOLS = Phrases("mầm non, tiểu học, trung học cơ sở, trung học phổ thông, thcs, thpt")
SCOPES = Phrases(
    """phường, xã, thị trấn, đặc khu, quận, huyện, thị xã, thành phố, tỉnh, trung ương, nhà trường, trường, cơ sở, khu vực, của phường, của
    xã, của thành phố, của tỉnh, thuộc phường, thuộc xã, thuộc thành phố, cấp xã, cấp tỉnh, cấp phường, khu phố, tổ dân phố, khu dân cư,
    thôn, ấp, ở cơ sở, tp, địa bàn, toàn phường, toàn xã, toàn trường, toàn viện, toàn cơ quan, toàn đơn vị"""
)

# Nouns that open the name of one office.
HEADS = Phrases(
    """phòng, ban, sở, bộ, cục, chi cục, tổng cục, vụ, viện, trung tâm, văn phòng, công an, trạm, trường, trường mầm non, trường tiểu học,
    trường thcs, trường thpt, ubnd, ủy ban nhân dân, uỷ ban nhân dân, hđnd, hội đồng nhân dân, ủy ban mttq, uỷ ban mttq, ủy ban mặt trận
    tổ quốc, uỷ ban mặt trận tổ quốc, ủy ban, uỷ ban, mặt trận tổ quốc, mttq, ubmttq, ub mttq, hội, hội đồng, hội liên hiệp phụ nữ, hội
    nông dân, hội cựu chiến binh, hội phụ nữ, đoàn, đoàn thanh niên, đoàn tncs, đoàn trường, đoàn phường, đoàn xã, công đoàn, liên đoàn,
    liên đoàn lao động, tổ, tổ dân phố, khu phố, khu dân cư, thôn, ấp, bộ phận, đội, chi nhánh, kho bạc, kho bạc nhà nước, thuế, chi cục
    thuế, bảo hiểm xã hội, bhxh, ngân hàng, tòa án, toà án, tòa án nhân dân, viện kiểm sát, viện kiểm sát nhân dân, thanh tra, công ty,
    tổng công ty, tập đoàn, điện lực, hợp tác xã, đảng ủy, đảng uỷ, thành ủy, thành uỷ, tỉnh ủy, tỉnh uỷ, quận ủy, huyện ủy, chi bộ,
    đảng bộ, thường trực, thường trực đảng ủy, thường trực hđnd, ban thường vụ, hiệp hội, đài, báo, học viện, đại học, trường đại học,
    bệnh viện, hạt, đồn, đồn biên phòng, nhà trường, nhà văn hóa, doanh nghiệp, quỹ, cổng thông tin điện tử, thư viện, bảo tàng, xí
    nghiệp, viễn thông, nhóm,
    tiểu ban, ban chỉ đạo, tỉnh, thành phố, chính phủ, quốc hội, xã, phường, thị trấn, đặc khu, bưu điện, bưu cục, trạm y
    tế, tổng đài, lực lượng, quân sự, ban chqs, chính quyền, khối, lãnh đạo đơn vị, cơ quan thường trực, đơn vị thường trực, cơ quan
    công an, cơ quan thuế, tổ công nghệ số cộng đồng, ban quản lý, giáo viên chủ nhiệm, gvcn, tổ chuyên môn, ban giám hiệu, bộ chỉ huy
    quân sự, bộ tư lệnh, trung đoàn, sư đoàn, lữ đoàn, địa phương, khoa, bộ đội, bộ đội biên phòng, bộ chỉ huy, trung đội, tiểu đội, đại
    đội, tiểu đoàn, phân đội, hải đội, liên đội, chi hội, chi đoàn, chi cục, ban đại diện, ban liên lạc, phân hiệu, xưởng, phân xưởng,
    kíp, cụm, trang thông tin điện tử, cổng dịch vụ công, nhà thầu, liên danh, tư vấn, câu lạc bộ, cấp ủy, cấp uỷ, cơ quan chủ trì, p .,
    tt ., k ., bql, bch, vp, cqct, ban chỉ huy, thôn đội, xã đội, phường đội, tổng cục, học viện, trại, lâm trường, nông trường, ban đại
    diện cha mẹ học sinh, ban giám đốc, ban cán sự, đảng đoàn, đơn vị thi công, đơn vị tư vấn, đơn vị giám sát, đơn vị vận hành, đơn vị
    cung cấp, tỉnh đoàn, thành đoàn, huyện đoàn, quận đoàn, phường đoàn, xã đoàn, nhà máy, nhà hát, nhà xuất bản, thông tấn xã, chốt,
    cảng vụ, chi ủy, chi uỷ, ban chấp hành, đài phát thanh - truyền hình, đài phát thanh và truyền hình, ngành, huyện, quận, thị xã, ban
    cán sự đảng""",
    "báo và phát thanh, truyền hình; báo và đài phát thanh, truyền hình; báo và đài phát thanh và truyền hình",
)
# Heads complete without a further name.
ALONE = Phrases(
    """văn phòng, công an, ubnd, ủy ban nhân dân, uỷ ban nhân dân, hđnd, hội đồng nhân dân, đảng ủy, đảng uỷ, thành ủy, thành uỷ, tỉnh ủy,
    tỉnh uỷ, nhà trường, thanh tra, đoàn trường, đoàn phường, đoàn xã, đoàn thanh niên, công đoàn, mặt trận tổ quốc, mttq, ubmttq, ủy
    ban mttq, uỷ ban mttq, ủy ban mặt trận tổ quốc, hội phụ nữ, hội nông dân, hội cựu chiến binh, hội liên hiệp phụ nữ, ban thường vụ,
    thường trực đảng ủy, thường trực hđnd, ban chỉ đạo, ban giám hiệu, tổ dân phố, bảo hiểm xã hội, bhxh, trạm y tế, kho bạc, kho bạc
    nhà nước, điện lực, cơ quan thường trực, đơn vị thường trực, cơ quan công an, cơ quan thuế, ban chqs, lực lượng quân sự, gvcn, giáo
    viên chủ nhiệm, chính phủ, chi cục thuế, tổ công nghệ số cộng đồng, ban quản lý, thuế, chi bộ, tỉnh, thành phố, phường, xã, địa
    phương, liên đoàn lao động, tổ chuyên môn, đoàn tncs, viện kiểm sát nhân dân, tòa án nhân dân, viện kiểm sát, tòa án, chính quyền
    địa phương, bưu điện, trung tâm, bộ đội biên phòng, bộ chỉ huy quân sự, cấp ủy, cấp uỷ, cổng thông tin điện tử, trang thông tin điện
    tử, ban đại diện cha mẹ học sinh, bql, bch, ban chỉ huy, ban giám đốc, nhà thầu, chi hội, chi đoàn, liên đội, thôn đội, tổ dân phố,
    khu phố, thôn, ấp, thường trực, chính quyền, đơn vị thi công, đơn vị tư vấn, đơn vị giám sát, đơn vị vận hành, đơn vị cung cấp, tỉnh
    đoàn, thành đoàn, huyện đoàn, quận đoàn, phường đoàn, xã đoàn, ban chấp hành, huyện, quận, thị xã, ban cán sự đảng"""
)
# After these a word that looks like the head of an office is a verb or another noun.
NOT_HEADS = Phrases(
    """phòng chống, phòng ngừa, phòng cháy, phòng họp, phòng bệnh, phòng thủ, phòng khi, phòng dịch, phòng học, ban hành, ban bố, ban đầu,
    bộ chỉ số, bộ tiêu chí, bộ máy, bộ luật, bộ quy tắc, bộ phận chuyên môn của, bộ thủ tục, bộ tài liệu, bộ câu hỏi, bộ hồ sơ, vụ việc,
    vụ án, vụ mùa, hội nghị, hội thảo, hội thi, hội trường, hội họp, hội viên, hội nhập, hội chợ, đoàn viên, đoàn kết, đoàn thể, tổ chức
    thực hiện, trường hợp, đội ngũ, đội viên, báo cáo, báo động, báo chí, đài thọ, đồn trú, khối lượng, nhóm nhiệm vụ, nhóm giải pháp,
    nhóm chỉ số, nhóm tiêu chí, thuế suất, quỹ đất, trạm xăng, thành phố trực thuộc, thôn xóm, tỉnh giảm, viện dẫn, viện phí, ấp ủ, sở
    hữu, sở thích, phường văn minh, xã hội, xã hội hóa, hội tụ, hội diễn, hội đàm, thanh tra kiểm tra, đài tưởng, thư viện số"""
)
# Posts and persons; a unit usually follows.
POSTS = Phrases(
    """chủ tịch, phó chủ tịch, các phó chủ tịch, phó chủ tịch thường trực, bí thư, phó bí thư, bí thư đoàn trường, bí thư đảng ủy, chánh
    văn phòng, phó chánh văn phòng, chánh thanh tra, trưởng phòng, phó trưởng phòng, trưởng ban, phó trưởng ban, trưởng ban chỉ đạo,
    trưởng đoàn, trưởng công an, trưởng trạm, trưởng trạm y tế, trưởng thôn, trưởng khu phố, tổ trưởng dân phố, tổ trưởng, tổ phó, giám
    đốc, phó giám đốc, tổng giám đốc, thủ trưởng, người đứng đầu, lãnh đạo, bộ trưởng, thủ tướng, thủ tướng chính phủ, phó thủ tướng,
    phó thủ tướng chính phủ, các phó thủ tướng chính phủ, thứ trưởng, cục trưởng, vụ trưởng, chi cục trưởng, thống đốc, hiệu trưởng, phó
    hiệu trưởng, chỉ huy trưởng, chính trị viên, trưởng các, tổ trưởng tổ dân phố, tổng biên tập, viện trưởng, chánh án, chủ nhiệm, phó
    chủ nhiệm, tổng thanh tra, trưởng bộ phận, trưởng ban quản lý, trưởng ban công tác mặt trận, trưởng nhóm, đội trưởng, kế toán
    trưởng, công chức, cán bộ, viên chức, thành viên, kế toán, giáo viên, giáo viên chủ nhiệm, giáo viên tin học, đại biểu, đại diện,
    chủ đầu tư các dự án, chủ đầu tư các công trình, chủ đầu tư, thư ký, văn thư, người phát ngôn, chủ hộ, hộ kinh doanh, hộ gia đình,
    ban giám đốc, cá nhân, ủy viên thường trực, ủy viên thư ký, ủy viên, thư ký ban chỉ đạo, báo cáo viên, tuyên truyền viên, cộng tác
    viên, nhân viên y tế, hạt trưởng, đồn trưởng, trạm trưởng, chủ cơ sở, chủ rừng, chủ phương tiện, phó chỉ huy trưởng, chỉ huy phó,
    chỉ huy, phó trưởng đoàn, trợ lý, tổng phụ trách đội, tổng phụ trách, bác sĩ, dược sĩ, y sĩ, y tá, kỹ sư, chiến sĩ, thủ kho, thủ
    quỹ, thủ thư, lái xe, phụ huynh, phụ huynh học sinh, cha mẹ học sinh, học sinh, sinh viên, già làng, nghệ nhân, tiểu thương, ngư
    dân, người dân, người lao động, nhân dân, nhân viên, người bệnh, hộ dân, hộ nghèo, công dân, thanh niên, khách hàng, thân nhân, chi
    hội trưởng, chi đoàn trưởng, lớp trưởng, thôn phó, bản phó"""
)
# The whole staff is one group, not three.
STAFF = Phrases(
    """toàn đơn vị; toàn cơ quan; toàn trường; toàn lực lượng; công chức, viên chức; cán bộ, công chức; cán bộ, công chức, viên chức; cán
    bộ, công chức, viên chức và người lao động; cán bộ, công chức, viên chức, người lao động; cán bộ, đảng viên; cán bộ, đảng viên, công
    chức, viên chức; công chức, viên chức, người lao động; giáo viên, nhân viên; cán bộ, giáo viên, nhân viên; cán bộ, giáo viên; cán
    bộ, chiến sĩ; cán bộ, hội viên; cán bộ, đoàn viên; cán bộ, nhân viên; thầy cô giáo"""
)
# The part somebody has in a committee, behind the post that names him.
ROLES = Phrases("ủy viên, ủy viên thường trực, ủy viên thư ký, thành viên, thành viên thường trực, thư ký")
PERSONS = Phrases("đồng chí, các đồng chí, ông, bà, cô, thầy, đ/c, các đ/c, bs, bs., ths, ths., bscki, bsckii, đd, cô giáo, thầy giáo")
# Common nouns for groups of units.
GROUPS = Phrases(
    """phòng, ban, phòng ban, ngành, sở, bộ, cơ quan, đơn vị, bộ phận, địa phương, tỉnh, thành phố, xã, phường, thị trấn, đặc khu, quận,
    huyện, thị xã, tổ chức, đoàn thể, hội, hội đoàn thể, ban ngành, cơ quan ngang bộ, tổ chức chính trị - xã hội, tổ chức đoàn thể, tổ
    dân phố, khu phố, khu dân cư, thôn, ấp, trường, trường học, nhà trường, ngân hàng, cơ sở giáo dục, cơ sở y tế, cơ sở, doanh nghiệp,
    công ty, tổng công ty, tập đoàn, hợp tác xã, hộ gia đình, hộ kinh doanh, cá nhân, trung tâm, lực lượng, lực lượng chức năng, cấp,
    cấp ủy, cấp uỷ, chi bộ, đảng bộ, chi hội, chi đoàn, tổ, đội, tiểu ban, bên, nhà thầu, chủ đầu tư, ban quản lý, ban quản lý dự án,
    ban công tác mặt trận, thành viên, trường mầm non, trường tiểu học, trường trung học cơ sở, trường thcs, trường thpt, công chức,
    viên chức, cán bộ, người lao động, đồng chí, phụ huynh, phụ huynh học sinh, cha mẹ học sinh, cơ quan báo chí, hiệp hội, hội đặc thù,
    hội quần chúng, cơ quan chuyên môn, đơn vị sự nghiệp, đơn vị sự nghiệp công lập, tổ công nghệ số cộng đồng, giáo viên chủ nhiệm,
    giáo viên, phòng chuyên môn, cơ sở kinh doanh, tổ chuyên môn, cấp bộ, cơ quan thông tin đại chúng, trạm y tế, tổ bảo vệ an ninh trật
    tự, cơ quan đảng, văn phòng, viện, cục, vụ, chi cục, đơn vị tư vấn, cổng thông tin điện tử, chủ cơ sở, ủy ban nhân dân, ubnd, cơ
    quan trung ương, lớp, khối, đoàn, nhóm, khoa, trung đội, tiểu đội, đại đội, phân đội, liên đội, chốt, thôn đội, chủ hộ, hộ dân, bản
    làng, xóm, buôn, ban quản lý chợ, đoàn kiểm tra, tổ kiểm tra, tổ công tác, cơ quan thuộc chính phủ, câu lạc bộ, chủ trọ, nghiệp
    đoàn, công đoàn cơ sở, công đoàn, đoàn viên, xí nghiệp, nhà máy, chi nhánh, phân xưởng, bệnh viện, trạm, chính quyền, nhà mạng, đại
    lý, cửa hàng, hộ, tiểu thương, người dân, quân đội, kiểm lâm, dân quân, quận huyện, xã phường, phường xã, sở ngành, bộ ngành, tỉnh
    thành, sở ban ngành, thôn xóm, khu vực bỏ phiếu""",
    """thành, thị; thị, thành; thị, thành phố; cơ quan báo, đài; báo, đài; phương tiện thông tin đại chúng; cơ quan truyền thông; đoàn
    viện; đoàn khoa; liên chi đoàn; liên chi hội""",
)
# What narrows or widens a group and belongs to its name.
GROUP_TAILS = Phrases(
    """liên quan, có liên quan, chuyên môn, chức năng, trực thuộc, thuộc phường, thuộc xã, thuộc thành phố, thuộc tỉnh, thuộc, của phường,
    của xã, của thành phố, của tỉnh, của trung ương, trên địa bàn, trên địa bàn phường, trên địa bàn xã, trên địa bàn thành phố, trên
    địa bàn tỉnh, trực thuộc trung ương, trung ương, ở trung ương, cấp trên, cấp dưới, cấp xã, cấp tỉnh, cấp huyện, địa phương, nhà
    nước, chính trị - xã hội, chính trị xã hội, chính trị, phường, xã, thành phố, tỉnh, các cấp, các lớp, phụ trách, ngành dọc, ngành,
    thành viên, khác, công lập, ngoài công lập, dân lập, tư thục, xuất khẩu, xây dựng đảng, của đảng, tham mưu, tham mưu giúp việc, ven
    biển, miền núi, biên giới, vùng cao, vùng trũng, bị ảnh hưởng, có tên nêu trên, có tên trong danh sách, có tên trên, nói trên, sản
    xuất, kinh doanh, dịch vụ, ủy ban nhân dân phường, ubnd phường, ubnd xã, ủy ban nhân dân xã, thuộc ubnd phường, thuộc ubnd xã, thuộc
    ủy ban nhân dân phường, thuộc ủy ban nhân dân xã, thuộc ubnd thành phố, thuộc chính phủ, thuộc bộ, ngang bộ, sự nghiệp, sự nghiệp
    công lập, đảng, đoàn thể, phường xã, trường học, mầm non, tiểu học, thcs, thpt, trung học cơ sở, các xã, các phường, trong phường,
    trong xã, trong tỉnh, trong huyện, trong và ngoài phường, tại địa phương, tại phường, nêu trên, được kiểm tra, được phân công, thuộc
    hệ thống chính trị, mặt trận tổ quốc, trong toàn phường, của mình, trực thuộc phường, dân quân tự vệ, dân quân, không chuyên trách,
    còn lại""",
    "sản xuất, kinh doanh; sản xuất, kinh doanh, dịch vụ; kinh doanh, dịch vụ; sản xuất, chế biến",
)
ARTICLES = Phrases("các, những, mọi, mỗi, từng, tất cả các, tất cả, toàn thể, toàn thể các, toàn bộ, toàn bộ các")
# Nouns that open a mere entry of a list: a law, a figure, a paper, a person.
ENTRY_NOUNS = Phrases(
    """nghị định, các nghị định, thông tư, các thông tư, luật, bộ luật, nghị quyết, các nghị quyết, quyết định số, các quyết định, chỉ thị,
    công văn, công điện, văn bản, các văn bản, kế hoạch số, thông báo số, tờ trình, ý kiến chỉ đạo, tổng số, tổng giá trị, số lượng, số,
    tỷ lệ, tỉ lệ, danh mục, danh sách, mẫu, biểu mẫu, biểu, phụ lục, họ tên, họ và tên, thời gian, địa điểm, thành phần, kinh phí,
    nguồn, hồ sơ gồm, đối tượng, nội dung, phạm vi, giá trị, mức, tên, ngày, chỉ tiêu, chỉ số, nhóm, trang, báo cáo của, ý kiến, hình
    thức, yêu cầu về, điểm, khoản, điều, ông, bà, đồng chí, lĩnh vực, bản sao, giấy, đơn, tờ khai, ảnh, hình ảnh, một bộ, bản, kết quả,
    tình hình, thuận lợi, khó khăn, nguyên nhân, tiêu chí, loại, những, sự, việc"""
)
# Verbs of asking, after which the unit stands.
REQUESTS = Phrases(
    """giao, giao cho, đề nghị, yêu cầu, phân công, mời, chỉ định, giao trách nhiệm cho, giao nhiệm vụ cho, đối với, trách nhiệm của, về
    phía, riêng, đề nghị các đồng chí, trân trọng đề nghị, kính đề nghị, trân trọng kính mời, nhiệm vụ của"""
)
# In a title these ask as well; in a sentence they report a wish.
TITLE_REQUESTS = Phrases("kiến nghị, kiến nghị với, kiến nghị đối với, đề xuất, đề xuất với, đề nghị với")
# Nouns of things and matters: before a colon or an order they are the topic, never the one who acts.
THINGS = Phrases(
    """công tác, lĩnh vực, nội dung, nhiệm vụ, việc, vấn đề, hồ sơ, chương trình, dự án, công trình, thủ tục, thủ tục hành chính, tthc, cải
    cách, chuyển đổi, chế độ, chỉ tiêu, chỉ số, kinh phí, giải pháp, biện pháp, phong trào, hoạt động, đề án, thời gian, kế hoạch, mục
    tiêu, giai đoạn, bước, đợt, tài liệu, văn bản, báo cáo, hình thức, phương thức, hạ tầng, dữ liệu, hệ thống, trường hợp, ý kiến, kiến
    nghị, quy trình, quy định, nguồn, vốn, tỷ lệ, số, số lượng, số liệu, kết quả, tình hình, tiến độ, chất lượng, đất đai, trật tự, an
    ninh, giao thông, môi trường, dịch vụ, thông tin, tổ chức, nhân lực, cơ sở vật chất, trang thiết bị, phương tiện, tài sản, đường,
    cầu, tuyến, tuyến đường, khu vực, khu, chợ, hội nghị, cuộc họp, buổi, lễ, tết, mùa, ngày, tháng, quý, năm, tuần, phần, mục, điểm,
    khoản, điều, biểu, mẫu, phụ lục, cccd, cchc, cntt, dvc, csdl, bhyt, bhxh, qppl, pccc, attp, gpmb, điều kiện, yêu cầu, trách nhiệm,
    quyền, mức, giá, thuế, phí, sản phẩm, đối tượng, phạm vi, nguyên tắc, quan điểm, chủ đề, thể thức, cuộc, các nội dung,
    ngân sách, các vấn đề,
    chính sách, pháp luật, sự kiện, vụ, vụ việc, đơn, đơn thư, tin, bài, ảnh, thư, phiếu, giấy, sổ, tờ, bản, danh sách, danh mục"""
)
