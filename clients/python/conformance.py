"""Runs the published conformance cases: `python3 conformance.py path/to/owner-resolution.json`."""

import json
import sys

from signalbox import bucket_of, index_snapshot, resolve_owner


def main(path: str) -> int:
    with open(path, encoding="utf-8") as file:
        vectors = json.load(file)
    failed = 0
    for one in vectors["buckets"]:
        bucket = bucket_of(one["salt"], one["key"])
        if bucket != one["bucket"]:
            failed += 1
            print(f"not ok bucket of {one['salt']}:{one['key']}: {bucket}, not {one['bucket']}")
    for one in vectors["cases"]:
        index = index_snapshot(one["snapshot"])
        local_force = one.get("localForce", False)
        decision, _ = resolve_owner(index, **one["request"], local_force=local_force)
        answer = {"owner": decision.owner, "decidedBy": decision.decided_by}
        has_rule = decision.decided_by not in ("force", "local-force", "fallback")
        if answer != one["expected"] or (decision.rule is not None) != has_rule:
            failed += 1
            print(f"not ok {one['name']}: {answer}, not {one['expected']}")
    count = len(vectors["buckets"]) + len(vectors["cases"])
    print(f"{count - failed} of {count} conformance cases hold")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
