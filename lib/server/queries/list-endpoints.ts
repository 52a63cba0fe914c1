import { listEndpoints as operation } from "@/lib/contract/notices";
import { endpointViews } from "@/lib/server/notices/notice-endpoints";
import { query } from "@/lib/server/query";

/** Where the program's notices are sent, in the order in which they were made. */
export const listEndpoints = query(
  { name: "list-endpoints", allow: "token:manage", input: operation.input },
  async ({ db, program }) => {
    const rows = await db.noticeEndpoint.findMany({
      where: { programId: program.id, removedAt: null },
      orderBy: { id: "asc" },
    });
    return { endpoints: await endpointViews(db, rows) };
  },
);
