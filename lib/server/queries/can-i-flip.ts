import type * as z from "zod";
import { canIFlip as operation } from "@/lib/contract/can-i-flip";
import type { RequestedChange } from "@/lib/contract/requests";
import type { InterlockReading } from "@/lib/contract/switches";
import { itemsAt } from "@/lib/domain/coupled-items";
import { waitOf } from "@/lib/domain/environment-policy";
import { Refusal } from "@/lib/domain/refusal";
import { requiredGates } from "@/lib/domain/required-gates";
import { skippedStep } from "@/lib/domain/worker-handoff";
import type { Database } from "@/lib/server/db";
import { readBoard } from "@/lib/server/gates/gate-board";
import { closedFor } from "@/lib/server/gates/gate-interlocks";
import { readingView } from "@/lib/server/gates/gate-view";
import { query } from "@/lib/server/query";
import { planAsked } from "@/lib/server/switches/asked-change";
import { flipInterlocks } from "@/lib/server/switches/flip-checks";
import { type SwitchBoard, switchBoard } from "@/lib/server/switches/switch-board";

type Input = z.infer<typeof operation.input>;
type Answer = z.infer<typeof operation.answer>;
type Edits = NonNullable<RequestedChange["rules"]>;
type Missing = Answer["missing"][number];

const levels = ["capability", "family", "route", "worker"] as const;

const subjectOf = (input: Input): { level: (typeof levels)[number]; key: string } => {
  const named = levels.flatMap((level) => {
    const key = input[level];
    return key === undefined ? [] : [{ level, key }];
  });
  const [subject] = named;
  if (subject && named.length === 1) return subject;
  const says = "Name one of capability, family, route and worker.";
  throw new Refusal("invalid", says, [{ field: "capability", says }]);
};

/** What asks for the step: the target for all of it, or a small cohort, which is what a first one is. */
const editsFor = (
  { level, key }: ReturnType<typeof subjectOf>,
  board: SwitchBoard,
  step: Input["step"],
): Edits => {
  const owner = board.snapshot.owners.target;
  const isPartial = level !== "worker" && (step === "first-cohort" || step === "expand");
  return [
    {
      level,
      key,
      owner,
      ...(isPartial ? { canary: { percent: 100, key: "org" as const } } : {}),
    },
  ];
};

const kindOf = ({ kind }: InterlockReading): Missing["kind"] =>
  kind === "blocker" || kind === "force" ? kind : "interlock";

/** Interlocks besides gates; none where it is on the target already. */
const interlocksFor = async (
  db: Database,
  program: { readonly id: string; readonly key: string },
  board: SwitchBoard,
  edits: Edits,
  now: Date,
): Promise<{ readonly readings: InterlockReading[]; readonly isThere: boolean }> => {
  try {
    const { plan } = await planAsked(db, program, board, { rules: edits });
    const without: SwitchBoard = { ...board, policy: { ...board.policy, gates: {} } };
    const readings = await flipInterlocks(db, program, without, plan, now);
    return { readings, isThere: plan.kind !== "flip" };
  } catch (error) {
    if (error instanceof Refusal && error.code === "no-effect") {
      return { readings: [], isThere: true };
    }
    throw error;
  }
};

const timeMissing = (board: SwitchBoard, now: Date): Missing[] => {
  const wait = waitOf(board.policy, board.snapshot.environment, now);
  if (!wait) return [];
  const owner = wait.kind === "freeze" ? (board.policy.freeze?.by ?? null) : null;
  const { program, environment } = board.snapshot;
  return [
    {
      kind: wait.kind,
      key: wait.kind,
      capability: null,
      state: "waits",
      says: wait.says,
      owner,
      link: `/programs/${program}/settings?environment=${environment}`,
      isBinding: true,
    },
  ];
};

const approvalMissing = ({ isProtected, policy, snapshot }: SwitchBoard): Missing[] =>
  isProtected
    ? [
        {
          kind: "approval",
          key: "approval",
          capability: null,
          state: "needed",
          says: `In ${snapshot.environment} it is asked for with a request, with ${policy.approvals} approval${policy.approvals === 1 ? "" : "s"} by others.`,
          owner: null,
          link: `/programs/${snapshot.program}/requests`,
          // A request is how it is made here, not a reason why it may not be.
          isBinding: false,
        },
      ]
    : [];

