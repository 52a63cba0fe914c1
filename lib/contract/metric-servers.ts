import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { Key, ProgramInput, Timestamp } from "@/lib/contract/words";
import { queryUnits } from "@/lib/domain/metric-query";

const path = "/api/v1/programs/{program}/metric-servers";

export const MetricServerView = z.object({
  name: z.string(),
  url: z.string(),
  everySeconds: z.number().int(),
  nextAt: Timestamp,
  lastAt: Timestamp.nullable(),
  /** What went wrong when it was last read. */
  problem: z.string().nullable(),
  /** Queries of budgets that ask it. */
  queries: z.number().int(),
});
export type MetricServerView = z.infer<typeof MetricServerView>;

export const listMetricServers = operation({
  id: "listMetricServers",
  method: "GET",
  path,
  summary: "Prometheus servers that budgets are measured at, and how their last reading went",
  tag: "budgets",
  input: ProgramInput,
  answer: z.object({ servers: z.array(MetricServerView) }),
});

const ServerInput = ProgramInput.extend({ server: Key });

export const setMetricServer = operation({
  id: "setMetricServer",
  method: "PUT",
  path: `${path}/{server}`,
  summary: "Name a Prometheus server, or change where it is",
  tag: "budgets",
  input: ServerInput.extend({
    url: z.string().trim().min(1).max(500),
    everySeconds: z.number().int().min(15).max(86_400).default(300),
  }),
  answer: MetricServerView,
});

export const removeMetricServer = operation({
  id: "removeMetricServer",
  method: "DELETE",
  path: `${path}/{server}`,
  summary: "Ask a server no more; what was measured stays",
  tag: "budgets",
  input: ServerInput,
  answer: z.object({ name: z.string() }),
});

export const previewMetricQuery = operation({
  id: "previewMetricQuery",
  method: "POST",
  path: `${path}/{server}/preview`,
  summary: "Ask a server a query as a budget would, and write nothing",
  tag: "budgets",
  input: ServerInput.extend({
    metric: z.string().min(1).max(30),
    unit: z.enum(queryUnits),
    query: z.string().trim().min(1).max(4000),
    hours: z.number().int().min(1).max(336).default(24),
  }),
  answer: z.object({
    /** In the metric's own unit, oldest first. */
    points: z.array(z.object({ at: Timestamp, value: z.number() })),
    unit: z.string(),
    seconds: z.number().int(),
    /** Why it could not be asked or read. */
    problem: z.string().nullable(),
    /** What was left out of the answer, and the server's own warnings. */
    notes: z.array(z.string()),
  }),
});
export type QueryPreview = z.infer<typeof previewMetricQuery.answer>;
