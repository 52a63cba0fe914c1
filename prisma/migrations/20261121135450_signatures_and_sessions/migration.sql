-- AlterTable
ALTER TABLE "Program" ADD COLUMN     "ownerRules" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "signOffRules" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "stalenessPolicy" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "TeamMember" ADD COLUMN     "source" TEXT NOT NULL DEFAULT 'person';

-- AlterTable
ALTER TABLE "Batch" ADD COLUMN     "dueAt" TIMESTAMPTZ(3),
ADD COLUMN     "madeByName" TEXT,
ADD COLUMN     "owner" TEXT,
ADD COLUMN     "title" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "weekOf" DATE;

-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "isService" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "lastSeenAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Membership" ADD COLUMN     "grantedAt" TIMESTAMPTZ(3),
ADD COLUMN     "grantedByName" TEXT,
ADD COLUMN     "source" TEXT NOT NULL DEFAULT 'person';

-- AlterTable
ALTER TABLE "Token" ADD COLUMN     "lastUsedAt" TIMESTAMPTZ(3),
ADD COLUMN     "ownerId" UUID;

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "authentication" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "authenticatedAt" TIMESTAMPTZ(3) NOT NULL,
    "factorAt" TIMESTAMPTZ(3),
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "userAgent" TEXT NOT NULL DEFAULT '',
    "endedAt" TIMESTAMPTZ(3),
    "endedByName" TEXT,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SecondFactor" (
    "personId" UUID NOT NULL,
    "secret" TEXT NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3),
    "lastStep" INTEGER NOT NULL DEFAULT 0,
    "recoveryHashes" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SecondFactor_pkey" PRIMARY KEY ("personId")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" UUID NOT NULL,
    "programId" UUID,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "role" TEXT,
    "teams" TEXT[],
    "hash" TEXT NOT NULL,
    "invitedByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3),
    "acceptedById" UUID,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GroupMapping" (
    "id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "group" TEXT NOT NULL,
    "programId" UUID,
    "role" TEXT,
    "team" TEXT,
    "createdByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "GroupMapping_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Deputy" (
    "id" UUID NOT NULL,
    "programId" UUID NOT NULL,
    "absentId" UUID NOT NULL,
    "deputyId" UUID NOT NULL,
    "team" TEXT NOT NULL DEFAULT '',
    "fromAt" TIMESTAMPTZ(3) NOT NULL,
    "untilAt" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "createdByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Deputy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CodeOwnersFile" (
    "programId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "teams" JSONB NOT NULL DEFAULT '{}',
    "version" INTEGER NOT NULL DEFAULT 1,
    "byName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CodeOwnersFile_pkey" PRIMARY KEY ("programId")
);

-- CreateTable
CREATE TABLE "ScheduleWeek" (
    "programId" UUID NOT NULL,
    "startsAt" DATE NOT NULL,
    "scopes" TEXT[],
    "goals" TEXT NOT NULL DEFAULT '',
    "origin" JSONB,

    CONSTRAINT "ScheduleWeek_pkey" PRIMARY KEY ("programId","startsAt")
);

