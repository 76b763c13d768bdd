"""What a person (or a register, or the file itself) says of a document: the values an act writes."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from minhchung.apps.documents.models import Document
from minhchung.apps.documents.rules import TYPE_NAMES, issuer_key, numbered, own_issuer, series_of_type
from minhchung.apps.organisations.models import Unit
from minhchung.text.normal import nfc, squeeze

RECORDED = (
    "type", "number", "suffix", "symbol", "issued_on", "issuer", "signer", "subject", "arrival_number", "arrived_on",
    "unit_id", "answer_due_on", "needs_answer", "personal_signature", "agency_signature", "restricted", "city_status",
)  # fmt: skip
"""The columns the history keeps before and after."""

SAID = ("code", "type", "issued_on", "issuer", "signer", "subject")
"""The form fields a file fills by what it says of itself."""


@dataclass(frozen=True, kw_only=True)
class Fields:
    """`code` is number and symbol as written ("468/TB-UBND"); None and "" mean unknown."""

    code: str = ""
    type: str = ""
    issued_on: date | None = None
    issuer: str = ""
    signer: str = ""
    subject: str = ""
    arrival_number: int | None = None
    arrived_on: date | None = None
    unit: Unit | None = None
    answer_due_on: date | None = None
    needs_answer: bool = False
    personal_signature: bool | None = None
    agency_signature: bool | None = None
    restricted: bool = False

    @classmethod
    def of(cls, document: Document) -> "Fields":
        """The fields as the register holds them, so that a form showing only some of them leaves the others as they are."""
        same = {each.name: getattr(document, each.name) for each in fields(cls) if each.name != "code"}
        return cls(code=document.code, **same)

    def write_to(self, document: Document) -> None:
        """Sets the document's columns; the caller saves."""
        name(document, self.code, type_words=self.type)
        document.issued_on = self.issued_on
        document.issuer = squeeze(nfc(self.issuer))[:200] or assumed_issuer(document)
        document.issuer_folded = issuer_key(document.issuer)[:200]
        document.signer = squeeze(nfc(self.signer))[:120]
        document.subject = squeeze(nfc(self.subject))
        document.arrival_number = self.arrival_number
        document.arrived_on = self.arrived_on
        document.unit = self.unit
        document.answer_due_on = self.answer_due_on
        document.needs_answer = self.needs_answer
        document.personal_signature = self.personal_signature
        document.agency_signature = self.agency_signature
        document.restricted = self.restricted


def assumed_issuer(document: Document) -> str:
    """The issuer of a document that names none: an outgoing one is the ward's own; of any other it is unknown."""
    if document.direction != Document.Direction.OUTGOING:
        return ""
    return own_issuer(numbered(document.code), document.commune.name)


def name(document: Document, code: str, *, type_words: str = "") -> None:
    """Sets number, suffix, symbol, series and type from the code as written and the type's name."""
    parts = numbered(code)
    series = parts.series or series_of_type(type_words)
    document.number, document.suffix, document.symbol, document.series = parts.number, parts.suffix[:3], parts.symbol, series
    document.type = squeeze(nfc(type_words))[:30] or TYPE_NAMES.get(series, "")


def rename(document: Document, code: str) -> None:
    """Gives an outgoing document its final code; an issuer nobody named follows it ("12/NQ-HĐND" is the Council's)."""
    unnamed = document.issuer == assumed_issuer(document)
    name(document, code, type_words=document.type)
    if unnamed:
        document.issuer = assumed_issuer(document)
        document.issuer_folded = issuer_key(document.issuer)


def code_said(said: Mapping[str, Any]) -> str:
    """The code out of the number and symbol a file says of itself."""
    number, symbol = str(said.get("number") or ""), str(said.get("symbol") or "")
    if not number or symbol.startswith(number):
        return symbol
    return f"{number}{'' if symbol.startswith('-') else '/'}{symbol}" if symbol else number


def date_said(said: Mapping[str, Any]) -> date | None:
    """The full date a file says of itself; None when the day is blank."""
    try:
        return date.fromisoformat(str(said.get("date") or ""))
    except ValueError:
        return None


def fields_said(said: Mapping[str, Any]) -> Fields:
    """The fields a file says of itself."""
    return Fields(
        code=code_said(said),
        type=str(said.get("type_text") or "").capitalize(),
        issued_on=date_said(said),
        issuer=str(said.get("issuer") or ""),
        signer=str(said.get("signer") or ""),
        subject=str(said.get("subject") or ""),
    )


def given_by(said: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the form fields the file fills, by field name."""
    given = fields_said(said)
    return {field: value for field in SAID if (value := getattr(given, field))}


def names_said(said: Mapping[str, Any]) -> list[str]:
    """Names of the form fields the file fills."""
    return list(given_by(said))


def recorded(document: Document) -> dict[str, Any]:
    """The columns the history keeps."""
    return {column: getattr(document, column) for column in RECORDED}


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only what changed, before and after."""
    changed = [column for column in after if before.get(column) != after[column]]
    return {column: before.get(column) for column in changed}, {column: after[column] for column in changed}
