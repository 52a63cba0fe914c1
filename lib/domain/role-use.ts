import { type Permission, permissions, type Role, type Scope } from "@/lib/domain/permissions";

type Grant = { readonly roles: readonly Role[]; readonly scopes: readonly Scope[] | "never" };

const grants = Object.entries(permissions) as [Permission, Grant][];

/** What only looks leaves no trace in the record, so that its use cannot be counted. */
const isReading = (permission: Permission): boolean => permission.endsWith(":read");

/** What somebody may in a program by their roles; an admin may everything. */
export const permissionsOfRoles = (held: readonly Role[], isAdmin: boolean): Permission[] =>
  grants
    .filter(([, { roles }]) => isAdmin || held.some((role) => roles.includes(role)))
    .map(([permission]) => permission);

/** What a token may by its scopes; `admin` may everything that a token may. */
export const permissionsOfScopes = (held: readonly Scope[]): Permission[] =>
  grants
    .filter(
      ([, { scopes }]) =>
        scopes !== "never" &&
        (held.includes("admin") || scopes.some((scope) => held.includes(scope))),
    )
    .map(([permission]) => permission);

/** Whether a role lets anybody do more than read. */
export const canBeUsed = (role: Role): boolean =>
  grants.some(([permission, { roles }]) => roles.includes(role) && !isReading(permission));

/**
 * When something was last done that a role allows; `null`: never. Takes the last time of each permission
 * that was used, in any order. Two roles that allow the same both count as used by it.
 */
export const lastUseOf = (
  role: Role,
  used: readonly { readonly permission: Permission; readonly lastAt: string }[],
): string | null =>
  used
    .filter(({ permission }) => (permissions[permission].roles as readonly Role[]).includes(role))
    .map(({ lastAt }) => lastAt)
    .sort()
    .at(-1) ?? null;
