"""Runs a function in a child process: to be killed, limited, or to have no rights."""

from __future__ import annotations

import os
import traceback
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

NOBODY = 65534


def start(work: Callable[[int], None]) -> tuple[int, int]:
    """Start work(pipe to write to) in a child; returns its process id and the pipe to read from."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # Newer Pythons warn of threads at every fork; the child only runs the function and ends.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    try:
        os.close(reading)
        work(writing)
    except BaseException:  # the child must end here, whatever happened
        os.write(writing, traceback.format_exc().encode())
    finally:
        os._exit(0)
    raise AssertionError("a child does not return")


def result_of(work: Callable[[], str], *, without_rights: bool = False) -> str:
    """What work() returned in a child; its traceback when it raised. without_rights: root becomes nobody."""

    def child(pipe: int) -> None:
        if without_rights and os.geteuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        os.write(pipe, work().encode())

    pid, pipe = start(child)
    with os.fdopen(pipe, "rb") as answer:
        text = answer.read().decode()
    os.waitpid(pid, 0)
    return text
