import { type ASTNode, Environment } from "@marcbachmann/cel-js";
import { RE2JS } from "re2js";
import { costAtMost } from "@/lib/server/gates/cel-cost";
import { type Macro, macroOf, sourceOf } from "@/lib/server/gates/cel-source";

/** Why an expression cannot be read on the facts that there are. */
export class Unreadable extends Error {}

export type Scope = ReadonlyMap<string, unknown>;

type Walk = {
  readonly value: (node: ASTNode, scope: Scope) => unknown;
};

type Applied = (operands: Record<string, unknown>) => unknown;

/** The library's own operators and functions, on values that were walked to. */
const library = new Environment({ unlistedVariablesAreDyn: true });
const applied = new Map<string, Applied>();

const apply = (form: string, operands: readonly unknown[], node: ASTNode): unknown => {
  const known = applied.get(form) ?? library.parse(form);
  applied.set(form, known);
  try {
    return known(Object.fromEntries(operands.map((operand, at) => [`v${at}`, operand])));
  } catch (error) {
    const [says = ""] = (error instanceof Error ? error.message : "").split("\n");
    throw new Unreadable(`${sourceOf(node)} cannot be read: ${says}.`);
  }
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const own = (value: unknown, name: string): unknown =>
  isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;

const memberOf = (value: unknown, name: string, node: ASTNode): unknown => {
  const found = own(value, name);
  if (found === undefined) throw new Unreadable(`${sourceOf(node)} is not known.`);
  return found;
};

const indexed = (value: unknown, index: unknown, node: ASTNode): unknown => {
  if (Array.isArray(value)) {
    const found: unknown =
      typeof index === "bigint" || typeof index === "number" ? value[Number(index)] : undefined;
    if (found === undefined) throw new Unreadable(`${sourceOf(node)} is outside of the list.`);
    return found;
  }
  return memberOf(value, String(index), node);
};

const isTrue = (value: unknown, node: ASTNode): boolean => {
  if (typeof value !== "boolean")
    throw new Unreadable(`${sourceOf(node)} is neither true nor false.`);
  return value;
};

/** The members that a macro goes over. Nothing to go over is no answer: `all` of nothing would be true. */
export const membersOf = (macro: Macro, walk: Walk, scope: Scope): readonly unknown[] => {
  const range = walk.value(macro.range, scope);
  const members = Array.isArray(range) ? range : isRecord(range) ? Object.keys(range) : null;
  if (members === null) throw new Unreadable(`${sourceOf(macro.range)} is no list.`);
  if (members.length === 0) {
    throw new Unreadable(`${sourceOf(macro.range)} is empty: nothing can be said of nothing.`);
  }
  return members;
};

const overMacro = (macro: Macro, walk: Walk, scope: Scope): unknown => {
  const { name, variable, bodies } = macro;
  const members = membersOf(macro, walk, scope);
  const [first, second] = bodies;
  if (first === undefined) throw new Unreadable("A macro asks nothing.");
  const within = (member: unknown): Scope => new Map(scope).set(variable, member);
  const asks = (member: unknown): boolean => isTrue(walk.value(first, within(member)), first);
  if (name === "map") {
    if (second === undefined) return members.map((member) => walk.value(first, within(member)));
    return members.filter(asks).map((member) => walk.value(second, within(member)));
  }
  // Every member is asked, also after one has decided: an error anywhere counts.
  const holding = members.filter(asks);
  if (name === "filter") return holding;
  if (name === "all") return holding.length === members.length;
  return name === "exists" ? holding.length > 0 : holding.length === 1;
};

const matches = (text: unknown, pattern: unknown, node: ASTNode): boolean => {
  if (typeof text !== "string" || typeof pattern !== "string") {
    throw new Unreadable(`${sourceOf(node)} needs texts.`);
  }
  try {
    return RE2JS.compile(pattern).matcher(text).find();
  } catch {
    throw new Unreadable(`${sourceOf(node)}: RE2 cannot read the pattern.`);
  }
};

const hasField = (node: ASTNode, walk: Walk, scope: Scope): boolean => {
  if (node.op !== ".") throw new Unreadable("has() takes a field.");
  return own(walk.value(node.args[0], scope), node.args[1]) !== undefined;
};

const called = (name: string, count: number): string =>
  `${name}(${Array.from({ length: count }, (_, at) => `v${at}`).join(", ")})`;

/**
 * Reads an expression strictly: both sides of `&&` and `||` and every member of a range are read, and
 * an error in any of them is the answer, where CEL itself would let `error || true` be true. Only `?:`
 * leaves a branch unread. Throws `Unreadable`, in words. domain.md, "Gate rules".
 */
export const walker = (): Walk => {
  let steps = 0;
  const value = (node: ASTNode, scope: Scope): unknown => {
    steps += 1;
    if (steps > costAtMost) throw new Unreadable("It takes too many steps to read.");
    const macro = macroOf(node);
    if (macro) return overMacro(macro, walk, scope);
    switch (node.op) {
      case "value":
        return node.args;
      case "id":
        if (!scope.has(node.args)) throw new Unreadable(`${node.args} is not known.`);
        return scope.get(node.args);
      case ".":
        return memberOf(value(node.args[0], scope), node.args[1], node);
      case "[]":
        return indexed(value(node.args[0], scope), value(node.args[1], scope), node);
      case "&&":
      case "||": {
        const [left, right] = node.args;
        const one = isTrue(value(left, scope), left);
        const other = isTrue(value(right, scope), right);
        return node.op === "&&" ? one && other : one || other;
      }
      case "!_":
        return !isTrue(value(node.args, scope), node.args);
      case "-_":
        return apply("-v0", [value(node.args, scope)], node);
      case "?:": {
        const [condition, yes, no] = node.args;
        return value(isTrue(value(condition, scope), condition) ? yes : no, scope);
      }
      case "call": {
        const [name, operands] = node.args;
        const [first] = operands;
        if (name === "has" && first) return hasField(first, walk, scope);
        const read = operands.map((operand) => value(operand, scope));
        return apply(called(name, read.length), read, node);
      }
      case "rcall": {
        const [name, receiver, operands] = node.args;
        const read = [receiver, ...operands].map((operand) => value(operand, scope));
        if (name === "matches") return matches(read[0], read[1], node);
        const rest = read.slice(1).map((_, at) => `v${at + 1}`);
        return apply(`v0.${name}(${rest.join(", ")})`, read, node);
      }
      case "list":
        return node.args.map((member) => value(member, scope));
      case "map":
        return Object.fromEntries(
          node.args.map(([key, member]) => [String(value(key, scope)), value(member, scope)]),
        );
      case ".?":
      case "[?]":
        throw new Unreadable(`${sourceOf(node)} is not understood here.`);
      default: {
        const [left, right] = node.args;
        return apply(`v0 ${node.op} v1`, [value(left, scope), value(right, scope)], node);
      }
    }
  };
  const walk: Walk = { value };
  return walk;
};
