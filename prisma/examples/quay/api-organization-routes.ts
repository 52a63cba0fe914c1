import type { RouteSection } from "../route-section";

const organization = {
  family: "api-v1",
  team: "api-service",
  authentication: "session-or-token",
  prefix: "/api/v1/organization/{organization}",
} as const;

/** The web API of organizations: members, teams, robots, applications, quota, billing. */
export const apiOrganizationRoutes: readonly RouteSection[] = [
  {
    ...organization,
    source: "api/organizations.py",
    prefix: "/api/v1/organization",
    rows: [["organization", "POST", "/"]],
  },
  {
    ...organization,
    source: "api/organizations.py",
    rows: [
      ["organization", "GET PUT DELETE", ""],
      ["private repository allowance of an organization", "GET", "/private"],
      ["outside collaborators", "GET", "/collaborators"],
      ["members of an organization", "GET", "/members"],
      ["member of an organization", "GET DELETE", "/members/{member}"],
      ["default permissions", "GET POST", "/prototypes"],
      ["default permission", "PUT DELETE", "/prototypes/{prototype_id}"],
    ],
  },
  {
    ...organization,
    source: "api/applications.py",
    team: "api-service-auth",
    rows: [
      ["OAuth applications", "GET POST", "/applications"],
      ["OAuth application", "GET PUT DELETE", "/applications/{client_id}"],
      ["Reset an application's secret", "POST", "/applications/{client_id}/resetclientsecret"],
    ],
  },
  {
    ...organization,
    source: "api/robots.py",
    prefix: "/api/v1/organization/{organization}/robots",
    rows: [
      ["robots of an organization", "GET", ""],
      ["robot of an organization", "GET PUT DELETE", "/{robot}"],
      ["permissions of an organization's robot", "GET", "/{robot}/permissions"],
      ["Regenerate the token of an organization's robot", "POST", "/{robot}/regenerate"],
      ["federation of an organization's robot", "GET POST DELETE", "/{robot}/federation"],
    ],
  },
  {
    ...organization,
    source: "api/teams.py",
    prefix: "/api/v1/organization/{organization}/team/{team}",
    rows: [
      ["team", "PUT DELETE", ""],
      ["members of a team", "GET", "/members"],
      ["member of a team", "PUT DELETE", "/members/{member}"],
      ["permissions of a team", "GET", "/permissions"],
      ["invitation to a team by e-mail", "PUT DELETE", "/invite/{email}"],
      ["directory synchronisation of a team", "POST DELETE", "/syncing"],
    ],
  },
  {
    ...organization,
    source: "api/proxy_cache.py",
    rows: [
      ["proxy cache of an organization", "GET POST DELETE", "/proxycache"],
      ["Check a proxy cache configuration", "POST", "/validateproxycache"],
    ],
  },
  {
    ...organization,
    source: "api/mirroring.py",
    team: "api-service-mirror",
    rows: [
      ["mirror of a whole organization", "GET POST PUT DELETE", "/mirror"],
      ["Check the source of an organization mirror", "POST", "/mirror/verify"],
    ],
  },
  {
    ...organization,
    source: "api/action_logs.py",
    rows: [
      ["action log of an organization", "GET", "/logs"],
      ["action counts of an organization", "GET", "/aggregatelogs"],
      ["Export the action log of an organization", "POST", "/exportlogs"],
    ],
  },
  {
    ...organization,
    source: "api/quotas.py",
    rows: [
      ["storage quotas of an organization", "GET POST", "/quota"],
      ["storage quota of an organization", "GET PUT DELETE", "/quota/{quota_id}"],
      ["limits of an organization's quota", "GET POST", "/quota/{quota_id}/limit"],
      ["limit of an organization's quota", "GET PUT DELETE", "/quota/{quota_id}/limit/{limit_id}"],
      ["pruning policies of an organization", "GET POST", "/autoprunepolicy/"],
      ["pruning policy of an organization", "GET PUT DELETE", "/autoprunepolicy/{policy_id}"],
    ],
  },
  {
    ...organization,
    source: "api/billing.py",
    team: "api-service-billing",
    rows: [
      ["payment card of an organization", "GET POST", "/card"],
      ["plan of an organization", "GET PUT", "/plan"],
      ["invoices of an organization", "GET", "/invoices"],
      ["invoice fields of an organization", "GET POST", "/invoice/fields"],
      ["invoice field of an organization", "DELETE", "/invoice/field/{field_id}"],
      ["subscriptions of an organization", "GET POST", "/marketplace"],
      ["subscription of an organization", "DELETE", "/marketplace/{subscription_id}"],
      ["Remove several subscriptions", "POST", "/marketplace/batchremove"],
    ],
  },
];
