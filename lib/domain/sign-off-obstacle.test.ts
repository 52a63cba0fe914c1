import { describe, expect, test } from "vitest";
import { obstacleToSigning } from "@/lib/domain/sign-off-obstacle";

const free = {
  missing: [],
  objection: null,
  to: "verified",
  waits: "next-step",
  state: "verified-source-anchored",
};

describe("what stands in the way of a signature", () => {
  test.each([
    ["nothing, where all is there", free, null],
    [
      "what is missing comes before who may sign",
      { ...free, missing: [{ says: "PT-1 fails." }], objection: "It is team-b's." },
      "PT-1 fails.",
    ],
    ["an objection", { ...free, objection: "It is team-b's." }, "It is team-b's."],
    [
      "the end of the ladder",
      { ...free, to: null, waits: "done", state: "verified" },
      "It is verified: there is nothing left to sign.",
    ],
    [
      "nothing, where a signature went stale at the end",
      { ...free, to: null, waits: "stale" },
      null,
    ],
  ])("%s", (_, row, says) => {
    expect(obstacleToSigning(row)).toBe(says);
  });
});
