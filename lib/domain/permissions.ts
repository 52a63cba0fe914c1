import { Refusal } from "@/lib/domain/refusal";

export const roles = ["viewer", "owner", "engineer", "on-call", "manager"] as const;
export type Role = (typeof roles)[number];

export const scopes = ["plane", "read", "import", "evidence", "switch", "admin"] as const;
export type Scope = (typeof scopes)[number];

type Grant = {
  /** Roles in the program that may; an admin may everything. */
  readonly roles: readonly Role[];
  /** Token scopes that may; `admin` may everything that a token may. `never`: only a person. */
  readonly scopes: readonly Scope[] | "never";
};

const everybody: readonly Role[] = roles;

/** Who may do what: the one permission table. What is not listed here does not compile. */
export const permissions = {
  "program:read": { roles: everybody, scopes: ["read", "import", "evidence", "switch"] },
  "program:create": { roles: [], scopes: ["admin"] },
  "program:configure": { roles: ["manager"], scopes: ["admin"] },
  "inventory:import": { roles: ["manager", "engineer"], scopes: ["import"] },
  /** What CI tells: reports, deployments, failing pipelines. */
  "evidence:report": { roles: ["manager", "engineer"], scopes: ["evidence"] },
  /** What a gate, a budget or a coupling asks for: where an environment is protected, others approve it. */
  "criteria:edit": { roles: ["manager"], scopes: ["admin"] },
  /** The states and words of gates, milestones, decisions: a person's judgement. */
  "register:write": { roles: ["owner", "engineer", "manager"], scopes: "never" },
  /** States of gates, criteria and decisions out of files: whoever brings them answers for what they open. */
  "register:import": { roles: ["manager", "engineer"], scopes: ["admin"] },
  "comment:write": { roles: ["owner", "engineer", "on-call", "manager"], scopes: "never" },
  "waiver:ask": { roles: ["owner", "engineer", "manager"], scopes: "never" },
  "waiver:decide": { roles: ["owner", "manager"], scopes: "never" },
  "blocker:write": { roles: ["owner", "engineer", "on-call", "manager"], scopes: ["evidence"] },
  "milestone:vote": { roles: ["owner", "engineer", "on-call", "manager"], scopes: "never" },
  "milestone:decide": { roles: ["manager"], scopes: "never" },
  "decision:approve": { roles: ["owner", "engineer", "manager"], scopes: "never" },
  /** Batches, and the schedule by which they are gone through. */
  "batch:write": { roles: ["owner", "engineer", "manager"], scopes: ["admin"] },
  /** To vouch for a row of one's own team, by name. */
  "sign-off:give": { roles: ["owner", "engineer", "manager"], scopes: "never" },
  /** What a signature rests on: anchors, ways back, tests, and the steps below it. */
  "row:support": { roles: ["owner", "engineer", "manager"], scopes: ["import", "evidence"] },
  "switch:flip": { roles: ["engineer"], scopes: ["switch"] },
  "switch:rollback": { roles: ["engineer", "on-call"], scopes: ["switch"] },
  /** Only a person of the program, and never the one who asked. */
  "switch:approve": { roles: ["owner", "engineer", "manager"], scopes: "never" },
  "switch:break-glass": { roles: ["engineer", "on-call", "manager"], scopes: "never" },
  "review:close": { roles: ["on-call", "manager", "owner"], scopes: "never" },
  "client:manage": { roles: ["engineer", "on-call", "manager"], scopes: ["switch"] },
  "audit:read": { roles: ["manager", "engineer", "on-call", "owner"], scopes: ["read"] },
  "people:read": { roles: everybody, scopes: ["read"] },
  "people:manage": { roles: ["manager"], scopes: ["admin"] },
  "token:manage": { roles: ["manager"], scopes: ["admin"] },
  "installation:manage": { roles: [], scopes: ["admin"] },
} as const satisfies Record<string, Grant>;

export type Permission = keyof typeof permissions;

/** A session, and when somebody last proved in it who they are; `null` where nobody says. */
export type SessionStanding = {
  readonly id: string;
  readonly startedAt: Date;
  readonly authenticatedAt: Date | null;
  readonly factorAt: Date | null;
};

export type Actor =
  | {
      readonly kind: "person";
      readonly id: string;
      readonly handle: string;
      readonly name: string;
      readonly isAdmin: boolean;
      /** A role in one program, or in every program where `programId` is null. */
      readonly roles: readonly { readonly programId: string | null; readonly role: Role }[];
      readonly teams: readonly string[];
      readonly authentication: "example" | "password" | "oidc" | "github";
      /** The browser session behind it; absent where none is. */
      readonly session?: SessionStanding;
    }
  | {
      readonly kind: "token";
      readonly id: string;
      readonly name: string;
      readonly scopes: readonly Scope[];
      readonly programId: string | null;
      readonly environmentId: string | null;
    }
  | { readonly kind: "system"; readonly name: string };

/** The roles an actor holds in a program; `null` asks for what holds everywhere. */
export const rolesIn = (actor: Actor, programId: string | null): readonly Role[] =>
  actor.kind === "person"
    ? actor.roles
        .filter((held) => held.programId === null || held.programId === programId)
        .map((held) => held.role)
    : [];

/** Whether the actor may know that the program exists. */
export const isMember = (actor: Actor, programId: string): boolean => {
  if (actor.kind === "system") return true;
  if (actor.kind === "token") return actor.programId === null || actor.programId === programId;
  return actor.isAdmin || rolesIn(actor, programId).length > 0;
};

const roleWords = (allowed: readonly Role[]): string =>
  allowed.length === 0 ? "an admin" : `a person with the role ${allowed.join(" or ")}`;

/**
 * Refuses when the actor lacks the permission in the program (`null`: in the installation).
 * The refusal says who may instead. Rule: the permission table above, nothing else.
 */
export const refuseUnlessAllowed = (
  actor: Actor,
  permission: Permission,
  programId: string | null,
): void => {
  const grant: Grant = permissions[permission];
  if (actor.kind === "system") return;
  if (actor.kind === "token") {
    if (programId !== null && !isMember(actor, programId)) {
      throw new Refusal("forbidden", `The token "${actor.name}" belongs to another program.`);
    }
    if (actor.programId !== null && programId === null) {
      throw new Refusal(
        "forbidden",
        `The token "${actor.name}" is limited to one program; this concerns the whole installation.`,
      );
    }
    if (grant.scopes === "never") {
      throw new Refusal("forbidden", "Only a person may do this, never an API token.");
    }
    if (actor.scopes.includes("admin")) return;
    if (grant.scopes.some((scope) => actor.scopes.includes(scope))) return;
    throw new Refusal(
      "forbidden",
      `The token "${actor.name}" lacks the scope ${grant.scopes.join(" or ")}.`,
    );
  }
  if (actor.isAdmin) return;
  if (rolesIn(actor, programId).some((role) => grant.roles.includes(role))) return;
  throw new Refusal(
    "forbidden",
    `${actor.name} may not do this (${permission}). Ask ${roleWords(grant.roles)}.`,
  );
};
