#!/usr/bin/env bash
# Says in one line which system libraries Qt's X11 platform plugin would fail to find: Qt itself only says
# that it "could not be loaded even though it was found", and aborts.
#   check_qt.sh PYTHON run|test
set -euo pipefail
python=$1 purpose=$2
command -v ldd >/dev/null || exit 0
# Without a display only the recorder starts, and it needs no Qt.
[ "$purpose" = test ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || exit 0
plugin=$("$python" -c 'import importlib.util as u, pathlib as p; print(p.Path(u.find_spec("PySide6").origin).parent / "Qt/plugins/platforms/libqxcb.so")')
[ -f "$plugin" ] || exit 0 # not a system with X11
missing=$(ldd "$plugin" | sed -n 's/^[[:space:]]*\(.*\) => not found.*/\1/p' | sort -u | tr '\n' ' ')
[ -n "$missing" ] || exit 0
echo "wattprint: Qt cannot open windows here: these system libraries are missing: ${missing% }" >&2
# A Wayland session may do without X11's libraries.
[ "$purpose" = run ] && [ -n "${WAYLAND_DISPLAY:-}" ]
