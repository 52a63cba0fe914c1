import type { VerificationState } from "./inventory";

/** What is known of a row that its next step depends on. Times are ISO; `null` is nothing known. */
export type SignOffFacts = {
  readonly kind: string;
  readonly key: string;
  readonly state: VerificationState;
  readonly team: string | null;
  /** Places in the legacy source, as `endpoints/v1/tag.py:72`. */
  readonly anchors: readonly string[];
  /** Contract tests of the row with their newest run on the target side. */
  readonly tests: readonly {
    readonly key: string;
    readonly outcome: "passed" | "failed" | "skipped" | "flaky" | "disputed" | null;
    readonly commit: string | null;
  }[];
  readonly rollbackNote: string | null;
  /** The decision that retires it, with its state in the register. */
  readonly retirement: { readonly decision: string; readonly state: string } | null;
};

type SignOffNeed = "anchor" | "passing-test" | "rollback-note" | "owner" | "decision";

export type SignOffStep = {
  readonly from: VerificationState;
  readonly to: VerificationState;
  /** A machine may take it; domain.md: machines stop at `verified-source-anchored`. */
  readonly byMachine: boolean;
  readonly needs: readonly SignOffNeed[];
};

/** The ladder of domain.md: every step there is, who may take it and what it needs. */
export const signOffSteps: readonly SignOffStep[] = [
  {
    from: "planned",
    to: "source-anchored-needs-review",
    byMachine: true,
    needs: ["anchor"],
  },
  {
    from: "source-anchored-needs-review",
    to: "verified-source-anchored",
    byMachine: true,
    needs: ["anchor"],
  },
  {
    from: "verified-source-anchored",
    to: "verified",
    byMachine: false,
    needs: ["owner", "anchor", "passing-test", "rollback-note"],
  },
  {
    from: "needs-triage",
    to: "verified",
    byMachine: false,
    needs: ["owner", "anchor", "passing-test", "rollback-note"],
  },
  {
    from: "needs-triage",
    to: "retired-approved",
    byMachine: false,
    needs: ["decision"],
  },
];

/** One thing that a row lacks for a step. */
export type MissingNeed = { readonly need: SignOffNeed; readonly says: string };

/** A place in a source: a file and a line. */
const isAnchor = (anchor: string): boolean => /^[^\s:][^:]*:\d+$/.test(anchor.trim());

const short = (commit: string | null): string =>
  commit === null ? "" : ` at ${commit.slice(0, 7)}`;

const testWords = {
  failed: "fails",
  skipped: "was skipped",
  flaky: "passed only when it was tried again",
  disputed: "has reports that disagree",
} as const;

const missingTest = ({ tests }: SignOffFacts): string | null => {
  if (tests.length === 0) return "No contract test is known for it.";
  const bad = tests.find(
    ({ outcome, commit }) => outcome === null || outcome !== "passed" || commit === null,
  );
  if (!bad) return null;
  if (bad.outcome === null) return `${bad.key} has never run on the target side.`;
  if (bad.outcome === "passed") return `${bad.key} passed, of a build that nobody named.`;
  return `${bad.key} ${testWords[bad.outcome]}${short(bad.commit)}.`;
};

const missingOf = (facts: SignOffFacts, need: SignOffNeed): string | null => {
  switch (need) {
    case "anchor":
      return facts.anchors.some(isAnchor)
        ? null
        : "It names no place in the legacy source: a file and a line, as endpoints/v1/tag.py:72.";
    case "passing-test":
      return missingTest(facts);
    case "rollback-note":
      return (facts.rollbackNote ?? "").trim() === ""
        ? "It has no rollback note: what to switch back, and to what."
        : null;
    case "owner":
      return facts.team === null ? "No team owns it, so nobody may vouch for it." : null;
    case "decision":
      if (facts.retirement === null) return "No decision says that it is retired.";
      return facts.retirement.state === "approved"
        ? null
        : `${facts.retirement.decision}, which would retire it, is ${facts.retirement.state}.`;
  }
};

/** The steps that a row may take from where it is, the usual one first; none from the end of the ladder. */
export const stepsFrom = (state: VerificationState): readonly SignOffStep[] =>
  signOffSteps.filter(({ from }) => from === state);

/**
 * What a row lacks for a step, each in words; empty when nothing stands against it. In: what is known
 * of the row, and the step. A test counts only when its newest run passed and names its build
 * (domain.md, "Item verification").
 */
export const missingForStep = (facts: SignOffFacts, step: SignOffStep): MissingNeed[] =>
  step.needs.flatMap((need) => {
    const says = missingOf(facts, need);
    return says === null ? [] : [{ need, says }];
  });
