import { type InventoryItem, itemKey } from "./inventory";
import { Refusal } from "./refusal";

/**
 * Puts rows into a capability. Every condition that is given has to hold; the first rule that fits decides.
 * `path` is a glob over the path as written or the translated pattern: `*` within a segment, `**` across segments.
 * `phase` fits the row's phase or, where it has none, its wave.
 */
export type CapabilityRule = {
  readonly capability: string;
  readonly family?: string;
  readonly methods?: readonly string[];
  readonly path?: string;
  readonly phase?: string;
  readonly keys?: readonly string[];
};

/** Why a row is in its capability: a source names it, a rule (by its place in the list) fits, or its family stands in. */
type CapabilityReason =
  | { readonly is: "source" }
  | { readonly is: "rule"; readonly rule: number }
  | { readonly is: "family" };

type CapabilityPreview = {
  readonly capability: string;
  readonly routes: number;
  readonly workers: number;
  readonly families: readonly string[];
  readonly from: readonly CapabilityReason[];
};

export type CapabilityAssignment = {
  /** By `itemKey`; rows in no capability are absent. */
  readonly assignments: ReadonlyMap<string, string>;
  readonly preview: readonly CapabilityPreview[];
  /** Rules that put no row anywhere: by their place in the list. */
  readonly unused: readonly { readonly rule: number; readonly says: string }[];
};

const capabilityKey = /^[a-z0-9][a-z0-9._-]{0,99}$/;

const stepsOf = (glob: string): string[] =>
  glob.split(/(\*\*+|\*)/).flatMap((part) => {
    if (part === "") return [];
    if (part === "*") return ["*"];
    return part.startsWith("**") ? ["**"] : [...part];
  });

/** Glob matching by positions, not by regular expression: a hostile glob cannot make it slow. */
const globOf = (glob: string): ((text: string) => boolean) => {
  const steps = stepsOf(glob);
  return (text) => {
    let reached = new Array<boolean>(text.length + 1).fill(false);
    reached[0] = true;
    for (const step of steps) {
      const next = new Array<boolean>(text.length + 1).fill(false);
      for (let at = 0; at <= text.length; at += 1) {
        if (step === "*" || step === "**") {
          const passed = at > 0 && next[at - 1] && (step === "**" || text[at - 1] !== "/");
          next[at] = reached[at] === true || passed === true;
        } else if (reached[at] && text[at] === step) next[at + 1] = true;
      }
      reached = next;
    }
    return reached[text.length] === true;
  };
};

type Condition = (item: InventoryItem) => boolean;

const faultOf = (rule: CapabilityRule): string | null => {
  if (!capabilityKey.test(rule.capability))
    return `“${rule.capability}” is no key for a capability; use lower-case letters, digits, “-”, “_” and “.”`;
  const { family, methods, path, phase, keys } = rule;
  const isBare = [family, methods, path, phase, keys].every((condition) => condition === undefined);
  return isBare
    ? `the rule for ${rule.capability} has no condition and would take every row`
    : null;
};

const conditionOf = (rule: CapabilityRule): Condition => {
  const conditions: Condition[] = [];
  const { family, phase } = rule;
  if (family !== undefined) conditions.push((item) => item.family === family);
  if (rule.methods !== undefined) {
    const methods = new Set(rule.methods.map((method) => method.toUpperCase()));
    conditions.push((item) => item.method !== null && methods.has(item.method));
  }
  if (rule.path !== undefined) {
    const glob = globOf(rule.path);
    const fits = (text: string | null): boolean => text !== null && glob(text);
    conditions.push((item) => fits(item.path) || fits(item.pattern));
  }
  if (phase !== undefined) conditions.push((item) => (item.phase ?? item.wave) === phase);
  if (rule.keys !== undefined) {
    const keys = new Set(rule.keys);
    conditions.push((item) => keys.has(item.key));
  }
  return (item) => conditions.every((condition) => condition(item));
};

