"""A file that the browser saves under its name."""

from pathlib import PurePath

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from minhchung.text.extract.model import MediaType

TYPES = {
    ".xlsx": MediaType.XLSX.value,
    ".docx": MediaType.DOCX.value,
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".yaml": "application/yaml; charset=utf-8",
}


def download(content: bytes | str, name: str) -> HttpResponse:
    """The content as a file of that name; its ending says what it is. Raises KeyError for an ending nobody hands out."""
    header = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, TYPES[PurePath(name).suffix], headers={"Content-Disposition": str(header)})
