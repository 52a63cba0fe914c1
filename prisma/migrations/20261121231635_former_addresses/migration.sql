-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "formerEmails" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- Addresses that people changed themselves are in the audit. What a provider changed is not.
UPDATE "Person" p SET "formerEmails" = told."addresses"
FROM (
  SELECT e."subject"->>'person' AS "handle", array_agg(DISTINCT lower(e."before"->>'email')) AS "addresses"
  FROM "AuditEvent" e
  WHERE e."action" = 'set-mailing' AND e."outcome" = 'accepted' AND e."before"->>'email' <> ''
  GROUP BY 1
) told
WHERE told."handle" = p."handle";
