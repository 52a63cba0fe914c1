import type * as z from "zod";
import { type Actor, type Permission, refuseUnlessAllowed } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import { appendAudit, installationChain } from "@/lib/server/audit";
import { type ChangeEvent, changeChannel } from "@/lib/server/change-event";
import {
  type Database,
  isDuplicate,
  isOrphan,
  isOutOfRange,
  isTimeout,
  isUnavailable,
  isWriteConflict,
  sql,
  type Transaction,
} from "@/lib/server/db";
import { log } from "@/lib/server/log";
import { outOfRange, parseInput } from "@/lib/server/parse-input";
import { runtime } from "@/lib/server/runtime";
import {
  type ProgramScope,
  programKeyIn,
  programScope,
  type RequestContext,
  refuseOtherEnvironment,
} from "@/lib/server/scope";

type CommandContext<Input, Prepared> = RequestContext & {
  readonly tx: Transaction;
  readonly input: Input;
  readonly prepared: Prepared;
  /** The program that the input names; asking for it where it names none is a fault of the command. */
  readonly program: ProgramScope;
  /** Further permission that depends on what was loaded, e.g. on a change's effect. */
  readonly authorise: (permission: Permission) => void;
};

export type AuditedEvent = {
  readonly subject: Record<string, unknown>;
  readonly was?: unknown;
  readonly now?: unknown;
  readonly reason?: string | null;
  /** The chain to write to; the program's by default, else the installation's. */
  readonly chain?: string;
  /** Who it turned out to be, where the request itself did not say: a monitor known by its signature. */
  readonly actor?: Actor;
  /** What names the event has to know its sequence; in the same transaction. */
  readonly recorded?: (sequence: number) => Promise<unknown>;
};

type Outcome<Result> = {
  /** `"repeated"`: the same request was accepted before and nothing is written a second time. */
  readonly event: AuditedEvent | "repeated";
  readonly result: Result;
  readonly announce?: readonly ChangeEvent[];
};

export type Command<Input, Result> = {
  readonly kind: "command";
  readonly name: string;
  readonly allow: Permission | "anybody";
  readonly further: readonly Permission[];
  readonly input: z.ZodType<Input>;
  readonly run: (context: RequestContext, input: unknown) => Promise<Result>;
};

type PrepareContext<Input> = RequestContext & {
  readonly database: Database;
  readonly input: Input;
  readonly program: ProgramScope;
};

/** Milliseconds: to wait for a connection, and for a transaction to end before it is undone. */
const transactionLimits = { maxWait: 10_000, timeout: 30_000 };

const recordDenial = async (
  database: Database,
  context: RequestContext,
  action: string,
  permission: Permission | "anybody",
  programKey: string | null,
  denial: Refusal,
): Promise<void> => {
  const program = programKey
    ? await database.program.findUnique({ where: { key: programKey }, select: { id: true } })
    : null;
  await database.$transaction(
    (tx) =>
      appendAudit(tx, {
        chain: program?.id ?? installationChain,
        at: context.now,
        actor: context.actor,
        action,
        subject: programKey ? { program: programKey } : {},
        reason: denial.message,
        outcome: "denied",
        requestId: context.requestId,
        ...(permission === "anybody" ? {} : { permission }),
      }),
    transactionLimits,
  );
};

/**
 * Makes a command: the only kind of write there is. It authorises, runs the rule, audits and
 * announces in one transaction; a denial is recorded in a transaction of its own. `"anybody"` is for
 * what every signed-in person does with what is theirs alone.
 */
