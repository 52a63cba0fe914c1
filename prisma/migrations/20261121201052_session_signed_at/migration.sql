-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "signedAt" TIMESTAMPTZ(3);
