import type { Role, Scope } from "@/lib/domain/permissions";

/** What the roles and scopes are called, and what they let somebody do (lib/domain/permissions). */
export const roleWords = {
  viewer: { name: "viewer", does: "reads everything but the audit" },
  owner: { name: "owner", does: "judges: gates, decisions, waivers, approvals" },
  engineer: { name: "engineer", does: "imports, reports evidence, flips, rolls back and forces" },
  "on-call": { name: "on-call", does: "rolls back and forces" },
  manager: { name: "manager", does: "imports, configures, decides go or no-go, manages people" },
} satisfies Record<Role, { name: string; does: string }>;

export const scopeWords = {
  plane: "follows snapshots and streams: gateways, routers, supervisors",
  read: "reads the program, its audit and the plane",
  import: "previews and applies imports",
  evidence: "reports evidence, deployments and blockers: CI",
  switch: "flips, rolls back and forces",
  admin: "everything that a token may do in the program",
} satisfies Record<Scope, string>;
