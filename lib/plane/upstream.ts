import type { IncomingMessage } from "node:http";
import http from "node:http";
import https from "node:https";
import { Refusal } from "@/lib/domain/refusal";
import { within } from "@/lib/plane/within";

type UpstreamAnswer = {
  readonly status: number;
  readonly etag: string | null;
  readonly text: string;
};

/** An upstream Signalbox's plane, as an edge or an agent asks it. Every call may reject. */
export type Upstream = {
  readonly address: string;
  get(path: string, etag?: string | null): Promise<UpstreamAnswer>;
  post(path: string, body: unknown): Promise<UpstreamAnswer>;
  /** Follows server-sent events until the connection ends, is silent for too long or `stop` is called. */
  follow(
    path: string,
    lastId: string | null,
    onEvent: (event: ServerEvent) => void,
  ): { readonly ended: Promise<void>; readonly stop: () => void };
};

export type ServerEvent = { readonly id: string; readonly name: string; readonly text: string };

const answerWithin = 20_000;
// Three heartbeats of 15 s: a connection that says nothing any longer is gone.
const silentAtMost = 45_000;
const answerAtMost = 134_217_728;

const words = (path: string, { statusCode = 0 }: IncomingMessage, text: string): string => {
  let detail = "";
  try {
    detail = String((JSON.parse(text) as { detail?: unknown }).detail ?? "");
  } catch {
    // No problem document: the status has to do.
  }
  return `The upstream answered ${statusCode} to ${path}. ${detail}`.trim();
};

/** Splits what arrives into events; an event ends with an empty line. */
const eventReader = (onEvent: (event: ServerEvent) => void) => {
  // A snapshot of 50,000 routes arrives in hundreds of pieces: they are put together once.
  let pieces: string[] = [];
  return (chunk: string): void => {
    pieces.push(chunk);
    const last = pieces.at(-2)?.slice(-1) ?? "";
    if (!`${last}${chunk}`.includes("\n\n")) return;
    const blocks = pieces.join("").split("\n\n");
    pieces = [blocks.pop() ?? ""];
    for (const block of blocks) {
      const field = (name: string): string =>
        block
          .split("\n")
          .find((line) => line.startsWith(`${name}: `))
          ?.slice(name.length + 2) ?? "";
      if (block.trim() !== "" && !block.startsWith(":")) {
        onEvent({ id: field("id"), name: field("event"), text: field("data") });
      }
    }
  };
};

/** Talks to the plane of `address` with a bearer token. */
export const createUpstream = (address: string, token: string): Upstream => {
  const base = new URL(address);
  const { request: open, Agent } = base.protocol === "https:" ? https : http;
  const agent = new Agent({ keepAlive: true });
  const place = base.href.replace(/\/+$/, "");
  const authorization = `Bearer ${token}`;

  const ask = (
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body?: string,
  ): Promise<UpstreamAnswer> => {
    let abort = (): void => undefined;
    const answer = new Promise<UpstreamAnswer>((resolve, reject) => {
      const request = open(`${place}${path}`, {
        method,
        agent,
        headers: { authorization, ...headers },
      });
      abort = () => request.destroy();
      request.on("error", reject);
      request.on("response", (response) => {
        const parts: Buffer[] = [];
        let length = 0;
        response.on("error", reject);
        response.on("data", (part: Buffer) => {
          length += part.length;
          if (length > answerAtMost) request.destroy(new Error("The answer is too large."));
          else parts.push(part);
        });
        response.on("end", () => {
          const text = Buffer.concat(parts).toString("utf8");
          const status = response.statusCode ?? 0;
          if (status === 200 || status === 304) {
            resolve({ status, etag: response.headers.etag ?? null, text });
          } else if (status === 401 || status === 403) {
            reject(new Refusal("forbidden", words(path, response, text)));
          } else reject(new Error(words(path, response, text)));
        });
      });
      request.end(body);
    });
    return within(answer, answerWithin).finally(abort);
  };

  return {
    address: place,
    get: (path, etag) => ask("GET", path, etag ? { "if-none-match": etag } : {}),
    post: (path, body) =>
      ask("POST", path, { "content-type": "application/json" }, JSON.stringify(body)),
    follow: (path, lastId, onEvent) => {
      const request = open(`${place}${path}`, {
        // A connection of its own: it lives as long as the process.
        agent: false,
        headers: {
          authorization,
          accept: "text/event-stream",
          ...(lastId === null ? {} : { "last-event-id": lastId }),
        },
      });
      const ended = new Promise<void>((resolve, reject) => {
        request.on("error", reject);
        request.setTimeout(silentAtMost, () => request.destroy(new Error("The stream is silent.")));
        request.on("response", (response) => {
          response.setEncoding("utf8");
          response.on("error", reject);
          if (response.statusCode !== 200) {
            let text = "";
            response.on("data", (part: string) => {
              text += part;
            });
            response.on("end", () => reject(new Error(words(path, response, text))));
            return;
          }
          response.on("data", eventReader(onEvent));
          response.on("end", resolve);
          response.on("close", resolve);
        });
      });
      request.end();
      return { ended, stop: () => request.destroy() };
    },
  };
};
