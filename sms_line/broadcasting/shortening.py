"""What stands in a recipient's text for each web address: a short one of the line's own."""

from collections.abc import Iterable, Mapping, Sequence

from sms_line.core.broadcasts.short_codes import write
from sms_line.store.links import Link
from sms_line.store.recipients import Recipient

PATH = "s"
"""Short addresses are SMS_LINE_PUBLIC_URL/s/CODE."""
_EXAMPLE_ID, _EXAMPLE_SECRET = 999, "an example"


class Shortening:
    """The short addresses of one broadcast."""

    def __init__(self, public_url: str, links: Sequence[Link], *, per_person: bool) -> None:
        """`per_person`: each recipient has addresses of their own, by which they are counted."""
        self._base = f"{public_url}/{PATH}/"
        self._links = links
        self._per_person = per_person
        self._shared = {link.id: self._short(link, None) for link in links}

    def of(self, recipient: Recipient) -> Mapping[str, str]:
        """Address → the short one that this recipient gets in its place."""
        mine = (link for link in self._links if link.variant == recipient.variant)
        if not self._per_person:
            return {link.url: self._shared[link.id] for link in mine}
        return {link.url: self._short(link, recipient.supporter_id) for link in mine}

    def _short(self, link: Link, supporter_id: int | None) -> str:
        return self._base + write(link.id, supporter_id, link.secret)


def example_links(addresses: Iterable[tuple[int, str]]) -> list[Link]:
    """For a preview, of variant and address; as long as real ones, and they lead nowhere."""
    return [Link(_EXAMPLE_ID, variant, url, _EXAMPLE_SECRET) for variant, url in addresses]
