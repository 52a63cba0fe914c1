import type { ASTNode } from "@marcbachmann/cel-js";
import type { FactValues } from "@/lib/domain/gate-values";
import { macroOf, partsOf } from "@/lib/server/gates/cel-source";

/** Steps that reading an expression may take: about 20 ms. */
export const costAtMost = 200_000;

type Estimate = {
  readonly cost: number;
  readonly length: number;
  readonly member: Estimate | null;
};
type Scope = ReadonlyMap<string, Estimate>;

const one: Estimate = { cost: 1, length: 1, member: null };
const patternCost = 50;

const lengthOf = (value: FactValues[string] | undefined): number => {
  if (Array.isArray(value)) return value.length;
  return typeof value === "object" ? Object.keys(value).length : 1;
};

const sum = (parts: readonly Estimate[]): number =>
  parts.reduce((total, { cost }) => total + cost, 0);

const estimate = (node: ASTNode, values: FactValues, scope: Scope): Estimate => {
  if (node.op === "id") {
    return scope.get(node.args) ?? { ...one, length: lengthOf(values[node.args]) };
  }
  const macro = macroOf(node);
  if (macro) {
    const range = estimate(macro.range, values, scope);
    const inner = new Map(scope).set(macro.variable, range.member ?? one);
    const bodies = macro.bodies.map((body) => estimate(body, values, inner));
    const cost = range.cost + Math.max(1, range.length) * (1 + sum(bodies));
    if (macro.name === "filter") return { ...range, cost };
    if (macro.name !== "map") return { ...one, cost };
    return { cost, length: range.length, member: bodies.at(-1) ?? null };
  }
  const parts = partsOf(node).map((part) => estimate(part, values, scope));
  const cost = 1 + sum(parts);
  switch (node.op) {
    case "list":
      return {
        cost,
        length: parts.length,
        member: parts.reduce<Estimate | null>(
          (longest, part) => (longest && longest.length >= part.length ? longest : part),
          null,
        ),
      };
    case "[]":
      return { ...(parts[0]?.member ?? one), cost };
    case "in":
    case "==":
    case "!=":
    case "+":
      return { ...one, cost: cost + Math.max(...parts.map(({ length }) => length)) };
    case "rcall":
      return { ...one, cost: cost + (node.args[0] === "matches" ? patternCost : 0) };
    case "?:":
      return { ...(parts[1] ?? one), cost };
    default:
      return { ...one, cost };
  }
};

/**
 * How many steps reading an expression takes at most on facts of these sizes, without reading it:
 * macros in macros multiply.
 */
export const costOf = (node: ASTNode, values: FactValues): number =>
  estimate(node, values, new Map()).cost;
