"""Where templates and demo fixtures lie: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_BUNDLE = _PACKAGE / "bundle"


def _folder(name: str) -> Path:
    bundled = _BUNDLE / name
    return bundled if bundled.is_dir() else _PACKAGE.parent / name


TEMPLATES = _folder("templates")
FIXTURES = _folder("fixtures")
