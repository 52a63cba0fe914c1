import type { VerificationState } from "./inventory";

/** Where something stands that is signed: a row on the ladder, anything else signed or not. */
export type SubjectState = VerificationState | "unsigned" | "signed";

/** What is known of a row that its next step depends on. Times are ISO; `null` is nothing known. */
export type SignOffFacts = {
  readonly kind: string;
  readonly key: string;
  readonly state: SubjectState;
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
  /** Of a document: which revision is signed; `null` where nobody said. */
  readonly revision: string | null;
  /** Of a gate: the documents that it is about and that lack their own owner's signature. */
  readonly unsignedDocuments: readonly string[];
};

export type SignOffNeed =
  | "anchor"
  | "passing-test"
  | "rollback-note"
  | "owner"
  | "decision"
  | "revision"
  | "documents";

export type SignOffStep = {
  readonly from: SubjectState;
  readonly to: SubjectState;
  /** The kinds that take it; left out: every row. */
  readonly kinds?: readonly string[];
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
  { from: "unsigned", to: "signed", kinds: ["capability"], byMachine: false, needs: ["owner"] },
  {
    from: "unsigned",
    to: "signed",
    kinds: ["document", "runbook"],
    byMachine: false,
    needs: ["owner", "revision"],
  },
  {
    from: "unsigned",
    to: "signed",
    kinds: ["program-gate"],
    byMachine: false,
    needs: ["owner", "documents"],
  },
];

/** One thing that a row lacks for a step. */
export type MissingNeed = { readonly need: SignOffNeed; readonly says: string };

/** Whether a text is a place in a source: a file and a line, as `endpoints/v1/tag.py:72`. */
export const isAnchor = (anchor: string): boolean => /^[^\s:;,][^:;,]*:\d+$/.test(anchor.trim());

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
    case "revision":
      return (facts.revision ?? "").trim() === ""
        ? "Nobody said which revision of it is signed: a commit, a tag or a digest."
        : null;
    case "documents": {
      const [first, ...more] = facts.unsignedDocuments;
      if (first === undefined) return null;
      const others = more.length === 0 ? "" : ` and ${more.length} more`;
      return `${first}${others} ${more.length === 0 ? "lacks" : "lack"} its owner's signature.`;
    }
  }
};

/** The steps that something of a kind may take from where it is, the usual one first; none from the end of the ladder. */
export const stepsFrom = (state: SubjectState, kind = ""): readonly SignOffStep[] =>
  signOffSteps.filter(({ from, kinds }) => from === state && (!kinds || kinds.includes(kind)));

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
