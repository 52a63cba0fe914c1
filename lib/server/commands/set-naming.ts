import { setNaming as operation } from "@/lib/contract/naming";
import { namingFaults } from "@/lib/domain/naming-faults";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { type Json, sql } from "@/lib/server/db";
import { namingView } from "@/lib/server/inventory/naming-view";

/** Sets how a program's switches are called where they leave Signalbox; exports have it within seconds. */
export const setNaming = command(
  { name: "set-naming", allow: "program:configure", input: operation.input },
  async ({ tx, input, program }) => {
    const { naming, revision, reason } = input;
    const faults = namingFaults(naming);
    const [first] = faults;
    if (first) throw new Refusal("invalid", `${first.field}: ${first.says}.`, faults);
    await tx.$queryRaw(sql`SELECT 1 FROM "Program" WHERE "id" = ${program.id}::uuid FOR UPDATE`);
    const was = await namingView(tx, program.id);
    if (was.revision !== revision) {
      throw new Refusal(
        "stale-version",
        "Somebody else has changed the names since you looked. Look again, then decide.",
        [],
        { revision: was.revision },
      );
    }
    await tx.program.update({ where: { id: program.id }, data: { naming: naming as Json } });
    const is = await namingView(tx, program.id);
    if (is.revision === was.revision) return { event: "repeated", result: is };
    return {
      event: { subject: { program: program.key }, was: was.naming, now: naming, reason },
      result: is,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
