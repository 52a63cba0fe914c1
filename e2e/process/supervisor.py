"""A supervisor of the two-owners test: runs one worker under leases, and writes down whenever it ran."""

import json
import os
import signal
import sys
import threading
import time

settings = json.loads(sys.argv[1])
real_time = time.time


def shifted() -> float:
    """The wall clock, as wrong as the test makes it."""
    try:
        with open(settings["shift"], encoding="ascii") as file:
            return real_time() + float(file.read() or 0)
    except OSError:
        return real_time()


time.time = shifted
sys.path.insert(0, settings["clients"])
from signalbox import Client  # noqa: E402 - the clock is shifted before

journal = os.open(settings["journal"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
instance = f"python-{os.getpid()}"
client = Client(
    url=settings["url"], program=settings["program"], environment="staging", token=settings["token"],
    legacy="python", instance=instance, poll_seconds=(0.2, 0.4), receipt_seconds=0.4,
    reconnect_seconds=0.2, silent_seconds=3, timeout_seconds=10,
)


def steady() -> float:
    """Milliseconds of the machine's clock that nobody sets: both supervisors read the same."""
    return time.clock_gettime(time.CLOCK_MONOTONIC) * 1000


def beat(fence: int, stopped: threading.Event) -> None:
    while not stopped.is_set():
        at = steady()
        status = client.status()["workers"][0]
        line = {"owner": "python", "instance": instance, "fence": fence, "at": at,
                "isHeld": status["leaseSeconds"] > 0}
        os.write(journal, json.dumps(line).encode() + b"\n")
        stopped.wait(0.01)


class Worker:
    def __init__(self) -> None:
        self.stopped = threading.Event()
        self.thread = threading.Thread()

    def start(self, lease) -> None:
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=beat, args=(lease.fence, self.stopped), daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.stopped.set()
        self.thread.join()


worker = Worker()
client.supervise(settings["worker"], owner="python", start=worker.start, stop=worker.stop, stop_seconds=0.5)
client.start()
ending = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: ending.set())
ending.wait()
client.close()
