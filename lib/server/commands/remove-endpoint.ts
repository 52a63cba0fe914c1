import { removeEndpoint as operation } from "@/lib/contract/notices";
import { command } from "@/lib/server/command";
import { endpointOf, shownAddress } from "@/lib/server/notices/notice-endpoints";

/** Sends nothing there any more, also of what waited. */
export const removeEndpoint = command(
  { name: "remove-endpoint", allow: "token:manage", input: operation.input },
  async ({ tx, input, now, program }) => {
    const endpoint = await endpointOf(tx, program.id, input.endpoint);
    const { id, name, kind, url } = endpoint;
    await tx.noticeEndpoint.update({ where: { id }, data: { removedAt: now } });
    await tx.noticeDelivery.updateMany({
      where: { endpointId: id, state: "due" },
      data: { state: "dead", nextAt: null, lastProblem: "The endpoint was removed." },
    });
    return {
      event: { subject: { endpoint: id }, was: { name, kind, address: shownAddress(kind, url) } },
      result: { id },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
