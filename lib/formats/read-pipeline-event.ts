import type { PipelineRun } from "@/lib/domain/pipeline-run";
import { Refusal } from "@/lib/domain/refusal";

/** What a CI service's call says: how a pipeline went, or nothing that concerns anybody here. */
export type PipelineEvent =
  | { readonly is: "run"; readonly run: PipelineRun }
  | { readonly is: "ignored"; readonly says: string };

type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const members = (value: unknown): Members => (isMembers(value) ? value : {});

const longest = 300;

/** A text as it can be stored, no longer than a name may be. */
const text = (value: unknown): string =>
  typeof value === "string"
    ? value
        .replace(/[\p{Cc}\p{Cs}]+/gu, " ")
        .trim()
        .slice(0, longest)
        .replace(/\p{Cs}$/u, "")
    : "";

const count = (value: unknown, otherwise: number): number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : otherwise;

const commit = (value: unknown): string =>
  /^[0-9a-f]{7,64}$/i.test(text(value)) ? text(value).toLowerCase() : "";

/** ISO of a time; GitLab's older ones write `2026-11-21 12:00:00 UTC`. */
const time = (value: unknown): string => {
  const at = Date.parse(text(value));
  return Number.isNaN(at) ? "" : new Date(at).toISOString();
};

const webAddress = (...values: readonly unknown[]): string | null =>
  values.map(text).find((address) => /^https?:\/\/[^\s]+$/.test(address)) ?? null;

const readJson = (body: string): Members => {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new Refusal(
      "malformed",
      body.startsWith("payload=")
        ? "The body is a form. Choose application/json as the webhook's content type."
        : "The body is not valid JSON.",
    );
  }
  if (!isMembers(value)) throw new Refusal("malformed", "The body must be a JSON object.");
  return value;
};

const ignored = (says: string): PipelineEvent => ({ is: "ignored", says });

const missing = (says: string): Refusal =>
  new Refusal("invalid", `${says} Was it sent by the CI service itself?`);

const failed = new Set(["failure", "timed_out", "startup_failure", "failed"]);

const runOf = (run: Omit<PipelineRun, "isGreen">): PipelineEvent => {
  if (run.repository === "" || run.branch === "" || run.commit === "") {
    throw missing("The event names no repository, branch or commit.");
  }
  if (run.word !== "success" && !failed.has(run.word)) {
    return ignored(`A run that ended as "${run.word}" says neither red nor green.`);
  }
  return { is: "run", run: { ...run, isGreen: run.word === "success" } };
};

const readGithubRun = (call: Members): PipelineEvent => {
  const { id, name, head_branch, head_sha, run_attempt, conclusion, html_url, head_commit } =
    members(call.workflow_run);
  const repository = text(members(call.repository).full_name);
  const from = text(members(members(call.workflow_run).head_repository).full_name);
  if (typeof id !== "number") throw missing("The event holds no workflow_run.");
  if (call.action !== "completed") return ignored("A run that has not ended says nothing yet.");
  if (from !== "" && from !== repository) {
    return ignored("A run of a fork says nothing about the branch of that name here.");
  }
  const attempt = count(run_attempt, 1);
  const address = webAddress(html_url);
  return runOf({
    service: "github",
    repository,
    pipeline: text(name) || text(members(call.workflow).name),
    branch: text(head_branch),
    word: text(conclusion),
    url: address && attempt > 1 ? `${address}/attempts/${attempt}` : address,
    run: count(id, 0),
    attempt,
    commit: commit(head_sha),
    committedAt: time(members(head_commit).timestamp),
  });
};

const readGithubSuite = (call: Members): PipelineEvent => {
  const suite = members(call.check_suite);
  const app = members(suite.app);
  const repository = text(members(call.repository).full_name);
  if (typeof suite.id !== "number") throw missing("The event holds no check_suite.");
  if (call.action !== "completed") return ignored("Checks that have not ended say nothing yet.");
  if (app.slug === "github-actions") return ignored("Workflows are told of by workflow_run.");
  const sha = commit(suite.head_sha);
  const home = webAddress(members(call.repository).html_url);
  return runOf({
    service: "github",
    repository,
    pipeline: text(app.name),
    branch: text(suite.head_branch),
    word: text(suite.conclusion),
    url: home && `${home}/commit/${sha}/checks`,
    run: count(suite.id, 0),
    // A suite that is run again keeps its id: when it was updated tells them apart.
    attempt: Math.floor((Date.parse(text(suite.updated_at)) || 0) / 1000),
    commit: sha,
    committedAt: time(members(suite.head_commit).timestamp),
  });
};

/**
 * Reads a GitHub webhook: `workflow_run`, and `check_suite` of other apps than Actions. Other events, runs that have not
 * ended, that ended neither red nor green, and those of forks are ignored with words. Refuses what is no such event.
 */
export const readGithubEvent = (event: string, body: string): PipelineEvent => {
  const call = readJson(body);
  if (event === "ping") return ignored("It is connected.");
  if (event === "workflow_run") return readGithubRun(call);
  if (event === "check_suite") return readGithubSuite(call);
  return ignored(`Nothing listens to ${text(event) || "an event without a name"} here.`);
};

/**
 * Reads a GitLab webhook: pipeline events. A pipeline that was tried again keeps its id; when it finished tells the
 * attempts apart. Merge requests of forks and everything else are ignored with words. Refuses what is no such event.
 */
export const readGitlabEvent = (event: string, body: string): PipelineEvent => {
  const call = readJson(body);
  if (event !== "Pipeline Hook") {
    return ignored(`Nothing listens to ${text(event) || "an event without a name"} here.`);
  }
  const pipeline = members(call.object_attributes);
  const project = members(call.project);
  const request = members(call.merge_request);
  if (call.object_kind !== "pipeline" || typeof pipeline.id !== "number") {
    throw missing("The event holds no pipeline.");
  }
  if (request.source_project_id !== request.target_project_id) {
    return ignored("A pipeline of a fork says nothing about the branch of that name here.");
  }
  const home = webAddress(project.web_url);
  return runOf({
    service: "gitlab",
    repository: text(project.path_with_namespace),
    pipeline: text(pipeline.name),
    branch: text(pipeline.ref),
    word: text(pipeline.status),
    url: webAddress(pipeline.url, home && `${home}/-/pipelines/${pipeline.id}`),
    run: count(pipeline.id, 0),
    attempt: Math.floor((Date.parse(text(pipeline.finished_at)) || 0) / 1000),
    commit: commit(pipeline.sha),
    committedAt: time(members(call.commit).timestamp),
  });
};
