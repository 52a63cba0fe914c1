import { replayDelivery as operation } from "@/lib/contract/notices";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { deliveryView, endpointOf } from "@/lib/server/notices/notice-endpoints";

/** Sends a dead delivery again, under the id that it always had. */
export const replayDelivery = command(
  { name: "replay-delivery", allow: "token:manage", input: operation.input },
  async ({ tx, input, now, program }) => {
    const { id } = await endpointOf(tx, program.id, input.endpoint);
    const { count } = await tx.noticeDelivery.updateMany({
      where: { endpointId: id, noticeId: input.notice, state: "dead" },
      data: { state: "due", attempts: 0, nextAt: now },
    });
    const row = await tx.noticeDelivery.findUnique({
      where: { endpointId_noticeId: { endpointId: id, noticeId: input.notice } },
      include: { notice: { select: { kind: true, says: true, at: true } } },
    });
    if (!row) throw new Refusal("not-found", "Nothing of this id was ever due there.");
    if (count === 0) {
      throw new Refusal(
        "conflict",
        row.state === "delivered"
          ? "It was delivered: there is nothing to replay."
          : "It is being tried already.",
      );
    }
    return {
      event: { subject: { endpoint: id, notice: input.notice } },
      result: deliveryView(row),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
