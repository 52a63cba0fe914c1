import { describe, expect, it } from "vitest";
import { assignCapabilities } from "@/lib/domain/capability-rules";
import { type InventoryItem, itemKey } from "@/lib/domain/inventory";
import { quay } from "./quay";

const { items, couplings, findings } = quay.reading;
const ofKind = (kind: InventoryItem["kind"]) => items.filter((item) => item.kind === kind);
const tally = (values: readonly (string | null)[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value ?? "none"] = (counts[value ?? "none"] ?? 0) + 1;
  return counts;
};
const routes = ofKind("route");
const workers = ofKind("worker");

describe("the example registry has the size of a real one", () => {
  it("holds 413 route-methods in twelve families", () => {
    expect(routes).toHaveLength(413);
    expect(tally(routes.map((route) => route.family))).toEqual({
      "api-v1": 268,
      web: 65,
      "registry-v1": 26,
      "registry-v2": 19,
      oauth2: 10,
      other: 10,
      keys: 4,
      secscan: 3,
      webhooks: 3,
      realtime: 2,
      "well-known": 2,
      oauth1: 1,
    });
  });

  it("reviews them in four waves", () => {
    expect(tally(routes.map((route) => route.wave))).toEqual({ A1: 43, A2: 274, A3: 22, A4: 74 });
  });

  it("numbers routes from ROUTE-0001 to ROUTE-0413 without a gap", () => {
    expect(routes.map((route) => route.key)).toEqual(
      routes.map((_route, index) => `ROUTE-${String(index + 1).padStart(4, "0")}`),
    );
    expect(routes.at(-1)?.key).toBe("ROUTE-0413");
  });

  it("holds 36 processes in phases P0 to P5, one of them retired by D-001", () => {
    expect(workers).toHaveLength(36);
    expect(Object.keys(tally(workers.map((worker) => worker.phase))).sort()).toEqual([
      "P0",
      "P1",
      "P2",
      "P3",
      "P4",
      "P5",
    ]);
    const retired = workers.filter((worker) => worker.verification === "retired-approved");
    expect(retired.map((worker) => [worker.isSwitchable, worker.attributes.decision])).toEqual([
      [false, "D-001"],
    ]);
  });

  it("keeps support processes as inventory without a switch", () => {
    const support = workers.filter((worker) => worker.attributes.processType === "support");
    expect(support.map((worker) => worker.switchName)).toContain("nginx");
    expect(support.filter((worker) => worker.isSwitchable || worker.switchId)).toEqual([]);
    expect(findings.filter((finding) => finding.code === "support-process")).toHaveLength(
      support.length,
    );
  });

  it("holds the nine queues, each with a consumer and a compatibility test", () => {
    expect(
      ofKind("queue")
        .map((queue) => queue.key)
        .sort(),
    ).toEqual([
      "chunk_cleanup",
      "dockerfilebuild",
      "exportactionlogs",
      "imagestoragereplication",
      "namespacegc",
      "notification",
      "proxycacheblob",
      "repositorygc",
      "secscanv4",
    ]);
    for (const queue of ofKind("queue")) {
      expect(queue.tests[0]?.id).toMatch(/^QMT-/);
      const consumers = couplings.filter(
        ({ queue: key, role }) => key === queue.key && role === "consumer",
      );
      expect(consumers, queue.key).not.toEqual([]);
    }
  });

  it("says of a queue whose producers nobody knows that they are unknown", () => {
    const silent = ofKind("queue").filter(
      ({ key }) => !couplings.some(({ queue, role }) => queue === key && role === "producer"),
    );
    expect(
      findings
        .filter(({ code }) => code === "queue-without-producers")
        .flatMap((finding) => finding.items),
    ).toEqual(silent.map(({ key }) => key));
    expect(silent).not.toEqual([]);
  });

  it("holds eight runtime components in waves W1 to W3, storage drivers and tools", () => {
    const components = ofKind("runtime-component");
    expect(components).toHaveLength(8);
    expect(Object.keys(tally(components.map((component) => component.wave)))).toEqual([
      "W1",
      "W2",
      "W3",
    ]);
    expect(ofKind("storage-driver").length).toBeGreaterThan(4);
    expect(ofKind("tool").length).toBeGreaterThan(3);
  });

  it("leaves at most 50 rows waiting for a review", () => {
    const states = tally(items.map((item) => item.verification));
    expect(states["source-anchored-needs-review"]).toBeGreaterThan(10);
    expect(states["source-anchored-needs-review"]).toBeLessThanOrEqual(50);
    expect(states["verified-source-anchored"]).toBeGreaterThan(50);
  });

  it("has no verified row without a source, a test, a name under it and a way back", () => {
    const verified = items.filter((item) => item.verification === "verified");
    expect(verified.length).toBeGreaterThan(80);
    for (const { key, sourcePath, tests, attributes } of verified) {
      expect(sourcePath, key).not.toBeNull();
      expect(tests, key).not.toEqual([]);
      expect(attributes.signedBy, key).toMatch(/ Example$/);
      expect(attributes.rollback_note, key).toBeTruthy();
    }
  });

  it("shares a switch only between paths that differ by a trailing slash", () => {
    const shared = findings.filter(({ code }) => code === "shared-switch-id");
    expect(shared.length).toBeGreaterThan(2);
    for (const finding of shared) {
      const patterns = finding.items.map(
        (key) => routes.find((route) => route.key === key)?.pattern,
      );
      expect(new Set(patterns.map((pattern) => pattern?.replace(/\/$/, "")))).toHaveLength(1);
    }
  });

  it("splits families into what flips together: sign-in, pull, push; reading, writing; both OAuths", () => {
    const { preview } = assignCapabilities(items, quay.capabilityRules);
    const rows = Object.fromEntries(
      preview.map(({ capability, routes: held, workers: run, families }) => [
        capability,
        `${held} routes, ${run} workers of ${families.join(" and ")}`,
      ]),
    );
    expect(rows).toMatchObject({
      "v2-auth": "3 routes, 0 workers of registry-v2",
      "v2-pull": "8 routes, 0 workers of registry-v2",
      "v2-push": "8 routes, 0 workers of registry-v2",
      oauth: "11 routes, 0 workers of oauth1 and oauth2",
      secscan: "3 routes, 2 workers of secscan",
    });
  });

  it("keeps every route of an upload in one capability", () => {
    const { assignments } = assignCapabilities(items, quay.capabilityRules);
    const uploads = routes.filter((route) => route.attributes.affinity === "creation");
    expect(uploads).toHaveLength(5);
    expect(uploads.map((route) => assignments.get(itemKey(route)))).toEqual(
      uploads.map(() => "v2-push"),
    );
  });

  it("starts with a flip, a canary with a pin, and a worker in staging; production is all python", () => {
    expect(quay.switches.every(({ environment }) => environment === "staging")).toBe(true);
    const edits = quay.switches.flatMap((change) => change.edits);
    expect(edits.map(({ level, owner }) => `${level} ${owner}`)).toEqual([
      "capability go",
      "capability go",
      "route python",
      "worker go",
    ]);
  });
});
