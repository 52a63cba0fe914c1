-- AlterTable
ALTER TABLE "AuditTally" DROP CONSTRAINT "AuditTally_pkey",
ADD CONSTRAINT "AuditTally_pkey" PRIMARY KEY ("chain", "actor", "action", "permission", "month");
