import * as z from "zod";
import type { SwitchNaming } from "@/lib/domain/switch-naming";

const Template = z.string().min(1).max(200).nullable();
const Variable = z.string().regex(/^\$[a-z0-9_]{1,100}$/, "must be a variable, e.g. $cookie_org");
const Header = z.string().regex(/^[a-z0-9-]{1,100}$/, "must be a header in lower case, e.g. x-org");

const places = <Place extends z.ZodType<string>>(place: Place) =>
  z.strictObject({
    user: place.optional(),
    org: place.optional(),
    repo: place.optional(),
    targetingKey: place.optional(),
    stamp: place.optional(),
  });

/** A program's naming as it is stored and as an edge is told of it. */
export const SwitchNamingSchema: z.ZodType<SwitchNaming> = z.strictObject({
  values: z.enum(["owner", "boolean"]),
  program: Template,
  family: Template,
  capability: Template,
  route: Template,
  worker: Template,
  force: z.string().min(1).max(200),
  canary: z.strictObject({
    orgs: Template,
    repos: Template,
    users: Template,
    percent: Template,
  }),
  exceptions: z.record(z.string(), z.string().min(1).max(200)),
  gateways: z
    .strictObject({
      refusesOtherHashing: z.boolean().optional(),
      nginx: places(Variable).optional(),
      envoy: places(Header).optional(),
    })
    .optional(),
});
