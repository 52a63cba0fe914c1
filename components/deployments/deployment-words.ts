import type { DeploymentView } from "@/lib/contract/deployments";

/** Nine digits name a commit in any repository that people work on. */
export const shortCommit = (commit: string): string => commit.slice(0, 9);

const counted = (count: number, word: string): string => `${count.toLocaleString("en-GB")} ${word}`;

/** How much of the contract tests is known for a build: `3 of 120 tests known: 2 passed, 1 failed`. */
export const knownWords = ({ passed, failed, doubtful, of }: DeploymentView["tests"]): string => {
  if (of === 0) return "The program names no contract tests.";
  const known = passed + failed + doubtful;
  if (known === 0) return `None of ${counted(of, of === 1 ? "test" : "tests")} known`;
  const parts = [
    ...(passed > 0 ? [counted(passed, "passed")] : []),
    ...(failed > 0 ? [counted(failed, "failed")] : []),
    ...(doubtful > 0 ? [counted(doubtful, "doubtful")] : []),
  ];
  return `${known.toLocaleString("en-GB")} of ${counted(of, of === 1 ? "test" : "tests")} known: ${parts.join(", ")}`;
};

/** Whether every contract test passed for a build, one did not, or something is not known yet. */
export const knownMark = ({
  passed,
  failed,
  doubtful,
  of,
}: DeploymentView["tests"]): "pass" | "fail" | "unknown" | "none" => {
  if (of === 0) return "none";
  if (failed > 0) return "fail";
  return passed === of && doubtful === 0 ? "pass" : "unknown";
};

/** What counts, in words: the very build, or its ancestors too. */
export const rulesWords = ({ ancestors }: { readonly ancestors: number }): string =>
  ancestors === 0
    ? "Evidence counts for the very commit that runs."
    : `Evidence counts for the commit that runs and its ${ancestors === 1 ? "parent" : `${ancestors} nearest ancestors`}, as CI names them.`;
