"""What the acts on files write, in words."""

from minhchung.apps.ground.words import digest, name_fields

name_fields("files", {"file": "tệp", "sha256": "mã băm của tệp"}, shown={"sha256": digest})
