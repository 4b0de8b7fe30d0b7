#!/usr/bin/env bash
# Makes .venv fit for `run`, `check` or `test`, or leaves it alone when it already is.
#   prepare.sh run      what the app needs: requirements.lock and Qt's system libraries
#   prepare.sh check    the development tools: requirements-dev.lock, no system libraries
#   prepare.sh test     both, and the programs that the tests start
# A finished environment holds a stamp with the checksum of what it was made from. It is taken away before
# anything is changed, so an environment without its stamp was interrupted and is made anew.
set -euo pipefail
cd "$(dirname "$0")/../.."
setup=packaging/setup
purpose=$1
venv=.venv
python=$venv/bin/python

say() { printf 'wattprint: %s\n' "$*" >&2; }

# Two of these at once (a run and a test) would write the same environment; the second one waits.
exec 9<"$setup/prepare.sh"
if command -v flock >/dev/null; then flock 9; fi

case $purpose in
  run) lock=requirements.lock ;;
  check | test) lock=requirements-dev.lock ;;
  *) say "prepare.sh knows run, check and test, not '$purpose'."; exit 2 ;;
esac

# 9>&-: a service that a package starts must not keep the lock.
"$setup/system_packages.sh" "$purpose" 9>&-

fingerprint() { # of the environment that the files and the interpreter of this moment ask for
  cat "$1" pyproject.toml desktop/wattprint/__init__.py "$setup/prepare.sh" | cksum
  "$python" -c 'import sys; print(sys.version, sys.prefix)' 2>/dev/null
}

usable() { "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && "$python" -m pip --version >/dev/null 2>&1; }

ready() { [ -f "$venv/.ready-$1" ] && [ "$(fingerprint "$2")" = "$(cat "$venv/.ready-$1")" ]; }

stamp=$purpose
[ "$purpose" = check ] && stamp="test"
if ! ready "$stamp" "$lock"; then
  if ! compgen -G "$venv/.ready-*" >/dev/null || ! usable; then
    base=$("$setup/find_python.sh")
    say "making $venv with $("$base" --version 2>&1)"
    rm -rf "$venv"
    "$base" -m venv "$venv"
  fi
  rm -f "$venv"/.ready-*
  say "installing $lock (the first time takes a minute or two)"
  pip=("$python" -m pip install --quiet --disable-pip-version-check --no-input)
  # Wheels only: building from source would fetch build tools that no lock holds.
  if ! { "${pip[@]}" --only-binary :all: --require-hashes -r "$lock" \
    && "${pip[@]}" --no-build-isolation --no-deps --no-index -e .; }; then
    say "the packages could not be installed: see above. The same command again starts afresh."
    exit 1
  fi
  # What the tests need includes what running needs: `make lock` keeps the two locks in agreement.
  [ "$stamp" = test ] && fingerprint requirements-dev.lock >"$venv/.ready-test"
  fingerprint requirements.lock >"$venv/.ready-run"
fi

[ "$purpose" = check ] || "$setup/check_qt.sh" "$python" "$purpose"
