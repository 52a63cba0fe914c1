import * as z from "zod";
import { PlacesInput } from "@/lib/contract/blockers";
import { operation } from "@/lib/contract/operation";
import { ProgramInput, Timestamp } from "@/lib/contract/words";
import { placeLevels } from "@/lib/domain/blocker-reach";

const Glob = z.string().trim().min(1).max(200);

const CoverInput = z.strictObject({
  /** Names of workflows or pipelines, with `*` and `?`. */
  pipeline: Glob.default("*"),
  /** Branches, with `*` and `?`. */
  branch: Glob.default("main"),
  holds: PlacesInput,
});

export const CiHookView = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(["github", "gitlab"]),
  covers: z.array(
    z.object({
      pipeline: z.string(),
      branch: z.string(),
      holds: z.array(z.object({ level: z.enum(placeLevels), key: z.string(), says: z.string() })),
    }),
  ),
  /** Whose the blockers are that it opens. */
  owner: z.string().nullable(),
  address: z.string(),
  createdBy: z.string(),
  createdAt: Timestamp,
  revokedAt: Timestamp.nullable(),
  /** When the service last called, as far as calls are kept (30 days). */
  lastCallAt: Timestamp.nullable(),
});
export type CiHookView = z.infer<typeof CiHookView>;

const path = "/api/v1/programs/{program}/ci-hooks";

export const listCiHooks = operation({
  id: "listCiHooks",
  method: "GET",
  path,
  summary: "Where CI services tell how pipelines went, and what those hold",
  tag: "ci",
  input: ProgramInput,
  answer: z.object({ hooks: z.array(CiHookView) }),
});

export const createCiHook = operation({
  id: "createCiHook",
  method: "POST",
  path,
  summary: "Let a CI service open and close blockers; its secret is told once",
  tag: "ci",
  status: 201,
  input: ProgramInput.extend({
    name: z.string().trim().min(2).max(80),
    kind: z.enum(["github", "gitlab"]),
    covers: z.array(CoverInput).min(1, "say which pipelines hold what").max(50),
    owner: z.string().trim().min(1).max(120).nullable().default(null),
  }),
  answer: z.object({ hook: CiHookView, secret: z.string() }),
});

export const revokeCiHook = operation({
  id: "revokeCiHook",
  method: "DELETE",
  path: `${path}/{hook}`,
  summary: "Take a CI service's right to open and close blockers away",
  tag: "ci",
  input: ProgramInput.extend({ hook: z.uuid() }),
  answer: CiHookView,
});

export const CiDeliveryAnswer = z.object({
  did: z.enum(["opened", "reopened", "updated", "closed", "nothing"]),
  says: z.string(),
  /** The blocker's number, where one was touched. */
  blocker: z.number().int().nullable(),
});
export type CiDeliveryAnswer = z.infer<typeof CiDeliveryAnswer>;

export const takeCiDelivery = operation({
  id: "takeCiDelivery",
  method: "POST",
  path: "/api/v1/ci-hooks/{hook}",
  summary:
    "A CI service's call: GitHub's workflow_run (x-hub-signature-256), GitLab's pipeline hook (x-gitlab-token)",
  tag: "ci",
  open: true,
  signed: true,
  headers: {
    signature: "x-hub-signature-256",
    token: "x-gitlab-token",
    githubEvent: "x-github-event",
    gitlabEvent: "x-gitlab-event",
  },
  input: z.object({
    hook: z.uuid(),
    body: z.string().max(1_000_000),
    signature: z.string().max(500).nullable(),
    token: z.string().max(500).nullable(),
    githubEvent: z.string().max(200).nullable(),
    gitlabEvent: z.string().max(200).nullable(),
  }),
  answer: CiDeliveryAnswer,
});
