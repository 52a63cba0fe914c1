import { listWorkers as operation } from "@/lib/contract/workers";
import { endpoint } from "@/lib/server/http";
import { listWorkers } from "@/lib/server/queries/list-workers";

export const GET = endpoint(operation, listWorkers);
