"""What a browser calls itself, in words that people know it by."""

_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""Each claims to be those below it, so that the first that fits is it."""
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "a Mac"),
    ("CrOS", "a Chromebook"),
    ("Linux", "Linux"),
)


def called(browser: str) -> str:
    """ "Firefox on Windows", or "a browser" where it says nothing that is known."""
    name = next((name for mark, name in _BROWSERS if mark in browser), "A browser")
    system = next((name for mark, name in _SYSTEMS if mark in browser), "")
    return f"{name} on {system}" if system else name
