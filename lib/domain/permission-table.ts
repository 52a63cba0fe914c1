import { type Permission, permissions, type Role, roles, type Scope, scopes } from "./permissions";

/** What an operation asks of its caller, as its command or query declares it. */
export type AskedPermission = {
  readonly allow: Permission | "anybody";
  /** What else it may ask for, depending on what is asked of it. */
  readonly further: readonly Permission[];
  /** What its preview asks for, where it has one. */
  readonly preview: Permission | "anybody" | null;
};

export type PermissionRow = {
  readonly permission: Permission | "anybody" | "nobody signed in";
  /** In which case this row counts; empty: in each. */
  readonly when: string;
  readonly roles: readonly Role[];
  /** Scopes of a token; none: only a person. */
  readonly scopes: readonly Scope[];
  /** Whoever is signed in, with any role or none. */
  readonly isForAll: boolean;
  /** A token of one program does not reach what concerns the whole installation. */
  readonly isInstallation: boolean;
};

const grantedTo = (
  permission: Permission | "anybody",
  when: string,
  isInstallation: boolean,
): PermissionRow => {
  if (permission === "anybody") {
    return { permission, when, roles, scopes, isForAll: true, isInstallation: false };
  }
  const grant: { readonly roles: readonly Role[]; readonly scopes: readonly Scope[] | "never" } =
    permissions[permission];
  const reached = grant.scopes === "never" ? [] : grant.scopes;
  return {
    permission,
    when,
    roles: roles.filter((role) => grant.roles.includes(role)),
    // The scope `admin` may everything that a token may.
    scopes:
      grant.scopes === "never"
        ? []
        : scopes.filter((scope) => scope === "admin" || reached.includes(scope)),
    isForAll: false,
    isInstallation,
  };
};

/**
 * Who may use an operation: a row for what it always asks, and one for each thing more that it may ask
 * for. In: what its command or query declares, its path, and whether it needs no sign-in. An admin may
 * everything and is in no row. Rule: the table in permissions.ts, nothing else.
 */
export const permissionRows = (
  asked: AskedPermission,
  path: string,
  isOpen: boolean,
): readonly PermissionRow[] => {
  const isInstallation = !path.includes("{program}");
  if (isOpen) {
    const everybody = { roles: [], scopes: [], isForAll: true, isInstallation: false };
    return [{ permission: "nobody signed in", when: "", ...everybody }];
  }
  const preview = asked.preview ? [grantedTo(asked.preview, "as a preview", isInstallation)] : [];
  return [
    ...preview,
    grantedTo(
      asked.allow,
      asked.preview || asked.further.length > 0 ? "always" : "",
      isInstallation,
    ),
    ...asked.further.map((permission) =>
      grantedTo(permission, "besides, where it does that", isInstallation),
    ),
  ];
};

export type ListedOperation = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly open?: boolean;
};

/** The operations by what they are about, in the order of the contract, each with its rows. */
export const permissionTable = (
  operations: readonly ListedOperation[],
  asked: Readonly<Record<string, AskedPermission>>,
): readonly {
  readonly tag: string;
  readonly operations: readonly (ListedOperation & { readonly rows: readonly PermissionRow[] })[];
}[] => {
  const tags = [...new Set(operations.map(({ tag }) => tag))];
  return tags.map((tag) => ({
    tag,
    operations: operations
      .filter((operation) => operation.tag === tag)
      .map((operation) => {
        const own = asked[operation.id] ?? { allow: "anybody", further: [], preview: null };
        return { ...operation, rows: permissionRows(own, operation.path, operation.open === true) };
      }),
  }));
};
