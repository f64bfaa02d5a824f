"""A load generator that signs: POSTs over kept connections, from a process of its own.

python -m benchmarks.sign_load PORT FILE CLIENTS reads paths (a JSON list), sends each one POST and
prints one JSON object as `benchmarks.load` does. It fails on any answer but a redirect.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from urllib.parse import urlencode

from benchmarks.load import Speed, read_answer, speed

_SECRET = "b" * 32
_BODY = urlencode({"csrfmiddlewaretoken": _SECRET, "named": "yes", "value": "yes"}).encode()


def measure_signing(port: int, paths: list[str], clients: int) -> Speed:
    """Run the generator as a process of its own."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(paths, file)
        file.flush()
        command = [sys.executable, "-m", "benchmarks.sign_load", str(port), file.name, str(clients)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Speed(**json.loads(done.stdout))


async def _client(port: int, paths: list[str], taken: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while paths:
        asked = (
            f"POST {paths.pop()} HTTP/1.1\r\nHost: localhost:{port}\r\n"
            f"Cookie: csrftoken={_SECRET}\r\nContent-Length: {len(_BODY)}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
        ).encode()
        start = time.perf_counter()
        writer.write(asked + _BODY)
        await read_answer(reader, expected=b"http/1.1 302")
        taken.append(time.perf_counter() - start)
    writer.close()


async def _run(port: int, paths: list[str], clients: int) -> Speed:
    taken: list[float] = []
    start = time.perf_counter()
    await asyncio.gather(*(_client(port, paths, taken) for _ in range(clients)))
    return speed(taken, time.perf_counter() - start)


def main() -> None:
    """Run as the arguments say."""
    port, file, clients = sys.argv[1:]
    with open(file) as stored:
        paths = json.load(stored)
    found = asyncio.run(_run(int(port), paths, int(clients)))
    sys.stdout.write(json.dumps(asdict(found)))


if __name__ == "__main__":
    main()
