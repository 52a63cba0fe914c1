import * as contract from "@/lib/contract/overview";
import { endpoint } from "@/lib/server/http";
import { readProgress } from "@/lib/server/queries/read-progress";

export const GET = endpoint(contract.readProgress, readProgress);
