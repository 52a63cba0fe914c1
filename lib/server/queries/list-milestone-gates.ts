import { ProgramInput } from "@/lib/contract/words";
import { query } from "@/lib/server/query";

type Refers = { readonly kind?: string; readonly gate?: string };

/** Milestones in order, each with the keys of the gates that its criteria name. */
export const listMilestoneGates = query(
  { name: "list-milestone-gates", allow: "program:read", input: ProgramInput },
  async ({ db, program }) => {
    const rows = await db.milestone.findMany({
      where: { programId: program.id },
      orderBy: { position: "asc" },
      select: {
        key: true,
        title: true,
        criteria: { where: { kind: "gate" }, select: { refers: true } },
      },
    });
    return rows.map(({ key, title, criteria }) => ({
      key,
      title,
      gates: [
        ...new Set(
          criteria.flatMap(({ refers }) => {
            const { gate } = (refers ?? {}) as Refers;
            return gate === undefined ? [] : [gate];
          }),
        ),
      ],
    }));
  },
);
