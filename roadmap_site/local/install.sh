#!/bin/sh
# Make .venv and install locked requirements into it, when they have changed: install.sh requirements.txt
set -eu

requirements=$1
interpreter=.venv/bin/python
installed=.venv/installed-$requirements # a copy of what was installed

fail() {
    echo "$1" >&2
    exit 1
}

recent() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if recent "$name"; then
            echo "$name"
            return
        fi
    done
    fail "Cairn needs Python 3.11 or later; python3 here is: $(python3 --version 2>&1 || true)"
}

if cmp -s "$requirements" "$installed" && recent "$interpreter"; then
    exit 0
fi

if ! recent "$interpreter"; then
    python=$(find_python)
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "Python's venv module is missing; on Debian and Ubuntu: apt-get install python3-venv"
    echo "Making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv || fail "The virtual environment .venv could not be made."
fi

echo "Installing the packages of $requirements (about a minute)"
"$interpreter" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$requirements" ||
    fail "The packages of $requirements could not be installed; the lines above say why."

cp "$requirements" "$installed"
if [ "$requirements" = requirements-dev.txt ]; then
    cp requirements.txt .venv/installed-requirements.txt # it is a part of the other
fi
