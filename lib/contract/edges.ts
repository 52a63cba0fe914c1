import * as z from "zod";
import { SwitchNamingSchema } from "@/lib/contract/naming";

const Name = z.string().min(1).max(200);

/** What an edge or agent may follow with its token: `GET /plane/v1/environments`. */
export const EdgeEnvironments = z.object({
  environments: z.array(
    z.object({
      program: Name,
      environment: Name,
      epoch: z.int().min(0),
      version: z.int().min(0),
      /** How the program's own variables are called; `null` where it has no naming. */
      naming: SwitchNamingSchema.nullable().catch(null),
      /** Exports that would choose other members for a percentage are refused. */
      refusesOtherHashing: z.boolean().default(false),
    }),
  ),
});
export type EdgeEnvironments = z.infer<typeof EdgeEnvironments>;

const TokenHash = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * The tokens that are good for one environment, as an edge has to know them: hashes, never tokens.
 * `GET /plane/v1/{program}/{environment}/tokens`.
 */
export const EdgeTokens = z.object({
  tokens: z.array(
    z.object({
      /** SHA-256 of the token, in hexadecimal. */
      hash: TokenHash,
      program: Name,
      environment: Name.nullable(),
      expiresAt: z.iso.datetime().nullable(),
      revokedAt: z.iso.datetime().nullable(),
      mayReport: z.boolean(),
    }),
  ),
});
export type EdgeTokens = z.infer<typeof EdgeTokens>;

/**
 * Tokens that an edge let in since it last said so, by their hashes:
 * `POST /plane/v1/{program}/{environment}/receipts/tokens`. Only those of that program count.
 */
export const TokenUses = z.strictObject({
  tokens: z
    .array(
      z.strictObject({
        hash: TokenHash,
        /** Milliseconds between its last use and this word of it: the edge's clock may be another. */
        silentMilliseconds: z
          .int()
          .min(0)
          .max(7 * 86_400_000),
      }),
    )
    .max(2_000),
});
export type TokenUses = z.infer<typeof TokenUses>;
