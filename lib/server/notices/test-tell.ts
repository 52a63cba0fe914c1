import { randomUUID } from "node:crypto";
import { tell } from "@/lib/server/notices/tell";
import type { TestDatabase } from "@/lib/server/test-runtime";

/** Tells everybody of a program of something, under a name of its own unless given one. */
export const tellEverybody = (
  database: TestDatabase,
  { program, programId }: { readonly program: string; readonly programId: string },
  dedupe: string = randomUUID(),
) =>
  database.$transaction((tx) =>
    tell(tx, {
      program: { id: programId },
      kind: "blocker-opened",
      says: "The oracle is down.",
      link: `/programs/${program}/blockers/1`,
      subject: { blocker: 1 },
      dedupe,
      to: ["everybody"],
      at: new Date(),
    }),
  );
