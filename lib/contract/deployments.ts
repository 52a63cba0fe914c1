import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { Authors, EnvironmentInput, ProgramInput, Reason, Timestamp } from "@/lib/contract/words";
import { mostAncestors } from "@/lib/domain/deployment";

const path = "/api/v1/programs/{program}/environments/{environment}/deployments";

const Commit = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[0-9a-f]{7,64}$/,
    "must be a commit's SHA: 7 to 64 hexadecimal digits, better all of them",
  );

const WebAddress = z
  .url({ protocol: /^https?$/, error: "must be an address that starts with https:// or http://" })
  .max(2000);

const Side = z.enum(["legacy", "target"]);

export const DeploymentView = z.object({
  id: z.string(),
  side: Side,
  commit: z.string(),
  label: z.string().nullable(),
  ref: z.string().nullable(),
  runUrl: z.string().nullable(),
  ancestors: z.array(z.string()),
  at: Timestamp,
  by: z.string(),
  endedAt: Timestamp.nullable(),
  /** Contract tests by how they came out for this build, or a commit that counts for it. */
  tests: z.object({
    passed: z.number().int(),
    failed: z.number().int(),
    /** Flaky, or reports that disagree. */
    doubtful: z.number().int(),
    /** Of how many contract tests the program has. */
    of: z.number().int(),
  }),
});
export type DeploymentView = z.infer<typeof DeploymentView>;

/** What is not known any more: contract tests that ran for the builds before and did not for what runs now. */
export const BecameUnknown = z.object({
  tests: z.number().int(),
  capabilities: z.array(
    z.object({
      /** `null`: tests of rows without a capability. */
      capability: z.string().nullable(),
      tests: z.number().int(),
      of: z.number().int(),
      /** At most 20 of them. */
      names: z.array(z.string()),
    }),
  ),
});
export type BecameUnknown = z.infer<typeof BecameUnknown>;

export const listDeployments = operation({
  id: "listDeployments",
  method: "GET",
  path,
  summary: "Which build of which side runs in an environment since when, and what ran before",
  tag: "deployments",
  input: EnvironmentInput.extend({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
  answer: z.object({
    live: z.array(DeploymentView),
    /** Ended ones, the newest first. */
    history: z.array(DeploymentView),
    rules: z.object({ ancestors: z.number().int() }),
  }),
});

export const reportDeployment = operation({
  id: "reportDeployment",
  method: "POST",
  path,
  summary: "Tell which build of a side runs now; a dry run tells what would become unknown by it",
  tag: "deployments",
  input: EnvironmentInput.extend({
    /** `legacy`, `target`, or the program's own words. */
    side: z.string().trim().min(1).max(60),
    commit: Commit,
    label: z.string().trim().min(1).max(120).optional(),
    ref: z.string().trim().min(1).max(250).optional(),
    runUrl: WebAddress.optional(),
    /** Its parents, the nearest first. */
    ancestors: z.array(Commit).max(mostAncestors).default([]),
    /** Who wrote the commits that it changed: addresses or handles, each with its commit where known. */
    authors: Authors.default([]),
    /** It runs beside what runs already, as a canary does. */
    alongside: z.boolean().default(false),
    /** It does not run any more. */
    ended: z.boolean().default(false),
    /** Since when; now where it is not said. */
    at: z.iso.datetime({ offset: true }).optional(),
    dryRun: z.boolean().default(false),
  }),
  answer: z.object({
    dryRun: z.boolean(),
    /** It was known already; nothing was written. */
    repeated: z.boolean(),
    says: z.string(),
    side: Side,
    commit: z.string(),
    /** Commits whose builds it ended. */
    ended: z.array(z.string()),
    /** Commits of the builds that run on this side now. */
    live: z.array(z.string()),
    unknown: BecameUnknown,
  }),
});
export type DeploymentAnswer = z.infer<typeof reportDeployment.answer>;

export const endDeployment = operation({
  id: "endDeployment",
  method: "DELETE",
  path: `${path}/{deployment}`,
  summary: "Say that a build does not run any more",
  tag: "deployments",
  input: EnvironmentInput.extend({ deployment: z.uuid() }),
  answer: DeploymentView.omit({ tests: true }),
});

export const EvidenceRulesView = z.object({
  ancestors: z.number().int().min(0).max(mostAncestors),
});

export const readEvidenceRules = operation({
  id: "readEvidenceRules",
  method: "GET",
  path: "/api/v1/programs/{program}/evidence-rules",
  summary: "Which evidence counts besides that of the very build that runs",
  tag: "deployments",
  input: ProgramInput,
  answer: EvidenceRulesView,
});

export const setEvidenceRules = operation({
  id: "setEvidenceRules",
  method: "PUT",
  path: "/api/v1/programs/{program}/evidence-rules",
  summary: "Say which evidence counts besides that of the very build that runs",
  tag: "deployments",
  input: ProgramInput.extend({
    rules: EvidenceRulesView,
    /** The rules that were seen. */
    was: EvidenceRulesView,
    reason: Reason,
  }),
  answer: EvidenceRulesView,
});
