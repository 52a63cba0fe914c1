import type { KeyObject } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createAllowance } from "@/lib/plane/allowance";
import { createEnvironmentEndpoints } from "@/lib/plane/environment-endpoints";
import { createGatewayEndpoints } from "@/lib/plane/gateway-endpoints";
import { answerProblem } from "@/lib/plane/plane-problem";
import type {
  LeaseOffice,
  PlaneEvent,
  PlaneLog,
  PlaneSource,
  ReceiptSink,
  SignBytes,
} from "@/lib/plane/plane-source";
import { createPlaneStatus } from "@/lib/plane/plane-status";
import { createBodyReader } from "@/lib/plane/read-body";
import { createReceiptBook } from "@/lib/plane/receipt-book";
import { createReceiptDesk } from "@/lib/plane/receipt-desk";
import { createOfrep } from "@/lib/plane/serve-ofrep";
import { createSnapshotStore } from "@/lib/plane/snapshot-store";
import { createStreamHub, type Delivery } from "@/lib/plane/stream-hub";
import { createTokenBook } from "@/lib/plane/token-book";
import { createVersionWaits } from "@/lib/plane/version-waits";
import { within } from "@/lib/plane/within";

export type PlaneOptions = {
  readonly source: PlaneSource;
  /** Ed25519 over the canonical bytes of a snapshot. */
  readonly sign: SignBytes;
  /** The public key that belongs to `sign`, published at `/plane/v1/keys`. */
  readonly publicKey: KeyObject;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: PlaneLog;
  /** How often everything is compared with the source, whatever events said. 5 s unless told. */
  readonly pollMilliseconds?: number;
  readonly heartbeatMilliseconds?: number;
  /** Where receipts go; without one they only show in the metrics. */
  readonly sink?: ReceiptSink;
  /** Who grants leases; without one nobody does. */
  readonly leases?: LeaseOffice;
  /** Whether legacy is forced on this machine itself; an edge's switch. */
  readonly isForced?: () => boolean;
};

export type Plane = {
  /** Answers a request under `/plane` or `/ofrep`; `false` when it is somebody else's. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** Reads everything once and follows the source from then on; does not fail when the source does. */
  start(): Promise<void>;
  /** Stops following and ends every stream. What is held is still served. */
  stop(): void;
  /** Hands what clients have reported to the sink now, as before a stop. */
  deliverReceipts(): Promise<void>;
  clients(program: string, environment: string): number;
  delivery(program: string, environment: string): Delivery;
  ready(): boolean;
};

const tokenReadTimeout = 20_000;
// Bodies that are being read at any one time, over all clients.
const bodyBytesTogether = 134_217_728;
// A bulk request costs its number of flags. One core evaluates and sends about 900,000 a second.
const flagAllowance = { perSecond: 400_000, burst: 2_000_000 };

/**
 * The data plane: answers `/plane/**` from memory, follows a source, needs nothing else. While the
 * source fails it serves what it holds and says how old that is. switches.md, "Plane endpoints".
 */
