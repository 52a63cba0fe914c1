import { describe, expect, test } from "vitest";
import {
  githubCall,
  gitlabCall,
  minute,
  pipeline,
  sha,
  workflowRun,
} from "@/lib/server/blockers/test-ci-calls";
import { resolveBlocker } from "@/lib/server/commands/resolve-blocker";
import { listBlockers } from "@/lib/server/queries/list-blockers";
import { listCiHooks } from "@/lib/server/queries/list-ci-hooks";
import { readBlocker } from "@/lib/server/queries/read-blocker";
import { admin, as } from "@/lib/server/test-actors";
import { nobody } from "@/lib/server/test-callers";
import { call } from "./test-border";
import { type CiHook, withCiHooks } from "./test-ci-hooks";

const made = withCiHooks();

const deliver = async (hook: CiHook, sent: object) => {
  const response = await call("takeCiDelivery", { hook: hook.hook.id, ...sent }, nobody);
  expect(response.status).toBe(200);
  return (await response.json()) as { did: string; says: string; blocker: number | null };
};
const tell = (id: number, conclusion: string | null, more: Record<string, unknown> = {}) =>
  deliver(
    made.github,
    githubCall(made.github.secret, "workflow_run", workflowRun(id, conclusion, more)),
  );
const blockers = async (state = "open") =>
  (await listBlockers.run(as(admin), { program: made.program, state })).blockers;

describe("GitHub", () => {
  test("a failing workflow holds what it covers; failing again updates it; green lets go", async () => {
    expect(await tell(1, "failure")).toMatchObject({ did: "opened", blocker: 1 });
    expect(await blockers()).toMatchObject([
      {
        number: 1,
        text: "build fails on main (acme/registry)",
        holds: [{ level: "family", key: "health" }],
        owner: "team-a",
        source: "ci",
        by: "CI hook github",
        url: "https://github.com/acme/registry/actions/runs/1",
      },
    ]);
    const later = { head_sha: sha("b"), head_commit: { timestamp: minute(5) } };
    expect(await tell(2, "timed_out", later)).toMatchObject({ did: "updated", blocker: 1 });
    expect(await tell(3, null, later)).toMatchObject({ did: "nothing" });
    expect(await tell(4, "success", later)).toMatchObject({ did: "closed", blocker: 1 });
    expect(await blockers()).toEqual([]);
    expect(await blockers("resolved")).toMatchObject([
      {
        resolved: {
          by: "CI hook github",
          resolution:
            "build on main is green at bbbbbbbbb. https://github.com/acme/registry/actions/runs/4",
        },
      },
    ]);
    const { steps } = await readBlocker.run(as(admin), { program: made.program, number: 1 });
    expect(steps.map(({ did }) => did)).toEqual(["closed", "failed again", "opened"]);
  });

  test("a green of an older run, attempt or commit closes nothing", async () => {
    const newer = { head_sha: sha("b"), head_commit: { timestamp: minute(5) } };
    await tell(5, "failure", { ...newer, run_attempt: 2 });
    expect(await tell(4, "success")).toMatchObject({ did: "nothing" });
    expect(await tell(5, "success", newer)).toMatchObject({ did: "nothing" });
    expect(await tell(6, "success")).toMatchObject({ did: "nothing" });
    expect(await tell(3, "failure")).toMatchObject({ did: "nothing" });
    expect(await blockers()).toMatchObject([{ url: expect.stringContaining("5/attempts/2") }]);
    expect(await tell(5, "success", { ...newer, run_attempt: 3 })).toMatchObject({ did: "closed" });
  });

  test("a failure that is heard after a later green opens nothing, before and after a person closed it", async () => {
    expect(await tell(5, "success")).toMatchObject({ did: "nothing" });
    expect(await tell(4, "failure")).toMatchObject({ did: "nothing" });
    expect(await tell(6, "failure")).toMatchObject({ did: "opened" });
    const place = { program: made.program, number: 1, version: 1 };
    await resolveBlocker.run(as(admin), { ...place, resolution: "a flaky runner" });
    expect(await tell(8, "success")).toMatchObject({ did: "nothing" });
    expect(await tell(7, "failure")).toMatchObject({ did: "nothing" });
    expect(await blockers()).toEqual([]);
  });

  test("failing after it was closed, it is opened again under its number", async () => {
    await tell(1, "failure");
    const place = { program: made.program, number: 1, version: 1 };
    await resolveBlocker.run(as(admin), { ...place, resolution: "a flaky runner" });
    expect(await tell(2, "failure")).toMatchObject({ did: "reopened", blocker: 1 });
    expect(await blockers()).toMatchObject([{ number: 1, resolved: null }]);
  });

  test("each pipeline and branch has one of its own, also where two fail at once", async () => {
    await Promise.all([
      tell(1, "failure"),
      tell(2, "failure"),
      tell(3, "failure", { head_branch: "release-1" }),
      tell(4, "failure", { name: "build docs" }),
    ]);
    expect((await blockers()).map(({ text }) => text).sort()).toEqual([
      "build docs fails on main (acme/registry)",
      "build fails on main (acme/registry)",
      "build fails on release-1 (acme/registry)",
    ]);
  });

  test.each<[string, string, object]>([
    ["a ping", "ping", { zen: "Keep it logically awesome." }],
    ["a kind that nobody knows", "star", { action: "created" }],
    ["a run that was cancelled", "workflow_run", workflowRun(1, "cancelled")],
    [
      "a branch that no cover names",
      "workflow_run",
      workflowRun(1, "failure", { head_branch: "x" }),
    ],
    [
      "a fork's branch of the same name",
      "workflow_run",
      workflowRun(1, "failure", { head_repository: { full_name: "mallory/registry" } }),
    ],
    [
      "checks of Actions, told twice",
      "check_suite",
      {
        action: "completed",
        check_suite: { id: 1, app: { slug: "github-actions" }, conclusion: "failure" },
      },
    ],
  ])("%s is taken and changes nothing", async (_, event, payload) => {
    const answer = await deliver(made.github, githubCall(made.github.secret, event, payload));
    expect(answer).toEqual({
      did: "nothing",
      says: expect.stringMatching(/^.{10,}/),
      blocker: null,
    });
    expect(await blockers()).toEqual([]);
  });

  test("checks of another app count", async () => {
    const suite = (id: number, conclusion: string, at: string) =>
      githubCall(made.github.secret, "check_suite", {
        action: "completed",
        check_suite: {
          id,
          head_branch: "main",
          head_sha: sha("a"),
          conclusion,
          updated_at: at,
          app: { name: "build by Buildkite", slug: "buildkite" },
          head_commit: { timestamp: minute(0) },
        },
        repository: { full_name: "acme/registry", html_url: "https://github.com/acme/registry" },
      });
    expect((await deliver(made.github, suite(7, "failure", minute(1)))).did).toBe("opened");
    expect((await deliver(made.github, suite(7, "success", minute(9)))).did).toBe("closed");
  });

  test("the same call again is known, also under another delivery id", async () => {
    const sent = githubCall(made.github.secret, "workflow_run", workflowRun(1, "failure"));
    expect((await deliver(made.github, sent)).did).toBe("opened");
    await tell(2, "success");
    expect(await deliver(made.github, sent)).toMatchObject({ did: "nothing", blocker: null });
    expect(await blockers()).toEqual([]);
    const { hooks } = await listCiHooks.run(as(admin), { program: made.program });
    expect(hooks.find(({ kind }) => kind === "github")?.lastCallAt).not.toBeNull();
  });
});

