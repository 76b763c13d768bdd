"""A dossier export file → checked batches of the lake's columns, and the rows that cannot be taken.

export = open_export(path)            # raises ExportError when the file is none
for batch in export:                  # at most 65,536 rows each
    batch.tables["dossiers"], batch.rejects, batch.read
export.precision, export.unknown      # known once all is read
write_rejects(path, rejects, out)     # the same sheet, only the rows rejected, with a column "Lỗi"
"""

from minhchung.flow.exports.export import Export
from minhchung.flow.exports.model import BATCH_ROWS, Batch, ExportError, Reject
from minhchung.flow.exports.opening import open_export
from minhchung.flow.exports.profiles import Profile, load_profile, packaged_profiles, parse_profile, profile_text, save_profile
from minhchung.flow.exports.rejecting import write_rejects

__all__ = [
    "BATCH_ROWS",
    "Batch",
    "Export",
    "ExportError",
    "Profile",
    "Reject",
    "load_profile",
    "open_export",
    "packaged_profiles",
    "parse_profile",
    "profile_text",
    "save_profile",
    "write_rejects",
]
