"""The secret key as a file in the data folder, readable by its owner alone."""

import os
import secrets
from pathlib import Path

NAME = "secret-key"


def read(data_dir: Path) -> str | None:
    """What is kept; None where there is no file. Raises OSError, UnicodeError."""
    try:
        return (data_dir / NAME).read_text("ascii").strip()
    except FileNotFoundError:
        return None


def new_secret() -> str:
    """256 bits."""
    return secrets.token_urlsafe(32)


def make(data_dir: Path) -> None:
    """Write a new secret, unless another process of this line was faster. Raises OSError."""
    draft = _draft(data_dir, new_secret())
    try:
        (data_dir / NAME).hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def put(data_dir: Path, secret: str) -> None:
    """Write this secret in the place of what is there. Raises OSError."""
    _draft(data_dir, secret).replace(data_dir / NAME)


def _draft(data_dir: Path, secret: str) -> Path:
    """Whole or not at all: another process may look while this one writes."""
    data_dir.mkdir(parents=True, exist_ok=True)
    draft = data_dir / f".{NAME}.{secrets.token_hex(8)}"
    with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(secret)
    return draft
