#!/usr/bin/env bash
# Brings the system packages that `make PURPOSE` needs on Debian and Ubuntu, and only those that are missing.
#   system_packages.sh run|check|test
# As root it installs them, with sudo it asks for it, else it prints the one command to run. Elsewhere it says
# what is missing and carries on: the check of Qt's libraries after the set-up decides.
set -euo pipefail
purpose=$1
here=$(dirname "$0")

say() { printf 'wattprint: %s\n' "$*" >&2; }

# A name with | is satisfied by any of its alternatives; the first that the system knows is installed.
# Qt's wheels bring Qt, but not the libraries of the window system it opens at start.
qt=(
  libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1
  libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1 libx11-xcb1 libdbus-1-3
  libfontconfig1 libgssapi-krb5-2 'libglib2.0-0t64|libglib2.0-0'
  'fonts-dejavu-core|fonts-noto-core|fonts-liberation|fonts-liberation2|fonts-cantarell|fonts-ubuntu'
)
# A display and a bus of the tests' own, hosts for the tray icon (StatusNotifier and XEmbed), a hand that clicks on it, a reader of
# the accessibility tree, and a compiler for the small programs that stand in for AI engines and games.
tests=(
  xvfb xauth dbus xfce4-panel trayer xdotool at-spi2-core python3-pyatspi gir1.2-atspi-2.0 procps gcc libc6-dev
  libgomp1
)

essential=() helpful=()
case $purpose in
  test) essential+=("${qt[@]}") helpful+=("${tests[@]}") ;;
  # Without a display only the recorder starts, and it needs no Qt.
  run) if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then essential+=("${qt[@]}"); else helpful+=("${qt[@]}"); fi ;;
esac

# Debian ships Python without what makes an environment; an interpreter from elsewhere has it.
if ! { [ -x .venv/bin/python ] && compgen -G '.venv/.ready-*' >/dev/null; } && python=$("$here/find_python.sh" 2>/dev/null) && ! "$python" -c 'import ensurepip' 2>/dev/null; then
  essential+=("$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')")
fi

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  if [[ " ${essential[*]-} " == *"-venv "* ]]; then
    say "this Python cannot make environments (no ensurepip): install your system's package for Python's venv."
    exit 1
  fi
  if [ "$purpose" = test ]; then
    missing=()
    for program in Xvfb xvfb-run xauth dbus-run-session xfce4-panel trayer xdotool gcc; do
      command -v "$program" >/dev/null || missing+=("$program")
    done
    [ -e /usr/share/dbus-1/services/org.a11y.Bus.service ] || missing+=("at-spi2-core")
    python3 -c 'import gi; gi.require_version("Atspi", "2.0")' 2>/dev/null || missing+=("AT-SPI for Python (pyatspi)")
    [ ${#missing[@]} -eq 0 ] || say "missing, so the tests that need them are skipped: ${missing[*]}"
  fi
  exit 0
fi

installed=" $(dpkg-query -W -f '${db:Status-Status}:${Package} ' 2>/dev/null) "

missing_of() { # prints those of the given names of which no alternative is installed
  local name alternative
  for name in "$@"; do
    for alternative in ${name//|/ }; do
      [[ $installed == *" installed:$alternative "* ]] && continue 2
    done
    printf '%s\n' "$name"
  done
}

mapfile -t need < <(missing_of ${essential[@]+"${essential[@]}"})
mapfile -t want < <(missing_of ${helpful[@]+"${helpful[@]}"})
[ ${#need[@]} -gt 0 ] || [ ${#want[@]} -gt 0 ] || exit 0

choose() { # prints the names to install: of alternatives the first that the package lists know, else the last
  local name alternative
  for name in ${need[@]+"${need[@]}"} ${want[@]+"${want[@]}"}; do
    for alternative in ${name//|/ }; do
      apt-cache show --no-all-versions "$alternative" >/dev/null 2>&1 && break
    done
    printf '%s ' "$alternative"
  done
}

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
    as_root=(sudo)
  else
    say "run this once: sudo apt-get install --no-install-recommends $(choose)"
    # Without the helpful ones some tests skip and the app runs as a recorder; without the others nothing starts.
    [ ${#need[@]} -eq 0 ]
    exit
  fi
fi

apt() { ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 "$@"; }

apt update >&2 || say "the package lists could not be refreshed; trying with the ones at hand."
read -r -a packages <<<"$(choose)"
say "installing system packages: ${packages[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! apt install -y --no-install-recommends "${packages[@]}" >"$log" 2>&1; then
  tail -n 5 "$log" >&2
  say "they could not be installed: see above."
  [ ${#need[@]} -eq 0 ]
fi