type Tally = {
  routes: number;
  workers: number;
  families: Set<string>;
  from: Map<string, CapabilityReason>;
};

/**
 * Assigns routes and workers to capabilities. In: rows and ordered rules. Out: the capability of each row, a preview
 * per capability, and the rules that fit nothing. A capability that a source names stays; then the first rule that
 * fits; then, for routes, the family as one capability. A worker that no rule fits belongs to none.
 * Refuses (`invalid`) rules without a condition and keys that are no keys.
 */
export const assignCapabilities = (
  items: readonly InventoryItem[],
  rules: readonly CapabilityRule[],
): CapabilityAssignment => {
  const faults = rules.flatMap((rule, index) => {
    const says = faultOf(rule);
    return says === null ? [] : [{ field: `rules[${index}]`, says: `Rule ${index + 1}: ${says}.` }];
  });
  if (faults[0]) throw new Refusal("invalid", faults[0].says, faults);

  const conditions = rules.map(conditionOf);
  const assignments = new Map<string, string>();
  const tallies = new Map<string, Tally>();
  const used = new Set<number>();
  const decide = (item: InventoryItem): { key: string; reason: CapabilityReason } | null => {
    if (item.capability !== null) return { key: item.capability, reason: { is: "source" } };
    const rule = conditions.findIndex((condition) => condition(item));
    const capability = rules[rule]?.capability;
    if (capability !== undefined) {
      used.add(rule);
      return { key: capability, reason: { is: "rule", rule } };
    }
    return item.kind === "route" && item.family !== null
      ? { key: item.family, reason: { is: "family" } }
      : null;
  };
  for (const item of items) {
    if (item.kind !== "route" && item.kind !== "worker") continue;
    const decided = decide(item);
    if (decided === null) continue;
    const { key, reason } = decided;
    assignments.set(itemKey(item), key);
    const tally = tallies.get(key) ?? {
      routes: 0,
      workers: 0,
      families: new Set(),
      from: new Map(),
    };
    tallies.set(key, tally);
    if (item.kind === "route") tally.routes += 1;
    else tally.workers += 1;
    if (item.family !== null) tally.families.add(item.family);
    tally.from.set(JSON.stringify(reason), reason);
  }
  const preview = [...tallies]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([capability, { routes, workers, families, from }]) => ({
      capability,
      routes,
      workers,
      families: [...families].sort(),
      from: [...from.values()],
    }));
  const unused = rules.flatMap((rule, index) =>
    used.has(index)
      ? []
      : [
          {
            rule: index,
            says: `Rule ${index + 1} (${rule.capability}) fits no row that is still free.`,
          },
        ],
  );
  return { assignments, preview, unused };
};

/**
 * Rules to start from. A family that speaks the OCI distribution protocol (`/v2/…/blobs/uploads/`) flips as three:
 * tokens, pushing, pulling. Reading an upload's state belongs to pushing: an upload stays on one side (programs.md).
 */
export const suggestCapabilityRules = (
  items: readonly Pick<InventoryItem, "kind" | "family" | "pattern">[],
): CapabilityRule[] => {
  const families = new Map<string, string>();
  for (const item of items) {
    const prefix = /^(\/v\d+)\/.+\/blobs\/uploads\//.exec(item.pattern ?? "")?.[1];
    if (item.kind === "route" && item.family !== null && prefix) families.set(item.family, prefix);
  }
  return [...families].flatMap(([family, prefix]): CapabilityRule[] => {
    const name = prefix.slice(1);
    return [
      { capability: `${name}-auth`, family, path: `${prefix}/auth` },
      { capability: `${name}-auth`, family, path: `${prefix}/` },
      { capability: `${name}-push`, family, path: `${prefix}/**/blobs/uploads/**` },
      { capability: `${name}-push`, family, methods: ["POST", "PUT", "PATCH", "DELETE"] },
      { capability: `${name}-pull`, family, methods: ["GET", "HEAD"] },
    ];
  });
};
