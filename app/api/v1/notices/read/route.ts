import * as contract from "@/lib/contract/notices";
import { markNoticesRead } from "@/lib/server/commands/mark-notices-read";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(contract.markNoticesRead, markNoticesRead);
