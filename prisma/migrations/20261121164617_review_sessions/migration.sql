-- AlterTable
ALTER TABLE "Batch" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "ScheduleWeek" ADD COLUMN     "notes" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "ReviewGuide" (
    "programId" UUID NOT NULL,
    "checklist" JSONB NOT NULL DEFAULT '[]',
    "cautions" JSONB NOT NULL DEFAULT '[]',
    "version" INTEGER NOT NULL DEFAULT 1,
    "origin" JSONB,

    CONSTRAINT "ReviewGuide_pkey" PRIMARY KEY ("programId")
);

-- CreateTable
CREATE TABLE "ReviewSession" (
    "id" UUID NOT NULL,
    "programId" UUID NOT NULL,
    "batch" TEXT,
    "weekOf" DATE,
    "rows" JSONB NOT NULL,
    "attendees" TEXT[],
    "steps" JSONB NOT NULL,
    "skipped" JSONB NOT NULL DEFAULT '[]',
    "startedByName" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedByName" TEXT,
    "finishedAt" TIMESTAMPTZ(3),
    "outcome" JSONB,

    CONSTRAINT "ReviewSession_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ReviewSession_programId_startedAt_idx" ON "ReviewSession"("programId", "startedAt");

-- AddForeignKey
ALTER TABLE "ReviewGuide" ADD CONSTRAINT "ReviewGuide_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReviewSession" ADD CONSTRAINT "ReviewSession_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
