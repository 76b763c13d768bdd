"""How far a review is, noted beside the data so that another process of the site can show it; gone when the review ends."""

import json
from pathlib import Path

from django.conf import settings


def note(commune: str, code: str, done: int, whole: int) -> None:
    """Notes that `done` of `whole` checks ran and which one runs now."""
    path = _path(commune)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = path.with_suffix(".half")
    half.write_text(json.dumps({"code": code, "done": done, "whole": whole}), "utf-8")
    half.replace(path)


def noted(commune: str) -> dict[str, object]:
    """What was noted last; empty when no review is under way."""
    try:
        found: dict[str, object] = json.loads(_path(commune).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return found


def over(commune: str) -> None:
    """The review ended."""
    _path(commune).unlink(missing_ok=True)


def _path(commune: str) -> Path:
    folder: Path = settings.DATA_DIR / "staging" / commune
    return folder / ".review.json"
