import type { RequestedChange } from "@/lib/contract/requests";
import {
  type Approval,
  openStates,
  type RequestState,
  transition,
} from "@/lib/domain/flip-request";
import { Refusal } from "@/lib/domain/refusal";
import type { Transaction } from "@/lib/server/db";

/** The database's words have underscores where the domain's have dashes. */
export const storedState = (state: RequestState) =>
  state === "awaiting-approval" ? "awaiting_approval" : state;

export const stateOf = (stored: ReturnType<typeof storedState>): RequestState =>
  stored === "awaiting_approval" ? "awaiting-approval" : stored;

export const storedOpenStates = openStates.map(storedState);

/** What is read with a request. */
export const withApprovals = {
  approvals: { orderBy: { at: "asc" } },
  changes: { select: { version: true } },
  environment: { select: { key: true } },
} as const;

export const requestNumbered = async (
  tx: Transaction,
  environment: { readonly id: string; readonly key: string },
  number: number,
) => {
  const row = await tx.flipRequest.findUnique({
    where: { environmentId_number: { environmentId: environment.id, number } },
    include: withApprovals,
  });
  if (!row) {
    throw new Refusal("not-found", `There is no request ${number} in ${environment.key}.`);
  }
  return row;
};

export type RequestRow = Awaited<ReturnType<typeof requestNumbered>>;

/** Requests of an environment from which something can still come, the oldest first. */
export const openRequests = (tx: Transaction, environmentId: string): Promise<RequestRow[]> =>
  tx.flipRequest.findMany({
    where: { environmentId, state: { in: storedOpenStates } },
    orderBy: { number: "asc" },
    include: withApprovals,
  });

export const askedOf = (row: Pick<RequestRow, "asked">): RequestedChange =>
  row.asked as unknown as RequestedChange;

export const requesterOf = (row: Pick<RequestRow, "requesterId" | "requesterName">) => ({
  id: row.requesterId,
  name: row.requesterName,
});

/** The approvals that count: of this revision, and not fallen. */
export const standingApprovals = (row: RequestRow): Omit<Approval, "accounts">[] =>
  row.approvals
    .filter(
      ({ isApproval, revision, fellAt }) => isApproval && revision === row.revision && !fellAt,
    )
    .map(({ personId, personName, teams }) => ({ personId, personName, teams }));

/** An ended request is told as such before anything else is said of it. */
export const refuseEnded = (row: RequestRow): void => {
  const state = stateOf(row.state);
  const next = transition(state, { kind: "withdraw" });
  if (next.kind === "moves") return;
  const because = row.closedBecause ? ` (${row.closedByName}: ${row.closedBecause})` : "";
  throw new Refusal("conflict", `Request ${row.number}: ${next.because}${because}`, [], { state });
};
