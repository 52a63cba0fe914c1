import { type ASTNode, Environment, type ParseResult } from "@marcbachmann/cel-js";
import { RE2JS } from "re2js";
import { type FactEntry, type FactType, factSchema } from "@/lib/domain/gate-fact-schema";
import type { GateFact } from "@/lib/domain/gate-reading";
import type { ExpressionReader } from "@/lib/domain/gate-rule";
import {
  expressionDue,
  type FactValue,
  type FactValues,
  factValues,
} from "@/lib/domain/gate-values";
import { type RuleReading, unknownReading } from "@/lib/domain/gate-verdict";
import type { Reason } from "@/lib/domain/refusal";
import { costAtMost, costOf } from "@/lib/server/gates/cel-cost";
import { explainFalse } from "@/lib/server/gates/cel-explain";
import { clausesOf, macroOf, partsOf, sourceOf } from "@/lib/server/gates/cel-source";
import { type Scope, Unreadable, walker } from "@/lib/server/gates/cel-walk";

/** What an expression may call besides operators. What grows texts without end is left out. */
const functions = new Set(
  "size has int double string matches startsWith endsWith contains lowerAscii upperAscii trim all exists exists_one filter map".split(
    " ",
  ),
);

const limits = { maxAstNodes: 500, maxDepth: 30, maxListElements: 200, maxMapEntries: 50 };

const declare = (environment: Environment, name: string, { type }: FactEntry): string => {
  if (typeof type === "string") return type;
  if ("list" in type) return `list<${declare(environment, name, { type: type.list, says: "" })}>`;
  if ("map" in type) {
    return `map<string, ${declare(environment, name, { type: type.map, says: "" })}>`;
  }
  const typeName = `Fact_${name}`;
  const fields = Object.fromEntries(
    Object.entries(type.fields).map(([field, entry]) => [
      field,
      declare(environment, `${name}_${field}`, entry),
    ]),
  );
  environment.registerType(typeName, { fields });
  return typeName;
};

/** Knows every fact's type, so that what cannot be read is found before it is saved. Never evaluates. */
const typed = ((): Environment => {
  const environment = new Environment({ limits });
  for (const [name, entry] of Object.entries(factSchema)) {
    environment.registerVariable(name, declare(environment, name, entry));
  }
  return environment;
})();

/** Whole numbers of the facts are CEL's `int`, the others its `double`. */
const celValue = (value: FactValue, type: FactType): unknown => {
  if (type === "int") return typeof value === "number" ? BigInt(Math.round(value)) : value;
  if (typeof type === "string") return value;
  if ("list" in type) {
    return Array.isArray(value) ? value.map((member) => celValue(member, type.list)) : value;
  }
  if (typeof value !== "object" || Array.isArray(value)) return value;
  const entries = Object.entries(value);
  if ("map" in type) {
    return Object.fromEntries(entries.map(([key, member]) => [key, celValue(member, type.map)]));
  }
  return Object.fromEntries(
    entries.flatMap(([key, member]) => {
      const field = type.fields[key];
      return field === undefined ? [] : [[key, celValue(member, field.type)]];
    }),
  );
};

const scopeOf = (values: FactValues): Scope =>
  new Map(
    Object.entries(factSchema).flatMap(([name, { type }]) => {
      const value = values[name];
      return value === undefined ? [] : [[name, celValue(value, type)] as const];
    }),
  );

const nameOf = (node: ASTNode): string | null =>
  node.op === "call" || node.op === "rcall" ? node.args[0] : null;

const nodesOf = (node: ASTNode): ASTNode[] => [node, ...partsOf(node).flatMap(nodesOf)];

const structureFault = (root: ASTNode): string | null => {
  for (const node of nodesOf(root)) {
    const name = nameOf(node);
    if (name !== null && !functions.has(name)) {
      return `${name}() is not offered here. There are ${[...functions].join(", ")}.`;
    }
    if (name === "matches" && node.op === "rcall") {
      const [pattern] = node.args[2];
      if (pattern?.op !== "value" || typeof pattern.args !== "string") {
        return "matches() takes a pattern that is written out.";
      }
      try {
        RE2JS.compile(pattern.args);
      } catch {
        return `RE2 cannot read the pattern ${JSON.stringify(pattern.args)}.`;
      }
    }
    const macro = macroOf(node);
    if (macro && Object.hasOwn(factSchema, macro.variable)) {
      return `${macro.variable} is the name of a fact: call the member otherwise.`;
    }
  }
  return null;
};

