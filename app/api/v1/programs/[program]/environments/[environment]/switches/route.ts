import * as contract from "@/lib/contract/switches";
import { endpoint } from "@/lib/server/http";
import { readSwitches } from "@/lib/server/queries/read-switches";

export const GET = endpoint(contract.readSwitches, readSwitches);
