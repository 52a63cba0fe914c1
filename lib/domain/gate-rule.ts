import {
  type GateCheck,
  type GateParameter,
  type Given,
  gateChecks,
  type ParameterValue,
} from "@/lib/domain/gate-checks";
import type { GateFacts } from "@/lib/domain/gate-facts";
import type { RuleReading } from "@/lib/domain/gate-verdict";
import type { Reason } from "@/lib/domain/refusal";

/** What a gate asks: a ready-made check with its parameters, or an expression of CEL. */
export type GateRule =
  | {
      readonly kind: "check";
      readonly check: string;
      readonly with: Readonly<Record<string, ParameterValue>>;
    }
  | { readonly kind: "cel"; readonly expression: string };

const checkNamed = (name: string): GateCheck | null =>
  Object.hasOwn(gateChecks, name) ? gateChecks[name as keyof typeof gateChecks] : null;

const faultOf = (parameter: GateParameter, value: ParameterValue | undefined): string | null => {
  const { name, fallback } = parameter;
  if (value === undefined) {
    return fallback === null ? `Say ${name}: the check cannot be read without it.` : null;
  }
  if (parameter.kind === "boolean") {
    return typeof value === "boolean" ? null : `${name} is true or false.`;
  }
  if (parameter.kind === "number") {
    const { least, most } = parameter;
    return typeof value === "number" && value >= least && value <= most
      ? null
      : `${name} is a number from ${least} to ${most}.`;
  }
  if (typeof value !== "string") return `${name} is text.`;
  if (fallback === null && value.trim() === "") {
    return `Say ${name}: the check cannot be read without it.`;
  }
  return parameter.oneOf === undefined || parameter.oneOf.includes(value)
    ? null
    : `${name} is one of ${parameter.oneOf.filter((each) => each !== "").join(", ")}.`;
};

/** What is wrong with a check and its parameters, each with its field; empty for one that can be read. */
export const checkFaults = ({ check, with: given }: GateRule & { kind: "check" }): Reason[] => {
  const known = checkNamed(check);
  if (known === null) {
    const says = `There is no check "${check}". There are ${Object.keys(gateChecks).join(", ")}.`;
    return [{ field: "rule.check", says }];
  }
  const names = known.parameters.map(({ name }) => name);
  return [
    ...Object.keys(given)
      .filter((name) => !names.includes(name))
      .map((name) => ({
        field: `rule.with.${name}`,
        says: `${check} takes no ${name}${names.length === 0 ? "" : `, only ${names.join(", ")}`}.`,
      })),
    ...known.parameters.flatMap((parameter) => {
      const own = Object.hasOwn(given, parameter.name) ? given[parameter.name] : undefined;
      const says = faultOf(parameter, own);
      return says === null ? [] : [{ field: `rule.with.${parameter.name}`, says }];
    }),
  ];
};

const givenOf = (check: GateCheck, values: Readonly<Record<string, ParameterValue>>): Given => {
  const value = (name: string): ParameterValue | null =>
    (Object.hasOwn(values, name) ? values[name] : undefined) ??
    check.parameters.find((parameter) => parameter.name === name)?.fallback ??
    null;
  return {
    text: (name) => String(value(name) ?? ""),
    number: (name) => Number(value(name) ?? 0),
    boolean: (name) => value(name) === true,
  };
};

/** Reads an expression on the values of the facts: the domain knows no CEL. */
export type ExpressionReader = (expression: string, facts: GateFacts, now: Date) => RuleReading;

/**
 * Reads a rule on the facts of one capability in one environment. A stored rule that can no longer be
 * read (a check that is gone, a parameter out of range) is unknown, with the fault in words.
 */
export const readRule = (
  rule: GateRule,
  facts: GateFacts,
  now: Date,
  readExpression: ExpressionReader,
): RuleReading => {
  if (rule.kind === "cel") return readExpression(rule.expression, facts, now);
  const [fault] = checkFaults(rule);
  const check = checkNamed(rule.check);
  if (fault || check === null) {
    return {
      state: "unknown",
      because: `The rule cannot be read: ${fault?.says ?? "it is not known"}`,
      short: null,
      clause: null,
      facts: [],
      until: null,
    };
  }
  return check.read(facts, givenOf(check, rule.with), now);
};
