-- AlterTable
ALTER TABLE "Signature" ADD COLUMN     "inPlaceOf" JSONB,
ADD COLUMN     "recordVersion" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "ProgramDocument" ADD COLUMN     "authors" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "SignOffRun" ADD COLUMN     "leftOut" JSONB NOT NULL DEFAULT '[]';
