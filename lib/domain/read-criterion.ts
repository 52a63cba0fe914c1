import type { DecisionStatus } from "./decision-approval";
import type { CriterionState } from "./milestone-readiness";
import { hasReached, type ProgramGateState, programGateWords } from "./program-gate-state";
import { type Promotion, promotionWords } from "./promotion";
import {
  type ApprovalQuestion,
  type CriterionClause,
  readDocumentApproval,
} from "./read-document-approval";

/** What a criterion is read from: a gate, a decision, a rule, signatures, or what somebody said. */
export type CriterionQuestion =
  | { readonly kind: "gate"; readonly gate: string; readonly atLeast: ProgramGateState }
  | { readonly kind: "decision"; readonly decision: string }
  | { readonly kind: "rule"; readonly rule: unknown }
  | {
      /** How many rows came up a step of the ladder by signatures; `said`: what a file or somebody says of it. */
      readonly kind: "promotion";
      readonly promotion: Promotion;
      readonly said: string | null;
    }
  | ApprovalQuestion
  | {
      readonly kind: "checklist";
      readonly stated: "pass" | "fail" | null;
      readonly word: string | null;
      /** Who said so, or the place in a file that does. */
      readonly by: string;
      readonly at: string;
    };

type GroundGate = {
  readonly key: string;
  readonly title: string;
  readonly state: ProgramGateState;
  readonly heldBecause: string | null;
  readonly evidence: string;
  readonly owner: string | null;
};

type GroundDecision = {
  readonly key: string;
  readonly title: string;
  readonly status: DecisionStatus;
  readonly owner: string | null;
  /** Who decided and when, in words; `null` where it is not known. */
  readonly decided: string | null;
};

/** What the criteria of a program are read from, at one moment. */
export type CriterionGround = {
  readonly gates: ReadonlyMap<string, GroundGate>;
  readonly decisions: ReadonlyMap<string, GroundDecision>;
  readonly readRule: (rule: unknown) => {
    readonly state: string;
    readonly because: string;
    readonly facts: readonly string[];
  };
};

export type CriterionReading = {
  readonly state: CriterionState;
  readonly because: string;
  readonly facts: readonly string[];
  /** How much of it is done, where that is counted. */
  readonly figure?: { readonly done: number; readonly of: number };
  /** The parts that it is made of, where it asks several things or a document's signature. */
  readonly clauses?: readonly CriterionClause[];
  /** Whose the gate, the decision or the document is. */
  readonly owner: string | null;
  readonly about: { readonly kind: "gate" | "decision" | "document"; readonly key: string } | null;
};

const readGate = (
  { gate: key, atLeast }: CriterionQuestion & { kind: "gate" },
  { gates }: CriterionGround,
): CriterionReading => {
  const gate = gates.get(key);
  const about = { kind: "gate", key } as const;
  if (!gate)
    return {
      state: "unknown",
      because: `There is no gate ${key} in this program.`,
      facts: [],
      owner: null,
      about: null,
    };
  const word = programGateWords(gate.state).title.toLowerCase();
  const holds = hasReached(gate.state, atLeast);
  const asked = `asked for is ${programGateWords(atLeast).title.toLowerCase()}`;
  return {
    state: holds ? "pass" : gate.state === "pending" ? "unknown" : "fail",
    because: holds ? `${key} is ${word}.` : `${key} is ${word}; ${asked} or more.`,
    facts: [
      `${key} ${gate.title}: ${word}`,
      ...(gate.heldBecause ? [gate.heldBecause] : []),
      ...(gate.evidence === "" ? [] : [gate.evidence]),
    ],
    owner: gate.owner,
    about,
  };
};

const readDecision = (
  { decision: key }: CriterionQuestion & { kind: "decision" },
  { decisions }: CriterionGround,
): CriterionReading => {
  const decision = decisions.get(key);
  if (!decision)
    return {
      state: "unknown",
      because: `There is no decision ${key} in this program.`,
      facts: [],
      owner: null,
      about: null,
    };
  const isApproved = decision.status === "approved";
  return {
    state: isApproved ? "pass" : "fail",
    because: isApproved
      ? `${key} is approved${decision.decided ? ` ${decision.decided}` : ""}.`
      : `${key} is ${decision.status}, not approved.`,
    facts: [`${key} ${decision.title}: ${decision.status}`],
    owner: decision.owner,
    about: { kind: "decision", key },
  };
};

