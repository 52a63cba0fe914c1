import { readMailing as operation } from "@/lib/contract/notices";
import { env } from "@/lib/server/env";
import { mailingOf } from "@/lib/server/notices/mailing-view";
import { query } from "@/lib/server/query";

/** How mail reaches the caller; no mail reaches a token. */
export const readMailing = query(
  { name: "read-mailing", allow: "anybody", input: operation.input },
  async ({ db, actor }) =>
    actor.kind === "person"
      ? mailingOf(db, actor.id)
      : {
          mailing: "none" as const,
          email: null,
          nextDigestAt: null,
          isSetUp: env().mail !== null,
        },
);
