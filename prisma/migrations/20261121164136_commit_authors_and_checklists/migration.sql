-- AlterTable
ALTER TABLE "Evidence" ADD COLUMN     "authors" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "Deployment" ADD COLUMN     "authors" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "ImportedChecklist" (
    "programId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "body" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "byName" TEXT NOT NULL,

    CONSTRAINT "ImportedChecklist_pkey" PRIMARY KEY ("programId","name")
);

-- AddForeignKey
ALTER TABLE "ImportedChecklist" ADD CONSTRAINT "ImportedChecklist_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
