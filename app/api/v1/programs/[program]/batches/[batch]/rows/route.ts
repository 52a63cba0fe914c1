import { changeBatchRows as operation } from "@/lib/contract/batches";
import { changeBatchRows } from "@/lib/server/commands/change-batch-rows";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, changeBatchRows);
