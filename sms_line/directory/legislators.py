"""congress-legislators' two files: the members of Congress, and their offices at home."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from sms_line.directory.documents import entry, records
from sms_line.directory.gathered import Member, Office, Term

_BIOGUIDE = re.compile(r"[A-Z][0-9]{6}")
_PHONE = re.compile(r"[0-9]{3}-[0-9]{3}-[0-9]{4}")
_WASHINGTON_PHONE = re.compile(r"202-[0-9]{3}-[0-9]{4}")
_STATE = re.compile(r"[A-Z]{2}")
_LONGEST_NAME = 100
_NICKNAME = re.compile(r" \([^)]*\)")


def members(file: str, data: bytes) -> tuple[Member, ...]:
    """All people of the file. Raises SyncFailed."""
    read = []
    for number, record in enumerate(records(file, data), start=1):
        with entry(file, number):
            read.append(_member(record))
    return tuple(read)


def offices(file: str, data: bytes) -> tuple[Office, ...]:
    """All offices at home, of whoever is in the file. Raises SyncFailed."""
    read = []
    for number, record in enumerate(records(file, data), start=1):
        with entry(file, number):
            bioguide = _bioguide(record)
            read += [_office(bioguide, office) for office in record["offices"]]
    return tuple(read)


def _member(record: Mapping[str, Any]) -> Member:
    terms = sorted((_term(term) for term in record["terms"]), key=lambda term: term.start)
    if not terms:
        raise ValueError("no terms")
    name = record["name"]
    full = _full_name(name)
    if len(full) > _LONGEST_NAME:
        raise ValueError("no name has so many letters")
    return Member(_bioguide(record), full, str(name["last"]), tuple(terms))


def _full_name(name: Mapping[str, Any]) -> str:
    """`official_full` where it is there; "first" may be "James (Jim)"."""
    if name.get("official_full"):
        return str(name["official_full"])
    first = _NICKNAME.sub("", str(name["first"]))
    return " ".join(str(part) for part in (first, name["last"], name.get("suffix")) if part)


def _term(term: Mapping[str, Any]) -> Term:
    chamber, phone = str(term["type"]), str(term.get("phone") or "")
    if chamber not in {"sen", "rep"}:
        raise ValueError("neither chamber")
    return Term(
        chamber=chamber,
        start=date.fromisoformat(str(term["start"])),
        end=date.fromisoformat(str(term["end"])),
        until_special_election=term.get("end-type") == "special-election",
        state=str(term["state"]),
        district=int(term["district"]) if chamber == "rep" else None,
        rank=str(term.get("state_rank", "")),
        phone=phone if _WASHINGTON_PHONE.fullmatch(phone) else "",
    )


def _office(bioguide: str, office: Mapping[str, Any]) -> Office:
    phone, state = str(office.get("phone") or ""), str(office["state"])
    if not _STATE.fullmatch(state):
        raise ValueError("no state")
    return Office(
        id=str(office["id"])[:100],
        bioguide=bioguide,
        city=str(office["city"]),
        state=state,
        zip=str(office.get("zip") or "")[:5],
        phone=phone if _PHONE.fullmatch(phone) else "",
        latitude=_degrees(office.get("latitude")),
        longitude=_degrees(office.get("longitude")),
        hours=str(office.get("hours") or "").strip(),
    )


def _degrees(value: Any) -> float | None:
    return None if value is None else float(value)


def _bioguide(record: Mapping[str, Any]) -> str:
    bioguide = str(record["id"]["bioguide"])
    if not _BIOGUIDE.fullmatch(bioguide):
        raise ValueError("no bioguide")
    return bioguide
