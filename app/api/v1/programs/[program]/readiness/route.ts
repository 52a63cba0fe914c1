import * as contract from "@/lib/contract/overview";
import { endpoint } from "@/lib/server/http";
import { readReadiness } from "@/lib/server/queries/read-readiness";

export const GET = endpoint(contract.readReadiness, readReadiness);
