import * as contract from "@/lib/contract/budgets";

import { closeBaseline } from "@/lib/server/commands/close-baseline";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(contract.closeBaseline, closeBaseline);
