import { readDelivery as operation } from "@/lib/contract/switches";
import { readDeliveryOf } from "@/lib/server/clients/delivery";
import { query } from "@/lib/server/query";

/** How far the current version went: to every instance that reports, and to this process's own clients. */
export const readDelivery = query(
  { name: "read-delivery", allow: "program:read", input: operation.input },
  async ({ db, input, program, now }) =>
    readDeliveryOf(db, { program, key: input.environment }, now),
);
