import { testEndpoint as operation } from "@/lib/contract/notices";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { endpointOf } from "@/lib/server/notices/notice-endpoints";

/** Puts a test by for one endpoint; it is sent, signed and tried again like everything else. */
export const testEndpoint = command(
  { name: "test-endpoint", allow: "token:manage", input: operation.input },
  async ({ tx, actor, input, now, program, requestId }) => {
    const { id, name, pausedAt } = await endpointOf(tx, program.id, input.endpoint);
    if (pausedAt) throw new Refusal("conflict", `${name} is paused. Let it go on first.`);
    const notice = await tx.notice.create({
      data: {
        programId: program.id,
        kind: "test",
        says: `${actor.name} tries out whether notices of ${program.name} arrive here. They do.`,
        link: `/programs/${program.key}/settings`,
        subject: { endpoint: id },
        dedupe: `test ${id} ${requestId} ${now.getTime()}`,
        at: now,
        deliveries: { create: { endpointId: id, state: "due", nextAt: now } },
      },
    });
    return {
      event: { subject: { endpoint: id, notice: notice.id } },
      result: { notice: notice.id },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
