"""Two people pressing at the same moment."""

import threading
import time
from collections.abc import Callable

from django.db import OperationalError, connection

from minhchung.apps.ground.acts import Refused


def both_at_once(*presses: Callable[[], object]) -> list[str]:
    """Runs all in threads of their own, started together; gives "done" or "refused" for each, sorted."""
    outcomes: list[str] = []
    together = threading.Barrier(len(presses))

    def run(press: Callable[[], object]) -> None:
        together.wait(timeout=60)
        try:
            outcomes.append(_pressed(press))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(press,)) for press in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def _pressed(press: Callable[[], object]) -> str:
    # A database in memory answers "locked" at once, where one on disk and PostgreSQL wait for the other transaction.
    for _ in range(200):
        try:
            press()
        except Refused:
            return "refused"
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(0.02)
        else:
            return "done"
    raise AssertionError("the database stayed locked")
