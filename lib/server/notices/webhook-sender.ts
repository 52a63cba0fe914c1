import { nextAttempt } from "@/lib/domain/delivery-retry";
import { slackPayload, standardPayload } from "@/lib/formats/notice-payload";
import type { OutgoingNotice } from "@/lib/formats/notice-words";
import { type Database, sql } from "@/lib/server/db";
import { log } from "@/lib/server/log";
import { outgoing, withProgram } from "@/lib/server/notices/outgoing-notice";
import { type Outbound, type Posted, postOutbound } from "@/lib/server/notices/post-outbound";
import { endpointSecret, webhookHeaders } from "@/lib/server/notices/webhook-signature";

/** One endpoint that hangs must not take the place of the others. */
const mostAtOnce = { inAll: 16, perEndpoint: 4 };

/** Milliseconds after which a delivery whose process died is somebody else's: longer than an attempt can take. */
const lease = 30_000;

type Endpoint = { readonly id: string; readonly kind: string; readonly url: string };
type Claimed = { readonly noticeId: string; readonly attempts: number };

const dueEndpoints = (database: Database, now: Date): Promise<Endpoint[]> =>
  database.$queryRaw<Endpoint[]>(sql`
    SELECT e."id"::text AS "id", e."kind", e."url" FROM "NoticeEndpoint" e
    WHERE e."removedAt" IS NULL AND e."pausedAt" IS NULL AND EXISTS (
      SELECT 1 FROM "NoticeDelivery" d
      WHERE d."endpointId" = e."id" AND d."state" = 'due' AND d."nextAt" <= ${now})
    ORDER BY e."id"`);

/** Takes what is due to an endpoint for this process alone, until it is settled or the lease is over. */
const claim = (database: Database, endpoint: string, most: number, now: Date): Promise<Claimed[]> =>
  database.$queryRaw<Claimed[]>(sql`
    UPDATE "NoticeDelivery" d
    SET "nextAt" = ${new Date(now.getTime() + lease)}, "attempts" = d."attempts" + 1
    FROM (
      SELECT "endpointId", "noticeId" FROM "NoticeDelivery"
      WHERE "endpointId" = ${endpoint}::uuid AND "state" = 'due' AND "nextAt" <= ${now}
      ORDER BY "nextAt" LIMIT ${most} FOR UPDATE SKIP LOCKED
    ) due
    WHERE d."endpointId" = due."endpointId" AND d."noticeId" = due."noticeId"
    RETURNING d."noticeId"::text AS "noticeId", d."attempts"`);

const send = (endpoint: Endpoint, notice: OutgoingNotice, address: string, outbound: Outbound) => {
  if (endpoint.kind === "slack") {
    return postOutbound(endpoint.url, {}, slackPayload(notice, address), outbound);
  }
  const body = standardPayload(notice, address);
  const secret = endpointSecret(endpoint.id);
  const headers = webhookHeaders(secret, notice.id, new Date(), body);
  return postOutbound(endpoint.url, headers, body, outbound);
};

const isTaken = ({ status }: Posted): boolean => status !== null && status >= 200 && status < 300;

const problemOf = ({ status, problem }: Posted): string => {
  if (status === null) return problem;
  if (status >= 300 && status < 400) return `It answered ${status}: redirects are not followed.`;
  return `It answered ${status}.`;
};

/** Writes what became of an attempt, unless its lease was over and another process has it by now. */
const settle = async (
  database: Database,
  endpointId: string,
  { noticeId, attempts }: Claimed,
  posted: Posted,
): Promise<void> => {
  const at = new Date();
  if (isTaken(posted)) {
    await database.noticeDelivery.updateMany({
      where: { endpointId, noticeId, state: "due" },
      data: {
        state: "delivered",
        nextAt: null,
        deliveredAt: at,
        lastStatus: posted.status,
        lastProblem: null,
      },
    });
    return;
  }
  // 410 is how a receiver says that it wants no more of this.
  const nextAt = posted.status === 410 ? null : nextAttempt(attempts, at, Math.random());
  await database.noticeDelivery.updateMany({
    where: { endpointId, noticeId, state: "due", attempts },
    data: {
      state: nextAt === null ? "dead" : "due",
      nextAt,
      lastStatus: posted.status,
      lastProblem: problemOf(posted),
    },
  });
};

/**
 * Sends what is due to endpoints: at least once, each attempt claimed by one process. `round` claims what
 * there is room for and answers the sendings that it has begun; it does not wait for them, and nothing of
 * the database is held while the network is waited for.
 */
export const webhookSender = (settings: {
  readonly database: Database;
  /** Where this installation answers. */
  readonly address: string;
  readonly outbound: Outbound;
}) => {
  const { database, address, outbound } = settings;
  const underWay = new Map<string, number>();
  let inAll = 0;
  const deliver = async (endpoint: Endpoint, claimed: Claimed): Promise<void> => {
    try {
      const notice = await database.notice.findUniqueOrThrow({
        where: { id: claimed.noticeId },
        include: withProgram,
      });
      const posted = await send(endpoint, outgoing(notice), address, outbound);
      await settle(database, endpoint.id, claimed, posted);
    } catch (error) {
      log.warn({ error, endpoint: endpoint.id }, "a notice could not be sent; it is tried again");
    } finally {
      inAll -= 1;
      underWay.set(endpoint.id, (underWay.get(endpoint.id) ?? 1) - 1);
      if (underWay.get(endpoint.id) === 0) underWay.delete(endpoint.id);
    }
  };
  return {
    round: async (now: Date): Promise<Promise<void>[]> => {
      const begun: Promise<void>[] = [];
      for (const endpoint of await dueEndpoints(database, now)) {
        const most = Math.min(
          mostAtOnce.inAll - inAll,
          mostAtOnce.perEndpoint - (underWay.get(endpoint.id) ?? 0),
        );
        if (most <= 0) continue;
        for (const claimed of await claim(database, endpoint.id, most, now)) {
          inAll += 1;
          underWay.set(endpoint.id, (underWay.get(endpoint.id) ?? 0) + 1);
          begun.push(deliver(endpoint, claimed));
        }
      }
      return begun;
    },
  };
};
