import * as contract from "@/lib/contract/budgets";

import { abandonBaseline } from "@/lib/server/commands/abandon-baseline";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(contract.abandonBaseline, abandonBaseline);
