import * as contract from "@/lib/contract/budgets";

import { startBaseline } from "@/lib/server/commands/start-baseline";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(contract.startBaseline, startBaseline);
