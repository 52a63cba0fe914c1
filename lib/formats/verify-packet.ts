import { type UnzipFileInfo, unzipSync } from "fflate";
import { PacketEvidence, PacketManifest } from "@/lib/contract/packet-manifest";
import { Refusal } from "@/lib/domain/refusal";
import { manifestPath, sumsPath } from "./packet-zip";

type PacketFault = { readonly path: string; readonly says: string };

export type PacketVerdict = {
  /** Files whose bytes are those of the manifest. */
  readonly intact: number;
  readonly faults: readonly PacketFault[];
  /** SHA-256 of the manifest: whoever kept it knows that nothing was put in place of anything. */
  readonly manifest: string;
};

const named = (bytes: Uint8Array): UnzipFileInfo[] => {
  const entries: UnzipFileInfo[] = [];
  try {
    unzipSync(bytes, {
      filter: (entry) => {
        entries.push(entry);
        return false;
      },
    });
  } catch {
    throw new Refusal("malformed", "This is no zip file, or its end is missing.");
  }
  return entries;
};

/** One file of the zip; `null` where its bytes cannot be unpacked any more. */
const unpacked = (bytes: Uint8Array, path: string): Uint8Array | null => {
  try {
    return unzipSync(bytes, { filter: ({ name }) => name === path })[path] ?? null;
  } catch {
    return null;
  }
};

const json = (bytes: Uint8Array | null): unknown => {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes ?? undefined));
  } catch {
    return null;
  }
};

/**
 * Checks an evidence packet's zip against its own manifest, with nothing else at hand: every file is there, is as
 * long and has the digest that the manifest says; nothing else is there; `SHA256SUMS` says the same; and every
 * stored file that `packet.json` tells of lies there under its own digest. Refuses what is no packet.
 */
export const verifyPacket = (
  bytes: Uint8Array,
  sha256: (bytes: Uint8Array) => string,
): PacketVerdict => {
  const entries = named(bytes);
  const manifestBytes = unpacked(bytes, manifestPath);
  const manifest = PacketManifest.safeParse(json(manifestBytes));
  if (!manifestBytes || !manifest.success) {
    throw new Refusal(
      "malformed",
      `${manifestPath} is missing or damaged: nothing in this file can be checked.`,
    );
  }
  const faults: PacketFault[] = [];
  const fault = (path: string, says: string): void => void faults.push({ path, says });
  const listed = new Set([manifestPath, sumsPath]);
  const digests = new Map<string, string>();
  for (const { path, size, sha256: said } of manifest.data.files) {
    listed.add(path);
    const entry = entries.find(({ name }) => name === path);
    if (!entry) {
      fault(path, "is in the manifest and not in the zip");
      continue;
    }
    // What claims to be longer than the manifest says is not unpacked at all.
    const content = entry.originalSize > size ? null : unpacked(bytes, path);
    if (content === null) {
      fault(path, "cannot be unpacked: its bytes were changed");
      continue;
    }
    const is = sha256(content);
    if (is !== said) fault(path, `has the digest ${is}, the manifest says ${said}`);
    else if (content.length !== size) fault(path, `has ${content.length} bytes, not ${size}`);
    else digests.set(path, said);
  }
  for (const { name } of entries) if (!listed.has(name)) fault(name, "is not in the manifest");
  const seen = new Set<string>();
  for (const { name } of entries) {
    if (seen.has(name)) fault(name, "is in the zip more than once");
    seen.add(name);
  }
  const whole = sha256(manifestBytes);
  const sums = [...manifest.data.files, { path: manifestPath, sha256: whole }]
    .map(({ path, sha256: said }) => `${said}  ${path}\n`)
    .join("");
  const sumsBytes = unpacked(bytes, sumsPath);
  if (!sumsBytes || new TextDecoder().decode(sumsBytes) !== sums) {
    fault(sumsPath, "does not say what the manifest says");
  }
  const packet = PacketEvidence.safeParse(json(unpacked(bytes, "packet.json")));
  if (!packet.success) fault("packet.json", "is missing or is no packet");
  const lying = new Set(
    [...digests]
      .filter(([path, digest]) => path.startsWith(`evidence/${digest}.`))
      .map(([, each]) => each),
  );
  for (const { digest, supersededBy } of packet.data?.evidence ?? []) {
    if (supersededBy === null && !lying.has(digest)) {
      fault(
        `evidence/${digest}`,
        "is told of in packet.json and does not lie there as it was stored",
      );
    }
  }
  return { intact: digests.size, faults, manifest: whole };
};
