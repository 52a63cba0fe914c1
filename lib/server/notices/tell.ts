import { type NoticeKind, takesKind } from "@/lib/domain/notice-kinds";
import { type Addressee, type KnownPerson, recipientsOf } from "@/lib/domain/notice-recipients";
import type { Role } from "@/lib/domain/permissions";
import type { Json, Transaction } from "@/lib/server/db";

/** Something that happened and that people and endpoints are told of. */
export type Telling = {
  readonly program: { readonly id: string };
  readonly kind: NoticeKind;
  /** One or two sentences that stand alone. */
  readonly says: string;
  /** A path within Signalbox, `/programs/{key}/…`. */
  readonly link: string;
  /** What it is about, for machines. */
  readonly subject: Readonly<Record<string, unknown>>;
  /** Names what happened within the program: the same thing is told once. */
  readonly dedupe: string;
  readonly to: readonly Addressee[];
  /** Who did it and needs no telling. */
  readonly except?: readonly (string | null)[];
  readonly at: Date;
};

/** A mail's subject and a message of a chat have an end. */
const longestWords = 2_000;

/** Never in the middle of a character of two halves: no database takes one of them. */
const cut = (words: string): string => words.slice(0, longestWords).replace(/[\uD800-\uDBFF]$/, "");

/** Everybody whom a notice of the program can reach, and whether they take mail of each. */
const peopleOf = async (
  tx: Transaction,
  programId: string,
): Promise<(KnownPerson & { readonly takesMail: boolean })[]> => {
  const inProgram = { OR: [{ programId }, { programId: null }] };
  const people = await tx.person.findMany({
    where: {
      deactivatedAt: null,
      OR: [{ isAdmin: true }, { memberships: { some: inProgram } }],
    },
    orderBy: { id: "asc" },
    select: {
      id: true,
      handle: true,
      name: true,
      isAdmin: true,
      email: true,
      mailing: true,
      memberships: { where: inProgram, select: { role: true } },
      teams: { select: { team: { select: { key: true, name: true } } } },
    },
  });
  return people.map(({ memberships, teams, email, mailing, ...person }) => ({
    ...person,
    roles: memberships.map(({ role }) => role as Role),
    teams: teams.map(({ team }) => team),
    takesMail: mailing === "each" && Boolean(email),
  }));
};

/**
 * Tells of something in the transaction in which it happens: a notice for everybody it concerns, and
 * what is due to the endpoints that take its kind. What was told before under the same `dedupe` is not
 * told again. Nothing is sent here: sending follows once the transaction stands. Answers whether it is new.
 */
export const tell = async (tx: Transaction, telling: Telling): Promise<boolean> => {
  const { program, kind, subject, dedupe, link, at } = telling;
  const [notice] = await tx.notice.createManyAndReturn({
    data: [
      {
        programId: program.id,
        kind,
        says: cut(telling.says),
        link,
        subject: subject as Json,
        dedupe,
        at,
      },
    ],
    skipDuplicates: true,
    select: { id: true },
  });
  if (!notice) return false;
  const people = await peopleOf(tx, program.id);
  const reached = new Set(recipientsOf(telling.to, people, telling.except));
  await tx.noticeRecipient.createMany({
    data: people
      .filter(({ id }) => reached.has(id))
      .map(({ id, takesMail }) => ({
        noticeId: notice.id,
        personId: id,
        mailAt: takesMail ? at : null,
      })),
  });
  const endpoints = await tx.noticeEndpoint.findMany({
    where: { programId: program.id, removedAt: null, pausedAt: null },
    select: { id: true, kinds: true },
  });
  await tx.noticeDelivery.createMany({
    data: endpoints
      .filter(({ kinds }) => takesKind(kinds, kind))
      .map(({ id }) => ({ endpointId: id, noticeId: notice.id, state: "due", nextAt: at })),
  });
  return true;
};
