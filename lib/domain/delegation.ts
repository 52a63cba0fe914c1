import { type Accounts, isOneOf } from "@/lib/domain/four-eyes";
import {
  type Actor,
  type Permission,
  permissions,
  type Role,
  rolesIn,
  type Scope,
  scopes,
} from "@/lib/domain/permissions";
import type { Reason } from "@/lib/domain/refusal";

type Grant = { readonly roles: readonly Role[]; readonly scopes: readonly Scope[] | "never" };

const grants = Object.entries(permissions) as [Permission, Grant][];

const opens = (scope: Scope): Permission[] =>
  grants.filter(([, grant]) => grant.scopes.includes(scope)).map(([permission]) => permission);

const holds = (actor: Actor, permission: Permission, programId: string): boolean =>
  rolesIn(actor, programId).some((role) =>
    (permissions[permission].roles as readonly Role[]).includes(role),
  );

/**
 * What stands against an actor's handing out a token scope in a program; `null` when nothing does.
 * Rule: nobody hands out more than they hold. A scope opens permissions (the permission table);
 * whoever lacks one of them in the program cannot give it away, and only an admin gives `admin`.
 */
export const objectionToScope = (actor: Actor, scope: Scope, programId: string): Reason | null => {
  if (actor.kind === "system") return null;
  if (actor.kind === "token") {
    if (actor.scopes.includes("admin") || actor.scopes.includes(scope)) return null;
    return { field: "scopes", says: `The token "${actor.name}" does not have the scope ${scope}.` };
  }
  if (actor.isAdmin) return null;
  if (scope === "admin") {
    return { field: "scopes", says: "Only an admin makes a token with the scope admin." };
  }
  const missing = opens(scope).filter((permission) => !holds(actor, permission, programId));
  if (missing.length === 0) return null;
  return {
    field: "scopes",
    says: `The scope ${scope} allows ${missing.join(" and ")}, which you may not do yourself. Ask somebody who may.`,
  };
};

/** The scopes that an actor may put into a token of the program. */
export const scopesToHandOut = (actor: Actor, programId: string): Scope[] =>
  scopes.filter((scope) => objectionToScope(actor, scope, programId) === null);

/**
 * What stands against an actor's giving a role in a program to a person; `null` when nothing does.
 * Rule: who manages people gives the program's roles to others, never a role to themselves, under whatever account:
 * a manager who wants to flip needs a second person to say so.
 */
export const objectionToRole = (
  actor: Actor,
  accounts: Accounts,
  personId: string,
): Reason | null => {
  if (actor.kind !== "person" || actor.isAdmin || !isOneOf(accounts, [personId])) return null;
  return {
    field: "handle",
    says: "Nobody gives a role to themselves. Ask another manager or an admin.",
  };
};

/** A team, and the programs that it owns rows of. */
export type TeamReach = {
  readonly key: string;
  readonly programs: readonly { readonly id: string; readonly key: string }[];
};

/**
 * What stands against an actor's putting people into a team, or taking them out, on behalf of a program;
 * `null` when nothing does. Rule: whoever is in a team signs for its rows wherever they are. So a
 * manager decides over a team that owns rows of their program alone, never over themselves;
 * a team of several programs, or of none yet, is an admin's.
 */
export const objectionToTeam = (
  actor: Actor,
  accounts: Accounts,
  { key, programs }: TeamReach,
  programId: string,
  personIds: readonly string[],
): Reason | null => {
  if (actor.kind === "system") return null;
  if (actor.kind === "person" ? actor.isAdmin : actor.programId === null) return null;
  if (actor.kind === "person" && isOneOf(accounts, personIds)) {
    return {
      field: "team",
      says: "Nobody puts themselves into a team. Ask another manager or an admin.",
    };
  }
  const elsewhere = programs.filter(({ id }) => id !== programId).map((program) => program.key);
  if (elsewhere.length > 0) {
    return {
      field: "team",
      says: `${key} also owns rows of ${elsewhere.join(", ")}. An admin decides who is in it.`,
    };
  }
  if (programs.length === 0) {
    return {
      field: "team",
      says: `${key} owns nothing in this program. An admin decides who is in it.`,
    };
  }
  return null;
};
