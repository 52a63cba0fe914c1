-- AlterTable
ALTER TABLE "Item" ADD COLUMN     "handTeam" TEXT,
ADD COLUMN     "namedTeam" TEXT,
ADD COLUMN     "teamWhy" JSONB NOT NULL DEFAULT '{}';

-- What stands so far is what the sources named.
UPDATE "Item" i SET "namedTeam" = t."key" FROM "Team" t WHERE t."id" = i."teamId";
