import { listDeliveries as operation } from "@/lib/contract/notices";
import { deliveryView, endpointOf } from "@/lib/server/notices/notice-endpoints";
import { query } from "@/lib/server/query";

const newest = 100;
const deadAtMost = 200;

/** What was sent to an endpoint and what waits, the newest first; whatever is dead, however old. */
export const listDeliveries = query(
  { name: "list-deliveries", allow: "token:manage", input: operation.input },
  async ({ db, input, program }) => {
    const { id } = await endpointOf(db, program.id, input.endpoint);
    const read = (state: string[], take: number) =>
      db.noticeDelivery.findMany({
        where: { endpointId: id, state: { in: state } },
        orderBy: { noticeId: "desc" },
        take,
        include: { notice: { select: { kind: true, says: true, at: true } } },
      });
    const rows = [
      ...(await read(["dead"], deadAtMost)),
      ...(await read(["due", "delivered"], newest)),
    ];
    rows.sort((one, other) => (one.noticeId < other.noticeId ? 1 : -1));
    return { deliveries: rows.map(deliveryView) };
  },
);
