import * as contract from "@/lib/contract/sessions";
import { proveAgain } from "@/lib/server/commands/prove-again";
import { endpoint } from "@/lib/server/http";
import { readProof } from "@/lib/server/queries/read-proof";

export const GET = endpoint(contract.readProof, readProof);
export const POST = endpoint(contract.proveAgain, proveAgain);
