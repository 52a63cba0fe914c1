import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import type { ClientOptions } from "@/clients/typescript/client-types";
import { receiptText } from "@/clients/typescript/receipt-text";
import { Refusal } from "@/lib/domain/refusal";

/** The options with everything that was left out; times in milliseconds. */
export type ClientSettings = {
  readonly origin: string;
  /** Address of the program and environment, up to and without `/snapshot`. */
  readonly place: string;
  readonly program: string;
  readonly environment: string;
  readonly token: string;
  readonly legacy: string;
  readonly cacheFile: string | null;
  readonly publicKeys: readonly string[];
  readonly staleAfter: number;
  readonly forceFile: string | null;
  readonly forceVariable: string | null;
  readonly instance: string;
  readonly runtime: string;
  readonly poll: readonly [least: number, most: number];
  readonly receiptEvery: number | null;
  readonly reconnectWithin: number;
  readonly silentAfter: number;
  readonly timeout: number;
  readonly log: (message: string) => void;
};

const readAddress = (url: string): URL => {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address === null || !/^https?:$/.test(address.protocol)) {
    throw new Refusal(
      "invalid",
      `${url} is no http or https address. Say where Signalbox listens.`,
    );
  }
  return address;
};

/** A program's own log must not end what follows the plane. */
const guarded =
  (log: (message: string) => void) =>
  (message: string): void => {
    try {
      log(message);
    } catch {
      // There is nobody else to tell.
    }
  };

const readToken = (text: string): string => {
  const token = text.trim();
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  // Without its text: this is logged by whoever starts the program.
  throw new Refusal("invalid", "The token is empty or holds what no header can carry.");
};

/** Completes a client's options. Refuses (`invalid`) an address that is none, and a token that is none. */
export const clientSettings = (options: ClientOptions): ClientSettings => {
  const address = readAddress(options.url);
  const origin = `${address.origin}${address.pathname.replace(/\/+$/, "")}`;
  const { program, environment } = options;
  const [least, most] = options.pollSeconds ?? [5, 15];
  const { staleAfterSeconds = 3600, forceVariable = "SIGNALBOX_FORCE_LEGACY" } = options;
  const own = `${hostname().slice(0, 100)}:${process.pid}:${randomBytes(3).toString("hex")}`;
  return {
    origin,
    place: `${origin}/plane/v1/${encodeURIComponent(program)}/${encodeURIComponent(environment)}`,
    program,
    environment,
    token: readToken(options.token),
    legacy: options.legacy ?? "legacy",
    cacheFile: options.cacheFile ?? null,
    publicKeys: options.publicKeys ?? [],
    staleAfter: staleAfterSeconds === null ? Number.POSITIVE_INFINITY : staleAfterSeconds * 1000,
    forceFile: options.forceFile ?? null,
    forceVariable,
    instance: receiptText(options.instance ?? "", 200) || own,
    runtime: receiptText(options.runtime ?? "", 100) || `node ${process.versions.node}`,
    poll: [least * 1000, most * 1000],
    receiptEvery: options.receiptSeconds === undefined ? null : options.receiptSeconds * 1000,
    reconnectWithin: (options.reconnectSeconds ?? 1) * 1000,
    // Three missed heartbeats of 15 s.
    silentAfter: (options.silentSeconds ?? 45) * 1000,
    timeout: (options.timeoutSeconds ?? 10) * 1000,
    log: guarded(options.log ?? (() => undefined)),
  };
};
