import { hash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { EvaluationRequest, type OfrepErrorCode } from "@/lib/contract/ofrep";
import type { OwnerRequest } from "@/lib/domain/resolve-owner";
import type { Snapshot } from "@/lib/domain/snapshot";
import type { Allowance } from "@/lib/plane/allowance";
import { ofrepFlags } from "@/lib/plane/ofrep-flags";
import type { PlaneLog } from "@/lib/plane/plane-source";
import type { BodyReader } from "@/lib/plane/read-body";
import { isHeldAlready } from "@/lib/plane/serve-snapshot";
import type { HeldEnvironment } from "@/lib/plane/snapshot-store";
import type { TokenBook } from "@/lib/plane/token-book";

type Options = {
  readonly tokens: TokenBook;
  readonly environments: () => readonly HeldEnvironment[];
  readonly hasTokens: () => boolean;
  readonly isReady: () => boolean;
  readonly readBody: BodyReader;
  /** Flags that a token may have evaluated. */
  readonly allowance: Allowance;
  /** Whether legacy is forced on this machine. */
  readonly isForced: () => boolean;
  readonly onDecision: (snapshot: Snapshot, key: string, owner: string) => void;
  readonly log: PlaneLog;
};

type Context = Extract<OwnerRequest, { route: string }>["context"];

const root = "/ofrep/v1/evaluate/flags";
const contextBytes = 262_144;

/** Web pages of any origin may ask: a token is needed, and no cookie is looked at. */
const cors = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "ETag, Retry-After",
  vary: "Origin",
};

const preflight = {
  ...cors,
  "access-control-allow-methods": "POST, OPTIONS",
  "access-control-allow-headers": "Authorization, Content-Type, If-None-Match",
  "access-control-max-age": "86400",
};

const send = (
  response: ServerResponse,
  status: number,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): number => {
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    ...cors,
    ...headers,
  });
  response.end(body);
  return status;
};

type Failure = {
  readonly status: number;
  readonly errorCode: OfrepErrorCode;
  readonly errorDetails: string;
  readonly headers?: Readonly<Record<string, string>>;
};

const failures = {
  unauthenticated: {
    status: 401,
    errorCode: "GENERAL",
    errorDetails:
      "Send a token of this program as `Authorization: Bearer …`. It is missing, unknown, revoked or past its date.",
    headers: { "www-authenticate": 'Bearer realm="signalbox plane"' },
  },
  nowhere: {
    status: 403,
    errorCode: "GENERAL",
    errorDetails: "This token reaches no program and environment that is here.",
  },
  several: {
    status: 403,
    errorCode: "GENERAL",
    errorDetails:
      "This token reaches more than one environment. Use one that was made for one, or add `?program=…&environment=…`.",
  },
  method: {
    status: 405,
    errorCode: "GENERAL",
    errorDetails: "Flags are evaluated with POST.",
    headers: { allow: "POST, OPTIONS" },
  },
  address: {
    status: 404,
    errorCode: "GENERAL",
    errorDetails: `Flags are evaluated at ${root} and ${root}/{key}.`,
  },
  starting: {
    status: 503,
    errorCode: "GENERAL",
    errorDetails: "The switches have not been read yet. Try again in a moment.",
    headers: { "retry-after": "2" },
  },
  large: {
    status: 413,
    errorCode: "INVALID_CONTEXT",
    errorDetails: "A context has at most 256 KiB.",
    headers: { connection: "close" },
  },
  json: { status: 400, errorCode: "PARSE_ERROR", errorDetails: "The body is no JSON object." },
  key: {
    status: 400,
    errorCode: "PARSE_ERROR",
    errorDetails: "The flag's key is not written as an address has it.",
  },
  internal: {
    status: 500,
    errorCode: "GENERAL",
    errorDetails: "Something went wrong inside Signalbox; its log says what.",
  },
} as const satisfies Record<string, Failure>;

const fail = (response: ServerResponse, failure: Failure, key: string | null): number => {
  const { status, errorCode, errorDetails, headers } = failure;
  const body = { ...(key === null ? {} : { key }), errorCode, errorDetails };
  return send(response, status, JSON.stringify(body), headers);
};

const tooMany = (seconds: number): Failure => ({
  status: 429,
  errorCode: "GENERAL",
  errorDetails: `This token has asked for more flags than it may at once. Try again in ${seconds} s.`,
  headers: { "retry-after": String(seconds), connection: "close" },
});

/** The key as the address has it: one decoding, and a key may hold slashes. `null` is the bulk request. */
const keyIn = (path: string): { key: string | null } | "unreadable" | "elsewhere" => {
  if (path === root) return { key: null };
  if (!path.startsWith(`${root}/`)) return "elsewhere";
  try {
    return { key: decodeURIComponent(path.slice(root.length + 1)) };
  } catch {
    return "unreadable";
  }
};

