-- AlterTable
ALTER TABLE "Review" ADD COLUMN     "openedById" UUID;