describe("GitLab", () => {
  const gitlabTell = (id: number, status: string, more: Record<string, unknown> = {}) =>
    deliver(made.gitlab, gitlabCall(made.gitlab.secret, pipeline(id, status, more)));

  test("a failed pipeline holds what it covers until it, tried again, is green", async () => {
    expect(await gitlabTell(9, "running")).toMatchObject({ did: "nothing" });
    expect(await gitlabTell(9, "failed")).toMatchObject({ did: "opened" });
    expect(await blockers()).toMatchObject([
      {
        text: "build and test fails on main (acme/registry)",
        url: "https://gitlab.example.com/acme/registry/-/pipelines/9",
      },
    ]);
    expect(await gitlabTell(8, "success")).toMatchObject({ did: "nothing" });
    const again = { finished_at: "2026-11-21 12:20:00 UTC" };
    expect(await gitlabTell(9, "success", again)).toMatchObject({ did: "closed" });
  });

  test("a pipeline without a name is called the pipeline; a fork's merge request says nothing", async () => {
    const unnamed = { name: null, ref: "release-1" };
    expect(await gitlabTell(9, "failed", unnamed)).toMatchObject({ did: "opened" });
    expect((await blockers())[0]?.text).toBe("The pipeline fails on release-1 (acme/registry)");
    const fork = {
      ...pipeline(10, "failed"),
      merge_request: { source_project_id: 1, target_project_id: 2 },
    };
    expect((await deliver(made.gitlab, gitlabCall(made.gitlab.secret, fork))).did).toBe("nothing");
  });

  test("another event is taken and changes nothing", async () => {
    const push = gitlabCall(made.gitlab.secret, { object_kind: "push" }, "Push Hook");
    expect((await deliver(made.gitlab, push)).did).toBe("nothing");
  });
});
