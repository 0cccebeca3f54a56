"""Words that are withheld, found wherever they turn up, without holding them.

A shingle is a run of five words. Only hashes are held, so nothing here can be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b

from clearsight.accountability.words import keys

RUN = 5


def shingles(text: str) -> Iterator[bytes]:
    """Yield the hash of every run of five words; marks and capitals do not count."""
    words = keys(text)
    for n in range(len(words) - RUN + 1):
        joined = " ".join(words[n : n + RUN])
        yield blake2b(joined.encode(), digest_size=12).digest()


class Withheld:
    """The hashes of what is withheld."""

    def __init__(self, texts: Iterable[str] = (), but: Iterable[str] = ()) -> None:
        """Remember the shingles of each text, and nothing else of it.

        `but`: words of ours, which tell nothing wherever they stand.
        """
        ours = {h for text in but for h in shingles(text)}
        told = {h for text in texts for h in shingles(text)}
        self._hashes = frozenset(told - ours)

    def __bool__(self) -> bool:
        """Say whether anything is withheld that is long enough to be found."""
        return bool(self._hashes)

    def stands_in(self, text: str) -> bool:
        """Say whether five words together of what is withheld stand in a text."""
        return bool(self._hashes) and any(h in self._hashes for h in shingles(text))
