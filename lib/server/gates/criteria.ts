import type { CriteriaEdit } from "@/lib/contract/criteria";
import { canonicalJson } from "@/lib/domain/canonical-json";
import type { Actor } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import { sha256 } from "@/lib/server/audit";
import { refuseBadBudget, writeBudget } from "@/lib/server/budgets/budget-write";
import type { Transaction } from "@/lib/server/db";
import { readRules } from "@/lib/server/evidence/deployments";
import { writeEvidenceRules } from "@/lib/server/evidence/evidence-rules-write";
import { loadGateFacts } from "@/lib/server/gates/gate-facts";
import { refuseFaultyGate } from "@/lib/server/gates/gate-faults";
import { planGateRule, programGateWithRule } from "@/lib/server/gates/gate-rule-edit";
import { planTemplate, writeTemplate } from "@/lib/server/gates/gate-template-edit";
import { jsonDifference } from "@/lib/server/gates/json-difference";
import type { PlannedCriteria } from "@/lib/server/gates/planned-criteria";
import {
  deleteQualityGate,
  gateAtVersion,
  gateDifference,
  writeQualityGate,
} from "@/lib/server/gates/quality-gate-write";
import { dependencyView } from "@/lib/server/inventory/dependency-view";
import { writeProgramGate } from "@/lib/server/registers/program-gate-write";
import { readRulesView } from "@/lib/server/sign-offs/sign-off-rules-read";
import {
  refuseFaultyRules,
  refuseOtherRules,
  writeSignOffRules,
} from "@/lib/server/sign-offs/sign-off-rules-write";

type Program = { readonly id: string; readonly key: string };

type Context = {
  readonly tx: Transaction;
  readonly actor: Actor;
  readonly now: Date;
  readonly program: Parameters<typeof writeProgramGate>[1];
};

/** The environment in which edits of criteria are asked for: the first protected one; `null` without any. */
export const criteriaEnvironment = async (
  tx: Transaction,
  programId: string,
): Promise<string | null> => {
  const found = await tx.environment.findFirst({
    where: { programId, isProtected: true },
    orderBy: { position: "asc" },
    select: { key: true },
  });
  return found?.key ?? null;
};

/** Refuses an edit of criteria that somebody else has to approve, and says with what to ask for it. */
export const refuseUnrequested = async (
  tx: Transaction,
  programId: string,
  criteria: CriteriaEdit,
): Promise<void> => {
  const environment = await criteriaEnvironment(tx, programId);
  if (environment === null) return;
  throw new Refusal(
    "needs-request",
    `${environment} is protected: what has to hold before a flip is a change like any other, which somebody else has to approve. Ask for it with a request.`,
    [{ says: `ask for it with POST …/environments/${environment}/requests` }],
    { environment, request: { criteria } },
  );
};

const dependencyOf = async (tx: Transaction, program: Program, id: string) => {
  const row = await tx.dependency.findFirst({ where: { id, programId: program.id } });
  if (!row) throw new Refusal("not-found", `${program.key} has no such dependency.`);
  return row;
};

const planBudget = async (
  tx: Transaction,
  program: Program,
  { budget, version, definition }: CriteriaEdit & { kind: "budget" },
): Promise<PlannedCriteria> => {
  const row = await tx.budget.findUnique({
    where: { programId_key: { programId: program.id, key: budget } },
  });
  if ((row?.version ?? 0) !== version) {
    throw new Refusal(
      "stale-version",
      `The budget ${budget} is at version ${row?.version ?? 0} (you saw ${version}). Look at it and decide again.`,
    );
  }
  if (definition) await refuseBadBudget(tx, program.id, definition);
  const fields = definition ? Object.keys(definition) : [];
  const was = row && Object.fromEntries(fields.map((name) => [name, Reflect.get(row, name)]));
  return {
    ground: `budget ${budget} ${version}`,
    title: definition
      ? row
        ? `Change the budget ${budget}`
        : `Make the budget ${budget}`
      : `Remove the budget ${budget}`,
    changes: definition
      ? jsonDifference(was, definition)
      : [`it asks for nothing any more: ${row?.threshold ?? ""}`],
  };
};

const planSignOffRules = async (
  tx: Transaction,
  program: Program,
  { rules, was }: CriteriaEdit & { kind: "sign-off-rules" },
): Promise<PlannedCriteria> => {
  refuseOtherRules(await readRulesView(tx, program.id), was);
  await refuseFaultyRules(tx, program.id, rules);
  const changes = jsonDifference(was, rules);
  if (changes.length === 0) throw new Refusal("no-effect", "The rules say this already.");
  return {
    ground: `sign-off-rules ${canonicalJson(was)}`,
    title: "Change what signatures take",
    changes,
  };
};

/**
 * Plans an edit of criteria on what stands now. Refuses one that was made on another version, that says
 * what stands already, or that cannot be read.
 */
