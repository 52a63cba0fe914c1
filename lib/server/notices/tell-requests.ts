import type { ChangeEffect } from "@/lib/contract/switches";
import type { MissingApproval } from "@/lib/domain/flip-request";
import type { Addressee } from "@/lib/domain/notice-recipients";
import type { Transaction } from "@/lib/server/db";
import { tell } from "@/lib/server/notices/tell";
import type { RequestRow } from "@/lib/server/requests/request-rows";

type Context = {
  readonly tx: Transaction;
  readonly now: Date;
  readonly program: { readonly id: string; readonly key: string };
};

const named = (row: RequestRow): string => `Request ${row.number} in ${row.environment.key}`;

const about = ({ program }: Context, row: RequestRow) => ({
  program,
  link: `/programs/${program.key}/requests/${row.environment.key}/${row.number}`,
  subject: { environment: row.environment.key, request: row.number, state: row.state },
});

/** Those whose approval a request lacks: of a team, where only that team's is left to give. */
const approvers = (missing: readonly MissingApproval[]): Addressee => {
  const teams = missing.flatMap((each) => (each.kind === "owning-team" ? [each.team] : []));
  const isTheirs = teams.length > 0 && teams.length === missing.length;
  return { permission: "switch:approve", ...(isTheirs ? { teams } : {}) };
};

/**
 * Tells those who may approve that a request waits for them: once for each revision of it, and again
 * where its approvals fell. Who approved it already is not asked.
 */
export const tellAsked = async (
  context: Context,
  row: RequestRow,
  missing: readonly MissingApproval[],
  because = "",
): Promise<void> => {
  if (row.state !== "awaiting_approval" || missing.length === 0) return;
  const { says } = row.effect as unknown as ChangeEffect;
  const revision = `${row.revision} ${row.groundDigest}`;
  await tell(context.tx, {
    ...about(context, row),
    kind: "approval-asked",
    says: `${named(row)} waits for approval. ${row.requesterName} asks: ${says} ${because || `“${row.reason}”`}`,
    dedupe: `approval-asked ${row.id} ${revision}`,
    to: [approvers(missing)],
    except: [
      row.requesterId,
      ...row.approvals
        .filter((each) => each.isApproval && each.revision === row.revision && !each.fellAt)
        .map(({ personId }) => personId),
    ],
    at: context.now,
  });
};

/** Tells who asked that somebody approved or rejected it. */
export const tellDecided = async (
  context: Context,
  row: RequestRow,
  decision: {
    readonly by: { readonly id: string; readonly name: string };
    readonly isApproval: boolean;
    readonly comment: string;
  },
): Promise<void> => {
  const { by, isApproval, comment } = decision;
  const rest = row.state === "awaiting_approval" ? " It waits for more approvals." : "";
  await tell(context.tx, {
    ...about(context, row),
    kind: "request-decided",
    says: `${named(row)} was ${isApproval ? "approved" : "rejected"} by ${by.name}${comment ? `: ${comment}` : "."}${isApproval ? rest : ""}`,
    dedupe: `request-decided ${row.id} ${row.revision} ${row.groundDigest} ${by.id}`,
    to: [{ people: [row.requesterId] }],
    except: [by.id],
    at: context.now,
  });
};

/** Tells who asked that nothing comes of a request any more: it expired, or something overtook it. */
export const tellEnded = async (
  context: Context,
  row: RequestRow,
  state: "expired" | "conflicted",
  because: string,
): Promise<void> => {
  await tell(context.tx, {
    ...about(context, { ...row, state }),
    kind: `request-${state}`,
    says: `${named(row)} ${state === "expired" ? "has expired" : "was overtaken"}. ${because}`,
    dedupe: `request-${state} ${row.id}`,
    to: [{ people: [row.requesterId] }],
    at: context.now,
  });
};
