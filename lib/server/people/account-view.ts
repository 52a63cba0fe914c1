import type { AccountView } from "@/lib/contract/accounts";
import { type Role, roles } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import type { Transaction } from "@/lib/server/db";

/** The columns of an account that may leave the server. */
export const accountFields = {
  id: true,
  handle: true,
  name: true,
  title: true,
  email: true,
  formerEmails: true,
  isAdmin: true,
  isExample: true,
  isService: true,
  createdAt: true,
  deactivatedAt: true,
  lastSeenAt: true,
  teams: {
    select: {
      source: true,
      grantedByName: true,
      grantedAt: true,
      team: { select: { key: true } },
    },
    orderBy: { team: { key: "asc" } },
  },
  memberships: {
    select: {
      role: true,
      source: true,
      grantedByName: true,
      grantedAt: true,
      program: { select: { key: true } },
    },
  },
} as const;

type Granted = { source: string; grantedByName: string | null; grantedAt: Date | null };

type AccountRow = {
  handle: string;
  name: string;
  title: string;
  email: string | null;
  formerEmails: string[];
  isAdmin: boolean;
  isExample: boolean;
  isService: boolean;
  createdAt: Date;
  deactivatedAt: Date | null;
  lastSeenAt: Date | null;
  teams: (Granted & { team: { key: string } })[];
  memberships: (Granted & { role: string; program: { key: string } | null })[];
};

/** Since when somebody has it, and from whom. */
export const grantView = ({ source, grantedByName, grantedAt }: Granted) => ({
  source,
  by: grantedByName,
  since: grantedAt?.toISOString() ?? null,
});

const kindOf = ({ isService, isExample }: AccountRow): AccountView["kind"] => {
  if (isService) return "service";
  return isExample ? "example" : "person";
};

export const accountView = (row: AccountRow): AccountView => ({
  handle: row.handle,
  name: row.name,
  title: row.title,
  email: row.email,
  formerEmails: row.formerEmails,
  kind: kindOf(row),
  isAdmin: row.isAdmin,
  createdAt: row.createdAt.toISOString(),
  deactivatedAt: row.deactivatedAt?.toISOString() ?? null,
  lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
  teams: row.teams.map(({ team, ...granted }) => ({ team: team.key, ...grantView(granted) })),
  roles: row.memberships
    .map(({ role, program, ...granted }) => ({
      program: program?.key ?? null,
      role: role as Role,
      ...grantView(granted),
    }))
    .sort(
      (left, right) =>
        (left.program ?? "").localeCompare(right.program ?? "") ||
        roles.indexOf(left.role) - roles.indexOf(right.role),
    ),
});

/** An account by its handle, with its id; refused where nobody has it. */
export const accountNamed = async (
  tx: Transaction,
  handle: string,
): Promise<{ readonly id: string; readonly isExample: boolean; readonly view: AccountView }> => {
  const row = await tx.person.findUnique({ where: { handle }, select: accountFields });
  if (!row) throw new Refusal("not-found", `There is nobody called "${handle}" here.`);
  return { id: row.id, isExample: row.isExample, view: accountView(row) };
};
