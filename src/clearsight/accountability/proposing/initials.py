"""People by their initials, as minutes have them: "DF confirmed that ..."."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clearsight.accountability.proposing.mention import Mention

_SPEAKS = re.compile(
    r" (?:also |then )?(?:said|stated|asked|confirmed|reported|noted|advised|explained|"
    r"responded|replied|agreed|added|updated|presented|outlined|informed|queried|"
    r"highlighted|suggested|thanked|welcomed|to |will )"
)
_CAPITALS = re.compile(r"(?<![\w’'-])[A-Z]{2,3}(?![\w’'-])")


def by_initials(
    text: str, people: Sequence[Mention], taken: Sequence[Mention], *, in_minutes: bool
) -> list[Mention]:
    """Return the mentions that are a person's initials alone.

    Initials that stand in brackets after a name are that person's from there on. In
    minutes, those that only one name has are that person's where a verb follows.
    """
    defined: dict[str, set[str]] = {}
    for person in people:
        after = re.match(r",? \(([A-Z]{2,3})\)", text[person.end : person.end + 8])
        if after and person.name and _fits(after[1], person.name):
            defined.setdefault(after[1], set()).add(person.name)
    alike: dict[str, set[str]] = {}
    for name in {p.name for p in people if p.name}:
        alike.setdefault("".join(w[0] for w in name.split()), set()).add(name)
    is_custom = in_minutes and len(defined) > 1  # all of them go by their initials here
    found = []
    for match in _CAPITALS.finditer(text):
        if any(m.start <= match.start() < m.end for m in taken):
            continue
        names = defined.get(match.group(), set())
        if not names and in_minutes and (is_custom or _SPEAKS.match(text, match.end())):
            names = alike.get(match.group(), set())
        if len(names) == 1:
            name = next(iter(names))
            found.append(
                Mention(match.start(), match.end(), match.group(), "person", name)
            )
    return found


def _fits(initials: str, name: str) -> bool:
    words = name.replace("-", " ").split()
    return bool(words) and initials[0] == words[0][0] and initials[-1] == words[-1][0]