type Compiled = { readonly ast: ASTNode; readonly fault: null } | { readonly fault: string };

const compiled = new Map<string, Compiled>();
const compiledAtMost = 1000;

const faultWords = (error: unknown): string => {
  const [says = "It cannot be read."] = (error instanceof Error ? error.message : "").split("\n");
  return says.endsWith(".") ? says : `${says}.`;
};

const compileAnew = (expression: string): Compiled => {
  let parsed: ParseResult;
  try {
    parsed = typed.parse(expression);
  } catch (error) {
    return { fault: faultWords(error) };
  }
  const fault = structureFault(parsed.ast);
  if (fault !== null) return { fault };
  const { valid, type, error } = parsed.check();
  if (!valid) {
    const at = error?.range?.start;
    return { fault: `${faultWords(error)}${at === undefined ? "" : ` (character ${at + 1})`}` };
  }
  if (type !== "bool") return { fault: `It gives a ${type}; a rule is true or false.` };
  return { ast: parsed.ast, fault: null };
};

const compile = (expression: string): Compiled => {
  const known = compiled.get(expression) ?? compileAnew(expression);
  if (compiled.size >= compiledAtMost) compiled.clear();
  compiled.set(expression, known);
  return known;
};

const costWords = (cost: number): string =>
  `It would take about ${cost.toLocaleString("en")} steps to read; ${costAtMost.toLocaleString("en")} are allowed. Macros within macros multiply.`;

/**
 * What is wrong with an expression before it is saved: syntax, types, functions that are not offered,
 * and what it would cost on facts of the sizes that there are. Empty for one that can be saved.
 */
export const expressionFaults = (
  expression: string,
  examples: readonly FactValues[] = [],
): Reason[] => {
  const found = compile(expression);
  if (found.fault !== null) return [{ field: "rule.expression", says: found.fault }];
  const cost = Math.max(0, ...examples.map((values) => costOf(found.ast, values)));
  return cost > costAtMost ? [{ field: "rule.expression", says: costWords(cost) }] : [];
};

type Clause = {
  readonly text: string;
  readonly fact: GateFact;
  readonly more: readonly GateFact[];
};

const readClause = (node: ASTNode, scope: Scope, program: string): Clause => {
  const text = sourceOf(node);
  const walk = walker();
  const told = (verdict: GateFact["verdict"], says: string, link: string | null = null) => ({
    text,
    fact: { verdict, says, link, at: null },
    more: [],
  });
  try {
    if (walk.value(node, scope) === true) return told("pass", `${text} holds.`);
    const { says, members } = explainFalse(node, walk, scope, program);
    return { ...told("fail", says, members[0]?.link ?? null), more: members };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return told("unknown", error.message);
  }
};

/** Reads an expression on a capability's facts, clause by clause; the first that does not hold is named. */
export const readExpression: ExpressionReader = (expression, facts, now): RuleReading => {
  const found = compile(expression);
  if (found.fault !== null) return unknownReading(`The expression cannot be read: ${found.fault}`);
  const values = factValues(facts, now);
  const cost = costOf(found.ast, values);
  if (cost > costAtMost) return unknownReading(`The expression is not read. ${costWords(cost)}`);
  const scope = scopeOf(values);
  const clauses = clausesOf(found.ast).map((node) => readClause(node, scope, facts.program));
  const verdictOf = ({ fact }: Clause) => fact.verdict;
  // An error anywhere leaves it unknown, also where another clause fails: nobody knows what it hides.
  const decisive =
    clauses.find((clause) => verdictOf(clause) === "unknown") ??
    clauses.find((clause) => verdictOf(clause) === "fail");
  const state =
    decisive === undefined ? "pass" : decisive.fact.verdict === "unknown" ? "unknown" : "fail";
  const held = clauses.filter((clause) => verdictOf(clause) === "pass").length;
  return {
    state,
    because: decisive?.fact.says ?? `${expression.trim().replace(/\s+/g, " ")} holds.`,
    short: clauses.length > 1 ? `${held}/${clauses.length}` : null,
    clause: decisive?.text ?? null,
    facts: clauses.flatMap(({ fact, more }) => [fact, ...more]).slice(0, 40),
    until: expressionDue(expression, values, now),
  };
};
