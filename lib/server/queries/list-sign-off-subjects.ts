import { listSubjects as operation } from "@/lib/contract/sign-off-subjects";
import { query } from "@/lib/server/query";
import { readSubjectRows } from "@/lib/server/sign-offs/sign-off-reading";
import { signingTeams } from "@/lib/server/sign-offs/signing-teams";
import { listedNames, namedDocuments } from "@/lib/server/sign-offs/subject-documents";

/** What is signed besides rows: gates, their documents, runbooks and capabilities; what waits comes first. */
export const listSignOffSubjects = query(
  { name: "list-sign-off-subjects", allow: "program:read", input: operation.input },
  async ({ db, actor, input, now, program }) => {
    const gates = await db.programGate.findMany({
      where: { programId: program.id },
      orderBy: [{ position: "asc" }, { key: "asc" }],
      select: { key: true },
    });
    const capabilities = await db.capability.findMany({
      where: { programId: program.id },
      orderBy: { key: "asc" },
      select: { key: true },
    });
    const documents = listedNames(await namedDocuments(db, program.id));
    const names = [
      ...gates.map(({ key }) => ({ kind: "program-gate", key })),
      ...documents,
      ...capabilities.map(({ key }) => ({ kind: "capability", key })),
    ].filter(({ kind }) => input.kind === undefined || input.kind.includes(kind));
    const rows = await readSubjectRows(db, program, { actor, now }, names);
    const { own, deputyOf } = await signingTeams(db, program.id, actor, now);
    const mine = new Set([...own, ...deputyOf]);
    const isMine = ({ team, alsoTeams }: (typeof rows)[number]): boolean =>
      [team ?? "", ...alsoTeams].some((owner) => mine.has(owner));
    const shown = input.whose === "mine" ? rows.filter(isMine) : rows;
    const isDone = ({ waits }: (typeof rows)[number]): number => (waits === "done" ? 1 : 0);
    return { rows: shown.sort((one, other) => isDone(one) - isDone(other)) };
  },
);
