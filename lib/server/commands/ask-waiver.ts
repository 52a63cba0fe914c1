import { askWaiver as operation } from "@/lib/contract/waivers";
import { Refusal } from "@/lib/domain/refusal";
import { refuseBadEnd } from "@/lib/domain/waiver";
import { command } from "@/lib/server/command";
import { waiverView } from "@/lib/server/gates/gate-view";
import { gatedEnvironment, waiverSubject } from "@/lib/server/gates/waivers";
import { tellWaiver } from "@/lib/server/notices/tell-gates";

/**
 * Sets a gate aside for a capability until a time. Where the environment is protected it waits for a
 * second person.
 */
export const askWaiver = command(
  { name: "ask-waiver", allow: "waiver:ask", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const environment = await gatedEnvironment(tx, program, input.environment);
    const until = new Date(input.until);
    refuseBadEnd(until, environment.isProtected, now);
    if (actor.kind !== "person") {
      throw new Refusal("forbidden", "Only a person may ask for a waiver, never an API token.");
    }
    const { gate, capability, reason, owner } = input;
    const programId = program.id;
    const isGate = await tx.qualityGate.count({ where: { programId, key: gate } });
    const isCapability = await tx.capability.count({ where: { programId, key: capability } });
    if (isGate === 0 || isCapability === 0) {
      const missing = isGate === 0 ? `quality gate "${gate}"` : `capability "${capability}"`;
      throw new Refusal("not-found", `${program.key} has no ${missing}.`);
    }
    const open = await tx.waiver.findFirst({
      where: {
        programId,
        environmentId: environment.id,
        gate,
        capability,
        OR: [{ state: "asked" }, { state: "active", until: { gt: now } }],
      },
    });
    if (open) {
      throw new Refusal(
        "conflict",
        open.state === "asked"
          ? `${open.askedByName} asked for a waiver of it already, which waits for somebody's word.`
          : `It is set aside already, until ${open.until.toISOString()}. End that first.`,
      );
    }
    const row = await tx.waiver.create({
      data: {
        programId,
        environmentId: environment.id,
        gate,
        capability,
        reason,
        owner,
        until,
        state: environment.isProtected ? "asked" : "active",
        askedById: actor.id,
        askedByName: actor.name,
        askedAt: now,
      },
    });
    await tellWaiver({ tx, now, program, actor }, row, environment.key);
    return {
      event: {
        subject: waiverSubject({ ...row, environment }),
        now: { state: row.state, until: input.until, owner },
        reason,
      },
      result: waiverView(row, environment.key, [actor.id], now),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
