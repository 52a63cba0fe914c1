import type { RequestView } from "@/lib/contract/requests";
import type { ChangeEffect } from "@/lib/contract/switches";
import type { Actor } from "@/lib/domain/permissions";
import { askedOf, type RequestRow, stateOf } from "@/lib/server/requests/request-rows";
import { isOwn } from "@/lib/server/requests/requester";

/** A request as lists and its own page show it. */
export const requestView = (row: RequestRow, actor: Actor): RequestView => ({
  id: row.id,
  environment: row.environment.key,
  number: row.number,
  state: stateOf(row.state),
  asked: askedOf(row),
  says: (row.effect as unknown as ChangeEffect).says,
  reason: row.reason,
  revision: row.revision,
  ground: row.groundDigest,
  requestedBy: row.requesterName,
  isMine: isOwn(actor, row),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  applyAt: row.applyAt?.toISOString() ?? null,
  expiresAt: row.expiresAt.toISOString(),
  approvals: row.approvals.map((approval) => ({
    by: approval.personName,
    teams: approval.teams,
    isApproval: approval.isApproval,
    comment: approval.comment,
    revision: approval.revision,
    at: approval.at.toISOString(),
    fell: approval.fellBecause,
  })),
  closed: row.closedAt && {
    at: row.closedAt.toISOString(),
    by: row.closedByName ?? "",
    because: row.closedBecause ?? "",
  },
  version: row.changes[0]?.version ?? null,
});
