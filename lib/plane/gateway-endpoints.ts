import { hash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { EdgeEnvironments, EdgeTokens } from "@/lib/contract/edges";
import { Refusal } from "@/lib/domain/refusal";
import type { SwitchNaming } from "@/lib/domain/switch-naming";
import { gatewayFile, isGatewayFormat } from "@/lib/plane/gateway-file";
import { answerFault, answerProblem } from "@/lib/plane/plane-problem";
import type { PlaneSource, PlaneToken } from "@/lib/plane/plane-source";
import { isHeldAlready } from "@/lib/plane/serve-snapshot";
import type { HeldEnvironment, SnapshotStore } from "@/lib/plane/snapshot-store";
import type { TokenBook } from "@/lib/plane/token-book";

type Place = { readonly program: string; readonly environment: string; readonly query: string };
type Answerer = (
  request: IncomingMessage,
  response: ServerResponse,
  place: Place,
) => Promise<number>;

/** What the source says of an environment beside its snapshot. */
type Beside = {
  readonly text: string;
  readonly naming: SwitchNaming | null;
  readonly refusesOtherHashing: boolean;
};
const nothingBeside: Beside = { text: "", naming: null, refusesOtherHashing: false };

type Answer = { readonly body: Buffer; readonly type: string; readonly etag: string };

// Three formats, with and without the one setting: more are made anew each time.
const answersHeld = 12;
const types = {
  env: "text/plain; charset=utf-8",
  nginx: "text/plain; charset=utf-8",
  envoy: "application/json; charset=utf-8",
} as const;

const answerBody = (
  request: IncomingMessage,
  response: ServerResponse,
  { body, type, etag }: Answer,
): number => {
  if (isHeldAlready(request, etag)) {
    response.writeHead(304, { etag, "cache-control": "private, no-cache" });
    response.end();
    return 304;
  }
  response.writeHead(200, {
    "content-type": type,
    "content-length": body.length,
    "cache-control": "private, no-cache",
    etag,
  });
  response.end(body);
  return 200;
};

const answerJson = (
  request: IncomingMessage,
  response: ServerResponse,
  value: EdgeEnvironments | EdgeTokens,
): number => {
  const body = Buffer.from(JSON.stringify(value));
  const etag = `"${hash("sha256", body, "hex").slice(0, 32)}"`;
  return answerBody(request, response, { body, type: "application/json", etag });
};

/**
 * What gateways, agents and edges read beside snapshots: exports, the environments that a token reaches,
 * and the tokens that an edge has to know. Keeps what the source says beside its snapshots: hand
 * `source` on in its place.
 */
export const createGatewayEndpoints = (read: PlaneSource, isForced: () => boolean) => {
  const beside = new Map<string, Beside>();
  let known: readonly PlaneToken[] = [];
  const made = new WeakMap<HeldEnvironment["current"], Map<string, Answer>>();

  const source: PlaneSource = {
    ...read,
    heads: async () => {
      const heads = await read.heads();
      for (const { program, environment, naming = null, refusesOtherHashing = false } of heads) {
        const text = JSON.stringify([naming, refusesOtherHashing]);
        const place = `${program}/${environment}`;
        if (beside.get(place)?.text === text) continue;
        beside.set(place, { text, naming, refusesOtherHashing });
      }
      return heads;
    },
    tokens: async () => {
      known = await read.tokens();
      return known;
    },
  };

  const besideOf = (program: string, environment: string): Beside =>
    beside.get(`${program}/${environment}`) ?? nothingBeside;

  const exported =
    (store: SnapshotStore, format: string): Answerer =>
    async (request, response, { program, environment, query }) => {
      const held = store.get(program, environment);
      if (held === undefined || !isGatewayFormat(format))
        return answerProblem(response, "not-found");
      const { current } = held;
      const search = new URLSearchParams(query);
      const hashing = search.get("hashing") ?? "any";
      if (
        !["same", "any"].includes(hashing) ||
        [...search.keys()].some((key) => key !== "hashing")
      ) {
        const says = "An export takes `hashing=same`, which refuses percentages, or nothing.";
        return answerFault(response, "malformed", says);
      }
      const answers = made.get(current) ?? new Map<string, Answer>();
      made.set(current, answers);
      const forced = isForced();
      const { naming, refusesOtherHashing, text: saidBeside } = besideOf(program, environment);
      const key = [format, hashing, forced, saidBeside].join("\n");
      try {
        const answer =
          answers.get(key) ??
          ((): Answer => {
            const text = gatewayFile(current.snapshot, format, {
              naming,
              isForced: forced,
              refusesOtherHashing: refusesOtherHashing || hashing === "same",
            });
            const body = Buffer.from(text);
            // Also the naming and the force of this machine change what is written.
            const etag = `"${current.id}-${hash("sha256", body, "hex").slice(0, 16)}"`;
            return { body, type: types[format], etag };
          })();
        if (answers.size < answersHeld) answers.set(key, answer);
        return answerBody(request, response, answer);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const { reasons, message } = error;
        return answerFault(response, "conflict", message, { reasons });
      }
    };

  /**
   * The tokens of one environment, for its edges. Only to tokens that may report there, which is what an
   * edge has; hashes only, of tokens made at random by Signalbox; and never one that reaches
   * more than one program: an installation's own tokens open nothing at an edge.
   */
  const tokensOf =
    (tokens: TokenBook): Answerer =>
    async (request, response, { program, environment }) => {
      const admission = tokens.admit(request.headers.authorization, program, environment);
      if (admission.is !== "admitted") return answerProblem(response, "unauthenticated");
      if (!admission.mayReport) return answerProblem(response, "read-only");
      return answerJson(request, response, {
        tokens: known.flatMap((token) =>
          token.program === program &&
          (token.environment === null || token.environment === environment)
            ? [{ ...token, program, hash: token.hash.toLowerCase() }]
            : [],
        ),
      });
    };

  return {
    source,
    /** Ends of addresses under `/plane/v1/{program}/{environment}/`. */
    reads: (store: SnapshotStore, tokens: TokenBook): Readonly<Record<string, Answerer>> => ({
      "export/env": exported(store, "env"),
      "export/nginx": exported(store, "nginx"),
      "export/envoy": exported(store, "envoy"),
      tokens: tokensOf(tokens),
    }),
    /** Answers `/plane/v1/environments`: what the token may follow as an edge or an agent. */
    environments: (
      request: IncomingMessage,
      response: ServerResponse,
      store: SnapshotStore,
      tokens: TokenBook,
      isReady: boolean,
    ): number => {
      // An edge that is told of nothing would stop serving what it has.
      if (!isReady) return answerProblem(response, "unavailable");
      const { authorization } = request.headers;
      if (tokens.identify(authorization) === null)
        return answerProblem(response, "unauthenticated");
      const reached = store.list().filter(({ program, environment }) => {
        return tokens.admit(authorization, program, environment).is === "admitted";
      });
      return answerJson(request, response, {
        environments: reached.map(({ program, environment, current: { snapshot } }) => {
          const { naming, refusesOtherHashing } = besideOf(program, environment);
          const { epoch, version } = snapshot;
          return { program, environment, epoch, version, naming, refusesOtherHashing };
        }),
      });
    },
  };
};
