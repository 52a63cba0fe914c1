import * as z from "zod";
import { EnvironmentInput } from "@/lib/contract/words";
import { command } from "@/lib/server/command";
import { sql } from "@/lib/server/db";

/** Not an operation: receipts bring it, and only the sink that writes them down runs it. */
const input = EnvironmentInput.extend({
  instances: z
    .array(
      z.object({
        instance: z.string(),
        runtime: z.string(),
        since: z.string(),
        reason: z.string(),
      }),
    )
    .min(1),
});

/**
 * Records that machines force legacy by themselves, each force once however often and to however many
 * processes it is reported, so that it is seen when the control plane is back.
 */
export const reportLocalForce = command(
  { name: "report-local-force", allow: "client:manage", input },
  async ({ tx, input: { environment, instances }, program }) => {
    const noted = await tx.$queryRaw<{ instance: string }[]>(sql`
      UPDATE "ClientInstance" c
      SET "localForce" = jsonb_build_object('since', r."since", 'reason', r."reason")
      FROM jsonb_to_recordset(${JSON.stringify(instances)}::jsonb)
        AS r("instance" text, "since" text, "reason" text), "Environment" e
      WHERE e."programId" = ${program.id}::uuid AND e."key" = ${environment}
        AND c."environmentId" = e."id" AND c."instance" = r."instance"
        AND c."localForce"->>'since' IS DISTINCT FROM r."since"
      RETURNING c."instance"`);
    const names = new Set(noted.map(({ instance }) => instance));
    const reported = instances.filter(({ instance }) => names.has(instance));
    const [first] = reported;
    if (first === undefined) return { event: "repeated" as const, result: { noted: 0 } };
    return {
      event: {
        subject: { environment, instances: reported.map(({ instance }) => instance) },
        was: null,
        now: { localForce: reported },
        reason: first.reason,
      },
      result: { noted: reported.length },
      announce: [{ kind: "program" as const, program: program.key }],
    };
  },
);
