import { planCoupledSet as operation } from "@/lib/contract/workers";
import { endpoint } from "@/lib/server/http";
import { planCoupledSet } from "@/lib/server/queries/plan-coupled-set";

export const GET = endpoint(operation, planCoupledSet);
