import { readOwnership as operation } from "@/lib/contract/ownership";
import { endpoint } from "@/lib/server/http";
import { readOwnership } from "@/lib/server/queries/read-ownership";

export const GET = endpoint(operation, readOwnership);
