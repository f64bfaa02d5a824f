"""How many questions are computed at once, over threads and processes."""

import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest

from tejido.budgets.asking_slots import FOLDER, AskedTooMuch, asking_slot

HOLD = """
import fcntl, os, sys, time
held = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)
fcntl.flock(held, fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture(autouse=True)
def places(settings: object, tmp_path: Path) -> Path:
    settings.DATA = tmp_path  # type: ignore[attr-defined]
    settings.BUDGET_QUESTIONS = 2  # type: ignore[attr-defined]
    return tmp_path


def test_as_many_as_there_are_places() -> None:
    with asking_slot(), asking_slot():
        with pytest.raises(AskedTooMuch) as refused, asking_slot(0):
            pass
        assert refused.value.status == 503
    with asking_slot(0):
        pass


def test_a_place_is_given_back_when_the_question_fails() -> None:
    for _ in range(3):
        with pytest.raises(ValueError, match="lines"), asking_slot(0):
            raise ValueError("lines")


def test_who_waits_gets_the_next_place() -> None:
    taken: list[float] = []

    def ask() -> None:
        with asking_slot(5):
            taken.append(time.monotonic())

    with asking_slot(), asking_slot():
        waiting = Thread(target=ask)
        waiting.start()
        time.sleep(0.15)
        assert not taken
    waiting.join(5)
    assert len(taken) == 1


def test_another_process_counts_and_a_killed_one_does_not(places: Path, settings: object) -> None:
    settings.BUDGET_QUESTIONS = 1  # type: ignore[attr-defined]
    (places / FOLDER).mkdir()
    command = [sys.executable, "-c", HOLD, str(places / FOLDER / "0")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:  # noqa: S603
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(AskedTooMuch), asking_slot(0):
            pass
        other.kill()
    with asking_slot(1):
        pass
