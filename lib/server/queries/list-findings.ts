import { listFindings as operation } from "@/lib/contract/items";
import { sql } from "@/lib/server/db";
import { query } from "@/lib/server/query";

/** How many rows and places one finding lists; its count is whole. */
const listed = 200;

/** What the last reading left open or found contradicting, with the rows it is about. */
export const listFindings = query(
  { name: "list-findings", allow: "program:read", input: operation.input },
  async ({ db, input, program }) => {
    const where = {
      programId: program.id,
      ...(input.code && input.code.length > 0 ? { code: { in: input.code } } : {}),
    };
    const codes = await db.finding.groupBy({
      by: ["code"],
      where: { programId: program.id },
      _count: true,
      orderBy: { code: "asc" },
    });
    const findings = await db.finding.findMany({
      where,
      orderBy: [{ code: "asc" }, { id: "asc" }],
      skip: input.offset,
      take: input.limit,
    });
    const about = findings.map((finding) => finding.items as string[]);
    const named = [...new Set(about.flatMap((items) => items.slice(0, listed)))];
    const rows = await db.$queryRaw<{ kind: string; key: string; title: string }[]>(sql`
      SELECT "kind", "key", "title" FROM "Item" WHERE "programId" = ${program.id}::uuid
        AND "key" IN (SELECT jsonb_array_elements_text(${JSON.stringify(named)}::jsonb))`);
    const rowsOf = new Map<string, typeof rows>();
    for (const row of rows) rowsOf.set(row.key, [...(rowsOf.get(row.key) ?? []), row]);
    return {
      total: await db.finding.count({ where }),
      codes: codes.map(({ code, _count }) => ({ value: code, count: _count })),
      findings: findings.map(({ code, says, origins }, index) => {
        const items = about[index] ?? [];
        const shown = items.slice(0, listed);
        return {
          code,
          says,
          items: shown,
          itemCount: items.length,
          rows: shown.flatMap((key) => rowsOf.get(key) ?? []),
          origins: (origins as { file: string }[]).slice(0, listed),
        };
      }),
    };
  },
);
