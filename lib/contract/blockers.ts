import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { CommaList, ProgramInput, Reason, Timestamp } from "@/lib/contract/words";
import { placeLevels } from "@/lib/domain/blocker-reach";

const path = "/api/v1/programs/{program}/blockers";

/** What a blocker or a pipeline holds: the program (with an empty key), a family, a capability or a row. */
export const PlaceInput = z
  .strictObject({ level: z.enum(placeLevels), key: z.string().max(300).default("") })
  .refine(({ level, key }) => (level === "program") === (key === ""), {
    message: "name what it holds by its key; only the program has none",
    path: ["key"],
  });

/** At least one, at most 100. */
export const PlacesInput = z
  .array(PlaceInput)
  .min(1, "say what it holds: the program, a family, a capability or rows")
  .max(100);

export const HeldPlace = z.object({
  level: z.enum(placeLevels),
  key: z.string(),
  /** In words: `everything`, `the capability push`. */
  says: z.string(),
  /** How many rows of the inventory stand behind it; 0 where it is no longer there. */
  rows: z.number().int(),
});

export const BlockerView = z.object({
  number: z.number().int(),
  text: z.string(),
  detail: z.string(),
  holds: z.array(HeldPlace),
  /** Rows that it holds in all, each counted once, and how many of them are routes and workers. */
  rows: z.number().int(),
  routes: z.number().int(),
  workers: z.number().int(),
  /** A team's key, or words. */
  owner: z.string().nullable(),
  since: Timestamp,
  by: z.string(),
  /** Who keeps it: a person, or CI, whose pipelines open and close it. */
  source: z.enum(["person", "ci"]),
  url: z.string().nullable(),
  resolved: z.object({ at: Timestamp, by: z.string(), resolution: z.string() }).nullable(),
  version: z.number().int(),
  /** Address within Signalbox. */
  link: z.string(),
});
export type BlockerView = z.infer<typeof BlockerView>;

const Facet = z.array(z.object({ value: z.string(), count: z.number().int() }));

export const listBlockers = operation({
  id: "listBlockers",
  method: "GET",
  path,
  summary: "What holds rows of the program: those that hold most first",
  tag: "blockers",
  input: ProgramInput.extend({
    state: z.enum(["open", "resolved", "all"]).default("open"),
    owner: CommaList.optional(),
    source: z.enum(["person", "ci"]).optional(),
    q: z.string().max(200).optional(),
    /** Only those that hold this, wholly or in part: a level and a key. */
    level: z.enum(placeLevels).optional(),
    key: z.string().max(300).optional(),
  }),
  answer: z.object({
    /** At most 500. */
    blockers: z.array(BlockerView),
    counts: z.object({ open: z.number().int(), resolved: z.number().int() }),
    /** Rows that open blockers hold, each counted once, of how many. */
    held: z.object({ rows: z.number().int(), of: z.number().int() }),
    owners: Facet,
  }),
});

const BlockerInput = ProgramInput.extend({ number: z.coerce.number().int().min(1).max(1e9) });

/** What somebody did with it. */
export const BlockerStep = z.object({
  at: Timestamp,
  by: z.string(),
  did: z.enum(["opened", "edited", "resolved", "reopened", "failed again", "closed"]),
  says: z.string().nullable(),
});

export const readBlocker = operation({
  id: "readBlocker",
  method: "GET",
  path: `${path}/{number}`,
  summary: "One blocker, the rows that it holds, and what was done with it",
  tag: "blockers",
  input: BlockerInput,
  answer: z.object({
    blocker: BlockerView,
    /** At most 200 of them. */
    heldRows: z.array(
      z.object({
        kind: z.string(),
        key: z.string(),
        title: z.string(),
        family: z.string().nullable(),
        capability: z.string().nullable(),
      }),
    ),
    /** Newest first, at most 50. */
    steps: z.array(BlockerStep),
  }),
});

const Url = z
  .url({ protocol: /^https?$/, error: "must be an address that starts with https:// or http://" })
  .max(2000);

const fields = {
  text: z.string().trim().min(3, "say what holds").max(200, "must have at most 200 characters"),
  detail: z.string().trim().max(4000).default(""),
  holds: PlacesInput,
  owner: z.string().trim().min(1).max(120).nullable().default(null),
  url: Url.nullable().default(null),
};

export const addBlocker = operation({
  id: "addBlocker",
  method: "POST",
  path,
  summary:
    "Say what holds rows; their flips in protected environments are refused until it is resolved",
  tag: "blockers",
  status: 201,
  input: ProgramInput.extend({ ...fields, since: Timestamp.optional() }),
  answer: BlockerView,
});

export const editBlocker = operation({
  id: "editBlocker",
  method: "PUT",
  path: `${path}/{number}`,
  summary: "Change what a blocker says and holds",
  tag: "blockers",
  input: BlockerInput.extend({ ...fields, version: z.number().int().min(1) }),
  answer: BlockerView,
});

export const resolveBlocker = operation({
  id: "resolveBlocker",
  method: "POST",
  path: `${path}/{number}/resolution`,
  summary: "Say how a blocker was resolved: it holds nothing any more",
  tag: "blockers",
  input: BlockerInput.extend({ resolution: Reason, version: z.number().int().min(1) }),
  answer: BlockerView,
});

export const reopenBlocker = operation({
  id: "reopenBlocker",
  method: "POST",
  path: `${path}/{number}/reopening`,
  summary: "Say why a blocker holds again",
  tag: "blockers",
  input: BlockerInput.extend({ reason: Reason, version: z.number().int().min(1) }),
  answer: BlockerView,
});

export const findPlaces = operation({
  id: "findPlaces",
  method: "GET",
  path: "/api/v1/programs/{program}/places",
  summary: "Capabilities, families and rows whose words hold a text",
  tag: "blockers",
  input: ProgramInput.extend({ q: z.string().trim().min(1).max(200) }),
  answer: z.object({
    places: z.array(z.object({ level: z.enum(placeLevels), key: z.string(), title: z.string() })),
  }),
});
