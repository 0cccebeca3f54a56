"""Where everything came from, as PROV-JSON: each entry of the log is an activity.

A version of a thing is an entity that the entry made; a claim is derived from its
statements, a statement from its source, and a correction from what stood before.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from clearsight.accountability.things import (
    Claim,
    Organisation,
    Person,
    Source,
    Statement,
)
from clearsight.public.page_sources import kind_of
from clearsight.public.site import Site, anchor

Told = dict[str, Any]
OURS = "urn:clearsight:record:"


def prov(site: Site) -> Told:
    """Return the whole record as one PROV-JSON document."""
    made: dict[str, dict[str, Told]] = defaultdict(dict)
    for entry in site.record.entries:
        thing = entry.thing
        version, activity = f"cs:version-{entry.number}", f"cs:entry-{entry.number}"
        agent = _agent(made, entry.by, "prov:Person")
        made["entity"][_thing(thing.id)] = {
            "prov:label": thing.id,
            "cs:kind": kind_of(thing),
        }
        made["entity"][version] = {"prov:label": site.name(thing.id)}
        made["activity"][activity] = {
            "prov:startTime": entry.at,
            "prov:endTime": entry.at,
            "cs:act": entry.act,
            "cs:because": entry.because,
        }
        _add(
            made,
            "specializationOf",
            specificEntity=version,
            generalEntity=_thing(thing.id),
        )
        _add(made, "wasGeneratedBy", entity=version, activity=activity)
        _add(made, "wasAssociatedWith", activity=activity, agent=agent)
        before = [e for e in site.record.history(thing.id) if e.number < entry.number]
        if before:
            earlier = f"cs:version-{before[-1].number}"
            _derived(made, version, earlier, "prov:Revision")
        if isinstance(thing, Claim):
            for name in thing.rests_on:
                _derived(made, version, _thing(name))
        if isinstance(thing, Statement):
            _derived(made, version, _thing(thing.source), "prov:Quotation")
            _said(made, site, version, thing.speaker, thing.speaker_words)
        if isinstance(thing, Source) and thing.publisher:
            agent = _agent(made, thing.publisher, "prov:Organization")
            _add(made, "wasAttributedTo", entity=version, agent=agent)
    prefix = {"cs": OURS, "prov": "http://www.w3.org/ns/prov#"}
    return {"prefix": prefix, **made}


def _thing(name: str) -> str:
    return f"cs:{anchor(name)}"


def _agent(made: dict[str, dict[str, Told]], name: str, kind: str) -> str:
    told = f"cs:agent-{anchor(name)}"
    made["agent"].setdefault(
        told,
        {"prov:label": name, "prov:type": {"$": kind, "type": "prov:QUALIFIED_NAME"}},
    )
    return told


def _said(
    made: dict[str, dict[str, Told]], site: Site, version: str, who: str, words: str
) -> None:
    thing = site.record.get(who)
    name = thing.name if isinstance(thing, Person | Organisation) else words
    if name:
        kind = "prov:Organization" if isinstance(thing, Organisation) else "prov:Person"
        agent = _agent(made, name, kind)
        _add(made, "wasAttributedTo", entity=version, agent=agent)


def _derived(
    made: dict[str, dict[str, Told]], version: str, used: str, kind: str = ""
) -> None:
    typed: Told = {}
    if kind:
        typed["prov:type"] = {"$": kind, "type": "prov:QUALIFIED_NAME"}
    key = f"_:wdf{len(made['wasDerivedFrom']) + 1}"
    made["wasDerivedFrom"][key] = {
        "prov:generatedEntity": version,
        "prov:usedEntity": used,
        **typed,
    }


def _add(made: dict[str, dict[str, Told]], relation: str, **parts: str) -> None:
    key = f"_:{relation}{len(made[relation]) + 1}"
    made[relation][key] = {f"prov:{name}": value for name, value in parts.items()}
