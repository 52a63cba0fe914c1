import * as contract from "@/lib/contract/tests";
import { endpoint } from "@/lib/server/http";
import { listTests } from "@/lib/server/queries/list-tests";

export const GET = endpoint(contract.listTests, listTests);
