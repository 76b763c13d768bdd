"""The master lists (danh mục tài liệu nội bộ, danh mục tài liệu bên ngoài) as papers."""

from collections.abc import Sequence
from datetime import date

from minhchung.apps.documents import queries as documents
from minhchung.apps.documents.models import Citation, Document
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.quality.models import Version
from minhchung.apps.quality.queries import versions_for
from minhchung.apps.quality.queries.stands import Stand
from minhchung.apps.quality.rules import life
from minhchung.letters.tables import Column, Line, TablePaper
from minhchung.text.written import written_day


def master_paper(commune: Commune, found: Sequence[Stand], *, today: date) -> TablePaper:
    """The internal documents with a version in force, by code."""
    columns = (
        Column("TT", 5), Column("Mã hiệu", 14), Column("Tên tài liệu", 52), Column("Loại", 22), Column("Đơn vị phụ trách", 26),
        Column("Lần ban hành", 10), Column("Lần sửa đổi", 10), Column("Ngày hiệu lực", 14), Column("Rà soát trước ngày", 14),
    )  # fmt: skip
    lines = [Line(_cells(number, each)) for number, each in enumerate((each for each in found if each.current), 1)]
    return TablePaper(
        name="Danh mục tài liệu",
        title="DANH MỤC TÀI LIỆU NỘI BỘ",
        subtitle=f"Hệ thống quản lý chất lượng TCVN ISO 9001:2015, đến ngày {written_day(today)}",
        left=f"ỦY BAN NHÂN DÂN\n{commune.name.upper()}",
        right="",
        columns=columns,
        lines=lines,
        signers=("NGƯỜI LẬP", "ĐẠI DIỆN LÃNH ĐẠO"),
    )


def _cells(number: int, stand: Stand) -> tuple[str, ...]:
    document, version = stand.document, stand.current
    if version is None or version.effective_on is None:
        raise ValueError(f"document {document.pk} has no version in force")
    return (
        str(number), document.code, version.title, document.nature.label, document.owner.name, f"{version.issue:02d}",
        f"{version.revision:02d}", written_day(version.effective_on), written_day(stand.due_on) if stand.due_on else "",
    )  # fmt: skip


def external_papers(person: Person) -> list[tuple[str, Document | None, int]]:
    """Documents from outside that versions in force cite: the number as cited, the document of the register where the person may read it,
    and how many versions cite it."""
    live = versions_for(person).filter(state=life.IN_FORCE)
    keys = [str(pk) for pk in live.values_list("pk", flat=True)]
    cited: dict[str, tuple[str, int | None, set[str]]] = {}
    for row in Citation.objects.filter(kind=Version(pk=0).ref.kind, key__in=keys).order_by("match_key", "pk"):
        cited.setdefault(row.match_key, (row.raw, row.document_id, set()))[2].add(row.key)
    known = {each.pk: each for each in documents.readable(person).filter(pk__in=[pk for _, pk, _ in cited.values() if pk]).defer("text")}
    return [(raw, known.get(pk or 0), len(holders)) for raw, pk, holders in cited.values()]
