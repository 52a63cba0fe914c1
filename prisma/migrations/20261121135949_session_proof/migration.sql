-- AlterTable
ALTER TABLE "Session" ALTER COLUMN "authenticatedAt" DROP NOT NULL;
