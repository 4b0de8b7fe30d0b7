"""A recorder that says what a file holds: `python stand_in.py LINES`."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

if __name__ == "__main__":
    print(json.dumps({"v": 1, "type": "hello", "pid": os.getpid()}))
    print(Path(sys.argv[1]).read_text(encoding="utf-8"), flush=True)
    sys.stdin.read(5)
