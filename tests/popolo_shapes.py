"""JSON Schemas of the Popolo classes that we write, from the published specification.

The published schemas are draft 3 and name one another by address; these are the same
properties, types and patterns in a form that is checked without fetching anything.
"""

from __future__ import annotations

from typing import Any

TEXT = {"type": ["string", "null"]}
DATE = {"type": ["string", "null"], "pattern": r"^[0-9]{4}(-[0-9]{2}){0,2}$"}
OTHER_NAMES = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["name"],
        "properties": {"name": {"type": "string"}, "note": TEXT},
    },
}


def _of(required: list[str], **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["id", *required],
        "properties": {"id": {"type": "string"}, **properties},
    }


SCHEMAS = {
    "persons": _of(["name"], name=TEXT, other_names=OTHER_NAMES),
    "organizations": _of(
        ["name"], name=TEXT, other_names=OTHER_NAMES, classification=TEXT
    ),
    "posts": _of(
        ["label", "role"],
        label=TEXT,
        other_label=OTHER_NAMES,
        role=TEXT,
        organization_id=TEXT,
    ),
    "memberships": _of(
        ["person_id"],
        label=TEXT,
        role=TEXT,
        person_id=TEXT,
        organization_id=TEXT,
        post_id=TEXT,
        start_date=DATE,
        end_date=DATE,
    ),
    "events": _of(
        ["name"],
        name=TEXT,
        description=TEXT,
        classification=TEXT,
        organization_id=TEXT,
        start_date=DATE,
        end_date=DATE,
    ),
}
