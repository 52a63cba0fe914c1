import { readDelivery as operation } from "@/lib/contract/switches";
import { query } from "@/lib/server/query";
import { runtime } from "@/lib/server/runtime";

/** To how many connected clients of this process the current version went. */
export const readDelivery = query(
  { name: "read-delivery", allow: "program:read", input: operation.input },
  async ({ input, program }) => runtime().delivery(program.key, input.environment),
);
