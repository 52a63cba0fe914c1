import { askForSignature as operation } from "@/lib/contract/sign-off-subjects";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { tellAskedSignature } from "@/lib/server/notices/tell-sign-offs";
import { readSubjectRows } from "@/lib/server/sign-offs/sign-off-reading";

/** Asks the owner of something for a signature, by a day. Who asks does not give it: four eyes. */
export const askForSignature = command(
  { name: "ask-for-signature", allow: "sign-off:give", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    if (actor.kind !== "person")
      throw new Refusal("forbidden", "Only a person asks for a signature.");
    const { kind, key } = input;
    const dueAt = input.dueAt === undefined ? null : new Date(input.dueAt);
    if (dueAt !== null && dueAt <= now) {
      const says = "The day by which it is due is past.";
      throw new Refusal("invalid", says, [{ field: "dueAt", says }]);
    }
    const read = () => readSubjectRows(tx, program, { actor, now }, [{ kind, key }]);
    const [subject] = await read();
    if (!subject) throw new Refusal("not-found", `There is no ${kind} ${key}.`);
    if (subject.waits === "done") {
      throw new Refusal("no-effect", `${key} has every signature that it needs.`);
    }
    if (subject.team === null) {
      throw new Refusal(
        "conflict",
        `No team owns ${key}, so there is nobody to ask. Give it an owner.`,
      );
    }
    const team = [subject.team, ...subject.alsoTeams].join(", ");
    const asked = { askedByName: actor.name, team, at: now, dueAt };
    await tx.signOffAsk.upsert({
      where: {
        programId_subjectKind_subjectKey_askedById: {
          programId: program.id,
          subjectKind: kind,
          subjectKey: key,
          askedById: actor.id,
        },
      },
      create: {
        programId: program.id,
        subjectKind: kind,
        subjectKey: key,
        askedById: actor.id,
        ...asked,
      },
      update: asked,
    });
    await tellAskedSignature({ tx, actor, now, program }, { kind, key, ...asked });
    const [result = subject] = await read();
    return {
      event: {
        subject: { kind, key },
        now: { askedOf: team, dueAt: dueAt?.toISOString() ?? null },
      },
      result,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
