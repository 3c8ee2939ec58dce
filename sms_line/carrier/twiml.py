"""The answer to a messaging webhook, in TwiML."""

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
# XML 1.0 has no way to write these, and Twilio drops a whole answer that it cannot parse.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def messages(texts: Sequence[str]) -> str:
    """One `<Message>` for each text; none makes an empty `<Response />`, which sends nothing."""
    said = "".join(f"<Message>{escape(writable(text))}</Message>" for text in texts)
    return f"{_DECLARATION}{f'<Response>{said}</Response>' if said else '<Response />'}"


def writable(text: str) -> str:
    """A text without the characters that XML cannot carry."""
    return _NOT_XML.sub("", text)
