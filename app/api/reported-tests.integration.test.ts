import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { call, type Input, problemIn } from "./test-border";
import { commit, failure, junit, program, startReporting, testcase } from "./test-evidence";

let desk: Awaited<ReturnType<typeof startReporting>>;
beforeAll(async () => {
  desk = await startReporting();
});
afterAll(() => desk.close());

describe("a test that matches nothing", () => {
  type Unmatched = { total: number; tests: { identity: string }[]; mappings: { test: string }[] };
  type Tests = {
    total: number;
    tests: { test: string | null; target: { outcome: string; commit: string } | null }[];
    states: Record<string, number>;
  };

  test("is mapped once for ever: the last report and the next count as the contract test", async () => {
    const of = commit();
    const name = randomUUID();
    const evidence = await desk.reported(junit(testcase(name, failure)), { commit: of });
    const identity = `Contract#${name}`;
    expect(evidence.unmatched).toEqual([identity]);
    const listed = await desk.read<Unmatched>("listUnmatchedTests", { q: name });
    expect(listed.tests.map((one) => one.identity)).toEqual([identity]);
    const response = await call("mapTest", { program, identity, test: "pt-2" }, desk.admin());
    expect(await response.json()).toMatchObject({ test: "PT-2", results: 1 });
    expect(await desk.runOf("PT-2", of)).toMatchObject({
      outcome: "failed",
      evidenceId: evidence.id,
    });
    expect(await desk.read<Unmatched>("listUnmatchedTests", { q: name })).toMatchObject({
      total: 0,
    });
    const next = commit();
    expect((await desk.reported(junit(testcase(name)), { commit: next })).tests).toEqual(["PT-2"]);
    expect(await desk.runOf("PT-2", next)).toMatchObject({ outcome: "passed" });
  });

  test.each<[string, Input, number, RegExp]>([
    [
      "to a contract test that no row names",
      { test: "PT-404" },
      404,
      /names the contract test PT-404/,
    ],
    ["where no such test was reported", { identity: "nobody#knows" }, 404, /matches nothing/],
  ])("is not mapped %s", async (_, more, status, says) => {
    const name = randomUUID();
    await desk.reported(junit(testcase(name)));
    const input = { program, identity: `Contract#${name}`, test: "PT-1", ...more };
    const problem = await problemIn(await call("mapTest", input, desk.admin()));
    expect(problem).toMatchObject({ status, detail: expect.stringMatching(says) });
  });

  test("is found by the program's patterns, which are shown before they are set", async () => {
    const of = commit();
    const word = randomUUID().replaceAll("-", "");
    await desk.reported(junit(testcase(`${word}1`), testcase(`${word}77`)), { commit: of });
    const patterns = [{ field: "name", pattern: `^${word}(\\d+)$`, test: "PT-$1" }];
    const set = (more: Input) =>
      call("setTestPatterns", { program, patterns, ...more }, desk.admin());
    expect(await (await set({ dryRun: true })).json()).toMatchObject({
      patterns: [
        {
          joins: 1,
          unknown: 1,
          matches: expect.arrayContaining([
            expect.objectContaining({ name: `${word}1`, test: "PT-1", isKnown: true }),
            expect.objectContaining({ test: "PT-77", isKnown: false }),
          ]),
        },
      ],
      results: 0,
    });
    expect(await desk.runOf("PT-1", of)).toBeNull();
    expect(await (await set({ reason: "our own names" })).json()).toMatchObject({ results: 1 });
    expect(await desk.runOf("PT-1", of)).toMatchObject({ outcome: "passed" });
    expect((await desk.reported(junit(testcase(`${word}2`)))).tests).toEqual(["PT-2"]);
    expect(await problemIn(await set({}))).toMatchObject({ code: "no-effect" });
  });

  test("a pattern that cannot be read is refused with its place", async () => {
    const patterns = [
      { field: "name", pattern: "fine", test: "PT-1" },
      { field: "name", pattern: "(unclosed", test: "PT-1" },
    ];
    const problem = await problemIn(
      await call("setTestPatterns", { program, patterns }, desk.admin()),
    );
    expect(problem).toMatchObject({ code: "invalid", reasons: [{ field: "patterns.1.pattern" }] });
  });

  test("tests are listed with their rows, owners and runs on both sides, the worst first", async () => {
    const of = commit();
    await desk.reported(
      junit(testcase("PT-1"), testcase("PT-2", failure), testcase("PT-3", "<skipped/>")),
      { commit: of },
    );
    const { tests, states } = await desk.read<Tests>("listTests", { side: "target" });
    expect(tests[0]).toMatchObject({
      test: "PT-2",
      items: [{ kind: "route", key: "R-2" }],
      teams: ["team-a"],
      target: { outcome: "failed", commit: of },
    });
    expect(states).toMatchObject({ failing: 1, passing: 1, skipped: 1, never: 0, untested: 1 });
    const failing = await desk.read<Tests>("listTests", { state: ["failing"], side: "target" });
    expect(failing.tests.map((one) => one.test)).toEqual(["PT-2"]);
    const untested = await desk.read<Tests>("listTests", { state: ["untested"] });
    expect(untested.tests).toEqual([
      expect.objectContaining({
        test: null,
        items: [expect.objectContaining({ kind: "worker", key: "W-1" })],
      }),
    ]);
    expect(await desk.read<Tests>("listTests", { q: "R-3" })).toMatchObject({
      total: 1,
      tests: [{ test: "PT-3" }],
    });
    expect(await desk.read<Tests>("listTests", { team: ["team-b"] })).toMatchObject({ total: 1 });
  });
});
