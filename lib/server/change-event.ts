import * as z from "zod";

/** The PostgreSQL channel on which every accepted write is announced, in its own transaction. */
export const changeChannel = "signalbox";

const ChangeEventSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("snapshot"),
    program: z.string(),
    environment: z.string(),
    version: z.number(),
  }),
  z.object({ kind: z.literal("tokens") }),
  z.object({ kind: z.literal("program"), program: z.string() }),
  z.object({ kind: z.literal("programs") }),
]);

/** What changed; never the change itself: receivers read again. */
export type ChangeEvent = z.infer<typeof ChangeEventSchema>;

/** Reads a notification's payload; `null` for one that is not ours. */
export const parseChangeEvent = (payload: string): ChangeEvent | null => {
  try {
    return ChangeEventSchema.safeParse(JSON.parse(payload)).data ?? null;
  } catch {
    return null;
  }
};
