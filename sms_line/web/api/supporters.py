"""Supporters for other programs: read, brought in with proof of consent, tagged, let go."""

import msgspec

from sms_line.ports import NoDataLoaded
from sms_line.store import audit, supporter_search
from sms_line.store.api_tokens import Scope
from sms_line.store.audit import Deed
from sms_line.store.supporter_imports import bring_in
from sms_line.store.supporter_search import Found, Wanted
from sms_line.store.tags import LONGEST_TAG, tag_of
from sms_line.supporter_lists.checking import Checker
from sms_line.supporter_lists.phones import phone_number
from sms_line.supporter_lists.places import Places
from sms_line.web.api.operations import Answer, Asked, Operation, page_of
from sms_line.web.api.problems import Problem, Wrong, invalid, not_there
from sms_line.web.api.supporter_shapes import (
    NewSupporter,
    Phone,
    Supporter,
    SupporterPage,
    SupporterQuery,
    Upserted,
)
from sms_line.web.desk import tending

SOURCE = "api"
"""In the consent ledger, of what a program has recorded."""


def listed(asked: Asked) -> Answer:
    """A page."""
    query: SupporterQuery = asked.query
    database = asked.parts.database
    wanted = Wanted(tag=tag_of(query.tag), state=query.state, zip=query.zip)
    with database.read() as tx:
        found = supporter_search.search(
            database, tx, wanted, before=query.before(), limit=query.limit + 1
        )
    shown, cursor = page_of(found, query.limit, lambda each: each.id)
    return Answer(SupporterPage([_shown(each) for each in shown], cursor))


def one(asked: Asked) -> Answer:
    """One by number."""
    with asked.parts.database.read() as tx:
        found = supporter_search.one(tx, asked.path["id"])
    if found is None:
        raise not_there("supporter")
    return Answer(_shown(found))


def by_phone(asked: Asked) -> Answer:
    """One by telephone number."""
    phone, wrong = phone_number(asked.body.phone)
    if wrong:
        raise invalid(Wrong(f"{wrong}.", "phone"))
    with asked.parts.database.read() as tx:
        supporter_id = supporter_search.id_of(tx, phone)
        found = None if supporter_id is None else supporter_search.one(tx, supporter_id)
    if found is None:
        raise not_there("supporter")
    return Answer(_shown(found))


def upsert(asked: Asked) -> Answer:
    """Bring somebody in by the rules of a list: who said STOP stays out, blanks are filled."""
    parts, given = asked.parts, asked.body
    now, row = parts.clock.now(), msgspec.to_builtins(given) | {"tags": ";".join(given.tags)}
    try:
        checked = Checker(Places(parts.directory), now).check(row)
    except NoDataLoaded:
        raise Problem(
            503, "Nobody's ZIP code can be looked up yet.", "Run: sms-line data sync"
        ) from None
    if isinstance(checked, str):
        raise invalid(Wrong(f"{checked}.", _field(checked)))
    with parts.database.write() as tx:
        tally = bring_in(parts.database, tx, [checked.candidate], line_number=parts.number, now=now)
        if tally.kept_out:
            raise Problem(
                409,
                "This number may not be texted.",
                "Its person said STOP or asked to be forgotten; only their START brings them back.",
            )
        supporter_id = supporter_search.id_of(tx, checked.candidate.phone)
        assert supporter_id is not None
        audit.record(
            tx,
            at=now,
            who=asked.token.who,
            did=Deed.IMPORTED,
            kind="supporter",
            row_id=supporter_id,
        )
    new = tally.new == 1
    return Answer(Upserted(supporter_id, new, list(checked.notes)), 201 if new else 200)


def _field(wrong: str) -> str:
    """Which field a sentence of the checker is about."""
    if wrong.startswith("a tag"):
        return "tags"
    first = wrong.partition(" ")[0]
    fields = {"consent_at", "zip", "name"}
    return first if first in fields else "consent_source" if "consent" in wrong else "phone"


