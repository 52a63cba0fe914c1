import type { RouteSection } from "../route-section";

const repository = {
  family: "api-v1",
  team: "api-service",
  authentication: "session-or-token",
  prefix: "/api/v1/repository/{repository+}",
} as const;

/** The web API of one repository: content, permissions, builds, notifications, mirroring, logs. */
export const apiRepositoryRoutes: readonly RouteSection[] = [
  {
    ...repository,
    prefix: "/api/v1/repository",
    source: "api/repositories.py",
    rows: [["repositories", "GET POST", ""]],
  },
  {
    ...repository,
    source: "api/repositories.py",
    rows: [
      ["repository", "GET PUT DELETE", ""],
      ["Make a repository public or private", "POST", "/changevisibility"],
      ["Turn content trust on or off", "POST", "/changetrust"],
      ["Make a repository normal, read-only or mirrored", "PUT", "/changestate"],
      ["trust signatures", "GET", "/signatures"],
    ],
  },
  {
    ...repository,
    source: "api/contents.py",
    rows: [
      ["tags", "GET", "/tag/"],
      ["tag", "PUT DELETE", "/tag/{tag}"],
      ["images of a tag", "GET", "/tag/{tag}/images"],
      ["Restore a tag to an earlier manifest", "POST", "/tag/{tag}/restore"],
      ["Expire a deleted tag at once", "POST", "/tag/{tag}/expire"],
      ["pull statistics of a tag", "GET", "/tag/{tag}/pull_statistics"],
      ["manifest", "GET", "/manifest/{digest}"],
      ["labels of a manifest", "GET POST", "/manifest/{digest}/labels"],
      ["label of a manifest", "GET DELETE", "/manifest/{digest}/labels/{label_id}"],
      ["pull statistics of a manifest", "GET", "/manifest/{digest}/pull_statistics"],
      ["images", "GET", "/image/"],
      ["image", "GET", "/image/{image_id}"],
    ],
  },
  {
    ...repository,
    source: "api/vulnerabilities.py",
    team: "api-service-secscan",
    rows: [
      ["vulnerabilities of a manifest", "GET", "/manifest/{digest}/security"],
      ["vulnerabilities of an image", "GET", "/image/{image_id}/security"],
    ],
  },
  {
    ...repository,
    source: "api/permissions.py",
    rows: [
      ["permissions of people", "GET", "/permissions/user/"],
      ["permission of a person", "GET PUT DELETE", "/permissions/user/{username}"],
      ["permission of a person through teams", "GET", "/permissions/user/{username}/transitive"],
      ["permissions of teams", "GET", "/permissions/team/"],
      ["permission of a team", "GET PUT DELETE", "/permissions/team/{team}"],
      ["access tokens of a repository", "GET POST", "/tokens/"],
      ["access token of a repository", "GET PUT DELETE", "/tokens/{code}"],
      ["e-mail address that may be notified", "GET POST", "/authorizedemail/{email}"],
    ],
  },
  {
    ...repository,
    prefix: "/api/v1",
    source: "api/builds.py",
    team: "api-service-build",
    rows: [["Reserve a place for a build archive", "POST", "/filedrop/"]],
  },
  {
    ...repository,
    source: "api/builds.py",
    team: "api-service-build",
    rows: [
      ["builds", "GET POST", "/build/"],
      ["build", "GET DELETE", "/build/{build_id}"],
      ["status of a build", "GET", "/build/{build_id}/status"],
      ["log of a build", "GET", "/build/{build_id}/logs"],
      ["build triggers", "GET", "/trigger/"],
      ["build trigger", "GET PUT DELETE", "/trigger/{trigger_id}"],
      ["Activate a build trigger", "POST", "/trigger/{trigger_id}/activate"],
      ["Analyze what a trigger would build", "POST", "/trigger/{trigger_id}/analyze"],
      ["Start a triggered build", "POST", "/trigger/{trigger_id}/start"],
      ["builds of a trigger", "GET", "/trigger/{trigger_id}/builds"],
      ["List values for a trigger field", "POST", "/trigger/{trigger_id}/fields/{field}"],
      ["namespaces a trigger can see", "GET", "/trigger/{trigger_id}/namespaces"],
      ["List source repositories of a trigger", "POST", "/trigger/{trigger_id}/sources"],
      ["List build folders of a trigger", "POST", "/trigger/{trigger_id}/subdir"],
    ],
  },
  {
    ...repository,
    source: "api/notifications.py",
    rows: [
      ["notifications of a repository", "GET POST", "/notification/"],
      ["notification of a repository", "GET DELETE", "/notification/{notification_id}"],
      ["Reset a failing notification", "POST", "/notification/{notification_id}"],
      ["Send a test notification", "POST", "/notification/{notification_id}/test"],
    ],
  },
  {
    ...repository,
    source: "api/mirroring.py",
    team: "api-service-mirror",
    rows: [
      ["mirror configuration", "GET POST PUT", "/mirror"],
      ["Synchronise a mirror now", "POST", "/mirror/sync-now"],
      ["Cancel a mirror synchronisation", "POST", "/mirror/sync-cancel"],
    ],
  },
  {
    ...repository,
    source: "api/action_logs.py",
    rows: [
      ["action log of a repository", "GET", "/logs"],
      ["action counts of a repository", "GET", "/aggregatelogs"],
      ["Export the action log of a repository", "POST", "/exportlogs"],
      ["immutability policies of a repository", "GET POST", "/immutabilitypolicy/"],
      ["immutability policy of a repository", "GET PUT DELETE", "/immutabilitypolicy/{policy_id}"],
      ["pruning policies of a repository", "GET POST", "/autoprunepolicy/"],
      ["pruning policy of a repository", "GET PUT DELETE", "/autoprunepolicy/{policy_id}"],
    ],
  },
];
