-- AlterTable
ALTER TABLE "SignOffRun" ADD COLUMN     "sampled" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "sessionId" UUID NOT NULL,
ADD COLUMN     "stoppedBecause" TEXT,
ALTER COLUMN "refused" SET DEFAULT '[]';
