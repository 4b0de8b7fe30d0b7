#!/usr/bin/env bash
# Runs a command on a display and a message bus of its own: no window pops up on the person's desktop, no
# test talks to their session. Without Xvfb or a bus it runs plainly, and the tests that need them skip.
set -euo pipefail
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS
run=()
if command -v xvfb-run >/dev/null && command -v xauth >/dev/null; then
  # -noreset: else the display begins anew when its last client has gone, and drops who connects just then.
  run+=(xvfb-run --auto-servernum --server-args='-screen 0 1280x900x24 -noreset')
else
  unset DISPLAY
fi
if command -v dbus-run-session >/dev/null; then run+=(dbus-run-session --); fi
exec ${run[@]+"${run[@]}"} "$@"
