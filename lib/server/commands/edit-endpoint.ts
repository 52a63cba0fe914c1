import { editEndpoint as operation } from "@/lib/contract/notices";
import { command } from "@/lib/server/command";
import { endpointOf, endpointView } from "@/lib/server/notices/notice-endpoints";

/** Names an endpoint, chooses what it takes, pauses it or lets it go on. Its address is its identity and stays. */
export const editEndpoint = command(
  { name: "edit-endpoint", allow: "token:manage", input: operation.input },
  async ({ tx, input, now, program }) => {
    const was = await endpointOf(tx, program.id, input.endpoint);
    const { name = was.name, kinds = was.kinds, paused = was.pausedAt !== null } = input;
    const edited = await tx.noticeEndpoint.update({
      where: { id: was.id },
      data: { name, kinds, pausedAt: paused ? (was.pausedAt ?? now) : null },
    });
    return {
      event: {
        subject: { endpoint: was.id },
        was: { name: was.name, kinds: was.kinds, paused: was.pausedAt !== null },
        now: { name, kinds, paused },
      },
      result: await endpointView(tx, edited),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
