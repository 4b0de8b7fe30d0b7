#!/usr/bin/env bash
# Prints a Python that Wattprint can run on (3.11 or newer), the newest that it is tested with first.
set -euo pipefail
for name in ${WATTPRINT_PYTHON:-} python3.13 python3.12 python3.11 python3.14 python3; do
  # Run it: version managers leave commands on the path that refuse to start.
  path=$("$name" -c 'import sys; sys.version_info >= (3, 11) and print(sys.executable)' 2>/dev/null) || continue
  [ -n "$path" ] && { printf '%s\n' "$path"; exit 0; }
done
echo "wattprint: needs Python 3.11 or newer and found none; install one (Debian, Ubuntu: python3.11 or newer) or name it in WATTPRINT_PYTHON." >&2
exit 1
