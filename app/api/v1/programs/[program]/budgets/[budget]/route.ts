import * as contract from "@/lib/contract/budgets";
import { removeBudget } from "@/lib/server/commands/remove-budget";
import { setBudget } from "@/lib/server/commands/set-budget";
import { endpoint } from "@/lib/server/http";

export const PUT = endpoint(contract.setBudget, setBudget);
export const DELETE = endpoint(contract.removeBudget, removeBudget);
