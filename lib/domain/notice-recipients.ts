import { ownersIn } from "@/lib/domain/named-owners";
import { type Permission, permissions, type Role } from "@/lib/domain/permissions";

/** Whom a notice is for: people by id, teams by key, roles, whoever may do something (of some teams), an owner's words, everybody. */
export type Addressee =
  | { readonly people: readonly (string | null)[] }
  | { readonly teams: readonly string[] }
  | { readonly roles: readonly Role[] }
  | { readonly permission: Permission; readonly teams?: readonly string[] }
  | { readonly owner: string | null }
  | "everybody";

/** An active person as notices know them; `roles` are those in the program. */
export type KnownPerson = {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly isAdmin: boolean;
  readonly roles: readonly Role[];
  readonly teams: readonly { readonly key: string; readonly name: string }[];
};

const folded = (word: string): string => word.trim().replace(/\s+/g, " ").toLowerCase();

const isOwner = (person: KnownPerson, word: string): boolean => {
  if (word.startsWith("@")) return folded(person.handle) === word.slice(1);
  return (
    folded(person.handle) === word ||
    folded(person.name) === word ||
    person.teams.some(({ key, name }) => folded(key) === word || folded(name) === word)
  );
};

const isAddressed = (person: KnownPerson, to: Addressee): boolean => {
  if (to === "everybody") return person.roles.length > 0;
  const isIn = (teams: readonly string[]) => person.teams.some(({ key }) => teams.includes(key));
  if ("people" in to) return to.people.includes(person.id);
  if ("roles" in to) return person.roles.some((role) => to.roles.includes(role));
  if ("permission" in to) {
    const allowed: readonly Role[] = permissions[to.permission].roles;
    return person.roles.some((role) => allowed.includes(role)) && (!to.teams || isIn(to.teams));
  }
  if ("teams" in to) return isIn(to.teams);
  const owners = ownersIn(to.owner ?? "");
  return owners.some((word) => isOwner(person, word));
};

/**
 * The ids of those whom a notice reaches, each once, in the order of `people`. Only people with a role
 * in the program, and admins where they are named themselves. An owner's words that name nobody reach
 * the managers instead: what nobody hears of is never done. `except`: who did it and needs no telling.
 */
export const recipientsOf = (
  to: readonly Addressee[],
  people: readonly KnownPerson[],
  except: readonly (string | null)[] = [],
): string[] => {
  const reach = (each: Addressee): KnownPerson[] => {
    const isByName = each !== "everybody" && ("people" in each || "owner" in each);
    const found = people.filter(
      (person) =>
        (person.roles.length > 0 || (isByName && person.isAdmin)) && isAddressed(person, each),
    );
    if (found.length > 0 || each === "everybody" || !("owner" in each)) return found;
    return people.filter(({ roles }) => roles.includes("manager"));
  };
  const reached = new Set(to.flatMap(reach).map(({ id }) => id));
  return people.map(({ id }) => id).filter((id) => reached.has(id) && !except.includes(id));
};
