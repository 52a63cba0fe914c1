import { readPerson as operation } from "@/lib/contract/accounts";
import { installationChain } from "@/lib/server/audit";
import { sql } from "@/lib/server/db";
import { standingHolds } from "@/lib/server/people/account-holds";
import { accountNamed } from "@/lib/server/people/account-view";
import { openResetOf } from "@/lib/server/people/password-resets";
import { query } from "@/lib/server/query";

/** What happens to an account, as the record calls it; signing in is not among it. */
const aboutAccounts = [
  "recognise-person",
  "open-account",
  "accept-invitation",
  "deactivate-person",
  "reactivate-person",
  "set-admin",
  "follow-groups",
  "create-service-account",
  "retire-service-account",
  "claim-first-admin",
  "edit-team",
  "make-password-reset",
  "end-password-reset",
  "choose-password",
  "change-password",
  "reset-second-factor",
  "confirm-account",
  "end-person-sessions",
];

const shownGroups = 200;

/** One account with how it signs in, what its groups said, and what happened to it. */
export const readPerson = query(
  { name: "read-person", allow: "installation:manage", input: operation.input },
  async ({ db, actor, input, now }) => {
    const { id, view } = await accountNamed(db, input.person);
    const person = await db.person.findUniqueOrThrow({
      where: { id },
      select: {
        passwordHash: true,
        groups: true,
        groupsAt: true,
        groupsWords: true,
        identities: { select: { provider: true } },
      },
    });
    const history = await db.$queryRaw<
      { at: Date; by: string; action: string; reason: string | null }[]
    >(sql`
      SELECT "at", "actor"->>'name' AS "by", "action", "reason" FROM "AuditEvent"
      WHERE "chain" = ${installationChain} AND "action" = ANY(${aboutAccounts}::text[])
        AND "outcome" = 'accepted'
        AND ("subject"->>'person' = ${view.handle} OR "subject"->'people' ? ${view.handle})
      ORDER BY "sequence" DESC LIMIT 30`);
    return {
      ...view,
      signsInWith: [
        ...(person.passwordHash ? ["password"] : []),
        ...(view.kind === "example" ? ["example"] : []),
        ...person.identities.map(({ provider }) => provider),
      ],
      groups: {
        names: person.groups.slice(0, shownGroups),
        at: person.groupsAt?.toISOString() ?? null,
        problem: person.groupsWords,
      },
      sessions: await db.session.count({ where: { personId: id, endedAt: null } }),
      passwordReset: await openResetOf(db, id, now),
      holds: (await standingHolds(db, id, now)).map(({ at, standing, confirmers }) => ({
        at: at.toISOString(),
        says: standing.says,
        until: standing.until?.toISOString() ?? null,
        confirmers: confirmers.map(({ name }) => name),
        mayConfirm: actor.kind === "person" && confirmers.some((admin) => admin.id === actor.id),
      })),
      history: history.map((event) => ({ ...event, at: event.at.toISOString() })),
    };
  },
);