def tag(asked: Asked) -> Answer:
    """Give a tag."""
    return _tagged(asked, on=True)


def untag(asked: Asked) -> Answer:
    """Take a tag."""
    return _tagged(asked, on=False)


def _tagged(asked: Asked, *, on: bool) -> Answer:
    wanted = tag_of(asked.path["tag"])
    if not 0 < len(wanted) <= LONGEST_TAG:
        raise invalid(Wrong(f"A tag has one to {LONGEST_TAG} characters.", "tag"))
    tending.tag(asked.parts, asked.token.who, _there(asked), wanted, on=on)
    return Answer(status=204)


def opt_out(asked: Asked) -> Answer:
    """Record an opt-out; only its person can take it back."""
    tending.stop(asked.parts, asked.token.who, _there(asked), SOURCE)
    return Answer(status=204)


def erase(asked: Asked) -> Answer:
    """FORGET ME."""
    if not tending.forget(asked.parts, asked.token.who, asked.path["id"], SOURCE):
        raise not_there("supporter")
    return Answer(status=204)


def _there(asked: Asked) -> int:
    supporter_id: int = asked.path["id"]
    with asked.parts.database.read() as tx:
        if supporter_search.phone_of(tx, supporter_id) is None:
            raise not_there("supporter")
    return supporter_id


def _shown(found: Found) -> Supporter:
    who = found.who
    return Supporter(
        id=found.id,
        phone=who.phone,
        name=who.name,
        email=who.email,
        zip=who.zip,
        city=who.city,
        state=who.state,
        district=who.district,
        language=who.language,
        tags=who.tags.split(";") if who.tags else [],
        status=who.status,  # type: ignore[arg-type]  # one of four, see supporter_list
        consent_at=who.consent_at,
        consent_source=who.consent_source,
    )


_READ, _WRITE = Scope.READ_SUPPORTERS, Scope.WRITE_SUPPORTERS
OPERATIONS = (
    Operation(
        name="list_supporters",
        method="GET",
        path="/supporters",
        scope=_READ,
        summary="Supporters, the newest first",
        handler=listed,
        query=SupporterQuery,
        answers={200: SupporterPage},
    ),
    Operation(
        name="upsert_supporter",
        method="POST",
        path="/supporters",
        scope=_WRITE,
        summary="Bring somebody in with proof of consent",
        handler=upsert,
        body=NewSupporter,
        answers={200: Upserted, 201: Upserted},
        refusals=(409, 422, 503),
    ),
    Operation(
        name="find_supporter",
        method="POST",
        path="/supporters/find",
        scope=_READ,
        summary="The supporter with a telephone number",
        handler=by_phone,
        body=Phone,
        answers={200: Supporter},
        refusals=(404, 422),
    ),
    Operation(
        name="get_supporter",
        method="GET",
        path="/supporters/{id}",
        scope=_READ,
        summary="One supporter",
        handler=one,
        answers={200: Supporter},
        refusals=(404,),
    ),
    Operation(
        name="erase_supporter",
        method="DELETE",
        path="/supporters/{id}",
        scope=_WRITE,
        summary="Forget somebody who asked for it: all but the proof of the opt-out goes",
        handler=erase,
        answers={204: None},
        refusals=(404,),
    ),
    Operation(
        name="opt_out_supporter",
        method="POST",
        path="/supporters/{id}/opt-out",
        scope=_WRITE,
        summary="Record an opt-out that somebody gave elsewhere",
        handler=opt_out,
        answers={204: None},
        refusals=(404,),
    ),
    Operation(
        name="tag_supporter",
        method="PUT",
        path="/supporters/{id}/tags/{tag}",
        scope=_WRITE,
        summary="Give a tag",
        handler=tag,
        answers={204: None},
        refusals=(404, 422),
    ),
    Operation(
        name="untag_supporter",
        method="DELETE",
        path="/supporters/{id}/tags/{tag}",
        scope=_WRITE,
        summary="Take a tag",
        handler=untag,
        answers={204: None},
        refusals=(404, 422),
    ),
)
