import { setDocument as operation } from "@/lib/contract/sign-off-subjects";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { readSubjectRows } from "@/lib/server/sign-offs/sign-off-reading";
import { ownerReader } from "@/lib/server/sign-offs/subject-owners";

const fields = ["title", "place", "revision", "owner"] as const;

const sameAuthors = (one: readonly string[], other: readonly string[]): boolean =>
  [...one].sort().join("\n") === [...other].sort().join("\n");

/** Says of a document or runbook where it is, which revision is signed and whose it is. */
export const setDocument = command(
  { name: "set-document", allow: "register:write", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const { kind, key } = input;
    const row = { programId_kind_key: { programId: program.id, kind, key } };
    if (await tx.item.findUnique({ where: row, select: { id: true } })) {
      throw new Refusal(
        "conflict",
        `${key} is a row of the inventory: its tracker says what it is.`,
      );
    }
    const owners = await ownerReader(tx, program.id);
    if (input.owner && owners(input.owner).length === 0) {
      const says = `Nobody here is called ${input.owner}: name a team, or a person as @handle.`;
      throw new Refusal("invalid", says, [{ field: "owner", says }]);
    }
    const said = Object.fromEntries(
      fields.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]])),
    );
    const was = await tx.programDocument.findUnique({ where: row });
    const isOther = input.revision !== undefined && input.revision !== (was?.revision ?? "");
    const authors = input.authors ?? (isOther ? [] : (was?.authors ?? []));
    const change = {
      ...said,
      authors: [...new Set(authors)],
      ...(input.owner === undefined ? {} : { owner: input.owner === "" ? null : input.owner }),
      changedAt: now,
      changedByName: actor.name,
    };
    if (
      was &&
      sameAuthors(was.authors, change.authors) &&
      fields.every((name) => said[name] === undefined || said[name] === (was[name] ?? ""))
    ) {
      throw new Refusal("no-effect", `${key} is said to be just that already.`);
    }
    await tx.programDocument.upsert({
      where: row,
      create: { programId: program.id, kind, key, ...change },
      update: { ...change, version: { increment: 1 } },
    });
    const [result] = await readSubjectRows(tx, program, { actor, now }, [{ kind, key }]);
    if (!result) throw new Refusal("not-found", `There is no ${kind} ${key}.`);
    const { title, place, revision, owner, authors: before } = was ?? {};
    return {
      event: {
        subject: { kind, key },
        was: was && { title, place, revision, owner, authors: before },
        now: { ...said, authors: change.authors },
      },
      result,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
