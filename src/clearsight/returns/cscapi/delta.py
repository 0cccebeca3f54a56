"""What has changed since the payload before: what to send, and what to take away.

The API replaces what it is given and keeps all else, so a change goes in two turns.
First what must go: children, episodes and records that are no longer there, and those
in which something that was said is now blank, for the API takes no blanks. Then what is
new or different, always with the child's identifiers and details. Everything counts as
a change, whatever field it is in; what vanished at the source is taken away.

Applying both turns to the payload before gives the payload now: a test holds this to
thousands of made-up pairs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from clearsight.returns.cscapi.shape import LAYOUT, Node
from clearsight.returns.cscapi.write import Payload, text

Object = dict[str, Any]
IDENTIFIERS = ("la_child_id", "mis_child_id")
DETAILS = "child_details"
PURGE = "purge"


def fingerprint(child: Mapping[str, Any]) -> str:
    """Return the SHA-256 of all that is said of a child, in hex."""
    return hashlib.sha256(text([child]).encode()).hexdigest()


def delta(before: Payload, now: Payload) -> tuple[Payload, Payload]:
    """Return what to purge, to be sent first, and then what to send.

    Children are matched by `la_child_id`, items of lists by their own id.
    """
    old = {child["la_child_id"]: child for child in before}
    new = {child["la_child_id"]: child for child in now}
    gone = [_named(c) | {PURGE: True} for k, c in old.items() if k not in new]
    purges, updates = list(gone), []
    for key, child in new.items():
        was = old.get(key)
        if was is None:
            updates.append(child)
        elif fingerprint(was) != fingerprint(child):
            taken, given = _object(was, child, LAYOUT)
            if taken.get(PURGE):
                purges.append(_named(was) | {PURGE: True})
                updates.append(child)
                continue
            if taken:
                purges.append(_named(child) | taken)
            details = {DETAILS: child[DETAILS]} if DETAILS in child else {}
            if given:
                updates.append(_named(child) | details | given)
    return purges, updates


def applied(before: Payload, *turns: Payload) -> Payload:
    """Return what the department holds after it was sent the turns, one by one.

    Our model of the receiver: a purge takes away, all else is put over what was there.
    """
    held = {child["la_child_id"]: child for child in before}
    for turn in turns:
        for child in turn:
            key = child["la_child_id"]
            merged = _merged(held.get(key, {}), child, LAYOUT)
            if merged is None:
                held.pop(key, None)
            else:
                held[key] = merged
    return list(held.values())


def _named(child: Mapping[str, Any]) -> Object:
    return {n: child[n] for n in IDENTIFIERS if n in child}


def _own(given: Mapping[str, Any], node: Node) -> Object:
    """Return the values that an object holds itself, lists without ids among them."""
    plain = {n for n, item in node.lists.items() if not item.row_id}
    kept = {*node.leaves, *node.codes, *plain, *node.ignored}
    return {n: v for n, v in given.items() if n in kept}


def _is_less(was: Any, now: Any) -> bool:
    """Say whether something that was said is no longer: then it must be purged."""
    if isinstance(was, list):
        return not isinstance(now, list) or any(item not in now for item in was)
    return now is None


def _object(was: Object, now: Object, node: Node) -> tuple[Object, Object]:
    """Return what to take away within an object and what to give.

    The first is just `{"purge": True}` where the object must go whole.
    """
    old, new = _own(was, node), _own(now, node)
    if any(_is_less(value, new.get(name)) for name, value in old.items()):
        return {PURGE: True}, now
    taken: Object = {}
    given: Object = {n: v for n, v in new.items() if old.get(n) != v}
    for name, block in node.blocks.items():
        _block(name, was.get(name, {}), now.get(name, {}), block, taken, given)
    for name, item in node.lists.items():
        if item.row_id:
            _items(name, was.get(name, []), now.get(name, []), item, taken, given)
    return taken, given


def _block(
    name: str, was: Object, now: Object, node: Node, taken: Object, given: Object
) -> None:
    if was == now:
        return
    gone, put = _object(was, now, node)
    if gone:
        taken[name] = gone
    if put:
        given[name] = put


def _items(
    name: str,
    was: list[Object],
    now: list[Object],
    node: Node,
    taken: Object,
    given: Object,
) -> None:
    key = node.row_id
    old, new = {i[key]: i for i in was}, {i[key]: i for i in now}
    going = [{key: k, PURGE: True} for k in old if k not in new]
    coming = []
    for k, item in new.items():
        if k not in old:
            coming.append(item)
        elif old[k] != item:
            gone, put = _object(old[k], item, node)
            if gone:
                going.append({key: k} | gone)
            if put:
                coming.append({key: k} | put)
    if going:
        taken[name] = going
    if coming:
        given[name] = coming


def _merged(held: Object, sent: Object, node: Node) -> Object | None:
    """Put what is sent over what is held; None where it was purged."""
    if sent.get(PURGE):
        return None
    out = held | _own(sent, node)
    for name, block in node.blocks.items():
        if name in sent:
            inside = _merged(held.get(name, {}), sent[name], block)
            _put(out, name, inside)
    for name, item in node.lists.items():
        if item.row_id and name in sent:
            key = item.row_id
            rows = {i[key]: i for i in held.get(name, [])}
            for row in sent[name]:
                merged = _merged(rows.get(row[key], {}), row, item)
                if merged is None:
                    rows.pop(row[key], None)
                else:
                    rows[row[key]] = merged
            _put(out, name, list(rows.values()))
    return out


def _put(out: Object, name: str, value: Any) -> None:
    if value:
        out[name] = value
    else:
        out.pop(name, None)
