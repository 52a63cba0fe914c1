import type { MemberView } from "@/lib/contract/people";
import { type Role, roles } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import type { Transaction } from "@/lib/server/db";

const memberFields = (programId: string) => ({
  id: true,
  handle: true,
  name: true,
  title: true,
  isAdmin: true,
  teams: { select: { team: { select: { key: true } } } },
  memberships: {
    where: { OR: [{ programId }, { programId: null }] },
    select: { role: true, programId: true, source: true, grantedByName: true, grantedAt: true },
  },
});

const rank = (role: Role): number => roles.indexOf(role);

const memberView = (person: {
  handle: string;
  name: string;
  title: string;
  isAdmin: boolean;
  teams: { team: { key: string } }[];
  memberships: {
    role: string;
    programId: string | null;
    source: string;
    grantedByName: string | null;
    grantedAt: Date | null;
  }[];
}): MemberView => ({
  handle: person.handle,
  name: person.name,
  title: person.title,
  isAdmin: person.isAdmin,
  teams: person.teams.map(({ team }) => team.key).sort(),
  roles: person.memberships
    .map(({ role, programId, source, grantedByName, grantedAt }) => ({
      role: role as Role,
      everywhere: programId === null,
      source,
      by: grantedByName,
      since: grantedAt?.toISOString() ?? null,
    }))
    .sort((left, right) => rank(left.role) - rank(right.role)),
});

/** Everybody who can act in the program; those without a role too, for whoever may give them one. */
export const readMembers = async (
  tx: Transaction,
  programId: string,
  which: { readonly withoutRole: boolean; readonly examples: boolean },
): Promise<MemberView[]> => {
  const people = await tx.person.findMany({
    where: {
      deactivatedAt: null,
      isService: false,
      ...(which.examples ? {} : { isExample: false }),
      ...(which.withoutRole
        ? {}
        : {
            OR: [
              { isAdmin: true },
              { memberships: { some: { OR: [{ programId }, { programId: null }] } } },
            ],
          }),
    },
    orderBy: [{ name: "asc" }, { handle: "asc" }],
    select: memberFields(programId),
  });
  return people.map(memberView);
};

/** One person as a member of the program, with their id; refused when nobody active has the handle. */
export const memberByHandle = async (
  tx: Transaction,
  programId: string,
  handle: string,
): Promise<{ readonly id: string; readonly view: MemberView }> => {
  const person = await tx.person.findFirst({
    where: { handle, deactivatedAt: null, isService: false },
    select: memberFields(programId),
  });
  if (!person) {
    throw new Refusal(
      "not-found",
      `Nobody here has the handle "${handle}". People appear after their first sign-in.`,
    );
  }
  return { id: person.id, view: memberView(person) };
};
