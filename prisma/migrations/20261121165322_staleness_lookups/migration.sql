-- CreateIndex
CREATE INDEX "Item_programId_updatedAt_idx" ON "Item"("programId", "updatedAt");

-- CreateIndex
CREATE INDEX "TestStanding_programId_side_lastOutcome_idx" ON "TestStanding"("programId", "side", "lastOutcome");
