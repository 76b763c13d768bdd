"""What `minhchung doctor` looks at: links, history chains, approved versions, and the bytes of every stored file."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


def broken_links() -> list[str]:
    """Links whose subject no longer exists."""
    from minhchung.apps.ground import subjects  # noqa: PLC0415 - Django is loaded when a command asks for it

    return [f"{table} trỏ tới {ref}: không còn" for table, ref in subjects.dangling()]


def broken_chains(commune: str | None = None) -> list[str]:
    """The first broken link of each commune's history, or of one commune's."""
    from minhchung.apps.ground import history  # noqa: PLC0415

    links = (history.verify(code) for code in ([commune] if commune else history.chains()))
    return [f"Phường {link.commune}: đứt ở sự kiện {link.position}: {link.reason}" for link in links if link]


def broken_versions() -> list[str]:
    """Approved versions of controlled documents that no longer say what was approved."""
    from minhchung.apps.quality.soundness import changed_versions  # noqa: PLC0415

    return changed_versions()


def broken_files(*, hashing: bool) -> list[str]:
    """Files missing, changed or unreadable, with who refers to them. A bar on the terminal shows how many bytes are done."""
    from minhchung.apps.files import soundness  # noqa: PLC0415

    faults = []
    with _bar(sum(soundness.kept().values_list("size", flat=True))) as bar:
        for looked in soundness.looked_over(hashing=hashing):
            bar.advance(looked.size)
            if looked.fault:
                faults.append(looked.fault)
    return faults


class _Silence:
    """No progress shown: what is piped or logged gets results only."""

    def advance(self, size: int) -> None:
        """Hears that a file of so many bytes was looked at."""


class _Bar(_Silence):
    """A progress bar on the terminal behind standard error."""

    def __init__(self, total: int) -> None:
        from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

        columns = (TextColumn("Kiểm tra tệp"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
        self.progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self.progress.add_task("", total=total)

    def advance(self, size: int) -> None:
        self.progress.advance(self._task, size)


@contextmanager
def _bar(total: int) -> Iterator[_Silence]:
    if not sys.stderr.isatty():
        yield _Silence()
        return
    bar = _Bar(total)
    with bar.progress:
        yield bar
