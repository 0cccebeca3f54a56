"""The block on the network works, and lets this machine speak to itself."""

from __future__ import annotations

import socket

import pytest


def test_another_machine_cannot_be_reached() -> None:
    """Neither by address nor by name; the address is one kept for documents."""
    with (
        socket.socket() as plug,
        pytest.raises(RuntimeError, match="another machine"),
    ):
        plug.connect(("192.0.2.1", 80))
    with pytest.raises(RuntimeError, match="another machine"):
        socket.getaddrinfo("example.org", 443)


def test_this_machine_can_be_reached() -> None:
    """A browser and its driver speak to each other so."""
    with socket.socket() as listening, socket.socket() as plug:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        plug.connect(listening.getsockname())
