"""Which group an alert is from and how it is reached, where the page says so."""

import re
from collections.abc import Iterator

from sms_line.actions.drafting.lines import Page

_NAME = (
    r"(?P<name>[A-ZÁÉÍÓÚÑ][\w’'&-]*"
    r"(?:[ ,]+(?:(?:of|for|and|the|on|in|de|del|la|y|para|por|&) )*[A-ZÁÉÍÓÚÑ][\w’'&-]*){0,7})"
)
_SAYS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:©|\(c\)|[Cc]opyright)(?: ?©)? ?(?:20\d\d)?(?:[-–]20\d\d)?,? ?(?:by )?{_NAME}",
        rf"(?:[Pp]aid for by|[Ss]ent by|[Bb]rought to you by|[Oo]rganized by|[Ss]ponsored by|"
        rf"[Uu]n mensaje de|[Oo]rganizado por|A message from|An action alert from) {_NAME}",
        rf"(?:[Aa]ction [Aa]lert (?:from|by)|[Cc]ontact us at|[Ff]rom:) {_NAME}",
        rf"^{_NAME}[,:|–— -]+(?:[\w.+-]{{1,64}}@|\(?\d{{3}}\)?[ .-]\d{{3}}[ .-]\d{{4}})",
    )
)
_TOO_GENERAL = re.compile(r"all rights|privacy|the united states|congress\b", re.IGNORECASE)
_MAIL = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}\b")
_ASK_US = re.compile(r"\b(?:questions?|contact|reach|help|preguntas|cont[aá]cte\w*|dudas)\b", re.I)
_PHONE = re.compile(r"\(?\b\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b")
_CAPITOL = "2022243121"


def find_organization(page: Page) -> str:
    """The group's name: the site's, or the one after "©", "Paid for by" and the like."""
    if page.site:
        return page.site
    return next(_named(page), "")


def _named(page: Page) -> Iterator[str]:
    for says in _SAYS:
        for line in reversed(page.lines):
            match = says.search(line.text)
            if match and not _TOO_GENERAL.search(match["name"]):
                yield match["name"].rstrip(" ,.")


def find_contact(page: Page) -> str:
    """A mail address of the page, a number beside "questions"; "" where there is neither."""
    if page.contact:
        return page.contact
    for line in reversed(page.lines):
        if match := _MAIL.search(line.text):
            return match[0]
    for line in page.lines:
        match = _PHONE.search(line.text)
        if match and _ASK_US.search(line.text) and _CAPITOL not in re.sub(r"\D", "", line.text):
            return match[0]
    return ""
