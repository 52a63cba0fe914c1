import { expect, test } from "vitest";
import { classifyEffect } from "@/lib/domain/classify-effect";
import { exampleSnapshot, programForce } from "@/lib/domain/example-snapshot";
import { lossyReturns } from "@/lib/domain/lossy-return";
import type { Snapshot } from "@/lib/domain/snapshot";

const onTarget = (capabilities: Snapshot["capabilities"]) =>
  exampleSnapshot({ default: { owner: "go" }, capabilities });
const returns = (before: Snapshot, after: Snapshot) =>
  lossyReturns(before, classifyEffect(before, after));

test("what leaves the target of a lossy capability is named once", () => {
  const before = onTarget({ "v2-pull": { legacy: "lossy" }, "v2-push": { legacy: "cold" } });
  expect(returns(before, { ...before, force: [programForce] })).toEqual(["v2-pull"]);
  expect(returns(before, { ...before, default: { owner: "python" } })).toEqual(["v2-pull"]);
});

test("going to the target, and returns that lose nothing, are not named", () => {
  const before = onTarget({ "v2-push": { legacy: "cold" } });
  expect(returns(before, { ...before, force: [programForce] })).toEqual([]);
  const legacy = exampleSnapshot({ capabilities: { "v2-pull": { legacy: "lossy" } } });
  expect(returns(legacy, { ...legacy, default: { owner: "go" } })).toEqual([]);
});

test("a worker that leaves the target counts like a route", () => {
  const before = exampleSnapshot({
    capabilities: { "v2-pull": { legacy: "lossy" } },
    workers: { sweeper: { owner: "go", fence: 1, capability: "v2-pull" } },
  });
  const after = {
    ...before,
    workers: { sweeper: { ...before.workers.sweeper, owner: "off", fence: 2 } },
  };
  expect(returns(before, after as Snapshot)).toEqual(["v2-pull"]);
});
