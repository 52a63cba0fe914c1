import * as z from "zod";
import { BudgetDefinition } from "@/lib/contract/budgets";
import { EvidenceRulesView } from "@/lib/contract/deployments";
import { GateRuleInput, QualityGateInput } from "@/lib/contract/gates";
import { SignOffRulesView } from "@/lib/contract/sign-off-rules";
import { Key } from "@/lib/contract/words";

const version = z.number().int().min(0);

/**
 * An edit of what gates, budgets, evidence or dependencies ask for, on the version that was seen: where
 * an environment is protected it is a change that others approve. `definition: null` removes.
 */
export const CriteriaEdit = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("quality-gate"),
    gate: Key,
    version,
    definition: QualityGateInput.nullable(),
  }),
  z.strictObject({
    kind: z.literal("budget"),
    budget: z.string().min(1).max(300),
    version,
    definition: BudgetDefinition.nullable(),
  }),
  z.strictObject({
    kind: z.literal("evidence-rules"),
    rules: EvidenceRulesView,
    was: EvidenceRulesView,
  }),
  z.strictObject({
    kind: z.literal("program-gate-rule"),
    gate: z.string().min(1).max(300),
    was: GateRuleInput.nullable(),
    rule: GateRuleInput.nullable(),
  }),
  z.strictObject({
    kind: z.literal("sign-off-rules"),
    rules: SignOffRulesView,
    was: SignOffRulesView,
  }),
  /** Gates of the template that a new program starts with, none of which the program has. */
  z.strictObject({ kind: z.literal("gate-template"), gates: z.array(Key).min(1).max(50) }),
  z.strictObject({ kind: z.literal("dependency"), dependency: z.uuid() }),
]);
export type CriteriaEdit = z.infer<typeof CriteriaEdit>;