const contextIn = (bytes: Buffer): { context: Context } | Failure => {
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString("utf8"));
  } catch {
    return failures.json;
  }
  if (typeof json !== "object" || json === null || Array.isArray(json)) return failures.json;
  const parsed = EvaluationRequest.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue?.path.join(".") ?? "context";
    const says = where === "context" ? "must be an object" : (issue?.message ?? "cannot be read");
    return { status: 400, errorCode: "INVALID_CONTEXT", errorDetails: `${where}: ${says}.` };
  }
  // What else a context holds is read only where a rule asks for it, and there taken as it is.
  return { context: parsed.data.context as Context };
};

/**
 * OpenFeature Remote Evaluation Protocol v0.3.0, answered from memory. The token says which program and
 * environment; `?program=` and `?environment=` narrow one that reaches several.
 */
export const createOfrep = (options: Options) => {
  const { tokens, readBody, allowance, isForced, log } = options;

  const placeOf = (
    request: IncomingMessage,
    query: string,
  ): { token: string; snapshot: Snapshot } | Failure => {
    if (!options.hasTokens()) return failures.starting;
    const holder = tokens.identify(request.headers.authorization);
    if (holder === null) return failures.unauthenticated;
    const asked = new URLSearchParams(query);
    const [program, environment] = [asked.get("program"), asked.get("environment")];
    const isMeant = (mine: string | null, said: string | null, it: string): boolean =>
      (mine === null || mine === it) && (said === null || said === it);
    const found = options
      .environments()
      .filter(
        (held) =>
          isMeant(holder.program, program, held.program) &&
          isMeant(holder.environment, environment, held.environment),
      );
    const [only] = found;
    if (only === undefined) return options.isReady() ? failures.nowhere : failures.starting;
    if (found.length > 1) return failures.several;
    return { token: holder.token, snapshot: only.current.snapshot };
  };

  const evaluateAll = (
    request: IncomingMessage,
    response: ServerResponse,
    snapshot: Snapshot,
    context: Context,
  ): number => {
    const body = `{"flags":${ofrepFlags(snapshot).evaluateAll(context, isForced())}}`;
    // Over what was answered, so that two who are answered differently never share it.
    const etag = `"${hash("sha256", body, "hex").slice(0, 32)}"`;
    if (!isHeldAlready(request, etag)) return send(response, 200, body, { etag });
    response.writeHead(304, { ...cors, etag, "cache-control": "no-store" });
    response.end();
    return 304;
  };

  const evaluate = async (
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: string,
  ): Promise<number> => {
    const asked = keyIn(path);
    if (asked === "elsewhere") return fail(response, failures.address, null);
    if (request.method === "OPTIONS") {
      response.writeHead(204, preflight);
      response.end();
      return 204;
    }
    if (request.method !== "POST") return fail(response, failures.method, null);
    const key = asked === "unreadable" ? path.slice(root.length + 1) : asked.key;
    const place = placeOf(request, query);
    if ("status" in place) return fail(response, place, key);
    const { token, snapshot } = place;
    if (asked === "unreadable") return fail(response, failures.key, key);
    const flags = ofrepFlags(snapshot);
    const wait = allowance.take(token, key === null ? flags.size : 1);
    if (wait > 0) return fail(response, tooMany(wait), key);
    const body = await readBody(request, contextBytes);
    if (body.is === "gone") return 499;
    if (body.is === "busy") return fail(response, tooMany(5), key);
    if (body.is === "too-large") return fail(response, failures.large, key);
    const read = contextIn(body.bytes);
    if ("status" in read) return fail(response, read, key);
    if (key === null) return evaluateAll(request, response, snapshot, read.context);
    const flag = flags.evaluate(key, read.context, isForced());
    if (flag === null) {
      const says = `There is no flag "${key}". Keys are route.<id>, capability.<key> and worker.<program>.`;
      return fail(response, { status: 404, errorCode: "FLAG_NOT_FOUND", errorDetails: says }, key);
    }
    options.onDecision(snapshot, key, flag.value);
    return send(response, 200, JSON.stringify(flag));
  };

  /** Answers a request under `/ofrep`; gives the status. Never rejects. */
  return async (
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: string,
  ): Promise<number> => {
    try {
      return await evaluate(request, response, path, query);
    } catch (error) {
      log.warn({ because: String(error) }, "a flag could not be evaluated");
      if (response.headersSent) {
        response.destroy();
        return 500;
      }
      const read = keyIn(path);
      return fail(response, failures.internal, typeof read === "string" ? null : read.key);
    }
  };
};
