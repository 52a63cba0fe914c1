-- AlterTable
ALTER TABLE "Program" ADD COLUMN     "evidenceRules" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "testPatterns" JSONB NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "EvidenceFile" (
    "digest" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "EvidenceFile_pkey" PRIMARY KEY ("digest")
);

-- CreateTable
CREATE TABLE "EvidenceChunk" (
    "digest" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "body" BYTEA NOT NULL,

    CONSTRAINT "EvidenceChunk_pkey" PRIMARY KEY ("digest","position")
);

-- CreateTable
CREATE TABLE "Evidence" (
    "id" UUID NOT NULL,
    "programId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "side" "Side",
    "environmentId" UUID,
    "commit" TEXT,
    "ref" TEXT,
    "runUrl" TEXT,
    "digest" TEXT NOT NULL,
    "series" TEXT NOT NULL,
    "collectedAt" TIMESTAMPTZ(3) NOT NULL,
    "reportedAt" TIMESTAMPTZ(3) NOT NULL,
    "reporterName" TEXT NOT NULL,
    "reporterId" UUID,
    "says" TEXT NOT NULL,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "payload" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "Evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EvidenceSubject" (
    "evidenceId" UUID NOT NULL,
    "programId" UUID NOT NULL,
    "level" TEXT NOT NULL,
    "key" TEXT NOT NULL,

    CONSTRAINT "EvidenceSubject_pkey" PRIMARY KEY ("evidenceId","level","key")
);

-- CreateTable
CREATE TABLE "TestResult" (
    "evidenceId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "suite" TEXT NOT NULL,
    "className" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "file" TEXT,
    "testKey" TEXT,
    "outcome" TEXT NOT NULL,
    "milliseconds" DOUBLE PRECISION,
    "attempts" INTEGER NOT NULL DEFAULT 1,
    "message" TEXT,

    CONSTRAINT "TestResult_pkey" PRIMARY KEY ("evidenceId","position")
);

-- CreateTable
CREATE TABLE "TestRun" (
    "programId" UUID NOT NULL,
    "testKey" TEXT NOT NULL,
    "side" "Side" NOT NULL,
    "commit" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "evidenceId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "file" TEXT,
    "milliseconds" DOUBLE PRECISION,
    "reports" JSONB NOT NULL,

    CONSTRAINT "TestRun_pkey" PRIMARY KEY ("programId","testKey","side","commit")
);

-- CreateTable
CREATE TABLE "TestStanding" (
    "programId" UUID NOT NULL,
    "testKey" TEXT NOT NULL,
    "side" "Side" NOT NULL,
    "file" TEXT,
    "lastRunCommit" TEXT NOT NULL,
    "lastRunAt" TIMESTAMPTZ(3) NOT NULL,
    "lastOutcome" TEXT NOT NULL,
    "lastEvidenceId" UUID NOT NULL,
    "lastPassedCommit" TEXT,
    "lastPassedAt" TIMESTAMPTZ(3),

    CONSTRAINT "TestStanding_pkey" PRIMARY KEY ("programId","testKey","side")
);

-- CreateTable
CREATE TABLE "TestMapping" (
    "programId" UUID NOT NULL,
    "identity" TEXT NOT NULL,
    "testKey" TEXT NOT NULL,
    "className" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "file" TEXT,
    "byName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TestMapping_pkey" PRIMARY KEY ("programId","identity")
);

-- CreateTable
CREATE TABLE "UnmatchedTest" (
    "programId" UUID NOT NULL,
    "identity" TEXT NOT NULL,
    "suite" TEXT NOT NULL,
    "className" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "file" TEXT,
    "lastOutcome" TEXT NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "lastEvidenceId" UUID NOT NULL,

    CONSTRAINT "UnmatchedTest_pkey" PRIMARY KEY ("programId","identity")
);

-- CreateTable
CREATE TABLE "Deployment" (
    "id" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "side" "Side" NOT NULL,
    "commit" TEXT NOT NULL,
    "label" TEXT,
    "ref" TEXT,
    "runUrl" TEXT,
    "ancestors" TEXT[],
    "at" TIMESTAMPTZ(3) NOT NULL,
    "byName" TEXT NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Deployment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Budget" (
    "id" UUID NOT NULL,
    "programId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "surface" TEXT NOT NULL,
    "threshold" TEXT NOT NULL,
    "owner" TEXT,
    "covers" JSONB NOT NULL DEFAULT '[]',
    "queries" JSONB NOT NULL DEFAULT '{}',
    "baselineDays" INTEGER NOT NULL DEFAULT 14,
    "leastSamples" INTEGER NOT NULL DEFAULT 200,
    "origin" JSONB,
    "statedState" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,
    "changedByName" TEXT NOT NULL,

    CONSTRAINT "Budget_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Baseline" (
    "id" UUID NOT NULL,
    "budgetId" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "days" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "snapshot" JSONB,
    "digest" TEXT,
    "createdByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),
    "closedByName" TEXT,

    CONSTRAINT "Baseline_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Measurement" (
    "id" UUID NOT NULL,
    "budgetId" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "side" "Side" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "seconds" INTEGER NOT NULL,
    "commit" TEXT,
    "source" TEXT NOT NULL,
    "samples" INTEGER,
    "values" JSONB NOT NULL,
    "evidenceId" UUID,

    CONSTRAINT "Measurement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MetricServer" (
    "id" UUID NOT NULL,
    "programId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "everySeconds" INTEGER NOT NULL DEFAULT 300,
    "nextAt" TIMESTAMPTZ(3) NOT NULL,
    "lastAt" TIMESTAMPTZ(3),
    "lastProblem" TEXT,

    CONSTRAINT "MetricServer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProgramGate" (
    "id" UUID NOT NULL,
    "programId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "evidence" TEXT NOT NULL DEFAULT '',
    "owner" TEXT,
    "dueAt" TIMESTAMPTZ(3),
    "rule" JSONB,
    "subGates" JSONB NOT NULL DEFAULT '[]',
    "origin" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,
    "changedByName" TEXT NOT NULL,

    CONSTRAINT "ProgramGate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "QualityGate" (
    "id" UUID NOT NULL,
    "programId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "guards" TEXT NOT NULL,
    "rule" JSONB NOT NULL,
    "reach" JSONB NOT NULL DEFAULT '{}',
    "owner" TEXT,
    "isDryRun" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,
    "changedByName" TEXT NOT NULL,

    CONSTRAINT "QualityGate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GateReading" (
    "id" UUID NOT NULL,
    "programId" UUID NOT NULL,
    "environmentId" UUID,
    "gate" TEXT NOT NULL,
    "capability" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL,
    "because" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "GateReading_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BoardReview" (
    "id" UUID NOT NULL,
    "programId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "byName" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "BoardReview_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Comment" (
    "id" UUID NOT NULL,
    "programId" UUID NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectKey" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "byId" UUID NOT NULL,
    "byName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Waiver" (
    "id" UUID NOT NULL,
    "programId" UUID NOT NULL,
    "environmentId" UUID,
    "gate" TEXT NOT NULL,
    "capability" TEXT NOT NULL DEFAULT '',
    "reason" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "askedById" UUID NOT NULL,
    "askedByName" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedById" UUID,
    "decidedByName" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "decidedBecause" TEXT,
    "endedAt" TIMESTAMPTZ(3),
    "endedByName" TEXT,
    "endedBecause" TEXT,

    CONSTRAINT "Waiver_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Milestone" (
    "id" UUID NOT NULL,
    "programId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "targetAt" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL DEFAULT 'open',
    "stateBecause" TEXT,
    "origin" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Milestone_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Criterion" (
    "id" UUID NOT NULL,
    "milestoneId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "refers" JSONB,
    "stated" TEXT,
    "statedWord" TEXT,
    "evidence" TEXT NOT NULL DEFAULT '',
    "notes" TEXT NOT NULL DEFAULT '',
    "owner" TEXT,
    "dueAt" TIMESTAMPTZ(3),
    "group" TEXT NOT NULL DEFAULT 'core',
    "origin" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,
    "changedByName" TEXT NOT NULL,

    CONSTRAINT "Criterion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GoNoGo" (
    "id" UUID NOT NULL,
    "milestoneId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "openedByName" TEXT NOT NULL,
    "decision" TEXT,
    "reason" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "decidedById" UUID,
    "decidedByName" TEXT,
    "board" BYTEA,
    "boardDigest" TEXT,

    CONSTRAINT "GoNoGo_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Vote" (
    "goNoGoId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "personName" TEXT NOT NULL,
    "vote" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Vote_pkey" PRIMARY KEY ("goNoGoId","personId")
);

-- CreateTable
CREATE TABLE "Condition" (
    "id" UUID NOT NULL,
    "goNoGoId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "doneAt" TIMESTAMPTZ(3),
    "doneByName" TEXT,
    "note" TEXT,
    "overdueAt" TIMESTAMPTZ(3),

    CONSTRAINT "Condition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Decision" (
    "id" UUID NOT NULL,
    "programId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "options" JSONB NOT NULL DEFAULT '[]',
    "recommendation" TEXT NOT NULL DEFAULT '',
    "owner" TEXT,
    "targetAt" TIMESTAMPTZ(3),
    "status" TEXT NOT NULL,
    "evidence" TEXT NOT NULL DEFAULT '',
    "impact" TEXT NOT NULL DEFAULT '',
    "outcome" TEXT,
    "notes" TEXT NOT NULL DEFAULT '',
    "approvers" TEXT[],
    "decidedAt" TIMESTAMPTZ(3),
    "decidedByName" TEXT,
    "effectiveAt" TIMESTAMPTZ(3),
    "origin" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,
    "changedByName" TEXT NOT NULL,

    CONSTRAINT "Decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DecisionApproval" (
    "id" UUID NOT NULL,
    "decisionId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "personId" UUID NOT NULL,
    "personName" TEXT NOT NULL,
    "teams" TEXT[],
    "isApproval" BOOLEAN NOT NULL,
    "comment" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DecisionApproval_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Blocker" (
    "id" UUID NOT NULL,
    "programId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "detail" TEXT NOT NULL DEFAULT '',
    "holds" JSONB NOT NULL,
    "owner" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "byName" TEXT NOT NULL,
    "source" TEXT NOT NULL DEFAULT 'person',
    "sourceKey" TEXT,
    "url" TEXT,
    "resolvedAt" TIMESTAMPTZ(3),
    "resolvedByName" TEXT,
    "resolution" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Blocker_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CiHook" (
    "id" UUID NOT NULL,
    "programId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "covers" JSONB NOT NULL,
    "owner" TEXT,
    "createdByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CiHook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CiDelivery" (
    "hookId" UUID NOT NULL,
    "delivery" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CiDelivery_pkey" PRIMARY KEY ("hookId","delivery")
);

-- CreateTable
CREATE TABLE "ProgressPoint" (
    "programId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "total" INTEGER NOT NULL,
    "verified" INTEGER NOT NULL,
    "flipped" JSONB NOT NULL,

    CONSTRAINT "ProgressPoint_pkey" PRIMARY KEY ("programId","day")
);

-- CreateIndex
CREATE INDEX "Evidence_programId_reportedAt_idx" ON "Evidence"("programId", "reportedAt");

-- CreateIndex
CREATE INDEX "Evidence_programId_series_collectedAt_idx" ON "Evidence"("programId", "series", "collectedAt");

-- CreateIndex
CREATE INDEX "EvidenceSubject_programId_level_key_idx" ON "EvidenceSubject"("programId", "level", "key");

-- CreateIndex
CREATE INDEX "TestRun_programId_side_commit_idx" ON "TestRun"("programId", "side", "commit");

-- CreateIndex
CREATE INDEX "Deployment_environmentId_side_endedAt_idx" ON "Deployment"("environmentId", "side", "endedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Budget_programId_key_key" ON "Budget"("programId", "key");

-- CreateIndex
CREATE INDEX "Baseline_budgetId_environmentId_createdAt_idx" ON "Baseline"("budgetId", "environmentId", "createdAt");

-- CreateIndex
CREATE INDEX "Measurement_budgetId_environmentId_side_at_idx" ON "Measurement"("budgetId", "environmentId", "side", "at");

-- CreateIndex
CREATE INDEX "MetricServer_nextAt_idx" ON "MetricServer"("nextAt");

-- CreateIndex
CREATE UNIQUE INDEX "MetricServer_programId_name_key" ON "MetricServer"("programId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "ProgramGate_programId_key_key" ON "ProgramGate"("programId", "key");

-- CreateIndex
CREATE UNIQUE INDEX "QualityGate_programId_key_key" ON "QualityGate"("programId", "key");

-- CreateIndex
CREATE INDEX "GateReading_programId_at_idx" ON "GateReading"("programId", "at");

-- CreateIndex
CREATE INDEX "GateReading_programId_environmentId_gate_capability_at_idx" ON "GateReading"("programId", "environmentId", "gate", "capability", "at");

-- CreateIndex
CREATE INDEX "BoardReview_programId_at_idx" ON "BoardReview"("programId", "at");

-- CreateIndex
CREATE INDEX "Comment_programId_subjectKind_subjectKey_at_idx" ON "Comment"("programId", "subjectKind", "subjectKey", "at");

-- CreateIndex
CREATE INDEX "Waiver_programId_state_idx" ON "Waiver"("programId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Milestone_programId_key_key" ON "Milestone"("programId", "key");

-- CreateIndex
CREATE UNIQUE INDEX "Criterion_milestoneId_key_key" ON "Criterion"("milestoneId", "key");

-- CreateIndex
CREATE UNIQUE INDEX "GoNoGo_milestoneId_number_key" ON "GoNoGo"("milestoneId", "number");

-- CreateIndex
CREATE INDEX "Condition_doneAt_dueAt_idx" ON "Condition"("doneAt", "dueAt");

-- CreateIndex
CREATE UNIQUE INDEX "Decision_programId_key_key" ON "Decision"("programId", "key");

-- CreateIndex
CREATE INDEX "DecisionApproval_decisionId_idx" ON "DecisionApproval"("decisionId");

-- CreateIndex
CREATE INDEX "Blocker_programId_resolvedAt_idx" ON "Blocker"("programId", "resolvedAt");

-- CreateIndex
CREATE INDEX "Blocker_programId_sourceKey_idx" ON "Blocker"("programId", "sourceKey");

-- CreateIndex
CREATE UNIQUE INDEX "Blocker_programId_number_key" ON "Blocker"("programId", "number");

-- AddForeignKey
ALTER TABLE "EvidenceChunk" ADD CONSTRAINT "EvidenceChunk_digest_fkey" FOREIGN KEY ("digest") REFERENCES "EvidenceFile"("digest") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Evidence" ADD CONSTRAINT "Evidence_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Evidence" ADD CONSTRAINT "Evidence_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Evidence" ADD CONSTRAINT "Evidence_digest_fkey" FOREIGN KEY ("digest") REFERENCES "EvidenceFile"("digest") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EvidenceSubject" ADD CONSTRAINT "EvidenceSubject_evidenceId_fkey" FOREIGN KEY ("evidenceId") REFERENCES "Evidence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TestResult" ADD CONSTRAINT "TestResult_evidenceId_fkey" FOREIGN KEY ("evidenceId") REFERENCES "Evidence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deployment" ADD CONSTRAINT "Deployment_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Budget" ADD CONSTRAINT "Budget_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Baseline" ADD CONSTRAINT "Baseline_budgetId_fkey" FOREIGN KEY ("budgetId") REFERENCES "Budget"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Baseline" ADD CONSTRAINT "Baseline_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Measurement" ADD CONSTRAINT "Measurement_budgetId_fkey" FOREIGN KEY ("budgetId") REFERENCES "Budget"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Measurement" ADD CONSTRAINT "Measurement_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Measurement" ADD CONSTRAINT "Measurement_evidenceId_fkey" FOREIGN KEY ("evidenceId") REFERENCES "Evidence"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MetricServer" ADD CONSTRAINT "MetricServer_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgramGate" ADD CONSTRAINT "ProgramGate_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QualityGate" ADD CONSTRAINT "QualityGate_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GateReading" ADD CONSTRAINT "GateReading_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GateReading" ADD CONSTRAINT "GateReading_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BoardReview" ADD CONSTRAINT "BoardReview_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Waiver" ADD CONSTRAINT "Waiver_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Waiver" ADD CONSTRAINT "Waiver_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Milestone" ADD CONSTRAINT "Milestone_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Criterion" ADD CONSTRAINT "Criterion_milestoneId_fkey" FOREIGN KEY ("milestoneId") REFERENCES "Milestone"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GoNoGo" ADD CONSTRAINT "GoNoGo_milestoneId_fkey" FOREIGN KEY ("milestoneId") REFERENCES "Milestone"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Vote" ADD CONSTRAINT "Vote_goNoGoId_fkey" FOREIGN KEY ("goNoGoId") REFERENCES "GoNoGo"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Condition" ADD CONSTRAINT "Condition_goNoGoId_fkey" FOREIGN KEY ("goNoGoId") REFERENCES "GoNoGo"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Decision" ADD CONSTRAINT "Decision_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DecisionApproval" ADD CONSTRAINT "DecisionApproval_decisionId_fkey" FOREIGN KEY ("decisionId") REFERENCES "Decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Blocker" ADD CONSTRAINT "Blocker_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CiHook" ADD CONSTRAINT "CiHook_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CiDelivery" ADD CONSTRAINT "CiDelivery_hookId_fkey" FOREIGN KEY ("hookId") REFERENCES "CiHook"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgressPoint" ADD CONSTRAINT "ProgressPoint_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
