import * as contract from "@/lib/contract/people";
import { claimFirstAdmin } from "@/lib/server/commands/claim-first-admin";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(contract.claimFirstAdmin, claimFirstAdmin);
