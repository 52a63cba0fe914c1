import { describe, expect, test } from "vitest";
import { namingFaults, sharedNames } from "@/lib/domain/naming-faults";
import type { SwitchNaming } from "@/lib/domain/switch-naming";

const naming: SwitchNaming = {
  values: "boolean",
  program: null,
  family: null,
  capability: "USE_GO_{KEY}",
  route: null,
  worker: "USE_GO_{KEY}",
  force: "EMERGENCY_ROLLBACK_TO_PYTHON",
  canary: { orgs: null, repos: null, users: null, percent: "GO_{KEY}_ROLLOUT_PERCENTAGE" },
  exceptions: { "percent:filewatcher": "GO_WATCHER_ROLLOUT_PERCENTAGE" },
};

describe("a naming", () => {
  test("without a fault has none", () => expect(namingFaults(naming)).toEqual([]));

  test.each<[string, Partial<SwitchNaming>, string, RegExp]>([
    ["calls all families alike", { family: "OWNER" }, "naming.family", /name of all/],
    ["has a place that nothing fills", { route: "ROUTE_{ID}" }, "naming.route", /\{ID\}/],
    ["has a place left open", { route: "ROUTE_{KEY" }, "naming.route", /\{KEY/],
    ["has a place in the one force", { force: "FORCE_{KEY}" }, "naming.force", /one of it/],
    ["has an exception for nothing", { exceptions: { x: "Y" } }, "naming.exceptions.x", /worker:/],
  ])("that %s is told so", (_, more, field, says) => {
    expect(namingFaults({ ...naming, ...more })).toMatchObject([
      { field, says: expect.stringMatching(says) },
    ]);
  });
});

test("a name that two switches have is told with both", () => {
  const sync = { level: "capability", key: "sync" } as const;
  const worker = { level: "worker", key: "sync" } as const;
  const pull = { level: "capability", key: "pull" } as const;
  expect(sharedNames(naming, [sync, worker, pull])).toEqual([
    { name: "USE_GO_SYNC", switches: [sync, worker] },
  ]);
  expect(sharedNames({ ...naming, worker: null }, [sync, worker, pull])).toEqual([]);
});
