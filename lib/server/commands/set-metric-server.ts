import { setMetricServer as operation } from "@/lib/contract/metric-servers";
import {
  queriesByServer,
  serverAddress,
  serverView,
} from "@/lib/server/budgets/metric-server-rows";
import { command } from "@/lib/server/command";

/** Names a Prometheus server, or changes where it is and how often it is read. It is read at once. */
export const setMetricServer = command(
  { name: "set-metric-server", allow: "program:configure", input: operation.input },
  async ({ tx, input, now, program }) => {
    const { server: name, everySeconds } = input;
    const url = serverAddress(input.url);
    const where = { programId_name: { programId: program.id, name } };
    const before = await tx.metricServer.findUnique({ where });
    const set = { url, everySeconds, nextAt: now, lastProblem: null };
    const row = await tx.metricServer.upsert({
      where,
      update: set,
      create: { ...set, programId: program.id, name },
    });
    const queries = await queriesByServer(tx, program.id);
    return {
      event: {
        subject: { metricServer: name },
        was: before && { url: before.url, everySeconds: before.everySeconds },
        now: { url, everySeconds },
      },
      result: serverView(row, queries.get(name) ?? 0),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
