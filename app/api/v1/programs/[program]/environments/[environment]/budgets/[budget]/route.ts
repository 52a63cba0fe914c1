import * as contract from "@/lib/contract/budgets";
import { endpoint } from "@/lib/server/http";
import { readBudget } from "@/lib/server/queries/read-budget";

export const GET = endpoint(contract.readBudget, readBudget);
