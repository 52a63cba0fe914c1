-- AlterTable
ALTER TABLE "TeamMember" ADD COLUMN     "grantedAt" TIMESTAMPTZ(3),
ADD COLUMN     "grantedByName" TEXT;

-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "groups" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "groupsAt" TIMESTAMPTZ(3),
ADD COLUMN     "groupsWords" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "serviceOfId" UUID;

-- AlterTable
ALTER TABLE "Invitation" ADD COLUMN     "withPassword" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "AuditTally" (
    "chain" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "permission" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "accepted" INTEGER NOT NULL,
    "denied" INTEGER NOT NULL,
    "lastAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AuditTally_pkey" PRIMARY KEY ("chain","actor","action","month")
);

-- What was done before it was counted.
INSERT INTO "AuditTally" ("chain", "actor", "action", "permission", "month", "accepted", "denied", "lastAt")
SELECT "chain", COALESCE("actor"->>'id', "actor"->>'name', ''), "action", '', to_char("at" AT TIME ZONE 'UTC', 'YYYY-MM'),
       count(*) FILTER (WHERE "outcome" = 'accepted')::integer,
       count(*) FILTER (WHERE "outcome" <> 'accepted')::integer, max("at")
FROM "AuditEvent" GROUP BY 1, 2, 3, 5;
