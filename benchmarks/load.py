"""A load generator: a bounded number of GETs over kept connections, from a process of its own.

python -m benchmarks.load PORT PATH REQUESTS CLIENTS prints one JSON object: requests a second and
the 50th and 95th percentile in milliseconds. It reads each answer whole and fails on any other
status than 200. `benchmarks.statement_page` checks that it is not the bottleneck.
"""

import asyncio
import json
import subprocess
import sys
import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Speed:
    """What a run saw.

    Arguments:
        rate: requests a second.
        p50, p95: milliseconds from the request's first byte to the answer's last.
    """

    rate: float
    p50: float
    p95: float


def measure(port: int, path: str, requests: int, clients: int) -> Speed:
    """Run the generator as a process of its own."""
    command = [sys.executable, "-m", "benchmarks.load", str(port), path]
    done = subprocess.run(
        [*command, str(requests), str(clients)], check=True, capture_output=True, text=True
    )
    return Speed(**json.loads(done.stdout))


async def _client(port: int, path: str, requests: int, taken: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    asked = (
        f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept-Encoding: gzip\r\n\r\n"
    ).encode()
    for _ in range(requests):
        start = time.perf_counter()
        writer.write(asked)
        await read_answer(reader)
        taken.append(time.perf_counter() - start)
    writer.close()


async def read_answer(reader: asyncio.StreamReader, expected: bytes = b"http/1.1 200") -> None:
    """Read one answer to its end, by its length or by its chunks.

    Errors:
        ValueError: the status is not the expected one, or the answer says no length.
    """
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if not head.startswith(expected):
        raise ValueError(head[:200].decode(errors="replace"))
    if b"\r\ntransfer-encoding: chunked" in head:
        while size := int((await reader.readuntil(b"\r\n")).strip(), 16):
            await reader.readexactly(size + 2)
        await reader.readexactly(2)
        return
    _, found, rest = head.partition(b"\r\ncontent-length:")
    if not found:
        raise ValueError("The answer says no length.")
    await reader.readexactly(int(rest.partition(b"\r\n")[0]))


async def _run(port: int, path: str, requests: int, clients: int) -> Speed:
    taken: list[float] = []
    start = time.perf_counter()
    each = requests // clients
    await asyncio.gather(*(_client(port, path, each, taken) for _ in range(clients)))
    return speed(taken, time.perf_counter() - start)


def speed(taken: list[float], passed: float) -> Speed:
    """Sum up a run: the seconds each answer took, and those of the whole."""
    taken.sort()
    middle, late = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
    return Speed(len(taken) / passed, middle * 1000, late * 1000)


def main() -> None:
    """Run as the arguments say."""
    port, path, requests, clients = sys.argv[1:]
    speed = asyncio.run(_run(int(port), path, int(requests), int(clients)))
    sys.stdout.write(json.dumps({"rate": speed.rate, "p50": speed.p50, "p95": speed.p95}))


if __name__ == "__main__":
    main()
