import { Zip, ZipDeflate } from "fflate";
import type { PacketManifest } from "@/lib/contract/packet-manifest";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { Refusal } from "@/lib/domain/refusal";

export type PacketFile = {
  readonly path: string;
  readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
};

/** Takes bytes and tells their SHA-256 in hexadecimal; the caller's, so that this stays free of I/O. */
export type Digester = {
  readonly update: (bytes: Uint8Array) => void;
  readonly digest: () => string;
};

type ManifestEntry = PacketManifest["files"][number];

/** Bytes of stored files that one packet takes: more is a transfer of archives, not a packet to hand to somebody. */
export const mostPacketBytes = 512 * 1024 * 1024;

export const manifestPath = "manifest.json";
export const sumsPath = "SHA256SUMS";

// A zip knows local time without a zone: this one is the same everywhere, and the earliest there is.
const fixedDate = (): Date => new Date(1980, 0, 1, 0, 0, 0);

/** Refuses a packet whose stored files are more than it takes, naming the greatest. Sizes are in bytes. */
export const refuseTooMuch = (
  files: readonly { readonly path: string; readonly size: number }[],
  most = mostPacketBytes,
): void => {
  const sum = files.reduce((total, { size }) => total + size, 0);
  if (sum <= most) return;
  const greatest = [...files].sort((one, other) => other.size - one.size).slice(0, 5);
  const megabytes = (size: number): string => `${Math.ceil(size / 1_048_576)} MB`;
  throw new Refusal(
    "too-large",
    `The stored evidence is ${megabytes(sum)}; a packet holds at most ${megabytes(most)}. Take the JSON or the page, which name every file by its digest, and fetch the files one by one.`,
    greatest.map(({ path, size }) => ({ says: `${path}: ${megabytes(size)}`, file: path })),
  );
};

/** The lines that `sha256sum -c` reads. */
const sumsOf = (entries: readonly ManifestEntry[]): string =>
  entries.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join("");

const encoder = new TextEncoder();

/**
 * A zip of the files in the order of their paths, with `manifest.json` (path, size and SHA-256 of each) and
 * `SHA256SUMS`, the manifest's own included, behind them. The same files give the same bytes. One piece of one file is held at a time.
 * Refuses two files of one path.
 */
export async function* packetZip(
  files: readonly PacketFile[],
  digester: () => Digester,
): AsyncGenerator<Uint8Array> {
  const sorted = [...files].sort((one, other) => (one.path < other.path ? -1 : 1));
  const twice = sorted.find(({ path }, at) => sorted[at + 1]?.path === path);
  if (twice) throw new Refusal("invalid", `Two files of the packet are called ${twice.path}.`);
  let ready: Uint8Array[] = [];
  let fault: Error | null = null;
  const zip = new Zip((error, bytes) => {
    if (error) fault = error;
    else ready.push(bytes);
  });
  function* taken(): Generator<Uint8Array> {
    if (fault) throw fault;
    const now = ready;
    ready = [];
    yield* now.filter(({ length }) => length > 0);
  }
  const entries: ManifestEntry[] = [];
  async function* add({ path, chunks }: PacketFile): AsyncGenerator<Uint8Array> {
    const entry = new ZipDeflate(path, { level: 6 });
    entry.mtime = fixedDate();
    zip.add(entry);
    const hash = digester();
    let size = 0;
    for await (const chunk of chunks) {
      if (chunk.length === 0) continue;
      hash.update(chunk);
      size += chunk.length;
      entry.push(chunk);
      yield* taken();
    }
    entry.push(new Uint8Array(0), true);
    yield* taken();
    entries.push({ path, size, sha256: hash.digest() });
  }
  for (const file of sorted) yield* add(file);
  const manifest: PacketManifest = { manifest: 1, files: [...entries] };
  yield* add({ path: manifestPath, chunks: [encoder.encode(`${canonicalJson(manifest)}\n`)] });
  yield* add({ path: sumsPath, chunks: [encoder.encode(sumsOf(entries))] });
  zip.end();
  yield* taken();
}
