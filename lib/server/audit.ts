import { createHash } from "node:crypto";
import { type AuditEntry, auditHashInput, genesisHash } from "@/lib/domain/audit-chain";
import type { Actor, Permission } from "@/lib/domain/permissions";
import { databaseNull, type Json, sql, type Transaction } from "@/lib/server/db";

export const sha256 = (text: string | Uint8Array): string =>
  createHash("sha256").update(text).digest("hex");

/** The chain of what concerns no single program: people, tokens of the installation, programs made. */
export const installationChain = "signalbox";

const actorRecord = (actor: Actor): Record<string, string> => {
  switch (actor.kind) {
    case "person":
      return {
        kind: "person",
        id: actor.id,
        handle: actor.handle,
        name: actor.name,
        authentication: actor.authentication,
      };
    case "token":
      return { kind: "token", id: actor.id, name: actor.name };
    case "system":
      return { kind: "system", name: actor.name };
  }
};

export type AuditDraft = {
  readonly chain: string;
  readonly at: Date;
  readonly actor: Actor;
  readonly action: string;
  readonly subject: Record<string, unknown>;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly reason?: string | null;
  readonly outcome: "accepted" | "denied";
  readonly requestId: string;
  /** What it took, or would have taken; absent for what everybody does with what is theirs. */
  readonly permission?: Permission;
};

/** JSON as PostgreSQL will give it back: no undefined, dates as text. What is hashed is what is stored. */
const asStored = (value: unknown): unknown =>
  value === undefined || value === null ? null : JSON.parse(JSON.stringify(value));

/** Counts the event for its actor, so that an access review asks no million of events. */
const tally = async (tx: Transaction, draft: AuditDraft): Promise<void> => {
  const { chain, action, actor, at } = draft;
  const accepted = draft.outcome === "accepted" ? 1 : 0;
  const month = at.toISOString().slice(0, 7);
  await tx.$executeRaw(sql`
    INSERT INTO "AuditTally" AS t
      ("chain", "actor", "action", "permission", "month", "accepted", "denied", "lastAt")
    VALUES (${chain}, ${actor.kind === "system" ? actor.name : actor.id}, ${action},
      ${draft.permission ?? ""}, ${month}, ${accepted}, ${1 - accepted}, ${at})
    ON CONFLICT ("chain", "actor", "action", "permission", "month") DO UPDATE SET
      "accepted" = t."accepted" + EXCLUDED."accepted", "denied" = t."denied" + EXCLUDED."denied",
      "lastAt" = greatest(t."lastAt", EXCLUDED."lastAt")`);
};

/**
 * Appends to the chain inside the caller's transaction and answers the event's sequence. The chain's
 * head row is locked until that transaction ends, so that two writers can never continue the same event.
 */
export const appendAudit = async (tx: Transaction, draft: AuditDraft): Promise<number> => {
  await tx.$executeRaw(sql`
    INSERT INTO "AuditChain" ("chain", "sequence", "head")
    VALUES (${draft.chain}, 0, ${genesisHash}) ON CONFLICT DO NOTHING`);
  const [head] = await tx.$queryRaw<{ sequence: number; head: string }[]>(sql`
    SELECT "sequence", "head" FROM "AuditChain" WHERE "chain" = ${draft.chain} FOR UPDATE`);
  if (!head) throw new Error("The audit chain has no head.");
  const entry: AuditEntry = {
    chain: draft.chain,
    sequence: head.sequence + 1,
    at: draft.at.toISOString(),
    actor: actorRecord(draft.actor),
    action: draft.action,
    subject: asStored(draft.subject) as Record<string, unknown>,
    before: asStored(draft.before),
    after: asStored(draft.after),
    reason: draft.reason ?? null,
    outcome: draft.outcome,
    requestId: draft.requestId,
    previousHash: head.head,
  };
  const hash = sha256(auditHashInput(entry));
  await tx.auditEvent.create({
    data: {
      ...entry,
      at: draft.at,
      actor: entry.actor as Json,
      subject: entry.subject as Json,
      before: entry.before === null ? databaseNull : (entry.before as Json),
      after: entry.after === null ? databaseNull : (entry.after as Json),
      hash,
    },
  });
  await tx.auditChain.update({
    where: { chain: draft.chain },
    data: { sequence: entry.sequence, head: hash },
  });
  await tally(tx, draft);
  return entry.sequence;
};
