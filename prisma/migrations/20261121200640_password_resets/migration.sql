-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "lastSeenFrom" TEXT,
ADD COLUMN     "startedFrom" TEXT;

-- AlterTable
ALTER TABLE "Invitation" ADD COLUMN     "invitedById" UUID;

-- CreateTable
CREATE TABLE "PasswordReset" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "madeById" UUID,
    "madeByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PasswordReset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GuessCount" (
    "subject" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "GuessCount_pkey" PRIMARY KEY ("subject")
);

-- CreateIndex
CREATE UNIQUE INDEX "PasswordReset_hash_key" ON "PasswordReset"("hash");

-- CreateIndex
CREATE INDEX "PasswordReset_personId_idx" ON "PasswordReset"("personId");

-- CreateIndex
CREATE INDEX "GuessCount_until_idx" ON "GuessCount"("until");

-- CreateIndex
CREATE INDEX "Invitation_invitedById_idx" ON "Invitation"("invitedById");

-- AddForeignKey
ALTER TABLE "PasswordReset" ADD CONSTRAINT "PasswordReset_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Invitations from before: who made them is known where only one person has that name.
UPDATE "Invitation" i SET "invitedById" = p."id" FROM "Person" p
WHERE p."name" = i."invitedByName"
  AND (SELECT count(*) FROM "Person" o WHERE o."name" = i."invitedByName") = 1;
