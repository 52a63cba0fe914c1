-- CreateTable
CREATE TABLE "AccountHold" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "because" TEXT NOT NULL,
    "byName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "admins" UUID[],
    "confirmedByName" TEXT,
    "confirmedAt" TIMESTAMPTZ(3),

    CONSTRAINT "AccountHold_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "AccountHold_personId_idx" ON "AccountHold"("personId");

-- AddForeignKey
ALTER TABLE "AccountHold" ADD CONSTRAINT "AccountHold_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
