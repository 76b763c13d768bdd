"""One thread beside the pages: runs the jobs that should follow at once (`due_job(…, soon=True)`), so that no request waits for them.

The serving processes start it (site/wsgi.py). Nothing depends on it: without it the same jobs run with `minhchung run-due`.
"""

import logging
import threading

from django.db import connections

from minhchung.apps.ground import clock, jobs

logger = logging.getLogger(__name__)
LOOK_AGAIN = 20.0
"""Seconds after which it looks without being called: what another process left when it died is found then."""

_called = threading.Event()
_starting = threading.Lock()
_thread: threading.Thread | None = None


def start() -> None:
    """Starts the thread of this process, once; what was left over from before is begun at once."""
    global _thread  # noqa: PLW0603 - one per process is the point
    with _starting:
        if _thread is None or not _thread.is_alive():
            _called.set()
            _thread = threading.Thread(target=_run, name="minhchung-worker", daemon=True)
            _thread.start()


def call() -> None:
    """Says that there is work. Costs nothing, and does nothing where no thread runs."""
    _called.set()


def _run() -> None:
    while True:
        _called.wait(LOOK_AGAIN)
        _called.clear()
        try:
            jobs.run_soon(clock.now())
        except Exception:
            # The thread outlives every fault; the job is tried again at the next call.
            logger.exception("the worker failed")
        finally:
            connections.close_all()
