#!/bin/sh
# Install Debian packages when we may; else say exactly what to ask for.
set -eu

if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    exec apt-get install -y -qq --no-install-recommends "$@"
fi

echo "This machine lacks something that only its administrator can install." >&2
echo "On Debian or Ubuntu:  sudo apt-get install $*" >&2
echo "Elsewhere, install what goes by these names, then run make again." >&2
exit 1
