"""Ending worker processes whose parent was killed before it could end them."""

from __future__ import annotations

import os
import threading
import time
from functools import cache

_PAUSE = 1.0  # seconds between two looks


@cache
def die_with_parent() -> None:
    """From now on, end this process soon after the one that started it has ended."""
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_PAUSE)
    os._exit(1)
