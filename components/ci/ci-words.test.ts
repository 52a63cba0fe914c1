import { expect, test } from "vitest";
import { coverWords } from "@/components/ci/ci-words";

const place = (key: string) => ({
  level: "capability" as const,
  key,
  says: `the capability ${key}`,
});

test.each([
  [
    { pipeline: "build*", branch: "main", holds: [place("push")] },
    "the pipeline build* on the branch main holds the capability push",
  ],
  [
    {
      pipeline: "*",
      branch: "*",
      holds: [{ level: "program" as const, key: "", says: "everything" }],
    },
    "any pipeline on any branch holds everything",
  ],
  [
    { pipeline: "*", branch: "main", holds: ["a", "b", "c", "d", "e"].map(place) },
    "any pipeline on the branch main holds the capability a, the capability b, the capability c, the capability d and 1 more",
  ],
])("%j", (cover, words) => {
  expect(coverWords(cover)).toBe(words);
});
