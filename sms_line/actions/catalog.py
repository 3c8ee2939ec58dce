"""The loaded actions, parsed once in a process and looked at anew when one is loaded."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from sms_line.actions import loading
from sms_line.core.action import Action
from sms_line.core.people import Language
from sms_line.store import action_endings, actions
from sms_line.store.database import Database

LOOK_AGAIN = 1.0
"""Seconds after which another process's `action load` is seen here."""


@dataclass(frozen=True, slots=True)
class _Loaded:
    revision: int
    newest: tuple[Action, ...]
    keywords: Mapping[str, tuple[str, Language]]
    endings: loading.Endings


class StoredCatalog:
    """A `Catalog` over the table of action files."""

    def __init__(self, database: Database) -> None:
        """Nothing is read before it is asked for."""
        self._database = database
        self._lock = threading.Lock()
        self._loaded: _Loaded | None = None
        self._looked = 0.0
        self._versions: dict[tuple[str, int], Action | None] = {}

    def get(self, slug: str, version: int | None = None) -> Action | None:
        """One action, in the version a conversation began with or the newest."""
        now = self._current()
        current = next((each for each in now.newest if each.slug == slug), None)
        if version is None or (current and current.version == version):
            return current
        old = self._old(slug, version)
        return loading.closed(old, now.endings) if old else None

    def keywords(self) -> Mapping[str, tuple[str, Language]]:
        """Keyword in capitals → (slug, language); of two actions the newer one has it."""
        return self._current().keywords

    def open(self, today: date) -> tuple[Action, ...]:
        """The actions that have not ended, the one loaded last first."""
        newest = self._current().newest
        return tuple(each for each in newest if each.ends is None or each.ends >= today)

    def _old(self, slug: str, version: int) -> Action | None:
        key = (slug, version)
        if key not in self._versions:
            with self._database.read() as tx:
                stored = actions.version(tx, slug, version)
            self._versions[key] = loading.loaded(stored, {}) if stored else None
        return self._versions[key]

    def _current(self) -> _Loaded:
        loaded, now = self._loaded, time.monotonic()
        if loaded and now - self._looked < LOOK_AGAIN:
            return loaded
        with self._lock:
            with self._database.read() as tx:
                revision = actions.revision(tx) + action_endings.revision(tx)
                if loaded is None or loaded.revision != revision:
                    loaded = _load(revision, tx)
            self._loaded, self._looked = loaded, now
            return loaded


def _load(revision: int, tx: Connection) -> _Loaded:
    newest = tuple(action for _, action in loading.newest(tx) if action)
    keywords: dict[str, tuple[str, Language]] = {}
    for action in newest:
        for word, language in action.keywords.items():
            keywords.setdefault(word, (action.slug, language))
    return _Loaded(revision, newest, keywords, action_endings.ended(tx))