export const createPlane = (options: PlaneOptions): Plane => {
  const { sign, now, log } = options;
  const isForced = options.isForced ?? (() => false);
  const gateways = createGatewayEndpoints(options.source, isForced);
  const { source } = gateways;
  const tokens = createTokenBook(now, (hash, at) => source.noteUse?.(hash, at));
  const hub = createStreamHub(now);
  const waits = createVersionWaits();
  const store = createSnapshotStore({
    source,
    sign,
    log,
    now,
    onVersion: (key, held) => {
      hub.broadcast(key, held);
      waits.wake(key);
    },
  });
  const book = createReceiptBook(now);
  const readBody = createBodyReader(bodyBytesTogether);
  const desk = createReceiptDesk({
    book,
    readBody,
    sink: options.sink,
    leases: options.leases,
    log,
  });
  const requests = new Map<string, number>();
  let hasTokens = false;
  let isPolling = false;
  let failures = 0;
  let stopFollowing: (() => void) | undefined;

  const count = (endpoint: string, status: number): void => {
    const key = `${endpoint} ${status}`;
    requests.set(key, (requests.get(key) ?? 0) + 1);
  };

  const readTokens = async (): Promise<void> => {
    tokens.replace(await within(source.tokens(), tokenReadTimeout));
    hasTokens = true;
    hub.review(tokens.isStillGood);
  };

  const failing = new Map<string, string>();
  const attempt = async (what: string, read: () => Promise<void>): Promise<void> => {
    try {
      await read();
      failing.delete(what);
    } catch (error) {
      failures++;
      const because = error instanceof Error ? error.message : String(error);
      // Asked every second, a source that is gone for a night would fill the disk with one sentence.
      if (failing.get(what) === because) return;
      failing.set(what, because);
      log.warn({ because }, `${what} could not be read; what is held is served`);
    }
  };

  const poll = async (): Promise<void> => {
    if (isPolling) return;
    isPolling = true;
    await attempt("tokens", readTokens);
    await attempt("snapshots", store.poll);
    hub.settle(store.confirmedAt() ?? 0, store.byKey);
    isPolling = false;
  };

  const onEvent = (event: PlaneEvent): void => {
    if (event.kind === "tokens") void attempt("tokens", readTokens);
    else {
      const { program, environment, version } = event;
      if (store.get(program, environment)?.current.snapshot.version === version) return;
      void attempt("a snapshot", () => store.refresh(program, environment));
    }
  };

  const isReady = (): boolean => hasTokens && store.confirmedAt() !== null;
  const ageSeconds = (): number | null => {
    const confirmedAt = store.confirmedAt();
    return confirmedAt === null ? null : Math.max(0, (now() - confirmedAt) / 1000);
  };

  const answerOwn = createPlaneStatus({
    publicKey: options.publicKey,
    isReady,
    sourceAgeSeconds: ageSeconds,
    now,
    reading: () => ({
      environments: store.list().map((held) => ({
        held,
        clients: hub.clients(held.program, held.environment),
        receipts: book.reading(held.current.snapshot),
      })),
      requests,
      droppedClients: hub.dropped(),
      sourceFailures: failures,
      receiptFailures: desk.failures(),
      droppedCounts: book.dropped(),
    }),
  });

  const ofrep = createOfrep({
    tokens,
    environments: store.list,
    hasTokens: () => hasTokens,
    isReady,
    readBody,
    allowance: createAllowance(flagAllowance, now),
    isForced,
    onDecision: (snapshot, key, owner) => {
      if (key.startsWith("route.")) book.countDecision(snapshot, key.slice(6), owner);
    },
    log,
  });

  const endpoints = createEnvironmentEndpoints({
    tokens,
    now,
    hasTokens: () => hasTokens,
    isReady,
    store,
    waits,
    hub,
    desk,
    gatewayReads: gateways.reads(store, tokens),
  });

  const countWhenDone = (
    name: string,
    response: ServerResponse,
    status: number | Promise<number>,
  ): void => {
    if (typeof status === "number") {
      count(name, status);
      return;
    }
    status.then(
      (code) => count(name, code),
      (error: unknown) => {
        log.warn({ because: String(error) }, "a request could not be answered");
        response.destroy();
      },
    );
  };

  const handle = (request: IncomingMessage, response: ServerResponse): boolean => {
    const url = request.url ?? "";
    const isFlags = url.startsWith("/ofrep");
    if (!isFlags && !url.startsWith("/plane")) return false;
    const end = url.indexOf("?");
    const path = end < 0 ? url : url.slice(0, end);
    const query = end < 0 ? "" : url.slice(end + 1);
    if (isFlags) {
      if (path !== "/ofrep" && !path.startsWith("/ofrep/")) return false;
      countWhenDone("ofrep", response, ofrep(request, response, path, query));
      return true;
    }
    if (path !== "/plane" && !path.startsWith("/plane/")) return false;
    const [, , v1, program, environment, ...rest] = path.split("/");
    const endpoint = rest.join("/");
    if (v1 !== "v1" || !program || !environment || endpoint === "") {
      const isRead = request.method === "GET" || request.method === "HEAD";
      const answerRead = (): number =>
        path === "/plane/v1/environments"
          ? gateways.environments(request, response, store, tokens, isReady())
          : answerOwn(response, path);
      const status = isRead ? answerRead() : answerProblem(response, "method");
      count(isRead ? "own" : "other", status);
      return true;
    }
    const place = { program, environment, endpoint, query };
    const name = endpoints.names.has(endpoint) ? endpoint : "other";
    countWhenDone(name, response, endpoints.answer(request, response, place));
    return true;
  };

  return {
    handle,
    start: async () => {
      const unsubscribe = source.subscribe(onEvent);
      const polling = setInterval(() => void poll(), options.pollMilliseconds ?? 5000);
      const heart = setInterval(() => {
        hub.review(tokens.isStillGood);
        hub.beat();
      }, options.heartbeatMilliseconds ?? 15_000);
      const stopDelivering = desk.start();
      stopFollowing = () => {
        stopDelivering();
        unsubscribe();
        clearInterval(polling);
        clearInterval(heart);
      };
      await poll();
    },
    stop: () => {
      stopFollowing?.();
      hub.close();
      waits.wakeAll();
    },
    deliverReceipts: desk.deliver,
    clients: (program, environment) => hub.clients(program, environment),
    delivery: (program, environment) => {
      const held = store.get(program, environment);
      return held === undefined ? { version: 0, sentTo: 0, of: 0, at: null } : hub.delivery(held);
    },
    ready: isReady,
  };
};
