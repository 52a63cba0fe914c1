import type { RouteSection } from "../route-section";

const administration = {
  family: "api-v1",
  team: "api-service",
  authentication: "session-superuser",
  prefix: "/api/v1/superuser",
} as const;

/** The web API of whoever runs the registry. */
export const apiAdministrationRoutes: readonly RouteSection[] = [
  {
    ...administration,
    source: "api/admin/accounts.py",
    rows: [
      ["accounts", "GET POST", "/users/"],
      ["account", "GET PUT DELETE", "/users/{username}"],
      ["Send a recovery mail to an account", "POST", "/users/{username}/sendrecovery"],
      ["organizations of the registry", "GET", "/organizations/"],
      ["organization of the registry", "PUT DELETE", "/organizations/{organization}"],
      ["Take a namespace over", "POST", "/takeownership/{namespace}"],
    ],
  },
  {
    ...administration,
    source: "api/admin/quotas.py",
    rows: [
      ["quotas set on an organization", "GET POST", "/organization/{namespace}/quota"],
      ["quota set on an organization", "PUT DELETE", "/organization/{namespace}/quota/{quota_id}"],
      ["quotas set on an account", "GET POST", "/users/{namespace}/quota"],
      ["quota set on an account", "PUT DELETE", "/users/{namespace}/quota/{quota_id}"],
      ["storage used by the registry", "GET POST", "/registrysize/"],
    ],
  },
  {
    ...administration,
    source: "api/admin/service_keys.py",
    team: "api-service-auth",
    rows: [
      ["service keys", "GET POST", "/keys"],
      ["service key", "GET PUT DELETE", "/keys/{key_id}"],
      ["Approve a service key", "POST", "/approvedkeys/{key_id}"],
    ],
  },
  {
    ...administration,
    source: "api/admin/observation.py",
    rows: [
      ["action log of the registry", "GET", "/logs"],
      ["action counts of the registry", "GET", "/aggregatelogs"],
      ["system log names", "GET", "/systemlogs/"],
      ["system log of a process", "GET", "/systemlogs/{process}"],
      ["build of any repository", "GET", "/{build_id}/build"],
      ["status of any build", "GET", "/{build_id}/status"],
      ["log of any build", "GET", "/{build_id}/logs"],
      ["release notes", "GET", "/changelog/"],
      ["configuration in effect", "GET", "/config"],
    ],
  },
];
