import type { IncomingMessage, ServerResponse } from "node:http";
import { answerProblem } from "@/lib/plane/plane-problem";
import type { ReceiptDesk } from "@/lib/plane/receipt-desk";
import { isHeldAlready, serveSnapshot, waitOf } from "@/lib/plane/serve-snapshot";
import { environmentKey, type SnapshotStore } from "@/lib/plane/snapshot-store";
import type { StreamHub } from "@/lib/plane/stream-hub";
import type { TokenBook } from "@/lib/plane/token-book";
import type { VersionWaits } from "@/lib/plane/version-waits";

type Options = {
  readonly tokens: TokenBook;
  readonly now: () => number;
  readonly hasTokens: () => boolean;
  readonly isReady: () => boolean;
  readonly store: SnapshotStore;
  readonly waits: VersionWaits;
  readonly hub: StreamHub;
  readonly desk: ReceiptDesk;
  readonly gatewayReads: Readonly<Record<string, Answerer>>;
};

type Place = { readonly program: string; readonly environment: string; readonly query: string };

type Answerer = (
  request: IncomingMessage,
  response: ServerResponse,
  place: Place,
) => Promise<number>;

/** What is answered under `/plane/v1/{program}/{environment}/`, to tokens that reach it. */
export const createEnvironmentEndpoints = (options: Options) => {
  const { tokens, now, hasTokens, isReady, store, waits, hub, desk, gatewayReads } = options;

  const answerSnapshot: Answerer = async (request, response, { program, environment, query }) => {
    const wait = waitOf(query);
    if (wait === null) return answerProblem(response, "malformed");
    const held = store.get(program, environment);
    if (held === undefined) return answerProblem(response, "not-found");
    if (wait > 0 && isHeldAlready(request, held.current.etag)) {
      await waits.wait(environmentKey(program, environment), wait, response);
      // While it waited its token may have been revoked, or the environment taken away.
      const admission = tokens.admit(request.headers.authorization, program, environment);
      if (admission.is !== "admitted") return answerProblem(response, "unauthenticated");
      const newest = store.get(program, environment);
      if (newest === undefined) return answerProblem(response, "not-found");
      return serveSnapshot(request, response, newest.current);
    }
    return serveSnapshot(request, response, held.current);
  };

  const snapshotOf = (program: string, environment: string) => () =>
    store.get(program, environment)?.current.snapshot;

  /** What reads and what is sent, by the end of the address. */
  const reads: Readonly<Record<string, Answerer>> = {
    snapshot: answerSnapshot,
    ...gatewayReads,
  };
  const posts: Readonly<Record<string, Answerer>> = {
    receipts: (request, response, { program, environment }) =>
      desk.receive(request, response, snapshotOf(program, environment)),
    "receipts/batch": (request, response, { program, environment, query }) =>
      desk.receiveBatch(request, response, snapshotOf(program, environment), query),
    "receipts/tokens": (request, response, { program, environment }) =>
      desk.receiveUses(request, response, ({ hash, silentMilliseconds }) =>
        tokens.noteElsewhere(hash, program, environment, now() - silentMilliseconds),
      ),
  };

  const answer = (
    request: IncomingMessage,
    response: ServerResponse,
    place: Place & { readonly endpoint: string },
  ): number | Promise<number> => {
    const { program, environment, endpoint } = place;
    if (!hasTokens()) return answerProblem(response, "unavailable");
    const admission = tokens.admit(request.headers.authorization, program, environment);
    if (admission.is === "unauthenticated") return answerProblem(response, "unauthenticated");
    if (admission.is === "elsewhere") return answerProblem(response, "forbidden");
    const held = store.get(program, environment);
    if (held === undefined) return answerProblem(response, isReady() ? "not-found" : "unavailable");
    const post = Object.hasOwn(posts, endpoint) ? posts[endpoint] : undefined;
    if (post !== undefined) {
      if (request.method !== "POST") return answerProblem(response, "method-post");
      if (!admission.mayReport) return answerProblem(response, "read-only");
      return post(request, response, place);
    }
    const read = Object.hasOwn(reads, endpoint) ? reads[endpoint] : undefined;
    if (read === undefined && endpoint !== "stream") return answerProblem(response, "not-found");
    if (request.method !== "GET" && request.method !== "HEAD") {
      return answerProblem(response, "method");
    }
    if (read !== undefined) return read(request, response, place);
    if (request.method === "HEAD") return answerProblem(response, "method");
    const lastId = request.headers["last-event-id"];
    hub.open(response, held, admission.token, typeof lastId === "string" ? lastId : null);
    return 200;
  };

  return {
    answer,
    /** Ends of the addresses that there are, for counting. */
    names: new Set(["stream", ...Object.keys(reads), ...Object.keys(posts)]),
  };
};
