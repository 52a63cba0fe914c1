import * as z from "zod";
import type { SignedSnapshot, Snapshot } from "@/lib/domain/snapshot";

const Name = z.string().min(1);
const Selectors = z.strictObject({
  orgs: z.array(Name).optional(),
  repos: z.array(Name).optional(),
  users: z.array(Name).optional(),
});

/** Basis points and a salt: what the server has completed. */
const Canary = Selectors.extend({
  except: Selectors.optional(),
  percent: z.int().min(0).max(10_000).optional(),
  key: z.enum(["user", "org", "repo", "targetingKey"]).optional(),
  salt: Name.optional(),
}).refine(
  ({ percent, key, salt }) => percent === undefined || (key !== undefined && salt !== undefined),
  "a percent needs its key and its salt",
);

const rule = {
  owner: Name,
  canary: Canary.optional(),
  sticky: z.literal("creation").optional(),
};
const Rule = z.strictObject(rule);
const LegacyState = z.enum(["hot", "cold", "lossy", "gone"]);

const Route = z
  .strictObject({
    ...rule,
    owner: Name.optional(),
    id: Name,
    method: Name,
    host: Name.nullable(),
    pattern: z.string().startsWith("/").nullable(),
    capability: Name.nullable(),
    family: Name.nullable(),
    legacy: z.literal("gone").optional(),
  })
  .refine(
    ({ owner, canary, sticky }) => owner !== undefined || (canary ?? sticky) === undefined,
    "a canary or stickiness needs an owner",
  );

const members = {
  schema: z.literal("signalbox.snapshot/v1"),
  program: Name,
  environment: Name,
  epoch: z.int().min(0),
  version: z.int().min(0),
  updatedAt: z.iso.datetime(),
  owners: z.strictObject({ legacy: Name, target: Name }),
  force: z.array(
    z.strictObject({
      scope: z.enum(["program", "family", "capability"]),
      key: Name.optional(),
      reason: z.string(),
      by: z.string(),
      since: z.iso.datetime(),
    }),
  ),
  default: Rule,
  families: z.record(z.string(), Rule),
  capabilities: z.record(
    z.string(),
    z.strictObject({ ...rule, owner: Name.optional(), legacy: LegacyState.optional() }),
  ),
  routes: z.array(Route),
  workers: z.record(
    z.string(),
    z.strictObject({
      owner: Name,
      fence: z.int().min(0),
      capability: Name.optional(),
      handoff: Name.optional(),
    }),
  ),
};

type Rules = Pick<Snapshot, "owners" | "default" | "families" | "capabilities" | "routes">;

const foreignOwner = ({ owners, ...rules }: Rules): string | undefined => {
  const known = new Set([owners.legacy, owners.target]);
  const named = [
    rules.default,
    ...Object.values(rules.families),
    ...Object.values(rules.capabilities),
    ...rules.routes,
  ];
  return named.find(({ owner }) => owner !== undefined && !known.has(owner))?.owner;
};

const consistent = (snapshot: Snapshot, context: z.core.$RefinementCtx): void => {
  const { owners, workers } = snapshot;
  if (owners.legacy === owners.target || owners.legacy === "off" || owners.target === "off") {
    context.addIssue({ code: "custom", path: ["owners"], message: "must be two words, not off" });
  }
  const foreign = foreignOwner(snapshot);
  if (foreign !== undefined) {
    context.addIssue({ code: "custom", path: [], message: `${foreign} is not one of the owners` });
  }
  for (const [name, { owner, handoff }] of Object.entries(workers)) {
    const isHandedOn = handoff === owners.legacy || handoff === owners.target;
    if (handoff !== undefined && !(owner === "off" && isHandedOn)) {
      const message = `${handoff} is nobody to hand it to`;
      context.addIssue({ code: "custom", path: ["workers", name], message });
    }
    if (owner === "off" || owner === owners.legacy || owner === owners.target) continue;
    context.addIssue({ code: "custom", path: ["workers", name], message: `${owner} is no owner` });
  }
  if (new Set(snapshot.routes.map(({ id }) => id)).size !== snapshot.routes.length) {
    context.addIssue({ code: "custom", path: ["routes"], message: "two rows share an id" });
  }
};

/** A snapshot as switches.md has it; members not named there are refused. */
export const SnapshotSchema: z.ZodType<Snapshot> = z
  .strictObject(members)
  .superRefine((snapshot, context) => consistent(snapshot, context));

/** What the plane serves: a snapshot with the digest and signature of its canonical JSON. */
export const SignedSnapshotSchema: z.ZodType<SignedSnapshot> = z
  .strictObject({
    ...members,
    digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
    signature: z.string().regex(/^ed25519:[A-Za-z0-9+/]{86}==$/),
  })
  .superRefine((snapshot, context) => consistent(snapshot, context));
