import { isIP, isIPv4 } from "node:net";
import { isAllowedAddress } from "@/lib/server/notices/outbound-address";

/** The header that `server.ts` puts the address into that a request comes from, whatever was sent in it. */
export const addressHeader = "x-signalbox-address";

/** A proxy chain that is longer was written by somebody who wants it read. */
const hopsAtMost = 20;

/** An address as it is shown: without a port, a zone, or IPv6's dress of an IPv4 address; `null` for anything else. */
const addressOf = (word: string): string | null => {
  const bare = word
    .trim()
    .replace(/^\[([^\]]*)\](?::\d+)?$/, "$1")
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1")
    .replace(/%.*$/, "")
    .replace(/^::ffff:(\d+\.\d+\.\d+\.\d+)$/i, "$1");
  return isIP(bare) === 0 ? null : isIPv4(bare) ? bare : bare.toLowerCase();
};

/**
 * The address that a request comes from. In: the socket's other end, the `X-Forwarded-For` header, and the
 * proxies that may be believed, as addresses and ranges. Each proxy says who spoke to it, so the header is
 * read from its end for as long as who said it is trusted; what a stranger wrote into it counts for nothing.
 * `null` where the socket has no address.
 */
export const clientAddress = (
  socket: string | undefined,
  forwarded: string | undefined,
  trusted: readonly string[],
): string | null => {
  let address = addressOf(socket ?? "");
  const hops = (forwarded ?? "").split(",").slice(-hopsAtMost);
  while (address !== null && isAllowedAddress(address, trusted)) {
    const before = addressOf(hops.pop() ?? "");
    if (before === null) break;
    address = before;
  }
  return address;
};
