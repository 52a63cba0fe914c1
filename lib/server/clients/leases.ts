import { randomUUID } from "node:crypto";
import type { LeaseOffice } from "@/lib/plane/plane-source";
import { grantLeases } from "@/lib/server/commands/grant-leases";

const office = { kind: "system", name: "receipts" } as const;

/** Who may run a worker, decided in the database: what the plane asks with every receipt that names one. */
export const leaseOffice: LeaseOffice = (program, environment, { instance, workers }) =>
  grantLeases.run(
    { actor: office, requestId: randomUUID(), now: new Date() },
    { program, environment, instance, workers },
  );
