"""One call at a time inside moto: its TransactWriteItems copies and restores tables unguarded."""

import threading
import time

_lock = threading.Lock()


def dispatching():
    """The lock to hold (``with dispatching():``) around anything that touches moto's state."""
    return _lock


def sleep_outside(seconds: float) -> None:
    """Sleeps while other calls are served. Only for code that holds the lock."""
    _lock.release()
    try:
        time.sleep(seconds)
    finally:
        _lock.acquire()
