import * as contract from "@/lib/contract/budgets";
import { endpoint } from "@/lib/server/http";
import { listBudgets } from "@/lib/server/queries/list-budgets";

export const GET = endpoint(contract.listBudgets, listBudgets);
