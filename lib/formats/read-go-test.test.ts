import { describe, expect, it, test } from "vitest";
import { outcomes, read, refusalOf } from "./test-report-reading";

const event = (fields: Record<string, unknown>): string =>
  JSON.stringify({ Time: "2026-11-20T10:00:00Z", Package: "p", ...fields });
const lines = (...events: Record<string, unknown>[]): string => events.map(event).join("\n");
const ran = (name: string, action: string): Record<string, unknown>[] => [
  { Action: "run", Test: name },
  { Action: action, Test: name, Elapsed: 0.25 },
];

describe("go test -json", () => {
  it("reads subtests, skips and durations", async () => {
    const reading = await read(
      lines(...ran("TestA/one", "pass"), ...ran("TestA", "pass"), ...ran("TestB", "skip"), {
        Action: "pass",
      }),
    );
    expect(outcomes(reading)).toEqual({
      "TestA/one": "passed 1",
      TestA: "passed 1",
      TestB: "skipped 1",
    });
    expect(reading.tests[0]).toMatchObject({ className: "p", milliseconds: 250 });
    expect(reading).toMatchObject({ format: "go-test", collectedAt: "2026-11-20T10:00:00.000Z" });
  });

  it("calls a test flaky that failed and passed when it ran again", async () => {
    const first = [...ran("TestA", "fail"), { Action: "fail" }];
    const again = [...ran("TestA", "pass"), { Action: "pass" }];
    expect(outcomes(await read(lines(...first, ...again)))).toEqual({ TestA: "flaky 2" });
    expect(outcomes(await read(lines(...again, ...first)))).toEqual({ TestA: "failed 2" });
  });

  it("fails what had not ended when its package failed", async () => {
    const reading = await read(
      lines(
        { Action: "run", Test: "TestA" },
        { Action: "output", Test: "TestA", Output: "panic: nil map\n" },
        { Action: "fail" },
      ),
    );
    expect(reading.tests).toEqual([
      expect.objectContaining({
        name: "TestA",
        outcome: "failed",
        message: expect.stringContaining("panic: nil map"),
      }),
    ]);
  });

  it("makes a build that broke a failure, in the words of the compiler", async () => {
    const reading = await read(
      lines(
        { Action: "build-output", ImportPath: "p", Output: "./a.go:3: undefined: x\n" },
        { Action: "build-fail", ImportPath: "p" },
        { Action: "output", Output: "FAIL\tp [build failed]\n" },
        { Action: "fail", FailedBuild: "p" },
      ),
    );
    expect(reading.tests).toEqual([
      expect.objectContaining({
        name: "(build)",
        outcome: "failed",
        message: "./a.go:3: undefined: x",
      }),
    ]);
  });

  it("leaves out lines of other tools, and packages without tests", async () => {
    const reading = await read(
      [
        "go: downloading x",
        lines(...ran("TestA", "pass"), { Action: "pass" }),
        lines({ Package: "q", Action: "skip" }),
      ].join("\n"),
    );
    expect(reading.tests).toHaveLength(1);
    expect(reading.notes.map(({ says }) => says)).toEqual([
      "is no event: go: downloading x",
      "q has no test that ran",
    ]);
  });

  test.each<[string, string, RegExp]>([
    [
      "one that is cut off within a line",
      `${lines(...ran("TestA", "pass"))}\n{"Time":"20`,
      /ends within line 3/,
    ],
    [
      "one that is cut off between lines",
      lines(...ran("TestA", "pass")),
      /while the package p still runs/,
    ],
    [
      "one of packages without tests",
      lines({ Action: "start" }, { Action: "skip" }),
      /without a single test/,
    ],
  ])("refuses %s", async (_, text, says) => {
    expect((await refusalOf(text)).message).toMatch(says);
  });
});
