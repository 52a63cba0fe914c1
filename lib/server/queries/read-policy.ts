import { readPolicy as operation } from "@/lib/contract/policy";
import { Refusal } from "@/lib/domain/refusal";
import { query } from "@/lib/server/query";
import { policyView } from "@/lib/server/switches/policy-view";

/** How changes are made in an environment. */
export const readPolicy = query(
  { name: "read-policy", allow: "program:read", input: operation.input },
  async ({ db, input, program, now }) => {
    const environment = await db.environment.findUnique({
      where: { programId_key: { programId: program.id, key: input.environment } },
    });
    if (!environment) {
      throw new Refusal("not-found", `${program.key} has no environment "${input.environment}".`);
    }
    return policyView(environment, now);
  },
);
