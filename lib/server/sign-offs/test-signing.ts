import { createHash } from "node:crypto";
import type { Actor } from "@/lib/domain/permissions";
import { verifySignatures } from "@/lib/formats/verify-signatures";
import { signOff } from "@/lib/server/commands/sign-off";
import { exportAudit } from "@/lib/server/queries/export-audit";
import { exportSignatures } from "@/lib/server/queries/export-signatures";
import { readSignOff } from "@/lib/server/queries/read-sign-off";
import { admin, as } from "@/lib/server/test-actors";

/** The key of a row of `signOffProgram`. */
export const keyOf = (n: number): string => `ROUTE-${String(n).padStart(6, "0")}`;

export const readRow = (program: string, n: number, actor: Actor) =>
  readSignOff.run(as(actor), { program, kind: "route", key: keyOf(n) });

/** Signs a row as it is shown to somebody now. */
export const signRow = async (program: string, n: number, actor: Actor) => {
  const { kind, key, digest } = await readRow(program, n, actor);
  return signOff.run(as(actor), { program, subjects: [{ kind, key, digest }] });
};

const linesOf = async (values: unknown): Promise<string[]> => {
  const lines: string[] = [];
  for await (const value of values as AsyncIterable<unknown>) lines.push(JSON.stringify(value));
  return lines;
};

/** What the exported signatures of a program are found to be without the server; `change` forges their lines. */
export const verifyExported = async (program: string, change = (line: string) => line) =>
  verifySignatures(
    {
      signatures: (await linesOf(await exportSignatures.run(as(admin), { program }))).map((line) =>
        change(line),
      ),
      audit: await linesOf(await exportAudit.run(as(admin), { program })),
    },
    (text) => createHash("sha256").update(text).digest("hex"),
  );
