import { createHmac } from "node:crypto";

/** A GitHub webhook as it is sent: the body, its event and the signature that the secret makes of it. */
export const githubCall = (secret: string, event: string, payload: object) => {
  const body = JSON.stringify(payload);
  const mac = createHmac("sha256", secret).update(body).digest("hex");
  return { body, githubEvent: event, gitlabEvent: null, signature: `sha256=${mac}`, token: null };
};

/** A GitLab webhook as it is sent: the body, its event and the secret as its token. */
export const gitlabCall = (secret: string, payload: object, event = "Pipeline Hook") => ({
  body: JSON.stringify(payload),
  githubEvent: null,
  gitlabEvent: event,
  signature: null,
  token: secret,
});

/** A minute of the day that these pipelines run on. */
export const minute = (count: number): string =>
  new Date(Date.UTC(2026, 10, 21, 12, count)).toISOString();
/** A commit made of one letter. */
export const sha = (letter: string): string => letter.repeat(40);

/** A `workflow_run` as GitHub sends it, as far as anybody reads it. */
export const workflowRun = (
  id: number,
  conclusion: string | null,
  more: Record<string, unknown> = {},
) => ({
  action: conclusion === null ? "in_progress" : "completed",
  workflow_run: {
    id,
    name: "build",
    head_branch: "main",
    head_sha: sha("a"),
    run_number: id,
    run_attempt: 1,
    status: conclusion === null ? "in_progress" : "completed",
    conclusion,
    html_url: `https://github.com/acme/registry/actions/runs/${id}`,
    head_commit: { id: sha("a"), timestamp: minute(0) },
    head_repository: { full_name: "acme/registry" },
    ...more,
  },
  workflow: { name: "build" },
  repository: { full_name: "acme/registry", html_url: "https://github.com/acme/registry" },
});

/** A pipeline hook as GitLab sends it. */
export const pipeline = (id: number, status: string, more: Record<string, unknown> = {}) => ({
  object_kind: "pipeline",
  object_attributes: {
    id,
    iid: 3,
    name: "build and test",
    ref: "main",
    tag: false,
    sha: sha("a"),
    source: "push",
    status,
    finished_at: "2026-11-21 12:10:00 UTC",
    ...more,
  },
  project: {
    path_with_namespace: "acme/registry",
    web_url: "https://gitlab.example.com/acme/registry",
  },
  commit: { id: sha("a"), timestamp: "2026-11-21T12:00:00+00:00" },
});
