import { listBlockers as operation } from "@/lib/contract/blockers";
import { blockerView, openBlockers, placesOf, readReach } from "@/lib/server/blockers/blocker-read";
import { query } from "@/lib/server/query";

const most = 500;

/** A program's blockers: open ones by how many rows they hold, then resolved ones, the newest first. */
export const listBlockers = query(
  { name: "list-blockers", allow: "program:read", input: operation.input },
  async ({ db, input, program }) => {
    const open = await openBlockers(db, program.id);
    const resolved =
      input.state === "open"
        ? []
        : await db.blocker.findMany({
            where: { programId: program.id, resolvedAt: { not: null } },
            orderBy: [{ resolvedAt: "desc" }, { number: "desc" }],
            take: most,
          });
    const reachOf = await readReach(db, program.id);
    const text = input.q?.trim().toLowerCase() ?? "";
    const rows = [...(input.state === "resolved" ? [] : open), ...resolved].filter(
      ({ number, text: says, detail, holds, source }) =>
        (input.source === undefined || source === input.source) &&
        (text === "" ||
          [`#${number}`, says, detail, ...placesOf(holds).map(({ key }) => key)].some((part) =>
            part.toLowerCase().includes(text),
          )) &&
        (input.level === undefined ||
          reachOf(placesOf(holds)).holds({ level: input.level, key: input.key ?? "" })),
    );
    const owners = new Map<string, number>();
    for (const { owner } of rows) {
      if (owner !== null) owners.set(owner, (owners.get(owner) ?? 0) + 1);
    }
    const { owner: named = [] } = input;
    const blockers = rows
      .filter(({ owner }) => named.length === 0 || (owner !== null && named.includes(owner)))
      .map((row) => blockerView(program.key, row, reachOf));
    return {
      blockers: [
        ...blockers.filter(({ resolved }) => !resolved).sort((one, other) => other.rows - one.rows),
        ...blockers.filter((blocker) => blocker.resolved),
      ].slice(0, most),
      counts: {
        open: open.length,
        resolved: await db.blocker.count({
          where: { programId: program.id, resolvedAt: { not: null } },
        }),
      },
      held: {
        rows: reachOf(open.flatMap(({ holds }) => placesOf(holds))).rows.length,
        of: reachOf([{ level: "program", key: "" }]).rows.length,
      },
      owners: [...owners].map(([value, count]) => ({ value, count })),
    };
  },
);