-- CreateTable
CREATE TABLE "Signature" (
    "id" UUID NOT NULL,
    "programId" UUID NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectKey" TEXT NOT NULL,
    "team" TEXT NOT NULL,
    "batch" TEXT,
    "personId" UUID NOT NULL,
    "personName" TEXT NOT NULL,
    "meaning" TEXT NOT NULL,
    "fromState" TEXT,
    "toState" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "authentication" TEXT NOT NULL,
    "authenticatedAt" TIMESTAMPTZ(3) NOT NULL,
    "shown" BYTEA NOT NULL,
    "digest" TEXT NOT NULL,
    "claims" JSONB NOT NULL,
    "wasOpened" BOOLEAN NOT NULL,
    "wasSampled" BOOLEAN NOT NULL DEFAULT false,
    "auditSequence" INTEGER,
    "staleAt" TIMESTAMPTZ(3),
    "staleBecause" JSONB,
    "withdrawnAt" TIMESTAMPTZ(3),
    "withdrawnByName" TEXT,
    "withdrawnBecause" TEXT,
    "supersededById" UUID,

    CONSTRAINT "Signature_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignOffReturn" (
    "id" UUID NOT NULL,
    "programId" UUID NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectKey" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "toWhom" TEXT NOT NULL,
    "byId" UUID NOT NULL,
    "byName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "settledAt" TIMESTAMPTZ(3),
    "settledByName" TEXT,
    "settledBecause" TEXT,

    CONSTRAINT "SignOffReturn_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignOffAsk" (
    "programId" UUID NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectKey" TEXT NOT NULL,
    "askedById" UUID NOT NULL,
    "askedByName" TEXT NOT NULL,
    "team" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3),

    CONSTRAINT "SignOffAsk_pkey" PRIMARY KEY ("programId","subjectKind","subjectKey","askedById")
);

-- CreateTable
CREATE TABLE "SignOffOpening" (
    "programId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectKey" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SignOffOpening_pkey" PRIMARY KEY ("programId","personId","subjectKind","subjectKey")
);

-- CreateTable
CREATE TABLE "SignOffRun" (
    "id" UUID NOT NULL,
    "programId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "personName" TEXT NOT NULL,
    "meaning" TEXT NOT NULL,
    "batch" TEXT,
    "agreed" JSONB NOT NULL,
    "refused" JSONB NOT NULL DEFAULT '{}',
    "state" TEXT NOT NULL,
    "total" INTEGER NOT NULL,
    "signed" INTEGER NOT NULL DEFAULT 0,
    "authentication" TEXT NOT NULL,
    "authenticatedAt" TIMESTAMPTZ(3) NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SignOffRun_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Session_personId_endedAt_idx" ON "Session"("personId", "endedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_hash_key" ON "Invitation"("hash");

-- CreateIndex
CREATE INDEX "Invitation_programId_idx" ON "Invitation"("programId");

-- CreateIndex
CREATE INDEX "GroupMapping_provider_group_idx" ON "GroupMapping"("provider", "group");

-- CreateIndex
CREATE INDEX "Deputy_programId_deputyId_idx" ON "Deputy"("programId", "deputyId");

-- CreateIndex
CREATE INDEX "Signature_programId_subjectKind_subjectKey_idx" ON "Signature"("programId", "subjectKind", "subjectKey");

-- CreateIndex
CREATE INDEX "Signature_programId_personId_at_idx" ON "Signature"("programId", "personId", "at");

-- CreateIndex
CREATE INDEX "Signature_programId_staleAt_idx" ON "Signature"("programId", "staleAt");

-- CreateIndex
CREATE INDEX "SignOffReturn_programId_subjectKind_subjectKey_idx" ON "SignOffReturn"("programId", "subjectKind", "subjectKey");

-- CreateIndex
CREATE INDEX "SignOffReturn_programId_settledAt_idx" ON "SignOffReturn"("programId", "settledAt");

-- CreateIndex
CREATE INDEX "SignOffRun_programId_state_idx" ON "SignOffRun"("programId", "state");

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SecondFactor" ADD CONSTRAINT "SecondFactor_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupMapping" ADD CONSTRAINT "GroupMapping_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deputy" ADD CONSTRAINT "Deputy_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CodeOwnersFile" ADD CONSTRAINT "CodeOwnersFile_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScheduleWeek" ADD CONSTRAINT "ScheduleWeek_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Signature" ADD CONSTRAINT "Signature_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Signature" ADD CONSTRAINT "Signature_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignOffReturn" ADD CONSTRAINT "SignOffReturn_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignOffAsk" ADD CONSTRAINT "SignOffAsk_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignOffOpening" ADD CONSTRAINT "SignOffOpening_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignOffRun" ADD CONSTRAINT "SignOffRun_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
