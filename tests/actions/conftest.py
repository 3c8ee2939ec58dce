"""A small action file that is right, to be made wrong one line at a time."""

import pytest

RIGHT = """\
---
title: Free Them All
keywords: {en: FREE, es: LIBRES}
to: [senators, representative]
organization: Neighbors Together (demo)
contact: help@example.org
topic: Immigration
---

# Ask
Ask Congress to act.

# Ask (Spanish)
Pida al Congreso que actúe.

# Letter
Subject: Bring our neighbors home

Dear Representative/Senator [Name],

I live in [CITY/TOWN], and [as a person of faith] I urge you to act.

[Your Name]
[Your City]

# Share
Text FREE to {{ number }}
"""


@pytest.fixture
def right() -> str:
    return RIGHT
