"""The evidence file of an index in the order the city asks: a folder for each leaf with its cover list, an index page, a list of SHA-256.

What is in it was checked and found good; what is asked for and not there is named on the cover list of its leaf. A file that proves
several leaves lies in each of their folders, so that each can be handed over by itself.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import IO, cast

from django.template.loader import render_to_string
from django.utils import timezone

from minhchung.apps.evidence.facts import blob_of
from minhchung.apps.evidence.models import Claim
from minhchung.apps.evidence.naming import named
from minhchung.apps.evidence.rules import numbered_apart
from minhchung.apps.files import vault
from minhchung.apps.files.zipping import Entry, zipped
from minhchung.apps.indexes.models import Index
from minhchung.apps.indexes.proving import RequirementRow
from minhchung.apps.indexes.standing import IndexStanding, LeafRow, standing_of

COVER, CONTENTS, SUMS, STYLE = "00-bang-ke.html", "muc-luc.html", "SHA256SUMS.txt", "bang-ke.css"


@dataclass(frozen=True)
class Piece:
    """A file of the bundle: its path inside, its bytes by SHA-256, and the claim it stands for. `kept` is false where the store lost it."""

    path: str
    name: str
    sha256: str
    size: int
    claim: Claim
    kept: bool


@dataclass(frozen=True)
class Asked:
    """A requirement on the cover list with its pieces."""

    row: RequirementRow
    pieces: Sequence[Piece]


@dataclass(frozen=True)
class Folder:
    """A leaf: its folder is its code."""

    leaf: LeafRow
    asked: Sequence[Asked]

    @property
    def code(self) -> str:
        """The name of the folder."""
        return self.leaf.criterion.code

    @property
    def pieces(self) -> list[Piece]:
        """All files of the folder, each once."""
        return list({piece.path: piece for item in self.asked for piece in item.pieces}.values())


@dataclass(frozen=True)
class Bundle:
    """Everything that goes into the ZIP."""

    index: Index
    standing: IndexStanding
    folders: Sequence[Folder]
    made_at: datetime

    @property
    def name(self) -> str:
        """The name of the ZIP."""
        return f"minh-chung-{self.index.year}-{self.index.commune.code}-{timezone.localtime(self.made_at):%Y%m%d}.zip"

    @property
    def files(self) -> list[Piece]:
        """All files that are there, in order."""
        return [piece for folder in self.folders for piece in folder.pieces if piece.kept]

    @property
    def size(self) -> int:
        """Bytes of the files together."""
        return sum(piece.size for piece in self.files)

    @property
    def lost(self) -> list[Piece]:
        """Files that the store should hold and does not."""
        return [piece for folder in self.folders for piece in folder.pieces if not piece.kept]


def bundle_of(index: Index, *, day: date, at: datetime) -> Bundle:
    """The evidence of every leaf that asks for some, as of a day."""
    standing = standing_of(index, day=day)
    folders = [_folder(row) for row in standing.leaves.values() if row.requirements and row.asks_for_evidence]
    return Bundle(index, standing, folders, at)


def _folder(row: LeafRow) -> Folder:
    good = {claim.pk: claim for item in row.requirements for claim in item.claims if claim.state == Claim.State.GOOD and blob_of(claim)}
    names = dict(zip(good, numbered_apart(named(claim, leaf=row.criterion.code) for claim in good.values()), strict=True))
    pieces = {pk: _piece(claim, row.criterion.code, names[pk]) for pk, claim in good.items()}
    return Folder(row, [Asked(item, [pieces[claim.pk] for claim in item.claims if claim.pk in pieces]) for item in row.requirements])


def _piece(claim: Claim, code: str, name: str) -> Piece:
    blob = blob_of(claim)
    if blob is None:
        raise TypeError(f"claim {claim.pk} shows no file")
    return Piece(f"{code}/{name}", name, blob.sha256, blob.size, claim, vault.holds(blob.sha256))


def streamed(bundle: Bundle) -> Iterator[bytes]:
    """The ZIP in pieces, made while it is sent: a bundle of gigabytes needs no more memory than a small one."""
    return zipped(_entries(bundle))


def _entries(bundle: Bundle) -> Iterator[Entry]:
    at = timezone.localtime(bundle.made_at)
    yield _text(STYLE, (Path(__file__).parent / "static" / "indexes" / "bundle.css").read_text("utf-8"), at)
    yield _page(CONTENTS, "indexes/bundle_contents.html", bundle, at)
    for folder in bundle.folders:
        yield _text(f"{folder.code}/{COVER}", render_to_string("indexes/bundle_cover.html", {"folder": folder, "bundle": bundle}), at)
        for piece in folder.pieces:
            if piece.kept:
                yield Entry(piece.path, piece.size, at, partial(_opened, piece.sha256))
    # As `sha256sum -c` reads it.
    yield _text(SUMS, "".join(f"{piece.sha256}  {piece.path}\n" for piece in bundle.files), at)


def _opened(sha256: str) -> IO[bytes]:
    return cast(IO[bytes], vault.opened(sha256))


def _page(name: str, template: str, bundle: Bundle, at: datetime) -> Entry:
    return _text(name, render_to_string(template, {"bundle": bundle}), at)


def _text(name: str, text: str, at: datetime) -> Entry:
    content = text.encode()
    return Entry(name, len(content), at, lambda: io.BytesIO(content))
