import { removeClient as operation } from "@/lib/contract/clients";
import { heardWithin } from "@/lib/domain/delivery-state";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";

/** Forgets instances that fell silent. One that speaks again is back by its next receipt. */
export const removeClient = command(
  { name: "remove-client", allow: "client:manage", input: operation.input },
  async ({ tx, actor, input: { environment, instances, reason }, now, program }) => {
    const found = await tx.clientInstance.findMany({
      where: {
        environment: { key: environment, programId: program.id },
        instance: { in: instances },
      },
      orderBy: { instance: "asc" },
    });
    const known = new Set(found.map(({ instance }) => instance));
    const unknown = instances.filter((instance) => !known.has(instance));
    if (unknown.length > 0) {
      throw new Refusal(
        "not-found",
        `No instance ${unknown.map((name) => `"${name}"`).join(", ")} has reported in ${environment}.`,
      );
    }
    const left = found.filter(({ removedAt }) => removedAt === null);
    const heard = left.filter(
      ({ lastSeenAt }) => now.getTime() - lastSeenAt.getTime() <= heardWithin,
    );
    if (heard.length > 0) {
      throw new Refusal(
        "conflict",
        "Only an instance that has been silent for 90 s can be removed; stop it first.",
        heard.map(({ instance, lastSeenAt }) => ({
          field: "instances",
          says: `${instance} was heard from ${Math.round((now.getTime() - lastSeenAt.getTime()) / 1000)} s ago.`,
        })),
      );
    }
    const removed = left.map(({ instance }) => instance);
    if (removed.length === 0) return { event: "repeated" as const, result: { removed } };
    await tx.clientInstance.updateMany({
      where: {
        environment: { key: environment, programId: program.id },
        instance: { in: removed },
        removedAt: null,
        // One that has spoken since it was read is not lost any more.
        lastSeenAt: { lt: new Date(now.getTime() - heardWithin) },
      },
      data: { removedAt: now, removedByName: actor.name },
    });
    return {
      event: {
        subject: { environment, instances: removed },
        was: left.map(({ instance, runtime, client, epoch, version, lastSeenAt }) => ({
          instance,
          runtime,
          client,
          epoch,
          version,
          lastSeenAt,
        })),
        reason: reason ?? null,
      },
      result: { removed },
      announce: [{ kind: "program" as const, program: program.key }],
    };
  },
);