const answerWords = (
  answer: Answer["answer"],
  what: string,
  environment: string,
  step: string,
  missing: readonly Missing[],
): string => {
  const binding = missing.filter(({ isBinding }) => isBinding).length;
  const warned = missing.filter(({ isBinding, kind }) => !isBinding && kind !== "approval").length;
  const warnings = warned === 0 ? "" : ` ${warned} warning${warned === 1 ? "" : "s"}.`;
  if (answer === "yes")
    return `Yes: ${what} may take the step ${step} in ${environment}.${warnings}`;
  const things = `${binding} thing${binding === 1 ? " is" : "s are"} missing`;
  return answer === "no"
    ? `No: ${things} before ${what} may take the step ${step} in ${environment}.`
    : `Not known: ${things}, and nothing says no, before ${what} may take the step ${step} in ${environment}.`;
};

/** Whether something may move to the target now, and what is missing and whose it is. */
export const canIFlip = query(
  { name: "can-i-flip", allow: "program:read", input: operation.input },
  async ({ db, input, program, now }): Promise<Answer> => {
    const subject = subjectOf(input);
    const board = await switchBoard(db, program, input.environment);
    const { snapshot, policy } = board;
    const members = itemsAt(snapshot, subject);
    if (members.length === 0) {
      throw new Refusal(
        "not-found",
        `${program.key} has no ${subject.level} "${subject.key}" with routes or workers to flip.`,
      );
    }
    const capabilityOf = new Map(snapshot.routes.map(({ id, capability }) => [id, capability]));
    const capabilities = [
      ...new Set(
        members.flatMap(({ kind, name }) => {
          const key =
            kind === "route" ? capabilityOf.get(name) : snapshot.workers[name]?.capability;
          return key === undefined || key === null ? [] : [key];
        }),
      ),
    ].sort();
    const read = await readBoard(db, program, now, input.environment);
    const readings = read.readings.get(input.environment);
    const refuses = policy.interlocks === "refuse";
    const required = requiredGates(policy.gates, read.gates, input.step);
    const gates = capabilities.flatMap((capability) =>
      closedFor(program.key, board, capability, readings?.get(capability) ?? [], input.step),
    );
    const edits = editsFor(subject, board, input.step);
    const others = await interlocksFor(db, program, board, edits, now);
    const missing: Missing[] = [
      ...gates.map(({ gate, capability, title, state, says, owner, link }) => ({
        kind: "gate" as const,
        key: gate,
        capability,
        state,
        says: `${title}: ${says}`,
        owner,
        link,
        isBinding: refuses,
      })),
      ...others.readings
        .filter(({ state }) => state !== "holds")
        .map((reading) => ({
          kind: kindOf(reading),
          key: reading.key,
          capability: null,
          state: reading.state,
          says: `${reading.title}: ${reading.because}`,
          owner: null,
          link: reading.link ?? null,
          isBinding: refuses || reading.kind === skippedStep,
        })),
      ...timeMissing(board, now),
      ...approvalMissing(board),
    ];
    const binding = missing.filter(({ isBinding }) => isBinding);
    const isThere = others.isThere && input.step !== "retire-legacy";
    const answer =
      isThere || binding.length === 0
        ? "yes"
        : binding.every(({ state }) => state === "unknown")
          ? "unknown"
          : "no";
    const what = `the ${subject.level} ${subject.key}`;
    return {
      answer,
      says: isThere
        ? `Yes: ${what} is as far on ${snapshot.owners.target} in ${snapshot.environment} already.`
        : answerWords(answer, what, snapshot.environment, input.step, missing),
      subject,
      environment: snapshot.environment,
      step: input.step,
      capabilities,
      missing: isThere ? [] : missing,
      readings: capabilities.flatMap((capability) =>
        (readings?.get(capability) ?? [])
          .filter(({ gate }) => required.has(gate))
          .map((reading) => ({ capability, reading: readingView(reading) })),
      ),
      version: snapshot.version,
      readAt: now.toISOString(),
    };
  },
);
