"""What only Python can get wrong: forks and threads. `python3 -m unittest` in this folder."""

import json
import os
import sys
import threading
import unittest
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Dict, List

from signalbox import Client, Index

ROUTE = {"id": "R1", "method": "GET", "host": None, "pattern": "/a", "capability": None, "family": None}


def snapshot(version: int) -> Dict[str, Any]:
    return {
        "schema": "signalbox.snapshot/v1", "program": "quay", "environment": "staging", "epoch": 1,
        "version": version, "owners": {"legacy": "python", "target": "go"}, "force": [],
        "default": {"owner": "go" if version % 2 else "python"}, "families": {}, "capabilities": {},
        "routes": [ROUTE], "workers": {},
    }


class Plane(ThreadingHTTPServer):
    """Takes receipts and has nothing else."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.receipts: List[Dict[str, Any]] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, *_: Any) -> None:
        """Whoever is closed does not read its answer."""

    def counts(self) -> Dict[str, int]:
        """Decisions by instance."""
        counts: Counter = Counter()
        for receipt in list(self.receipts):
            counts[receipt["instance"]] += sum(line["count"] for line in receipt["decisions"])
        return dict(counts)


class _Handler(BaseHTTPRequestHandler):
    server: Plane

    def do_GET(self) -> None:  # noqa: N802 - the name that the server calls
        self.send_error(503)

    def do_POST(self) -> None:  # noqa: N802
        receipt = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.receipts.append(receipt)
        answer = json.dumps({"epoch": 1, "version": 1, "leases": [], "refused": [], "nextReceiptSeconds": 30})
        self.send_response(200)
        self.end_headers()
        self.wfile.write(answer.encode())

    def log_message(self, *_: Any) -> None:
        pass


class Processes(unittest.TestCase):
    def setUp(self) -> None:
        self.plane = Plane()
        self.client = Client(
            url=f"http://127.0.0.1:{self.plane.server_port}", program="quay", environment="staging",
            token="secret", instance="parent", receipt_seconds=0.1, poll_seconds=(0.1, 0.2),
        )
        self.client._index = Index(snapshot(1))
        self.client.start()

    def tearDown(self) -> None:
        self.client.close()
        self.plane.shutdown()
        self.plane.server_close()

    @unittest.skipUnless(hasattr(os, "fork"), "there is no fork here")
    def test_the_child_of_a_fork_decides_and_reports_under_its_own_name(self) -> None:
        for _ in range(3):
            self.client.decide("R1")
        # As if a thread of the parent were counting at that moment.
        self.client._counts_lock.acquire()
        child = os.fork()
        if child == 0:
            owners = {self.client.decide("R1").owner for _ in range(2)}
            self.client.close()
            os._exit(0 if owners == {"go"} else 1)
        self.client._counts_lock.release()
        _, status = os.waitpid(child, 0)
        self.assertEqual(status, 0)
        self.client.close()
        self.assertEqual(self.plane.counts(), {"parent": 3, f"parent:{child}": 2})

    @unittest.skipUnless(hasattr(os, "fork"), "there is no fork here")
    def test_a_child_that_asks_nothing_costs_nothing(self) -> None:
        child = os.fork()
        if child == 0:
            os._exit(threading.active_count() - 1)
        _, status = os.waitpid(child, 0)
        self.assertEqual(status, 0)

    def test_threads_lose_no_count_while_versions_come(self) -> None:
        sys.setswitchinterval(1e-5)
        stopping = threading.Event()

        def change() -> None:
            version = 1
            while not stopping.is_set():
                version += 1
                self.client._index = Index(snapshot(version))

        def decide() -> None:
            for _ in range(2000):
                decision = self.client.decide(method="GET", path="/a")
                self.assertEqual(decision.owner, "go" if decision.version % 2 else "python")

        changing = threading.Thread(target=change)
        deciding = [threading.Thread(target=decide) for _ in range(8)]
        for thread in [changing, *deciding]:
            thread.start()
        for thread in deciding:
            thread.join()
        stopping.set()
        changing.join()
        sys.setswitchinterval(0.005)
        self.client.close()
        self.assertEqual(self.plane.counts(), {"parent": 16_000})


if __name__ == "__main__":
    unittest.main()
