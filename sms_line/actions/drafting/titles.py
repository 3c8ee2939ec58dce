"""An alert's title as it is fit for a text, the campaign's name in it, and its purpose."""

import re
import unicodedata
from collections.abc import Sequence

from sms_line.actions.drafting.cues import is_junk
from sms_line.actions.drafting.dates import without_date
from sms_line.actions.drafting.letter import is_greeting
from sms_line.actions.drafting.lines import Kind, Line, Page
from sms_line.core.languages import folded

TITLE_LIMIT = 70
"""Characters: the title opens a text of one segment."""
_LABEL = re.compile(
    r"(?:(?:take action|action alert|urgent(?: action)?|action needed|alert|act now|breaking|"
    r"act[uú]e(?: ahora)?|alerta(?: de acci[oó]n)?|urgente|acci[oó]n urgente|"
    r"actúa ya)\s*[:!|–—-]+\s*)+",
    re.IGNORECASE,
)
_JOIN = re.compile(r"(?:join (?:us (?:for|on|in) )?(?:the |our )?|[uú]nase (?:al?|a la) )", re.I)
_HASHTAG = re.compile(r"#(?P<name>[^\W_]\w{2,38})")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\WA-Z_\d]+|\d+")
_PURPOSE = re.compile(r"\s(?:to|para)\s+(?P<purpose>[^\s].{8,})")
_TELL = re.compile(
    r"(?:tell|ask|urge|call on|demand|p[ií]d\w+(?: al?)?|d[ií]ga\w*(?: al?)?|exij\w+(?: al?)?)\s+"
    r"[^:]{0,60}?(?:congress|senators?|senate|representatives?|house|lawmakers|congreso|senado\w*|"
    r"representantes?)\s*(?::|\bto\b|\bque\b)\s*(?P<purpose>.+)",
    re.IGNORECASE,
)


def raw_title(page: Page) -> str:
    """The title as the page has it: its first heading, what it says of itself, its first line."""
    wordy = [line for line in page.lines if len(line.text.split()) > 2 and not is_junk(line.text)]
    headings = [line.text for line in wordy if line.kind is Kind.HEADING]
    labelled = [line.text for line in wordy if _LABEL.match(line.text) and len(line.text) <= 250]
    own = _without_site(page.title, page.site)
    first = [
        line.text for line in wordy[:1] if len(line.text) <= 250 and not is_greeting(line.text)
    ]
    return next(iter([*labelled, *headings[:1], *([own] if own else []), *first]), "")


def _without_site(title: str, site: str) -> str:
    bare = re.split(r"\s+[|–—-]\s+", title)
    if len(bare) > 1 and (not site or folded(bare[-1]) == folded(site)):
        return " | ".join(bare[:-1])
    return title


def short_title(raw: str) -> str:
    """The title without its label, its date, and what does not fit a text."""
    bare = _JOIN.sub("", _LABEL.sub("", without_date(raw)).strip(), count=1)
    if len(bare) <= TITLE_LIMIT:
        return bare
    if _TELL.match(bare) and len(purpose(raw)) <= TITLE_LIMIT:
        return purpose(raw)
    aim = _PURPOSE.search(bare)
    if aim and len(bare[: aim.start()].split()) > 1 and aim.start() <= TITLE_LIMIT:
        return bare[: aim.start()].rstrip(" ,:–—-")
    head = re.split(r"\s*[:–—|]\s+", bare)[0]
    if 10 <= len(head) <= TITLE_LIMIT:
        return head
    return bare[: TITLE_LIMIT + 1].rpartition(" ")[0].rstrip(" ,:–—-") or bare[:TITLE_LIMIT]


def purpose(raw: str) -> str:
    """What the title wants ("Protect Our Immigrant Neighbors"), the whole of it if it says so."""
    bare = _LABEL.sub("", without_date(raw)).strip()
    told = _TELL.match(bare)
    found = told or _PURPOSE.search(bare)
    words = (found["purpose"] if found else bare).strip(" ,:–—-!.")
    return words[:1].upper() + words[1:]


def campaign(raw: str, lines: Sequence[Line]) -> tuple[str, ...]:
    """The words of the campaign's hashtag: "#FreeThemAll" → Free, Them, All."""
    for text in [raw, *(line.text for line in lines)]:
        if match := _HASHTAG.search(text):
            return tuple(_WORD.findall(match["name"]))
    return ()


def slug_of(title: str) -> str:
    """A title as it stands in a web address."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    slug = "-".join(words)[:60]
    return (
        slug.rpartition("-")[0] if len("-".join(words)) > 60 and "-" in slug else slug
    ) or "alert"
