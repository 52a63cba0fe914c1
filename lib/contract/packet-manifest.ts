import * as z from "zod";

/** What lies in an evidence packet's zip: path, bytes and SHA-256 of each file but this one. */
export const PacketManifest = z.object({
  manifest: z.literal(1),
  files: z.array(
    z.object({
      path: z.string(),
      size: z.number().int(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});
export type PacketManifest = z.infer<typeof PacketManifest>;

/** What `packet.json` says of stored files. */
export const PacketEvidence = z.object({
  evidence: z.array(z.object({ digest: z.string(), supersededBy: z.string().nullable() })),
});
