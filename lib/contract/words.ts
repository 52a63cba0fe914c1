import * as z from "zod";
import { authorFormat, mostAuthors } from "@/lib/domain/commit-authors";

/** Keys of programs, environments, capabilities: they stand in addresses, snapshots and switch names. */
export const Key = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{0,62}$/,
    "must be 1 to 63 characters: lower-case letters, digits, dot, dash or underscore, starting with a letter or digit",
  );

/** A capability's key: of a rule, or the family that stands in for one, as the source writes it. */
export const CapabilityKey = z.string().min(1).max(300);

export const Reason = z
  .string()
  .trim()
  .min(3, "say why, in at least 3 characters")
  .max(2000, "must have at most 2,000 characters");

export const ProgramInput = z.object({ program: Key });
export const EnvironmentInput = z.object({ program: Key, environment: Key });

/** A list in a query string: `a,b` or the parameter repeated. */
export const CommaList = z
  .union([z.string(), z.array(z.string())])
  .transform((value) =>
    (Array.isArray(value) ? value : value.split(",")).filter((part) => part !== ""),
  );

/** Who wrote commits, each an address or a handle and, where known, the commit: `ana@example.org 8f2c1ab`. */
export const Authors = z
  .array(
    z
      .string()
      .trim()
      .regex(authorFormat, "must be an address or a handle, and behind a space its commit"),
  )
  .max(mostAuthors);

export const OwnerWords = z.object({ legacy: z.string(), target: z.string() });

export const Timestamp = z.iso.datetime();

export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  requestId: z.string(),
  reasons: z.array(
    z.object({
      says: z.string(),
      file: z.string().optional(),
      row: z.number().int().optional(),
      column: z.string().optional(),
      field: z.string().optional(),
    }),
  ),
  facts: z.record(z.string(), z.unknown()),
});
export type Problem = z.infer<typeof Problem>;
