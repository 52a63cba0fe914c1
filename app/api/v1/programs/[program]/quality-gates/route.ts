import { listQualityGates as operation } from "@/lib/contract/gates";
import { endpoint } from "@/lib/server/http";
import { listQualityGates } from "@/lib/server/queries/list-quality-gates";

export const GET = endpoint(operation, listQualityGates);
