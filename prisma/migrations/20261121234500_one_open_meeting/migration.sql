-- Of several meetings about the same that go on the newest does. The others end with what came of their rows.
UPDATE "ReviewSession" s SET "finishedAt" = now(), "finishedByName" = 'Signalbox', "outcome" = COALESCE((
  SELECT jsonb_agg(named."row" || CASE
      WHEN came."returned" IS NOT NULL THEN jsonb_build_object('outcome', 'returned', 'by', came."returned")
      WHEN came."signed" IS NOT NULL THEN jsonb_build_object('outcome', 'signed', 'by', came."signed")
      WHEN came."skipped" IS NOT NULL THEN jsonb_build_object('outcome', 'skipped', 'by', came."skipped")
      ELSE jsonb_build_object('outcome', 'open', 'by', NULL)
    END ORDER BY named."at")
  FROM jsonb_array_elements(s."rows") WITH ORDINALITY named("row", "at")
  CROSS JOIN LATERAL (SELECT
    (SELECT r."byName" FROM "SignOffReturn" r
      WHERE r."programId" = s."programId" AND r."subjectKind" = named."row"->>'kind'
        AND r."subjectKey" = named."row"->>'key' AND r."at" >= s."startedAt" AND r."settledAt" IS NULL
      ORDER BY r."at" DESC LIMIT 1) AS "returned",
    (SELECT g."personName" FROM "Signature" g
      WHERE g."programId" = s."programId" AND g."subjectKind" = named."row"->>'kind'
        AND g."subjectKey" = named."row"->>'key' AND g."at" >= s."startedAt" AND g."withdrawnAt" IS NULL
      ORDER BY g."at" DESC LIMIT 1) AS "signed",
    (SELECT k->>'by' FROM jsonb_array_elements(s."skipped") k
      WHERE k->>'kind' = named."row"->>'kind' AND k->>'key' = named."row"->>'key' LIMIT 1) AS "skipped"
  ) came), '[]')
WHERE s."finishedAt" IS NULL AND EXISTS (
  SELECT 1 FROM "ReviewSession" newer
  WHERE newer."programId" = s."programId" AND newer."finishedAt" IS NULL
    AND newer."batch" IS NOT DISTINCT FROM s."batch" AND newer."weekOf" IS NOT DISTINCT FROM s."weekOf"
    AND (newer."startedAt", newer."id") > (s."startedAt", s."id"));

-- One meeting at a time about a batch, and about a week.
CREATE UNIQUE INDEX "ReviewSession_open_batch" ON "ReviewSession" ("programId", "batch")
  WHERE "finishedAt" IS NULL AND "batch" IS NOT NULL;
CREATE UNIQUE INDEX "ReviewSession_open_week" ON "ReviewSession" ("programId", "weekOf")
  WHERE "finishedAt" IS NULL AND "weekOf" IS NOT NULL;
