import { findPlaces as operation } from "@/lib/contract/blockers";
import { listItems } from "@/lib/contract/items";
import type { PlaceLevel } from "@/lib/domain/blocker-reach";
import { sql } from "@/lib/server/db";
import { filteredItems, likePattern } from "@/lib/server/inventory/item-filter";
import { query } from "@/lib/server/query";

const mostOfALevel = 6;
const mostRows = 12;

type Found = { level: PlaceLevel; key: string; title: string };

/** Capabilities, families and rows whose words hold a text: capabilities first, because they flip as one. */
export const findPlaces = query(
  { name: "find-places", allow: "program:read", input: operation.input },
  async ({ db, input: { q }, program }) => {
    const pattern = likePattern(q);
    const capabilities = await db.$queryRaw<Found[]>(sql`
      SELECT 'capability' AS "level", c."key", c."name" AS "title" FROM "Capability" c
      WHERE c."programId" = ${program.id}::uuid AND (c."key" ILIKE ${pattern} OR c."name" ILIKE ${pattern})
      ORDER BY c."key" LIMIT ${mostOfALevel}`);
    const families = await db.$queryRaw<Found[]>(sql`
      SELECT 'family' AS "level", f."key", '' AS "title" FROM "Family" f
      WHERE f."programId" = ${program.id}::uuid AND f."key" ILIKE ${pattern}
      ORDER BY f."key" LIMIT ${mostOfALevel}`);
    const rows = await db.$queryRaw<Found[]>(sql`
      SELECT i."kind" AS "level", i."key", CASE WHEN i."path" IS NULL THEN i."title" ELSE concat_ws(' ', i."method", i."path") END AS "title"
      ${filteredItems(program.id, listItems.input.parse({ program: program.key, q }))}
      ORDER BY (i."key" ILIKE ${q}) DESC, i."kind", i."key" LIMIT ${mostRows}`);
    return { places: [...capabilities, ...families, ...rows] };
  },
);
