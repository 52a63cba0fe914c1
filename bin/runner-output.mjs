// What the output of a test runner says: Vitest's and Playwright's own last lines.

const counted = /(\d+) (passed|failed|flaky)/g;

/** A runner's own counts: the last lines that have them, `Tests  3 failed | 40 passed (43)` or `40 passed (1m)`; flaky is passed. */
export const countsIn = (output) => {
  const counts = { passed: 0, failed: 0 };
  const lines = output.split("\n");
  const tests = lines.filter((line) => /^\s*Tests\s/.test(line));
  const said =
    tests.length > 0 ? tests : lines.filter((line) => /^\s+\d+ (passed|failed|flaky)/.test(line));
  for (const line of said) {
    for (const [, number, word] of line.matchAll(counted))
      counts[word === "flaky" ? "passed" : word] += Number(number);
  }
  return counts;
};

/** The tests that passed only when they were run again, as Playwright lists them; each counts as passed. */
export const flakyIn = (output) => {
  const lines = output.split("\n");
  const start = lines.findIndex((line) => /^\s+\d+ flaky\s*$/.test(line));
  if (start === -1) return [];
  const listed = lines.slice(start + 1).map((line) => line.trim());
  const end = listed.findIndex((line) => !/^\S+:\d+:\d+ › /.test(line));
  return (end === -1 ? listed : listed.slice(0, end)).map((line) => line.replace(/[\s─]+$/, ""));
};

/** The output without a line for each thing that passed: who reads it looks for what failed. */
export const withoutPassed = (output) =>
  output
    .split("\n")
    .filter((line) => !/^\s*[✓✔] /.test(line))
    .join("\n")
    .trimEnd();
