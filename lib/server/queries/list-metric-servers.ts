import { listMetricServers as operation } from "@/lib/contract/metric-servers";
import { queriesByServer, serverView } from "@/lib/server/budgets/metric-server-rows";
import { query } from "@/lib/server/query";

/** Prometheus servers of a program, and how their last reading went. */
export const listMetricServers = query(
  { name: "list-metric-servers", allow: "program:read", input: operation.input },
  async ({ db, program }) => {
    const rows = await db.metricServer.findMany({
      where: { programId: program.id },
      orderBy: { name: "asc" },
    });
    const queries = await queriesByServer(db, program.id);
    return { servers: rows.map((row) => serverView(row, queries.get(row.name) ?? 0)) };
  },
);
