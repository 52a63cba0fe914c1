import {
  deactivatePerson as deactivatePersonOperation,
  reactivatePerson as reactivatePersonOperation,
  readDeactivation as readDeactivationOperation,
} from "@/lib/contract/accounts";
import { deactivatePerson } from "@/lib/server/commands/deactivate-person";
import { reactivatePerson } from "@/lib/server/commands/reactivate-person";
import { endpoint } from "@/lib/server/http";
import { readDeactivation } from "@/lib/server/queries/read-deactivation";

export const GET = endpoint(readDeactivationOperation, readDeactivation);
export const POST = endpoint(deactivatePersonOperation, deactivatePerson);
export const DELETE = endpoint(reactivatePersonOperation, reactivatePerson);
