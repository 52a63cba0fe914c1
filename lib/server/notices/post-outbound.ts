import dns from "node:dns";
import http from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isAllowedAddress, isPublicAddress } from "@/lib/server/notices/outbound-address";

/** What became of a call: the status that came back, or why there is none. */
export type Posted =
  | { readonly status: number; readonly problem?: undefined }
  | { readonly status: null; readonly problem: string };

type Resolve = (host: string) => Promise<readonly { address: string; family: number }[]>;

export type Outbound = {
  /** Private addresses and ranges that may be called all the same. */
  readonly privateAddresses: readonly string[];
  readonly resolve?: Resolve;
  readonly timeoutMilliseconds?: number;
};

/** Of an answer nothing is used but its status. */
const readAtMost = 16_384;

const resolveByDns: Resolve = (host) => dns.promises.lookup(host, { all: true });

const settingName = "SIGNALBOX_ALLOW_PRIVATE_ADDRESSES";

/** Why a call of this address may not be made; `null` where it may. In the clear only to addresses that are named. */
const refusalOf = (address: string, isPlain: boolean, { privateAddresses }: Outbound) => {
  if (isAllowedAddress(address, privateAddresses)) return null;
  if (!isPublicAddress(address)) {
    return `${address} is a private address, and ${settingName} does not name it.`;
  }
  return isPlain ? `Use https: http is for addresses that ${settingName} names.` : null;
};

/** What an address is, before anything is sent to it: `null`, or why it may not be called, as far as it says itself. */
export const refusalOfUrl = (url: URL, outbound: Outbound): string | null => {
  if (url.protocol !== "https:" && url.protocol !== "http:") return "Use an https address.";
  if (url.username !== "" || url.password !== "") return "Leave user and password out of it.";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return isIP(host) === 0 ? null : refusalOf(host, url.protocol === "http:", outbound);
};

type Found = readonly { readonly address: string }[];

/** Why a name that leads to these addresses may not be called; `null` where it may. One that is closed closes all. */
export const refusalOfAddresses = (url: URL, found: Found, outbound: Outbound): string | null =>
  found
    .map(({ address }) => refusalOf(address, url.protocol === "http:", outbound))
    .find((refusal) => refusal !== null) ?? null;

/**
 * Looks a name up once, refuses it where any of its addresses may not be called, and gives the very
 * addresses that were looked at to the connection: a name that answers otherwise the second time is
 * never asked a second time.
 */
const lookupOnce =
  (url: URL, outbound: Outbound): LookupFunction =>
  (host, options, callback) => {
    const fail = (error: unknown) => callback(error as NodeJS.ErrnoException, "", 4);
    (outbound.resolve ?? resolveByDns)(host).then((found) => {
      const [first] = found;
      if (!first) return fail(new Error(`${host} has no address.`));
      const refusal = refusalOfAddresses(url, found, outbound);
      if (refusal !== null) return fail(new Error(refusal));
      if (options.all) callback(null, [...found]);
      else callback(null, first.address, first.family);
    }, fail);
  };

const wordsOf = (error: unknown, timeout: number): string => {
  const { name, code, message } = error as NodeJS.ErrnoException;
  if (name === "TimeoutError" || name === "AbortError")
    return `No answer within ${timeout / 1000} s.`;
  if (code === "ECONNREFUSED") return "The connection was refused.";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "The name is not known.";
  return message.slice(0, 300) || "The connection failed.";
};

/**
 * Posts a body to an address outside. Redirects are not followed, of the answer only the status counts,
 * and it takes ten seconds at most. Never throws: what went wrong is the answer.
 */
export const postOutbound = (
  address: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  outbound: Outbound,
): Promise<Posted> => {
  const timeout = outbound.timeoutMilliseconds ?? 10_000;
  const failed = (problem: string): Posted => ({ status: null, problem });
  if (!URL.canParse(address)) return Promise.resolve(failed("This is no address."));
  const url = new URL(address);
  const refusal = refusalOfUrl(url, outbound);
  if (refusal !== null) return Promise.resolve(failed(refusal));
  const isPlain = url.protocol === "http:";
  return new Promise((resolve) => {
    const request = (isPlain ? http : https).request(
      url,
      {
        method: "POST",
        agent: false,
        lookup: lookupOnce(url, outbound),
        signal: AbortSignal.timeout(timeout),
        headers: {
          "content-type": "application/json",
          "content-length": String(Buffer.byteLength(body)),
          "user-agent": "Signalbox",
          ...headers,
        },
      },
      (response) => {
        resolve({ status: response.statusCode ?? 0 });
        let read = 0;
        response.on("data", (part: Buffer) => {
          read += part.length;
          if (read > readAtMost) response.destroy();
        });
        response.on("error", () => undefined);
      },
    );
    request.on("error", (error) => resolve(failed(wordsOf(error, timeout))));
    request.end(body);
  });
};
