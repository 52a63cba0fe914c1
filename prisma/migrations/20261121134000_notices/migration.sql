-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "mailing" TEXT NOT NULL DEFAULT 'each',
ADD COLUMN     "nextDigestAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "Notice" (
    "id" UUID NOT NULL,
    "programId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "says" TEXT NOT NULL,
    "link" TEXT NOT NULL,
    "subject" JSONB NOT NULL,
    "dedupe" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NoticeRecipient" (
    "noticeId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "readAt" TIMESTAMPTZ(3),
    "mailAt" TIMESTAMPTZ(3),
    "mailedAt" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,

    CONSTRAINT "NoticeRecipient_pkey" PRIMARY KEY ("noticeId","personId")
);

-- CreateTable
CREATE TABLE "NoticeEndpoint" (
    "id" UUID NOT NULL,
    "programId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "kinds" TEXT[],
    "createdByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "pausedAt" TIMESTAMPTZ(3),
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "NoticeEndpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NoticeDelivery" (
    "endpointId" UUID NOT NULL,
    "noticeId" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAt" TIMESTAMPTZ(3),
    "lastStatus" INTEGER,
    "lastProblem" TEXT,
    "deliveredAt" TIMESTAMPTZ(3),

    CONSTRAINT "NoticeDelivery_pkey" PRIMARY KEY ("endpointId","noticeId")
);

-- CreateIndex
CREATE INDEX "Notice_programId_at_idx" ON "Notice"("programId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "Notice_programId_dedupe_key" ON "Notice"("programId", "dedupe");

-- CreateIndex
CREATE INDEX "NoticeRecipient_personId_readAt_idx" ON "NoticeRecipient"("personId", "readAt");

-- CreateIndex
CREATE INDEX "NoticeRecipient_mailAt_idx" ON "NoticeRecipient"("mailAt");

-- CreateIndex
CREATE INDEX "NoticeEndpoint_programId_idx" ON "NoticeEndpoint"("programId");

-- CreateIndex
CREATE INDEX "NoticeDelivery_state_nextAt_idx" ON "NoticeDelivery"("state", "nextAt");

-- AddForeignKey
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NoticeRecipient" ADD CONSTRAINT "NoticeRecipient_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "Notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NoticeRecipient" ADD CONSTRAINT "NoticeRecipient_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NoticeEndpoint" ADD CONSTRAINT "NoticeEndpoint_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NoticeDelivery" ADD CONSTRAINT "NoticeDelivery_endpointId_fkey" FOREIGN KEY ("endpointId") REFERENCES "NoticeEndpoint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NoticeDelivery" ADD CONSTRAINT "NoticeDelivery_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "Notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
