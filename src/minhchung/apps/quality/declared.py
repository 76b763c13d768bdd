"""The declaration with its list of procedures as a paper, to be signed elsewhere."""

from minhchung.apps.quality.models import Declaration
from minhchung.letters.tables import Column, Line, TablePaper
from minhchung.text.written import written_day


def declaration_paper(declaration: Declaration) -> TablePaper:
    """The list of procedures under the words of the declaration. The form annexed to QĐ 19/2014/QĐ-TTg was not at hand: this is its
    content, the ward lays it out as its province asks."""
    ward = declaration.commune.name
    body = [f"Ban chỉ đạo: {declaration.body.name}"] if declaration.body else []
    return TablePaper(
        name="Bản công bố",
        title=f"BẢN CÔNG BỐ HỆ THỐNG QUẢN LÝ CHẤT LƯỢNG PHÙ HỢP {declaration.standard.upper()}",
        subtitle=declaration.scope,
        left=f"ỦY BAN NHÂN DÂN\n{ward.upper()}",
        right="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        columns=(Column("TT", 6), Column("Mã thủ tục", 16), Column("Tên thủ tục hành chính", 100)),
        lines=[Line((str(number), each["code"], each["name"])) for number, each in enumerate(declaration.listed, 1)],
        notes=(f"Danh mục gồm {len(declaration.listed)} thủ tục, đến ngày {written_day(declaration.listed_on)}.", *body),
        signers=("", "CHỦ TỊCH"),
    )
