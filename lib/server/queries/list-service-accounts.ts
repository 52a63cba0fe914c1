import { listServiceAccounts as operation } from "@/lib/contract/service-accounts";
import { serviceAccountViews } from "@/lib/server/people/service-accounts";
import { query } from "@/lib/server/query";

/** The program's accounts of machines, those in use first. */
export const listServiceAccounts = query(
  { name: "list-service-accounts", allow: "token:manage", input: operation.input },
  async ({ db, program }) => ({
    accounts: (await serviceAccountViews(db, program)).map(({ id: _, ...view }) => view),
  }),
);
