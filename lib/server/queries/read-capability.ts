import { readCapability as operation } from "@/lib/contract/capability";
import { capabilityDetail } from "@/lib/server/capabilities/capability-detail";
import { query } from "@/lib/server/query";

/** Everything known of a capability, in all environments. */
export const readCapability = query(
  { name: "read-capability", allow: "program:read", input: operation.input },
  async ({ db, actor, input, program, now }) =>
    capabilityDetail(db, program, input.capability, actor, now),
);
