import { nextAttempt } from "@/lib/domain/delivery-retry";
import { digestStart, nextDigest } from "@/lib/domain/next-digest";
import { noticeMail } from "@/lib/formats/notice-mail";
import type { OutgoingNotice } from "@/lib/formats/notice-words";
import { type Database, sql, type Transaction } from "@/lib/server/db";
import { log } from "@/lib/server/log";
import { isRefusedForGood, type Mailer } from "@/lib/server/notices/mailer";
import { outgoing, withProgram } from "@/lib/server/notices/outgoing-notice";

const lease = 60_000;
const mailsAtOnce = 4;

/** What could not be mailed within two days, or was told before mail was set up, is in the app alone. */
const stale = 2 * 86_400_000;

type Claimed = {
  readonly noticeId: string;
  readonly personId: string;
  readonly attempts: number;
  readonly name: string;
  readonly email: string;
  readonly mailing: string;
};

/** Puts what a daily reader has not read yet into a digest when its time has come, once. */
const openDigests = async (database: Database, now: Date): Promise<void> => {
  const due = await database.person.findMany({
    where: { mailing: "daily", nextDigestAt: { lte: now } },
    select: { id: true, nextDigestAt: true },
    take: 200,
  });
  for (const { id, nextDigestAt } of due) {
    if (nextDigestAt === null) continue;
    await database.$transaction(async (tx) => {
      const { count } = await tx.person.updateMany({
        where: { id, mailing: "daily", nextDigestAt },
        data: { nextDigestAt: nextDigest(now) },
      });
      if (count === 0) return;
      await tx.noticeRecipient.updateMany({
        where: {
          personId: id,
          mailedAt: null,
          mailAt: null,
          readAt: null,
          attempts: 0,
          notice: { at: { gte: digestStart(nextDigestAt), lte: now } },
        },
        data: { mailAt: now },
      });
    });
  }
};

/** Takes mail that is due. Who has lost their role or their address gets none. */
const claimDue = (tx: Transaction, now: Date): Promise<Claimed[]> =>
  tx.$queryRaw<Claimed[]>(sql`
    UPDATE "NoticeRecipient" r
    SET "mailAt" = ${new Date(now.getTime() + lease)}, "attempts" = r."attempts" + 1
    FROM (
      SELECT x."noticeId", x."personId", p."name", p."email", p."mailing"
      FROM "NoticeRecipient" x
      JOIN "Person" p ON p."id" = x."personId"
      JOIN "Notice" n ON n."id" = x."noticeId"
      WHERE x."mailAt" <= ${now} AND x."mailAt" > ${new Date(now.getTime() - stale)}
        AND x."mailedAt" IS NULL AND p."deactivatedAt" IS NULL
        AND p."email" IS NOT NULL AND p."mailing" <> 'none'
        AND (p."isAdmin" OR EXISTS (
          SELECT 1 FROM "Membership" m WHERE m."personId" = p."id"
            AND (m."programId" IS NULL OR m."programId" = n."programId")))
      ORDER BY x."mailAt" LIMIT 500 FOR UPDATE OF x SKIP LOCKED
    ) due
    WHERE r."noticeId" = due."noticeId" AND r."personId" = due."personId"
    RETURNING r."noticeId"::text AS "noticeId", r."personId"::text AS "personId", r."attempts",
      due."name", due."email", due."mailing"`);

/**
 * Takes mail that is due for this process alone: while one takes, another takes nothing and looks again
 * in its next round. Two at once would share the notices of a day among them, and mail a day's digest twice.
 */
const claim = (database: Database, now: Date): Promise<Claimed[]> =>
  database.$transaction(async (tx) => {
    const [turn] = await tx.$queryRaw<{ isOurs: boolean }[]>(
      sql`SELECT pg_try_advisory_xact_lock(hashtext('signalbox mail')) AS "isOurs"`,
    );
    return turn?.isOurs ? claimDue(tx, now) : [];
  });

/** The mails that are made of what is due: one for each notice, or one for all of a daily reader's. */
const mailsOf = (claimed: readonly Claimed[]): (readonly [Claimed, ...Claimed[]])[] => {
  const mails = new Map<string, [Claimed, ...Claimed[]]>();
  for (const each of claimed) {
    const { personId, noticeId, mailing } = each;
    const name = mailing === "daily" ? personId : `${personId} ${noticeId}`;
    const mail = mails.get(name);
    if (mail) mail.push(each);
    else mails.set(name, [each]);
  }
  return [...mails.values()];
};

type Settings = {
  readonly database: Database;
  readonly mailer: Mailer;
  /** Where this installation answers. */
  readonly address: string;
};

const noticesOf = async (
  database: Database,
  parts: readonly Claimed[],
): Promise<OutgoingNotice[]> => {
  const rows = await database.notice.findMany({
    where: { id: { in: parts.map(({ noticeId }) => noticeId) } },
    include: withProgram,
    orderBy: [{ at: "asc" }, { id: "asc" }],
  });
  return rows.map(outgoing);
};

/** Keeps a mail for this process from the moment it is sent; `false` where another has it by now. */
const renew = async (
  database: Database,
  parts: readonly Claimed[],
  round: Date,
): Promise<boolean> => {
  const mailAt = new Date(Math.max(Date.now(), round.getTime()) + lease);
  for (const { noticeId, personId, attempts } of parts) {
    const { count } = await database.noticeRecipient.updateMany({
      where: { noticeId, personId, mailedAt: null, attempts },
      data: { mailAt },
    });
    if (count === 0) return false;
  }
  return true;
};

const settle = async (
  database: Database,
  parts: readonly Claimed[],
  failure: { readonly error: unknown } | null,
): Promise<void> => {
  const at = new Date();
  for (const { noticeId, personId, attempts } of parts) {
    const mailAt =
      failure === null || isRefusedForGood(failure.error)
        ? null
        : nextAttempt(attempts, at, Math.random());
    await database.noticeRecipient.updateMany({
      where: { noticeId, personId, mailedAt: null, attempts },
      data: failure
        ? { mailAt, problem: String((failure.error as Error).message).slice(0, 300) }
        : { mailAt: null, mailedAt: at, problem: null },
    });
  }
};

const deliver = async (
  { database, mailer, address }: Settings,
  parts: readonly [Claimed, ...Claimed[]],
  round: Date,
): Promise<void> => {
  const [{ name, email, personId }] = parts;
  try {
    const [first, ...others] = await noticesOf(database, parts);
    if (!first || !(await renew(database, parts, round))) return;
    const words = noticeMail([first, ...others], address, personId);
    const failure = await mailer.send({ name, address: email }, words).then(
      () => null,
      (error: unknown) => ({ error }),
    );
    await settle(database, parts, failure);
  } catch (error) {
    log.warn({ error, person: personId }, "a mail could not be settled; it is tried again");
  }
};

/**
 * One round of mail: digests whose time has come are opened, and what is due is sent, four mails at a
 * time. At least once, claimed by one process; nothing of the database is held while the mail server is
 * waited for.
 */
export const sendMail = async (settings: Settings, now: Date): Promise<void> => {
  await openDigests(settings.database, now);
  const waiting = mailsOf(await claim(settings.database, now));
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      await deliver(settings, next, now);
  };
  await Promise.all(Array.from({ length: mailsAtOnce }, worker));
};