export const planCriteria = async (
  tx: Transaction,
  program: Program,
  criteria: CriteriaEdit,
  now: Date,
): Promise<PlannedCriteria> => {
  switch (criteria.kind) {
    case "quality-gate": {
      const { gate, version, definition } = criteria;
      const was = await gateAtVersion(tx, program.id, gate, version);
      const is = definition && { key: gate, ...definition };
      if (is === null && was === null) {
        throw new Refusal("not-found", `${program.key} has no quality gate "${gate}".`);
      }
      if (is) refuseFaultyGate(is, await loadGateFacts(tx, program, now), now);
      const moved =
        is?.position !== undefined && was !== null && is.position !== was.position
          ? [`position: ${was.position + 1} -> ${is.position + 1}`]
          : [];
      const changes = [...gateDifference(was, is), ...moved];
      if (changes.length === 0) {
        throw new Refusal("no-effect", `The gate ${gate} says this already.`);
      }
      const verb = is === null ? "Remove" : was === null ? "Make" : "Change";
      return {
        ground: `gate ${gate} ${version}`,
        title: `${verb} the quality gate ${gate}`,
        changes,
      };
    }
    case "budget":
      return planBudget(tx, program, criteria);
    case "evidence-rules": {
      const is = await readRules(tx, program.id);
      if (is.ancestors !== criteria.was.ancestors) {
        throw new Refusal(
          "stale-version",
          `Evidence of ${is.ancestors} ancestors counts by now (you saw ${criteria.was.ancestors}). Look at it and decide again.`,
        );
      }
      if (is.ancestors === criteria.rules.ancestors) {
        throw new Refusal("no-effect", `Evidence of ${is.ancestors} ancestors counts already.`);
      }
      return {
        ground: `evidence-rules ${is.ancestors}`,
        title: "Change which evidence counts",
        changes: [`ancestors that count: ${is.ancestors} -> ${criteria.rules.ancestors}`],
      };
    }
    case "sign-off-rules":
      return planSignOffRules(tx, program, criteria);
    case "program-gate-rule":
      return planGateRule(tx, program, criteria);
    case "gate-template":
      return planTemplate(tx, program, criteria);
    case "dependency": {
      const row = await dependencyOf(tx, program, criteria.dependency);
      const { kind, subject, requires } = dependencyView(row);
      const required = requires.map(({ level, key }) => `${level} ${key}`).join(", ");
      return {
        ground: `dependency ${row.id}`,
        title: "Remove a dependency",
        changes: [
          `${kind}: ${subject.level} ${subject.key}${required === "" ? "" : ` after ${required}`}`,
        ],
      };
    }
  }
};

/** A digest of what an edit of criteria is given on. */
export const groundDigestOf = ({ ground }: PlannedCriteria): string => sha256(`criteria ${ground}`);

/** What a planned edit of criteria does, in one sentence. */
export const criteriaWords = ({ title, changes }: PlannedCriteria): string =>
  `${title}: ${changes.join("; ")}.`;

/** Makes an edit of criteria, by compare-and-set on what was seen: at once, or as a request asks for it. */
export const writeCriteria = async (
  context: Context,
  criteria: CriteriaEdit,
): Promise<{ readonly was: unknown; readonly is: unknown }> => {
  const { tx, actor, now, program } = context;
  switch (criteria.kind) {
    case "quality-gate": {
      const { gate, version, definition } = criteria;
      const was = await gateAtVersion(tx, program.id, gate, version);
      if (definition === null) {
        if (was === null) throw new Refusal("not-found", `There is no quality gate "${gate}".`);
        await deleteQualityGate(tx, program.id, was);
        return { was, is: null };
      }
      const stamp = { by: actor.name, now };
      const is = await writeQualityGate(tx, program.id, { key: gate, ...definition }, was, stamp);
      return { was, is };
    }
    case "budget": {
      const { was } = await writeBudget(context, criteria);
      return { was, is: criteria.definition };
    }
    case "evidence-rules":
      return { was: criteria.was, is: await writeEvidenceRules(tx, program.id, criteria) };
    case "sign-off-rules":
      return { was: criteria.was, is: await writeSignOffRules(tx, program.id, criteria) };
    case "program-gate-rule": {
      const { gate, was, rule } = criteria;
      const { version } = await programGateWithRule(tx, program, criteria);
      const reason = "Its criteria were changed.";
      await writeProgramGate(
        tx,
        program,
        { program: program.key, gate, rule, version, reason },
        { by: actor.name, at: now },
      );
      return { was, is: rule };
    }
    case "gate-template":
      return writeTemplate(tx, program, criteria, { by: actor.name, now });
    case "dependency": {
      const row = await dependencyOf(tx, program, criteria.dependency);
      const { count } = await tx.dependency.deleteMany({ where: { id: row.id } });
      if (count === 0) {
        throw new Refusal("conflict", "Somebody else took it away at the same moment.");
      }
      return { was: dependencyView(row), is: null };
    }
  }
};
