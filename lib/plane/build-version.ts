import { hash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { type CanonicalCache, canonicalJson } from "@/lib/domain/canonical-json";
import type { Snapshot } from "@/lib/domain/snapshot";
import { diffSnapshots } from "@/lib/domain/snapshot-change";
import type { SignBytes } from "@/lib/plane/plane-source";

export type Encoding = "identity" | "gzip" | "br";

/** One version of a snapshot, ready to be sent: made once, shared by every client. */
export type BuiltVersion = {
  readonly snapshot: Snapshot;
  /** `epoch-version`, the id of its stream events. */
  readonly id: string;
  readonly etag: string;
  readonly digest: string;
  readonly body: Buffer;
  /** The body in an encoding; compressed on the first call, off the event loop. */
  encoded(encoding: Encoding): Promise<Buffer>;
  /** The stream's `snapshot` event. */
  fullEvent(): Buffer;
  /** The stream's `change` event from the version before, where rules can tell it. */
  readonly change: { readonly from: string; readonly event: Buffer } | null;
};

const compressGzip = promisify(gzip);
const compressBrotli = promisify(brotliCompress);
// The default quality of 11 takes 20 s for 50,000 routes.
const brotliQuality = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

const sseEvent = (id: string, name: string, json: string | Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`id: ${id}\nevent: ${name}\ndata: `),
    typeof json === "string" ? Buffer.from(json) : json,
    Buffer.from("\n\n"),
  ]);

const versionId = ({ epoch, version }: { epoch: number; version: number }): string =>
  `${epoch}-${version}`;

/**
 * Makes a version out of a snapshot: canonical JSON, digest (`sha256:` and hexadecimal), signature
 * (`ed25519:` and base64), the change event from `before`. `cache` keeps the canonical text of routes
 * by identity: hand unchanged rows in as the same objects, and a rule change at 50,000 routes costs
 * one join and one hash. switches.md, "Snapshot".
 */
export const buildVersion = async (
  snapshot: Snapshot,
  before: Snapshot | null,
  cache: CanonicalCache,
  sign: SignBytes,
): Promise<BuiltVersion> => {
  for (const route of snapshot.routes) {
    if (!cache.has(route)) cache.set(route, canonicalJson(route));
  }
  const canonical = canonicalJson(snapshot, cache);
  const bytes = Buffer.from(canonical);
  const digest = `sha256:${hash("sha256", bytes, "hex")}`;
  const signature = `ed25519:${Buffer.from(await sign(bytes)).toString("base64")}`;
  const proof = `"digest":"${digest}","signature":"${signature}"}`;
  const body = Buffer.concat([bytes.subarray(0, -1), Buffer.from(`,${proof}`)]);
  const id = versionId(snapshot);

  const change = before === null ? null : diffSnapshots(before, snapshot);
  const encodings = new Map<Encoding, Promise<Buffer>>([["identity", Promise.resolve(body)]]);
  let full: Buffer | undefined;
  return {
    snapshot,
    id,
    etag: `"${id}-${digest.slice(7, 23)}"`,
    digest,
    body,
    encoded: (encoding) => {
      const known =
        encodings.get(encoding) ??
        (encoding === "br" ? compressBrotli(body, brotliQuality) : compressGzip(body));
      encodings.set(encoding, known);
      return known;
    },
    fullEvent: () => {
      full ??= sseEvent(id, "snapshot", body);
      return full;
    },
    change:
      change === null || before === null
        ? null
        : {
            from: versionId(before),
            event: sseEvent(id, "change", `${JSON.stringify(change).slice(0, -1)},${proof}`),
          },
  };
};
