# shellcheck shell=bash
# Sourced by every script here: where the checkout is, which Python is meant, and how to talk.

top=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
system_python=/usr/bin/python3
python="$top/.venv/bin/python"

# A pyenv, conda or activated environment of the caller must not leak in: only the system's Python can import qgis.
unset PYTHONHOME PYTHONPATH PYTHONSTARTUP VIRTUAL_ENV CONDA_PREFIX PYENV_VERSION
export PYTHONNOUSERSITE=1
if [ -z "${LANG:-}${LC_ALL:-}" ]; then export LANG=C.UTF-8; fi

say() { printf '%s\n' "$*"; }

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# Everything that the scripts make lies in the checkout.
for folder in "$top" "$top/.run" "$top/.venv"; do
    [ ! -e "$folder" ] || [ -w "$folder" ] || fail "This account may not write in $folder, perhaps because another one (root?) made it. Make it yours, then try again: sudo chown -R $(id -un) '$top'"
done

# Qt warns where a login session has not made this folder.
if [ -z "${XDG_RUNTIME_DIR:-}" ]; then
    export XDG_RUNTIME_DIR="$top/.run/runtime"
    mkdir -p "$top/.run"
    mkdir -pm 700 "$XDG_RUNTIME_DIR"
fi
