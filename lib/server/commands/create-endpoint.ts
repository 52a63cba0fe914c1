import { promises as dns } from "node:dns";
import { createEndpoint as operation } from "@/lib/contract/notices";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { env } from "@/lib/server/env";
import { endpointView, shownAddress } from "@/lib/server/notices/notice-endpoints";
import { refusalOfAddresses, refusalOfUrl } from "@/lib/server/notices/post-outbound";
import { endpointSecret } from "@/lib/server/notices/webhook-signature";

/**
 * What can be known of an address before anything is sent there. It is checked again at each connection;
 * a name that is not known yet may be known then.
 */
const refuseBadAddress = async (address: string): Promise<void> => {
  const outbound = { privateAddresses: env().privateAddresses };
  const url = new URL(address);
  const found = await dns.lookup(url.hostname, { all: true }).catch(() => []);
  const refusal = refusalOfUrl(url, outbound) ?? refusalOfAddresses(url, found, outbound);
  if (refusal === null) return;
  throw new Refusal("invalid", refusal, [{ field: "url", says: refusal }]);
};

/** Sends the program's notices to an address from now on. Its secret is answered once and kept nowhere. */
export const createEndpoint = command(
  {
    name: "create-endpoint",
    allow: "token:manage",
    input: operation.input,
    prepare: async ({ input: { url } }) => refuseBadAddress(url),
  },
  async ({ tx, actor, input, now, program }) => {
    const { name, kind, url, kinds } = input;
    const endpoint = await tx.noticeEndpoint.create({
      data: {
        programId: program.id,
        name,
        kind,
        url,
        kinds,
        createdByName: actor.name,
        createdAt: now,
      },
    });
    return {
      event: {
        subject: { endpoint: endpoint.id },
        now: { name, kind, address: shownAddress(kind, url), kinds },
      },
      result: {
        endpoint: await endpointView(tx, endpoint),
        secret: kind === "slack" ? null : endpointSecret(endpoint.id),
      },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
