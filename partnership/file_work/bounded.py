"""Work done in a child process of this one, which may take no more than it is told."""

from __future__ import annotations

import ctypes
import logging
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from enum import Enum
from pathlib import Path

from django.db import connections

logger = logging.getLogger(__name__)

DONE, FAULT, MEMORY = 0, 1, 7
# How often the parent looks whether the child has ended, in seconds.
LOOKS_EVERY = 0.02
# Linux: "kill me when my parent dies".
PARENT_DEATH_SIGNAL = 1


class Outcome(Enum):
    """How the work ended."""

    DONE = "done"
    TOO_LONG = "too long"
    TOO_MUCH = "too much memory"
    FAULT = "a fault of ours, or killed from outside"


def run_bounded(work: Callable[[], None], *, seconds: int, memory: int) -> Outcome:
    """Do `work` in a child, in at most so many seconds and so many bytes beyond what it begins
    with.

    The connections to the database are closed first: each process opens its own. What `work` did
    not commit is undone. Call it where no thread but this one runs, and in no transaction.
    """
    connections.close_all()
    child = os.fork()
    if child == 0:
        _be_child(work, seconds=seconds, memory=memory)
    return _outcome(child, seconds=seconds)


def _be_child(work: Callable[[], None], *, seconds: int, memory: int) -> None:
    """Never returns: what the parent's callers would do next is not the child's."""
    code = FAULT
    try:
        os.setsid()
        for which in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT):
            signal.signal(which, signal.SIG_DFL)
        _die_with_parent()
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        if taken := _address_space():
            resource.setrlimit(resource.RLIMIT_AS, (taken + memory, taken + memory))
        work()
        code = DONE
    except MemoryError:
        code = MEMORY
    except BaseException:
        logger.exception("work in a child process failed")
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)


def _address_space() -> int:
    """The bytes of address space that this process has; 0 where the system does not say."""
    pages = Path("/proc/self/statm")
    return int(pages.read_text().split()[0]) * resource.getpagesize() if pages.exists() else 0


def _outcome(child: int, *, seconds: int) -> Outcome:
    until = time.monotonic() + seconds
    ended = status = 0
    try:
        while not ended and time.monotonic() < until:
            ended, status = os.waitpid(child, os.WNOHANG)
            if not ended:
                time.sleep(LOOKS_EVERY)
    finally:
        if not ended:
            _kill(child)
    if not ended or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU):
        return Outcome.TOO_LONG
    codes = {DONE: Outcome.DONE, MEMORY: Outcome.TOO_MUCH}
    return codes.get(os.waitstatus_to_exitcode(status), Outcome.FAULT)


def _kill(child: int) -> None:
    """The child and the programs that it runs: it leads a session of its own."""
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
