import { removeGroupMapping as operation } from "@/lib/contract/groups";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { applyRules, mappingViews } from "@/lib/server/people/group-mappings";

/** Ends what a group gives; whoever had it from there, and from nowhere else, loses it at once. */
export const removeGroupMapping = command(
  { name: "remove-group-mapping", allow: "installation:manage", input: operation.input },
  async ({ tx, input, now }) => {
    const [was] = await mappingViews(tx, { id: input.mapping });
    if (!was) throw new Refusal("not-found", "There is no such rule.");
    await tx.groupMapping.delete({ where: { id: was.id } });
    const changed = await applyRules(tx, was.provider, was.group, now);
    return {
      event: { subject: { mapping: was.id, group: was.group }, was, now: { changed } },
      result: { id: was.id, lost: changed.length },
    };
  },
);
