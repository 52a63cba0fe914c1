import { removeMetricServer as operation } from "@/lib/contract/metric-servers";
import { Refusal } from "@/lib/domain/refusal";
import { queriesByServer, serverNamed } from "@/lib/server/budgets/metric-server-rows";
import { command } from "@/lib/server/command";

/** Asks a server no more. Refused while budgets are measured there. */
export const removeMetricServer = command(
  { name: "remove-metric-server", allow: "program:configure", input: operation.input },
  async ({ tx, input, program }) => {
    const row = await serverNamed(tx, program.id, input.server);
    const queries = (await queriesByServer(tx, program.id)).get(row.name) ?? 0;
    if (queries > 0) {
      throw new Refusal(
        "conflict",
        `${queries} ${queries === 1 ? "query of a budget asks" : "queries of budgets ask"} ${row.name}. Take them away first, or measure them elsewhere.`,
      );
    }
    await tx.metricServer.delete({ where: { id: row.id } });
    return {
      event: { subject: { metricServer: row.name }, was: { url: row.url }, now: null },
      result: { name: row.name },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