export const command = <Input, Result, Prepared = undefined>(
  definition: {
    readonly name: string;
    readonly allow: Permission | "anybody";
    /** What it may ask for besides, once it knows what is asked: whatever `authorise` is called with. */
    readonly further?: readonly Permission[];
    readonly input: z.ZodType<Input>;
    /** Milliseconds that the transaction may take; 30 s unless the command says otherwise. */
    readonly timeout?: number;
    /**
     * Long work on the input that needs no transaction, and what stays written where the command is
     * refused; only after the caller was authorised.
     */
    readonly prepare?: (context: PrepareContext<Input>) => Promise<Prepared>;
  },
  run: (context: CommandContext<Input, Prepared>) => Promise<Outcome<Result>>,
): Command<Input, Result> => {
  const limits = { ...transactionLimits, timeout: definition.timeout ?? transactionLimits.timeout };
  const execute = async (context: RequestContext, raw: unknown): Promise<Result> => {
    const { database } = runtime();
    const input = parseInput(definition.input, raw);
    const programKey = programKeyIn(input);
    const scopeFor = async (tx: Transaction) => {
      const scope = await programScope(tx, context.actor, programKey);
      if (definition.allow !== "anybody") {
        refuseUnlessAllowed(context.actor, definition.allow, scope?.id ?? null);
      }
      await refuseOtherEnvironment(tx, context.actor, input, "write");
      return scope;
    };
    const programOf = (scope: ProgramScope | null): ProgramScope => {
      if (!scope) throw new Error(`${definition.name} has no program in its input.`);
      return scope;
    };
    try {
      let prepared: Prepared | undefined;
      if (definition.prepare) {
        const scope = await scopeFor(database);
        prepared = await definition.prepare({
          ...context,
          database,
          input,
          get program() {
            return programOf(scope);
          },
        });
      }
      return await database.$transaction(async (tx) => {
        const scope = await scopeFor(tx);
        let permission = definition.allow;
        const authorise = (further: Permission): void => {
          refuseUnlessAllowed(context.actor, further, scope?.id ?? null);
          permission = further;
        };
        const { event, result, announce } = await run({
          ...context,
          tx,
          input,
          prepared: prepared as Prepared,
          authorise,
          get program() {
            return programOf(scope);
          },
        });
        if (event === "repeated") return result;
        const sequence = await appendAudit(tx, {
          chain: event.chain ?? scope?.id ?? installationChain,
          at: context.now,
          actor: event.actor ?? context.actor,
          action: definition.name,
          subject: { ...(scope ? { program: scope.key } : {}), ...event.subject },
          before: event.was,
          after: event.now,
          reason: event.reason ?? null,
          outcome: "accepted",
          requestId: context.requestId,
          ...(permission === "anybody" ? {} : { permission }),
        });
        await event.recorded?.(sequence);
        for (const change of announce ?? []) {
          await tx.$executeRaw(sql`SELECT pg_notify(${changeChannel}, ${JSON.stringify(change)})`);
        }
        return result;
      }, limits);
    } catch (error) {
      if (error instanceof Refusal) {
        if (error.code === "forbidden") {
          await recordDenial(
            database,
            context,
            definition.name,
            definition.allow,
            programKey,
            error,
          );
        }
        throw error;
      }
      if (isDuplicate(error) || isOrphan(error)) {
        log.warn({ error, action: definition.name }, "a write met another");
        throw new Refusal(
          "conflict",
          isDuplicate(error)
            ? "Somebody else made the same at the same moment. Look at it again."
            : "What it is about was removed at the same moment. Look at it again.",
        );
      }
      if (isOutOfRange(error)) throw new Refusal("invalid", outOfRange);
      if (isWriteConflict(error)) {
        throw new Refusal("conflict", "Somebody else wrote at the same moment. Try again.");
      }
      if (isTimeout(error)) {
        throw new Refusal(
          "unavailable",
          "The database took too long, so everything was undone. Try again when it is less busy.",
        );
      }
      if (isUnavailable(error)) {
        throw new Refusal(
          "unavailable",
          "The database cannot be reached, so it is not known whether this was accepted. Send it again in a moment; a change with the same changeId is made once.",
        );
      }
      throw error;
    }
  };
  const { name, allow, further = [], input } = definition;
  return { kind: "command", name, allow, further, input, run: execute };
};
