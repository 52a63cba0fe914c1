import * as contract from "@/lib/contract/tests";
import { endpoint } from "@/lib/server/http";
import { listUnmatchedTests } from "@/lib/server/queries/list-unmatched-tests";

export const GET = endpoint(contract.listUnmatchedTests, listUnmatchedTests);
