"""Actions for other programs: listed, read with their source, published by the same check."""

from datetime import date, datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from sms_line.actions import loading
from sms_line.actions.mistakes import ActionFileError
from sms_line.actions.publishing import NotPublished, publish
from sms_line.core.action import Action as Checked
from sms_line.store import action_endings, actions
from sms_line.store.actions import Stored
from sms_line.store.api_tokens import Scope
from sms_line.web.api.operations import Answer, Asked, Operation, Shape
from sms_line.web.api.problems import Problem, Wrong, invalid, not_there


class Action(msgspec.Struct, kw_only=True):
    """One action, in its newest version."""

    slug: str
    version: int
    title: str
    keywords: Annotated[dict[str, str], Meta(description="Keyword → the language it opens.")]
    open: Annotated[bool, Meta(description="Its last day is not over.")]
    day_of_action: date | None
    ends: date | None
    loaded_at: datetime


class ActionWithSource(Action, kw_only=True):
    """One action with its Markdown file."""

    source: str


class ActionList(msgspec.Struct):
    """All actions, the one loaded last first."""

    items: list[Action]


class PublishQuery(Shape):
    """What is being replaced."""

    slug: Annotated[str, Meta(description="Serves where the file names none.")] = ""
    version: (
        Annotated[
            int,
            Meta(
                ge=0,
                description="The version that this one was made from, 0 for a new action; if "
                "another was published meanwhile, the answer is 409.",
            ),
        ]
        | None
    ) = None


class PublishedVersion(msgspec.Struct):
    """What is on the line now."""

    slug: str
    version: int
    new: Annotated[bool, Meta(description="False: the newest version had the very same text.")]


def listed(asked: Asked) -> Answer:
    """All of them: a group has dozens."""
    with asked.parts.database.read() as tx:
        found = loading.newest(tx)
    today = asked.parts.clock.now().date()
    return Answer(
        ActionList([Action(**_shown(stored, action, today)) for stored, action in found if action])
    )


def one(asked: Asked) -> Answer:
    """One with its file."""
    slug: str = asked.path["slug"]
    with asked.parts.database.read() as tx:
        stored = actions.newest_of(tx, slug)
        action = loading.loaded(stored, action_endings.ended(tx)) if stored else None
    if stored is None or action is None:
        raise not_there("action")
    shown = _shown(stored, action, asked.parts.clock.now().date())
    return Answer(ActionWithSource(**shown, source=stored.source))


def put_on_the_line(asked: Asked) -> Answer:
    """Check a file and add it as a version."""
    query: PublishQuery = asked.query
    now = asked.parts.clock.now()
    if query.version and not query.slug:
        raise invalid(Wrong("Name the action that this version is of.", "slug"))
    base = None if query.version is None else (query.slug if query.version else "", query.version)
    try:
        with asked.parts.database.write() as tx:
            published = publish(
                tx, asked.body, who=asked.token.who, now=now, slug=query.slug, base=base
            )
    except ActionFileError as wrong:
        raise invalid(*(Wrong(m.sentence, line=m.line) for m in wrong.mistakes)) from None
    except NotPublished as wrong:
        raise Problem(409, "It was not published.", str(wrong)) from None
    action, new = published.action, published.new
    return Answer(PublishedVersion(action.slug, action.version, new), 201 if new else 200)


def _shown(stored: Stored, action: Checked, today: date) -> dict[str, Any]:
    return {
        "slug": stored.slug,
        "version": stored.version,
        "title": action.title,
        "keywords": {word: language.value for word, language in action.keywords.items()},
        "open": action.ends is None or action.ends >= today,
        "day_of_action": action.day_of_action,
        "ends": action.ends,
        "loaded_at": stored.loaded_at,
    }


_READ = Scope.READ_ACTIONS
OPERATIONS = (
    Operation(
        name="list_actions",
        method="GET",
        path="/actions",
        scope=_READ,
        summary="All actions, the one loaded last first",
        handler=listed,
        answers={200: ActionList},
    ),
    Operation(
        name="get_action",
        method="GET",
        path="/actions/{slug}",
        scope=_READ,
        summary="One action with its Markdown file",
        handler=one,
        answers={200: ActionWithSource},
        refusals=(404,),
    ),
    Operation(
        name="publish_action",
        method="POST",
        path="/actions",
        scope=Scope.WRITE_ACTIONS,
        summary="Check a Markdown file and put it on the line as the newest version",
        handler=put_on_the_line,
        query=PublishQuery,
        markdown=True,
        answers={200: PublishedVersion, 201: PublishedVersion},
        refusals=(409, 422),
    ),
)