const readPromotion = ({
  promotion,
  said,
}: CriterionQuestion & { kind: "promotion" }): CriterionReading => {
  const { done, of } = promotion;
  return {
    state: of === 0 ? "unknown" : done === of ? "pass" : "fail",
    because: promotionWords(promotion),
    facts: said === null ? [] : [said],
    figure: { done, of },
    owner: null,
    about: null,
  };
};

const stateOfRule = (state: string): CriterionState =>
  state === "pass" || state === "waived" || state === "not-applicable"
    ? "pass"
    : state === "fail"
      ? "fail"
      : "unknown";

/** How a criterion reads now. What is not there, and what nobody has said, is unknown; unknown is not pass. */
export const readCriterion = (
  question: CriterionQuestion,
  ground: CriterionGround,
): CriterionReading => {
  switch (question.kind) {
    case "gate":
      return readGate(question, ground);
    case "decision":
      return readDecision(question, ground);
    case "rule": {
      const { state, because, facts } = ground.readRule(question.rule);
      return { state: stateOfRule(state), because, facts, owner: null, about: null };
    }
    case "promotion":
      return readPromotion(question);
    case "approval":
      return readDocumentApproval(question);
    case "checklist": {
      const { stated, word, by, at } = question;
      const said = word ? `${by} says “${word}”` : `${by} said so, ${at.slice(0, 10)}`;
      return {
        state: stated ?? "unknown",
        because:
          stated === null
            ? "Nobody has said whether it holds."
            : `${stated === "pass" ? "Holds" : "Does not hold"}: ${said}.`,
        facts: [],
        owner: null,
        about: null,
      };
    }
  }
};

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const documents = /[\w-]+\.(?:md|adoc|rst|csv|pdf|docx?|ya?ml)\b/gi;
const documentsIn = (text: string): Set<string> =>
  new Set([...text.matchAll(documents)].map(([name]) => name.toLowerCase()));

/** `G8-G15` and `D-001..D-005` name every key between; gives the ones there are. */
const rangeKeys = (text: string, keys: readonly string[]): string[] => {
  const found: string[] = [];
  for (const match of text.matchAll(/\b([A-Z]+-?)(\d+)\s*(?:-|–|\.\.+|to)\s*\1?(\d+)\b/g)) {
    const [, prefix = "", from = "", until = ""] = match;
    for (const key of keys) {
      const number = key.startsWith(prefix) ? Number(key.slice(prefix.length)) : Number.NaN;
      if (number >= Number(from) && number <= Number(until)) found.push(key);
    }
  }
  return found;
};

/**
 * The gates and decisions that a criterion's words name, by key, by a range of keys, or by a document that stands in
 * the evidence of a gate. Only what the program has.
 */
export const namedIn = (
  text: string,
  { gates, decisions }: Pick<CriterionGround, "gates" | "decisions">,
): { readonly kind: "gate" | "decision"; readonly key: string }[] => {
  const keys = [...gates.keys(), ...decisions.keys()];
  const ranged = new Set(rangeKeys(text, keys));
  const files = documentsIn(text);
  const isNamed = (key: string): boolean =>
    ranged.has(key) || new RegExp(`(?<![\\w-])${literally(key)}(?![\\w-])`).test(text);
  const shares = (gate: GroundGate): boolean =>
    [...documentsIn(gate.evidence)].some((file) => files.has(file));
  return [
    ...[...gates.values()]
      .filter((gate) => isNamed(gate.key) || shares(gate))
      .map(({ key }) => ({ kind: "gate", key }) as const),
    ...[...decisions.keys()].filter(isNamed).map((key) => ({ kind: "decision", key }) as const),
  ];
};
