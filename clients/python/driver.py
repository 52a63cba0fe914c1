"""Lets the shared behaviour suite drive the Python client: one JSON request a line, one answer a line."""

import json
import logging
import sys
import time
import zlib
from typing import Any, Dict, List

from signalbox import Client, index_snapshot, resolve_owner

OPTIONS = {
    "url": "url", "program": "program", "environment": "environment", "token": "token",
    "legacy": "legacy", "publicKeys": "public_keys", "cacheFile": "cache_file", "staleAfterSeconds": "stale_after_seconds",
    "forceFile": "force_file", "instance": "instance", "pollSeconds": "poll_seconds",
    "receiptSeconds": "receipt_seconds", "reconnectSeconds": "reconnect_seconds",
    "silentSeconds": "silent_seconds", "timeoutSeconds": "timeout_seconds",
}


class Driver:
    def __init__(self) -> None:
        self.client: Any = None
        self.log: List[Dict[str, Any]] = []

    def resolve(self, asked: Dict[str, Any]) -> Any:
        force = asked.get("localForce", False)
        answers = []
        for snapshot in asked["snapshots"]:
            index = index_snapshot(snapshot)
            decisions = [resolve_owner(index, **one, local_force=force)[0] for one in asked["requests"]]
            answers.append([decision.as_json() for decision in decisions])
        return answers

    def measure(self, asked: Dict[str, Any]) -> float:
        decide, requests, count = self.client.decide, asked["requests"], asked["count"]
        began = time.perf_counter_ns()
        for at in range(count):
            decide(**requests[at % len(requests)])
        return (time.perf_counter_ns() - began) / count

    def baseline(self, asked: Dict[str, Any]) -> float:
        """What no client can do without: a look-up, a hash, a comparison."""
        requests, count = asked["requests"], asked["count"]
        rules = {one["route"]: ("bench", 1000) for one in requests}
        met = 0
        began = time.perf_counter_ns()
        for at in range(count):
            one = requests[at % len(requests)]
            salt, percent = rules[one["route"]]
            if zlib.crc32(f"{salt}:{one['context']['user']}".encode()) % 10_000 < percent:
                met += 1
        return (time.perf_counter_ns() - began) / count

    def start(self, asked: Dict[str, Any]) -> bool:
        self.client = Client(**{OPTIONS[k]: v for k, v in asked["options"].items() if k in OPTIONS})
        self.client.start()
        return True

    def wait(self, asked: Dict[str, Any]) -> bool:
        return self.client.wait(asked["seconds"])

    def decide(self, asked: Dict[str, Any]) -> Any:
        return self.client.decide(**asked["request"]).as_json()

    def status(self, _: Dict[str, Any]) -> Any:
        return self.client.status()

    def metrics(self, _: Dict[str, Any]) -> str:
        return self.client.metrics()

    def observed(self, asked: Dict[str, Any]) -> bool:
        self.client.observed(asked["owner"], count=asked["count"])
        return True

    def queue(self, asked: Dict[str, Any]) -> bool:
        self.client.report_queue(asked["worker"], asked["count"])
        return True

    def supervise(self, asked: Dict[str, Any]) -> bool:
        self.client.supervise(
            asked["worker"],
            owner=asked["owner"],
            start=lambda lease: self.log.append({"event": "start", "fence": lease.fence}),
            stop=lambda: self.log.append({"event": "stop", "fence": 0}),
            stop_seconds=asked["stopSeconds"],
        )
        return True

    def events(self, _: Dict[str, Any]) -> Any:
        return list(self.log)

    def close(self, _: Dict[str, Any]) -> bool:
        self.client.close()
        return True


def main() -> None:
    logging.basicConfig(level=logging.INFO, stream=sys.stderr)
    driver = Driver()
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            answer = {"id": asked["id"], "answer": getattr(driver, asked["do"])(asked)}
        except Exception as error:  # noqa: BLE001 - it is the suite's to judge
            answer = {"id": asked["id"], "error": repr(error)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
