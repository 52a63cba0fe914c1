import type { DeliveryView, EndpointView } from "@/lib/contract/notices";
import { type NoticeKind, noticeKindWords } from "@/lib/domain/notice-kinds";
import { Refusal } from "@/lib/domain/refusal";
import type { Transaction } from "@/lib/server/db";

/** An address as it may be shown and audited: what follows Slack's host is its secret, as is any query. */
export const shownAddress = (kind: string, address: string): string => {
  const url = new URL(address);
  if (kind === "slack") return `${url.origin}/…`;
  return `${url.origin}${url.pathname}${url.search === "" ? "" : "?…"}`;
};

/** An endpoint of the program that was not removed. */
export const endpointOf = async (tx: Transaction, programId: string, id: string) => {
  const endpoint = await tx.noticeEndpoint.findFirst({ where: { id, programId, removedAt: null } });
  if (!endpoint) throw new Refusal("not-found", "The program has no such endpoint.");
  return endpoint;
};

type EndpointRow = Awaited<ReturnType<typeof endpointOf>>;

/** Endpoints as they are shown, each with how much waits for it and how much is dead. */
export const endpointViews = async (
  tx: Transaction,
  endpoints: readonly EndpointRow[],
): Promise<EndpointView[]> => {
  const counts = await tx.noticeDelivery.groupBy({
    by: ["endpointId", "state"],
    where: { endpointId: { in: endpoints.map(({ id }) => id) }, state: { in: ["due", "dead"] } },
    _count: true,
  });
  const countOf = (id: string, state: string): number =>
    counts.find((each) => each.endpointId === id && each.state === state)?._count ?? 0;
  return endpoints.map((endpoint) => ({
    id: endpoint.id,
    name: endpoint.name,
    kind: endpoint.kind as EndpointView["kind"],
    address: shownAddress(endpoint.kind, endpoint.url),
    kinds: endpoint.kinds as EndpointView["kinds"],
    createdBy: endpoint.createdByName,
    createdAt: endpoint.createdAt.toISOString(),
    pausedAt: endpoint.pausedAt?.toISOString() ?? null,
    waiting: countOf(endpoint.id, "due"),
    dead: countOf(endpoint.id, "dead"),
  }));
};

export const endpointView = async (
  tx: Transaction,
  endpoint: EndpointRow,
): Promise<EndpointView> => {
  const [view] = await endpointViews(tx, [endpoint]);
  if (!view) throw new Error("An endpoint has no view.");
  return view;
};

export const deliveryView = (row: {
  readonly noticeId: string;
  readonly state: string;
  readonly attempts: number;
  readonly nextAt: Date | null;
  readonly lastStatus: number | null;
  readonly lastProblem: string | null;
  readonly deliveredAt: Date | null;
  readonly notice: { readonly kind: string; readonly says: string; readonly at: Date };
}): DeliveryView => ({
  notice: row.noticeId,
  kind: row.notice.kind as NoticeKind,
  title: noticeKindWords(row.notice.kind as NoticeKind).title,
  says: row.notice.says,
  at: row.notice.at.toISOString(),
  state: row.state as DeliveryView["state"],
  attempts: row.attempts,
  nextAt: row.nextAt?.toISOString() ?? null,
  lastStatus: row.lastStatus,
  lastProblem: row.lastProblem,
  deliveredAt: row.deliveredAt?.toISOString() ?? null,
});
