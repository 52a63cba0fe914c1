import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  coveredPlaces,
  failureWords,
  isLaterRun,
  lastRunOf,
  type PipelineRun,
  pipelineKey,
  type RunOrder,
  sourceKeyOf,
  stepOfRun,
} from "@/lib/domain/pipeline-run";
import { processorTime } from "@/lib/domain/test-processor-time";

const run = (more: Partial<PipelineRun> = {}): PipelineRun => ({
  service: "github",
  repository: "acme/registry",
  pipeline: "build",
  branch: "main",
  isGreen: false,
  word: "failure",
  url: null,
  run: 10,
  attempt: 1,
  commit: "aaaaaaaaaaaa",
  committedAt: "2026-11-21T12:00:00Z",
  ...more,
});
const order = (number: number, more: Partial<RunOrder> = {}): RunOrder => ({
  run: number,
  attempt: 1,
  commit: "aaaaaaaaaaaa",
  committedAt: "2026-11-21T12:00:00Z",
  ...more,
});

describe("what a pipeline holds", () => {
  const push = { level: "capability", key: "push" } as const;
  const pull = { level: "capability", key: "pull" } as const;
  const covers = [
    { pipeline: "build*", branch: "main", holds: [push] },
    { pipeline: "*", branch: "release-?.?", holds: [pull, push] },
    { pipeline: "build", branch: "*", holds: [pull] },
  ];
  test.each([
    ["build", "main", [push, pull]],
    ["build and test", "main", [push]],
    ["build", "feature/x", [pull]],
    ["lint", "release-1.2", [pull, push]],
    ["lint", "release-1.20", []],
    ["lint", "main", []],
    ["", "release-1.2", [pull, push]],
  ])("%s on %s: %j", (pipeline, branch, expected) => {
    expect(coveredPlaces(covers, { pipeline, branch })).toEqual(expected);
  });

  test("a glob of stars alone matches anything, one without is itself, and none takes long", () => {
    const covers = (pipeline: string) => [{ pipeline, branch: "*", holds: [push] }];
    const isHeld = (glob: string, pipeline: string) =>
      coveredPlaces(covers(glob), { pipeline, branch: "" }).length > 0;
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(isHeld("**", text)).toBe(true);
        expect(isHeld(`${text}*`, text)).toBe(true);
        if (!/[*?]/.test(text)) expect(isHeld(text, `${text}x`)).toBe(false);
      }),
    );
    const spent = processorTime();
    expect(isHeld("*a*a*a*a*a*a*a*a*a*b", "a".repeat(5000))).toBe(false);
    expect(spent()).toBeLessThan(1000);
  });
});

test.each<[string, RunOrder, RunOrder, boolean]>([
  ["a later run of the same commit", order(11), order(10), true],
  ["an older run of the same commit", order(9), order(10), false],
  ["the same attempt", order(10), order(10), false],
  ["another attempt", order(10, { attempt: 2 }), order(10), true],
  ["an earlier attempt, heard late", order(10), order(10, { attempt: 2 }), false],
  [
    "a later run of a newer commit",
    order(11, { commit: "b", committedAt: "2026-11-21T13:00:00Z" }),
    order(10),
    true,
  ],
  [
    "a later run of an older commit, started by hand",
    order(11, { commit: "b", committedAt: "2026-11-21T11:00:00Z" }),
    order(10),
    false,
  ],
  [
    "a commit whose time nobody tells",
    order(11, { commit: "b", committedAt: "" }),
    order(10),
    true,
  ],
])("%s says more: %s", (_, one, other, expected) => {
  expect(isLaterRun(one, other)).toBe(expected);
});

test.each<[string, Parameters<typeof stepOfRun>[0], RunOrder | null, PipelineRun, string]>([
  ["the first failure opens", "none", null, run(), "open"],
  ["a failure after a green one opens", "none", order(9), run(), "open"],
  ["a failure from before a green one", "none", order(11), run(), "nothing"],
  ["a green one where nothing is held", "none", null, run({ isGreen: true }), "nothing"],
  ["a later failure updates", "open", order(9), run(), "update"],
  ["an older failure", "open", order(11), run(), "nothing"],
  ["a later green closes", "open", order(9), run({ isGreen: true }), "close"],
  ["an older green", "open", order(11), run({ isGreen: true }), "nothing"],
  ["a failure after it was closed", "closed", order(9), run(), "reopen"],
  ["a failure from before it was closed", "closed", order(11), run(), "nothing"],
  ["a source that cannot be read", "open", null, run({ isGreen: true }), "close"],
])("%s: a blocker that is %s", (_, blocker, last, heard, does) => {
  expect(stepOfRun(blocker, last, heard).does).toBe(does);
});

test("a source key holds the pipeline and the run, whatever their names are", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: "grapheme" }),
      fc.nat(),
      (pipeline, branch, number) => {
        const heard = run({ pipeline, branch, run: number });
        const key = sourceKeyOf(heard);
        expect(key.startsWith(`${pipelineKey(heard)} `)).toBe(true);
        expect(lastRunOf(key)).toEqual(order(number));
      },
    ),
  );
  expect(lastRunOf("somebody's own words")).toBeNull();
  expect(lastRunOf(sourceKeyOf(run({ commit: "", committedAt: "" })))).toEqual(
    order(10, { commit: "", committedAt: "" }),
  );
});

test("a failing pipeline in words", () => {
  expect(failureWords(run())).toBe("build fails on main (acme/registry)");
  expect(failureWords(run({ pipeline: "" }))).toBe("The pipeline fails on main (acme/registry)");
});
