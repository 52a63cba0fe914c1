import type { ASTNode } from "@marcbachmann/cel-js";
import type { GateFact } from "@/lib/domain/gate-reading";
import { linkTo } from "@/lib/domain/gate-verdict";
import { type Macro, macroOf, sourceOf } from "@/lib/server/gates/cel-source";
import { membersOf, type Scope, type walker } from "@/lib/server/gates/cel-walk";

type Walk = ReturnType<typeof walker>;

const namedAtMost = 3;
const listedAtMost = 20;

const shown = (value: unknown): string => {
  if (typeof value === "number") return String(Math.round(value * 100) / 100);
  if (typeof value === "bigint" || typeof value === "boolean") return String(value);
  if (typeof value === "string") return value === "" ? "empty" : value;
  return Array.isArray(value) ? `a list of ${value.length}` : "a record";
};

const textAt = (member: unknown, name: string): string | null => {
  if (typeof member !== "object" || member === null) return null;
  const value: unknown = Reflect.get(member, name);
  return typeof value === "string" && value !== "" ? value : null;
};

/** The name that a member of a list of facts goes by. */
const nameOf = (member: unknown, at: number): string =>
  typeof member === "string"
    ? member
    : (textAt(member, "key") ??
      textAt(member, "environment") ??
      textAt(member, "gate") ??
      `number ${at + 1}`);

const memberWords = (member: unknown, at: number): string => {
  const state = textAt(member, "state") ?? textAt(member, "outcome");
  return state === null ? nameOf(member, at) : `${nameOf(member, at)} is ${state}`;
};

const rootOf = (node: ASTNode): string => {
  if (node.op === "id") return node.args;
  const macro = macroOf(node);
  return macro ? rootOf(macro.range) : "";
};

const linkOf = (root: string, member: unknown, program: string): string | null => {
  const key = textAt(member, "key");
  if (root === "decisions") {
    return typeof member === "string" ? linkTo.decision(program, member) : null;
  }
  if (key === null) return null;
  if (root === "budgets") return linkTo.budget(program, key);
  if (root === "queues") return linkTo.row(program, { kind: "queue", key });
  const kind = textAt(member, "kind");
  return kind === null ? null : linkTo.row(program, { kind, key });
};

const offending = (macro: Macro, walk: Walk, scope: Scope): { member: unknown; at: number }[] =>
  membersOf(macro, walk, scope)
    .map((member, at) => ({ member, at }))
    .filter(({ member }) => {
      const [body] = macro.bodies;
      return body !== undefined && !walk.value(body, new Map(scope).set(macro.variable, member));
    });

const comparisons = ["==", "!=", "<", "<=", ">", ">="];

/** Why a clause that was read to false is false, in words, with the members that made it so. */
export const explainFalse = (
  node: ASTNode,
  walk: Walk,
  scope: Scope,
  program: string,
): { readonly says: string; readonly members: readonly GateFact[] } => {
  const text = sourceOf(node);
  const macro = macroOf(node);
  if (macro && (macro.name === "all" || macro.name === "exists")) {
    const found = offending(macro, walk, scope);
    const root = rootOf(macro.range);
    const words = found.slice(0, namedAtMost).map(({ member, at }) => memberWords(member, at));
    const rest = found.length - words.length;
    const whom = `${words.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
    const members = found.slice(0, listedAtMost).map(
      ({ member, at }): GateFact => ({
        verdict: "fail",
        says: `${memberWords(member, at)}.`,
        link: linkOf(root, member, program),
        at: null,
      }),
    );
    return macro.name === "all"
      ? { says: `${whom}: ${text} does not hold.`, members }
      : { says: `None of ${found.length} (${whom}): ${text} does not hold.`, members };
  }
  if (comparisons.includes(node.op) && Array.isArray(node.args)) {
    const [left, right] = node.args as [ASTNode, ASTNode];
    const sides = [left, right]
      .filter((side) => side.op !== "value")
      .map((side) => `${sourceOf(side)} is ${shown(walk.value(side, scope))}`);
    if (sides.length > 0)
      return { says: `${sides.join(", ")}: ${text} does not hold.`, members: [] };
  }
  if (node.op === "||") {
    const parts = node.args.map((part) => explainFalse(part, walk, scope, program));
    return {
      says: parts.map(({ says }) => says).join(" "),
      members: parts.flatMap(({ members }) => members),
    };
  }
  return { says: `${text} does not hold.`, members: [] };
};
