"""Small programs that stand in for the recorder."""

from __future__ import annotations

import sys

#: Says hello, then obeys: ends with its input, and says "saved" for every other word.
GOOD = """
import json, os, sys
def say(**fields):
    print(json.dumps({"v": 1, **fields}), flush=True)
say(type="hello", pid=os.getpid())
for word in sys.stdin:
    if word.strip() == "stop":
        break
    say(type="saved")
"""

#: Ends at once, as on a crash in a driver, with a last word on standard error.
CRASHING = "import sys; print('wattprint: no luck\\x1b[31m today', file=sys.stderr); sys.exit(3)"

#: Deaf to words and to SIGTERM.
STUBBORN = """
import json, os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print(json.dumps({"v": 1, "type": "hello", "pid": os.getpid()}), flush=True)
while True:
    time.sleep(60)
"""

#: Takes long to stop: until there is a file of the name that it is given. Deaf to SIGTERM.
LINGERING = """
import json, os, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print(json.dumps({"v": 1, "type": "hello", "pid": os.getpid()}), flush=True)
for word in sys.stdin:
    if word.strip() == "stop":
        break
while not os.path.exists(sys.argv[1]):
    time.sleep(0.01)
"""

#: Everything that is no line, then a good one.
BABBLING = r"""
import json, os, sys
out = sys.stdout.buffer
out.write(b"\n\xff\xfe\n{]\n{\n" + b"x" * 600_000 + b"\n" + b"[" * 50_000 + b"\n{}\n" * 1000)
out.write(json.dumps({"v": 1, "type": "hello", "pid": os.getpid()}).encode() + b"\n")
out.flush()
sys.stdin.read()
"""


def command(script: str, *arguments: str) -> list[str]:
    """The command line of such a program."""
    return [sys.executable, "-c", script, *arguments]
