"""What other programs are told of supporters, and what they say of one."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from sms_line.web.api.operations import Paged, Shape


class Supporter(msgspec.Struct):
    """Somebody who has texted, rung, or was brought in with proof of consent."""

    id: int
    phone: Annotated[str, Meta(description="E.164.")]
    name: str
    email: str
    zip: str
    city: str
    state: str
    district: Annotated[str, Meta(description='"TX-10", "WY-AL"; "" where it is not settled.')]
    language: str
    tags: list[str]
    status: Literal["subscribed", "stopped", "blocked", "not subscribed"]
    consent_at: datetime | None
    consent_source: str


class SupporterPage(msgspec.Struct):
    """Supporters, the newest first."""

    items: list[Supporter]
    next: Annotated[str, Meta(description='The cursor of the next page; "" at the end.')]


class SupporterQuery(Paged):
    """Which supporters; all that is given must be true of them."""

    tag: str = ""
    state: str = ""
    zip: Annotated[str, Meta(pattern="^([0-9]{5})?$", description="All five digits.")] = ""


class Phone(Shape):
    """A telephone number: it stands in a body, because addresses end up in logs."""

    phone: str


class NewSupporter(Shape):
    """Somebody with proof of consent; what the line knows already is kept, blanks are filled."""

    phone: str
    consent_at: Annotated[
        str, Meta(description="When they agreed to texts: 2026-11-23 or 2026-11-23T10:00:00Z.")
    ]
    consent_source: Annotated[
        str, Meta(min_length=1, description="Where and in which words they agreed.")
    ]
    name: str = ""
    email: str = ""
    zip: str = ""
    language: Literal["en", "es"] = "en"
    tags: Annotated[tuple[str, ...], Meta(max_length=50)] = ()


class Upserted(msgspec.Struct):
    """What came of it."""

    id: int
    new: bool
    notes: Annotated[list[str], Meta(description="What was left out or mended.")]
