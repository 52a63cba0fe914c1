import type { CapabilityDetail, CapabilityPlace } from "@/lib/contract/capability";
import type { EvidenceSummary } from "@/lib/contract/evidence";
import { Refusal } from "@/lib/domain/refusal";

/** What an evidence packet holds: one capability in one environment as it was read at a moment. */
export type PacketDocument = Omit<CapabilityDetail, "places"> & {
  readonly packet: 1;
  readonly place: CapabilityPlace;
};

/**
 * Cuts a capability down to one environment: evidence, waivers and history of others stay out, what is about
 * no environment stays in. Refuses an environment that it was not read for.
 */
export const packetDocument = (detail: CapabilityDetail, environment: string): PacketDocument => {
  const { places, ...rest } = detail;
  const place = places.find((each) => each.environment === environment);
  if (!place) {
    throw new Refusal(
      "not-found",
      `${detail.program} has no environment "${environment}". There are ${places.map((each) => each.environment).join(", ")}.`,
    );
  }
  const isHere = (each: { readonly environment: string | null }): boolean =>
    each.environment === null || each.environment === environment;
  return {
    packet: 1,
    ...rest,
    place,
    evidence: detail.evidence.filter(isHere),
    waivers: detail.waivers.filter(isHere),
    history: detail.history.filter(isHere),
  };
};

const endings: Readonly<Record<string, string>> = {
  junit: "xml",
  "go-test": "jsonl",
  k6: "json",
  generic: "json",
};

/** Where a stored file of evidence lies in a packet: under its own digest. */
export const evidencePath = ({
  digest,
  format,
}: Pick<EvidenceSummary, "digest" | "format">): string =>
  `evidence/${digest}.${endings[format] ?? "bin"}`;

/** The files that a packet brings along: of evidence that counts still, each once, by path. */
export const packetFiles = ({
  evidence,
}: Pick<PacketDocument, "evidence">): { path: string; digest: string; size: number }[] => {
  const files = new Map<string, { path: string; digest: string; size: number }>();
  for (const each of evidence) {
    if (each.supersededBy !== null) continue;
    const path = evidencePath(each);
    files.set(path, { path, digest: each.digest, size: each.size });
  }
  return [...files.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
};
