import * as contract from "@/lib/contract/people";
import { endpoint } from "@/lib/server/http";
import { readMe } from "@/lib/server/queries/read-me";

export const GET = endpoint(contract.readMe, readMe);
