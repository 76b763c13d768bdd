"""The book of arrivals: each incoming document of a ward and a year has one number in it (Nghị định 30/2020/NĐ-CP, Điều 22).

Shared by the acts of this app; itself no act. `arrival_year` says in which year's book the number stands. It is empty where a number
brought in from the city's system is already another document's: that number is shown as it came, and the person is told.
"""

from datetime import date

from minhchung.apps.documents.models import Document
from minhchung.apps.ground.acts import Refused
from minhchung.apps.organisations.models import Commune

INCOMING = Document.Direction.INCOMING


def locked_book(commune: str) -> Commune:
    """The commune with its book held until the act ends: numbers are given one after another, so none is given twice or left out.

    An act that also locks a document locks the book first. New rows of others still enter meanwhile (`no_key`).
    """
    return Commune.objects.select_for_update(no_key=True).get(pk=commune)


def next_number(commune: str, year: int) -> int:
    """The number after the highest of the year, whoever gave it; documents taken out of the register keep theirs."""
    of_year = Document.objects.filter(commune=commune, direction=INCOMING, arrived_on__range=(date(year, 1, 1), date(year, 12, 31)))
    highest = of_year.exclude(arrival_number=None).order_by("-arrival_number").values_list("arrival_number", flat=True).first()
    return (highest or 0) + 1


def enter_book(document: Document, *, give: bool) -> None:
    """Puts an incoming document into the book of the year it came; the caller saves.

    Without a number it gets the next one when `give` and the ward's setting say so. Raises Refused when the number is another's.
    """
    document.arrival_year = None
    if document.direction != INCOMING or document.arrived_on is None:
        return
    commune, year = locked_book(document.commune_id), document.arrived_on.year
    if document.arrival_number is None and give and commune.numbers_arrivals:
        document.arrival_number = next_number(commune.pk, year)
    if document.arrival_number is None:
        return
    same = Document.objects.filter(commune=commune, arrival_year=year, arrival_number=document.arrival_number)
    if same.exclude(pk=document.pk).exists():
        raise Refused(
            f"Số đến {document.arrival_number} năm {year} đã cấp cho văn bản khác. Ghi số kế tiếp {next_number(commune.pk, year)}, "
            "hoặc sửa số đến của văn bản kia trước."
        )
    document.arrival_year = year


class Book:
    """The book as an import sees it: read once, held until the act ends."""

    def __init__(self, commune: Commune) -> None:
        locked_book(commune.pk)
        rows = Document.objects.filter(commune=commune, arrival_year__isnull=False).values_list("arrival_year", "arrival_number", "pk")
        self.holders: dict[tuple[int, int], int | None] = {(year, number): pk for year, number, pk in rows if year and number}

    def takes(self, document: Document) -> bool:
        """Gives the document its place in the book; False when another document has it, and then it stays outside. The caller saves."""
        document.arrival_year = None
        if document.direction != INCOMING or document.arrival_number is None or document.arrived_on is None:
            return True
        place = document.arrived_on.year, document.arrival_number
        if place in self.holders and (document.pk is None or self.holders[place] != document.pk):
            return False
        self.holders[place] = document.pk
        document.arrival_year = document.arrived_on.year
        return True
