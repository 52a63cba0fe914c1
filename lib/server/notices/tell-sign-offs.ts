import type { Actor } from "@/lib/domain/permissions";
import { sql, type Transaction } from "@/lib/server/db";
import { tell } from "@/lib/server/notices/tell";

type Context = {
  readonly tx: Transaction;
  readonly now: Date;
  readonly program: { readonly id: string; readonly key: string };
};

type ByActor = Context & { readonly actor: Actor };

type Subject = { readonly kind: string; readonly key: string };

const namedAtMost = 5;

const listed = (names: readonly string[]): string => {
  const rest = names.length - namedAtMost;
  return `${names.slice(0, namedAtMost).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
};

const pageOf = (program: string, { kind, key }: Subject): string =>
  `/programs/${program}/sign-offs/${encodeURIComponent(kind)}/${encodeURIComponent(key)}`;

const personOf = (actor: Actor): string | null => (actor.kind === "person" ? actor.id : null);

/** Who stands in today for absent members of some teams, or for these absent people themselves. */
const deputiesOf = async (
  { tx, program, now }: Context,
  teams: readonly string[],
  people: readonly string[] = [],
): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ id: string }[]>(sql`
    SELECT DISTINCT d."deputyId"::text AS "id" FROM "Deputy" d
    WHERE d."programId" = ${program.id}::uuid AND d."endedAt" IS NULL
      AND d."fromAt" <= ${now} AND d."untilAt" > ${now}
      AND (d."absentId" = ANY(${[...people]}::uuid[]) OR EXISTS (
        SELECT 1 FROM "TeamMember" m JOIN "Team" t ON t."id" = m."teamId"
        WHERE m."personId" = d."absentId" AND t."key" = ANY(${[...teams]}::text[])
          AND d."team" IN ('', t."key")))`);
  return rows.map(({ id }) => id);
};

/** Tells whoever's signature is asked for, of several (`team` lists them) each, and who stands in for them today. */
export const tellAskedSignature = async (
  context: ByActor,
  asked: Subject & {
    readonly team: string;
    readonly askedByName: string;
    readonly dueAt: Date | null;
  },
): Promise<void> => {
  const { tx, program, actor, now } = context;
  const { kind, key, team, askedByName, dueAt } = asked;
  const until = dueAt ? ` by ${dueAt.toISOString().slice(0, 10)}` : "";
  const to = { owner: team === "" ? null : team };
  await tell(tx, {
    program,
    kind: "signature-asked",
    says: `${askedByName} asks ${team === "" ? "for a signature" : `${team} to sign`} ${kind} ${key}${until}.`,
    link: pageOf(program.key, asked),
    subject: { kind, key, team },
    dedupe: `signature-asked ${kind} ${key} ${personOf(actor) ?? ""} ${now.toISOString()}`,
    to: [to, { people: await deputiesOf(context, team.split(", ")) }],
    except: [personOf(actor)],
    at: now,
  });
};

/** Tells whoever is responsible for a row that it needs work or was rejected. */
export const tellReturned = async (
  context: ByActor,
  returned: Subject & {
    readonly id: string;
    readonly as: string;
    readonly toWhom: string;
    readonly byName: string;
    readonly reason: string;
  },
): Promise<void> => {
  const { tx, program, actor, now } = context;
  const { id, kind, key, as, toWhom, byName, reason } = returned;
  await tell(tx, {
    program,
    kind: "row-returned",
    says: `${byName} ${as === "rejected" ? "rejected" : "sent back"} ${kind} ${key}: ${reason}`,
    link: pageOf(program.key, returned),
    subject: { kind, key, return: id },
    dedupe: `row-returned ${id}`,
    to: [{ owner: toWhom }, { people: await deputiesOf(context, [toWhom]) }],
    except: [personOf(actor)],
    at: now,
  });
};

/**
 * Tells each who sent rows back that these were settled in this transaction: one notice a person,
 * however many rows it are.
 */
export const tellSettledReturns = async ({ tx, program, actor, now }: ByActor): Promise<void> => {
  const settled = await tx.signOffReturn.findMany({
    where: {
      programId: program.id,
      settledAt: now,
      settledBecause: { not: "It was sent back anew." },
    },
    orderBy: { at: "asc" },
  });
  for (const byId of new Set(settled.map((each) => each.byId))) {
    const [first, ...more] = settled.filter((each) => each.byId === byId);
    if (!first) continue;
    const rows = [first, ...more].map((each) => `${each.subjectKind} ${each.subjectKey}`);
    await tell(tx, {
      program,
      kind: "return-settled",
      says: `${listed(rows)}, which you sent back, ${rows.length === 1 ? "is" : "are"} settled. ${first.settledBecause ?? ""}`,
      link:
        rows.length === 1
          ? pageOf(program.key, { kind: first.subjectKind, key: first.subjectKey })
          : `/programs/${program.key}/sign-offs`,
      subject: { returns: [first, ...more].map(({ id }) => id) },
      dedupe: `return-settled ${first.id}`,
      to: [{ people: [byId] }],
      except: [personOf(actor)],
      at: now,
    });
  }
};

export type StaleSignature = {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly personId: string;
  readonly team: string;
  readonly because: readonly string[];
  /** To whom it went, where that broke it. */
  readonly wentTo: readonly string[];
};

/**
 * Tells whoever signed, their deputies, the team and the one that it went to that signatures are stale, with the
 * clause that broke: one notice for each who signed for a team, however many rows one change took along.
 */
export const tellStale = async (
  context: Context,
  stale: readonly StaleSignature[],
): Promise<void> => {
  const { tx, program, now } = context;
  const groups = new Map<string, [StaleSignature, ...StaleSignature[]]>();
  for (const each of stale) {
    const name = `${each.personId} ${each.team}`;
    const group = groups.get(name);
    if (group) group.push(each);
    else groups.set(name, [each]);
  }
  for (const group of groups.values()) {
    const [first, ...others] = group;
    const { kind, key, personId, team } = first;
    const clauses = `${kind} ${key}: ${first.because.join(" ")}`;
    const says =
      others.length === 0
        ? `A signature for ${team} is stale. ${clauses}`
        : `${group.length} signatures for ${team} are stale. ${clauses} Also ${listed(others.map((each) => `${each.kind} ${each.key}`))}.`;
    await tell(tx, {
      program,
      kind: "signature-stale",
      says,
      link:
        others.length === 0
          ? pageOf(program.key, first)
          : `/programs/${program.key}/sign-offs?waits=stale`,
      subject: { signatures: group.map(({ id }) => id), team },
      dedupe: `signature-stale ${first.id}`,
      to: [
        { people: [personId, ...(await deputiesOf(context, [team], [personId]))] },
        { teams: [team] },
        ...[...new Set(group.flatMap(({ wentTo }) => wentTo))].map((owner) => ({ owner })),
      ],
      at: now,
    });
  }
};

/** Tells who signed in bulk how it came out. */
export const tellSigned = async (
  { tx, program, now }: Context,
  run: {
    readonly id: string;
    readonly personId: string;
    readonly batch: string | null;
    readonly signed: number;
    readonly total: number;
  },
): Promise<void> => {
  const { id, personId, batch, signed, total } = run;
  const left = total - signed;
  const of = batch === null ? "" : ` of ${batch}`;
  await tell(tx, {
    program,
    kind: "signing-finished",
    says: `Your bulk signing is through: ${signed} of ${total} rows${of} ${signed === 1 ? "is" : "are"} signed${left > 0 ? `; ${left} could not be, each with its reason` : ""}.`,
    link: `/programs/${program.key}/sign-offs${batch === null ? "" : `?batch=${encodeURIComponent(batch)}`}`,
    subject: { run: id, signed, total },
    dedupe: `signing-finished ${id}`,
    to: [{ people: [personId] }],
    at: now,
  });
};
