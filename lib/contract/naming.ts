import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { ProgramInput, Reason } from "@/lib/contract/words";
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
      nginx: places(Variable).optional(),
      envoy: places(Header).optional(),
    })
    .optional(),
});

const NamedSwitch = z.object({ level: z.string(), key: z.string() });

export const NamingView = z.object({
  /** `null` where the program has none, or one that cannot be read: it is exported under no names. */
  naming: SwitchNamingSchema.nullable(),
  /** Of what is stored; a change names the one that it saw. */
  revision: z.string(),
  /** A switch of each level that has any, as it is called. */
  samples: z.array(NamedSwitch.extend({ name: z.string().nullable() })),
  /** Names that several switches have, the first fifty. */
  shared: z.array(z.object({ name: z.string(), switches: z.array(NamedSwitch) })),
});
export type NamingView = z.infer<typeof NamingView>;

export const readNaming = operation({
  id: "readNaming",
  method: "GET",
  path: "/api/v1/programs/{program}/naming",
  summary: "How the program's own gateways and settings call its switches",
  tag: "programs",
  input: ProgramInput,
  answer: NamingView,
});

export const setNaming = operation({
  id: "setNaming",
  method: "PUT",
  path: "/api/v1/programs/{program}/naming",
  summary: "Set how switches are called where they leave Signalbox",
  tag: "programs",
  input: ProgramInput.extend({ naming: SwitchNamingSchema, revision: z.string(), reason: Reason }),
  answer: NamingView,
});
