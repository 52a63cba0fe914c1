import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/domain/permissions";
import { appendAudit } from "@/lib/server/audit";
import { sql, type Transaction } from "@/lib/server/db";
import type { ExampleMoment } from "@/lib/server/examples/example-moment";
import type { ProgramScope } from "@/lib/server/scope";
import { signatureEvent } from "@/lib/server/sign-offs/signature-event";
import { planSignatures, type SeenRow } from "@/lib/server/sign-offs/signature-plan";
import { type SignOffSettings, signOffSettings } from "@/lib/server/sign-offs/signature-standing";
import { writeSignatures } from "@/lib/server/sign-offs/signature-write";
import { itemSubjects } from "@/lib/server/sign-offs/subject-items";
import { readSubjects } from "@/lib/server/sign-offs/subject-reading";
import type { ExampleSigning } from "@/prisma/examples/example-record";
import { type ExamplePerson, examplePeople } from "@/prisma/examples/people";

type Person = Extract<Actor, { kind: "person" }>;

/** Signatures of a person: enough to look at, few enough to load at once. */
const most = 40;

const hour = 3_600_000;

const signers = examplePeople.filter(
  ({ roles, teams }) =>
    teams.length > 0 && roles.some((role) => role === "owner" || role === "engineer"),
);

const actorOf = (person: ExamplePerson, id: string): Person => ({
  kind: "person",
  id,
  handle: person.handle,
  name: person.name,
  isAdmin: person.isAdmin,
  roles: person.roles.map((role) => ({ programId: null, role })),
  teams: person.teams,
  authentication: "example",
});

/** Verified rows of a person's teams whose tests have passed, of which nobody's signature tells yet. */
const rowsFor = (tx: Transaction, programId: string, teams: readonly string[]) =>
  tx.$queryRaw<{ id: string; lastRun: Date }[]>(sql`
    SELECT i."id"::text AS "id", max(s."lastRunAt") AS "lastRun"
    FROM "Item" i JOIN "Team" t ON t."id" = i."teamId"
    JOIN "ContractTest" c ON c."itemId" = i."id"
    JOIN "TestStanding" s ON s."programId" = i."programId" AND s."testKey" = c."key"
      AND s."side" = 'target' AND s."lastOutcome" = 'passed'
    WHERE i."programId" = ${programId}::uuid AND i."verification" = 'verified'
      AND t."key" = ANY(${[...teams]}::text[])
    GROUP BY i."id", i."kind", i."key" ORDER BY i."kind", i."key" LIMIT ${most}`);

/** Gives the signatures that somebody would have given on what they were shown, by the rules that hold for anybody. */
const signSeen = async (
  tx: Transaction,
  program: ProgramScope,
  { actor, at }: { readonly actor: Person; readonly at: Date },
  seen: readonly SeenRow[],
  settings: SignOffSettings,
  wanted?: string,
): Promise<void> => {
  const { signatures } = await planSignatures(
    tx,
    program,
    { actor, now: at },
    seen,
    settings,
    wanted,
  );
  const provenAt = new Date(at.getTime() - hour / 20);
  const signer = { actor, meaning: "approved", batch: null, provenAt, now: at };
  const written = await writeSignatures(tx, program.id, signatures, signer);
  if (written.length === 0) return;
  const event = signatureEvent(tx, written, signer);
  const sequence = await appendAudit(tx, {
    chain: program.id,
    at,
    actor,
    action: "sign-off",
    permission: "sign-off:give",
    subject: { program: program.key, ...event.subject },
    after: event.now,
    outcome: "accepted",
    requestId: randomUUID(),
  });
  await event.recorded?.(sequence);
};

const signRows = async (
  tx: Transaction,
  program: ProgramScope,
  actor: Person,
  { now }: ExampleMoment,
): Promise<void> => {
  const rows = await rowsFor(tx, program.id, actor.teams);
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  const lastRun = Math.max(...rows.map((row) => row.lastRun.getTime()));
  const at = new Date(Math.min(lastRun + 5 * hour, now.getTime() - hour));
  // A moment before: their owner is about to sign what the example says is verified.
  await tx.item.updateMany({
    where: { id: { in: ids } },
    data: { verification: "verified-source-anchored" },
  });
  const settings = await signOffSettings(tx, program.id);
  const subjects = await itemSubjects(tx, program, settings.rules, ids);
  const seen = subjects.map(({ row: { kind, key }, digest }) => ({ kind, key, digest }));
  await tx.signOffOpening.createMany({
    // Most of them were opened; a few were signed with the others.
    data: seen
      .filter((_, place) => place % 7 !== 3)
      .map(({ kind, key, digest }) => ({
        programId: program.id,
        personId: actor.id,
        subjectKind: kind,
        subjectKey: key,
        digest,
        at,
      })),
    skipDuplicates: true,
  });
  await signSeen(tx, program, { actor, at }, seen, settings, "verified");
  // What lacks something for a signature stays as the example has it.
  await tx.item.updateMany({
    where: { id: { in: ids }, verification: "verified-source-anchored" },
    data: { verification: "verified" },
  });
};

type Documents = NonNullable<ExampleSigning["documents"]>;

/** Puts documents down as they were signed, signs them, and then says which revision there is now. */
const signDocuments = async (
  tx: Transaction,
  program: ProgramScope,
  documents: Documents,
  actors: ReadonlyMap<string, Person>,
  { now, dateIn, stamp }: ExampleMoment,
): Promise<void> => {
  await tx.programDocument.createMany({
    data: documents.map(({ signed: _, now: __, ...document }) => ({
      programId: program.id,
      ...document,
      ...stamp,
    })),
  });
  const settings = await signOffSettings(tx, program.id);
  const subjects = await readSubjects(tx, program, settings, now, documents);
  for (const { kind, key, signed } of documents) {
    const subject = subjects.find(({ row }) => row.kind === kind && row.key === key);
    const actor = actors.get(signed?.by ?? "");
    if (!signed || !subject || !actor) continue;
    const seen = [{ kind, key, digest: subject.digest }];
    await signSeen(tx, program, { actor, at: dateIn(-signed.ago) }, seen, settings);
  }
  for (const { kind, key, now: revision } of documents) {
    if (revision === undefined) continue;
    await tx.programDocument.update({
      where: { programId_kind_key: { programId: program.id, kind, key } },
      data: { revision, version: { increment: 1 } },
    });
  }
};

/** Signs a share of an example's verified rows and its documents, as the owners of their teams would have. */
export const writeExampleSignatures = async (
  tx: Transaction,
  program: ProgramScope,
  { documents = [] }: ExampleSigning,
  moment: ExampleMoment,
): Promise<void> => {
  const stored = await tx.person.findMany({
    where: { handle: { in: signers.map(({ handle }) => handle) }, isExample: true },
    select: { id: true, handle: true },
  });
  const actors = new Map(
    signers.flatMap((person): [string, Person][] => {
      const known = stored.find(({ handle }) => handle === person.handle);
      return known ? [[person.handle, actorOf(person, known.id)]] : [];
    }),
  );
  for (const actor of actors.values()) await signRows(tx, program, actor, moment);
  if (documents.length > 0) await signDocuments(tx, program, documents, actors, moment);
};
