-- AlterTable
ALTER TABLE "Installation" ADD COLUMN     "databaseIdentity" TEXT;
