#!/bin/sh
# Pin every dependency, with hashes for all platforms and no address of any index.
# requirements.lock runs Clearsight; requirements-dev.lock adds what tests and checks it.
# The second is held to the first, so that what is tested is what is installed.
set -eu

pin() {
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
        --upgrade "$@"
}

build=$(mktemp)
trap 'rm -f "$build"' EXIT
echo hatchling >"$build"  # needed to install Clearsight itself without a download
pin pyproject.toml "$build" --output-file requirements.lock
pin pyproject.toml --extra dev --constraint requirements.lock \
    --output-file requirements-dev.lock
