import type { IncomingMessage, ServerResponse } from "node:http";
import type { BuiltVersion, Encoding } from "@/lib/plane/build-version";

// Below this an encoding costs more than it saves.
const worthEncoding = 1024;

const acceptsWell = (header: string, encoding: string): boolean =>
  header.split(",").some((part) => {
    const [name = "", ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
    return name === encoding && !parameters.some((text) => /^q=0(\.0*)?$/.test(text));
  });

const encodingFor = (request: IncomingMessage, { body }: BuiltVersion): Encoding => {
  const header = request.headers["accept-encoding"];
  if (header === undefined || body.length < worthEncoding) return "identity";
  if (acceptsWell(header, "br")) return "br";
  return acceptsWell(header, "gzip") ? "gzip" : "identity";
};

/** Whether an `If-None-Match` names this ETag; a proxy may have made it weak. */
export const isHeldAlready = (request: IncomingMessage, etag: string): boolean => {
  const header = request.headers["if-none-match"];
  if (header === undefined) return false;
  if (header === etag) return true;
  return header.split(",").some((entry) => entry.trim().replace(/^W\//, "") === etag);
};

/** How long a request is willing to wait for news, in milliseconds; `null` when it cannot be read. */
export const waitOf = (query: string): number | null => {
  if (query === "") return 0;
  const wait = new URLSearchParams(query).get("wait");
  if (wait === null) return 0;
  return /^\d{1,2}$/.test(wait) && Number(wait) <= 60 ? Number(wait) * 1000 : null;
};

/** Answers 304 or the whole snapshot in the best encoding; gives the status. */
export const serveSnapshot = async (
  request: IncomingMessage,
  response: ServerResponse,
  version: BuiltVersion,
): Promise<number> => {
  const validators = {
    etag: version.etag,
    "cache-control": "private, no-cache",
    vary: "Accept-Encoding",
  };
  if (isHeldAlready(request, version.etag)) {
    response.writeHead(304, validators);
    response.end();
    return 304;
  }
  const encoding = encodingFor(request, version);
  const body = encoding === "identity" ? version.body : await version.encoded(encoding);
  response.writeHead(200, {
    "content-type": "application/json; charset=utf-8",
    "content-length": body.length,
    ...validators,
    ...(encoding === "identity" ? {} : { "content-encoding": encoding }),
  });
  response.end(body);
  return 200;
};
