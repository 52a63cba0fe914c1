import { readDeactivation as operation } from "@/lib/contract/accounts";
import { accountNamed } from "@/lib/server/people/account-view";
import { readDeactivation as read } from "@/lib/server/people/deactivation";
import { query } from "@/lib/server/query";

/** What deactivating somebody would end and leave without anybody, before it is confirmed. */
export const readDeactivation = query(
  { name: "read-deactivation", allow: "installation:manage", input: operation.input },
  async ({ db, actor, input, now }) => {
    const { id, view } = await accountNamed(db, input.person);
    return read(db, actor, { id, handle: view.handle, name: view.name }, now);
  },
);
