"""Block the network in tests: only this machine may be spoken to.

An audit hook sees every connection and name look-up that Python makes, however it was
imported, so no test can pass because of what happened to be on the internet that day.
"""

from __future__ import annotations

import ipaddress
import sys
from typing import Any

LOOKUPS = frozenset({"socket.getaddrinfo", "socket.gethostbyname"})
SENDS = frozenset({"socket.connect", "socket.sendto"})


class NetworkBlockedError(RuntimeError):
    """A test tried to reach another machine."""


def is_here(host: Any) -> bool:
    """Say whether a host is this machine; None and "" mean any address of ours."""
    if host in {None, "", b"", "localhost", b"localhost"}:
        return True
    text = host.decode() if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(text.split("%")[0]).is_loopback
    except ValueError:
        return False


def _watch(event: str, args: tuple[Any, ...]) -> None:
    if event in LOOKUPS:
        host = args[0]
    elif event in SENDS and isinstance(args[1], tuple):  # a path is a Unix socket
        host = args[1][0]
    else:
        return
    if not is_here(host):
        raise NetworkBlockedError("A test tried to reach another machine.")


sys.addaudithook(_watch)
