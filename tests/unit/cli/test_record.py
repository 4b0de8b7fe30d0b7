"""`wattprint record` as it ends."""

from __future__ import annotations

import subprocess
import sys

#: Another program begins to write just after the recorder has begun to measure, and does not end.
HELD = """
import os, sqlite3, sys
from wattprint.cli.main import main
from wattprint.cli.status_line import StatusLine
from wattprint.ledger import connection

connection.BUSY_TIMEOUT_MS = 20
real_hello = StatusLine.hello
other = sqlite3.connect(os.environ["WATTPRINT_LEDGER"], isolation_level=None)

def hold(self, hello):
    real_hello(self, hello)
    other.execute("BEGIN IMMEDIATE")

StatusLine.hello = hold
sys.exit(main(["record", "--duration", "0.5"]))
"""


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )


def test_what_could_not_be_saved_is_told_and_no_success() -> None:
    whole = ("-m", "wattprint", "record", "--duration", "0.1")
    saved = run(*whole)
    assert (saved.returncode, saved.stderr) == (0, "")
    lost = run("-c", HELD)
    assert lost.stdout.splitlines()[-1].endswith("could not be saved.")
    assert (lost.returncode, lost.stderr) == (1, "")
    saved = run(*whole)
    assert saved.stdout.splitlines()[-1].endswith("everything is saved.")
    assert (saved.returncode, saved.stderr) == (0, "")
