import { describe, expect, test } from "vitest";
import { obstacleToSigning } from "@/lib/domain/sign-off-obstacle";

const free = { missing: [], objection: null };

describe("what stands in the way of a signature", () => {
  test.each([
    ["nothing, where all is there", free, null],
    [
      "what is missing comes before who may sign",
      { ...free, missing: [{ says: "PT-1 fails." }], objection: "It is team-b's." },
      "PT-1 fails.",
    ],
    ["an objection", { ...free, objection: "It is team-b's." }, "It is team-b's."],
  ])("%s", (_, row, says) => {
    expect(obstacleToSigning(row)).toBe(says);
  });
});
