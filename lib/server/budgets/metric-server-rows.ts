import type { MetricServerView } from "@/lib/contract/metric-servers";
import { storedQueries } from "@/lib/domain/metric-query";
import { Refusal } from "@/lib/domain/refusal";
import type { Transaction } from "@/lib/server/db";

type ServerRow = NonNullable<Awaited<ReturnType<Transaction["metricServer"]["findUnique"]>>>;

/** How many queries of a program's budgets ask each server. */
export const queriesByServer = async (
  tx: Transaction,
  programId: string,
): Promise<ReadonlyMap<string, number>> => {
  const budgets = await tx.budget.findMany({ where: { programId }, select: { queries: true } });
  const counts = new Map<string, number>();
  for (const { server } of budgets.flatMap(({ queries }) => storedQueries(queries))) {
    counts.set(server, (counts.get(server) ?? 0) + 1);
  }
  return counts;
};

/** A server by its name; refuses one that there is not. */
export const serverNamed = async (
  tx: Transaction,
  programId: string,
  name: string,
): Promise<ServerRow> => {
  const row = await tx.metricServer.findUnique({ where: { programId_name: { programId, name } } });
  if (row) return row;
  throw new Refusal("not-found", `There is no metric server ${name}.`);
};

/** A server as pages show it. */
export const serverView = (row: ServerRow, queries: number): MetricServerView => ({
  name: row.name,
  url: row.url,
  everySeconds: row.everySeconds,
  nextAt: row.nextAt.toISOString(),
  lastAt: row.lastAt?.toISOString() ?? null,
  problem: row.lastProblem,
  queries,
});

/** An address that a server may have: http or https, without credentials, query or fragment. Refuses others. */
export const serverAddress = (text: string): string => {
  const refuse = (says: string): Refusal => new Refusal("invalid", says, [{ field: "url", says }]);
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw refuse(`"${text}" is no address. Write for example http://prometheus.internal:9090.`);
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw refuse(`A server is asked over http or https, not ${url.protocol.replace(":", "")}.`);
  }
  if (url.username !== "" || url.password !== "") {
    throw refuse("Credentials do not belong in an address that everybody of the program reads.");
  }
  if (url.search !== "" || url.hash !== "") {
    throw refuse("Give the server's address alone, without a query or a fragment.");
  }
  return url.href.replace(/\/+$/, "").replace(/\/api\/v1$/, "");
};
