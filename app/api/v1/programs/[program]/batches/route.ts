import { listBatches as list, makeBatch as make } from "@/lib/contract/batches";
import { makeBatch } from "@/lib/server/commands/make-batch";
import { endpoint } from "@/lib/server/http";
import { listBatches } from "@/lib/server/queries/list-batches";

export const GET = endpoint(list, listBatches);
export const POST = endpoint(make, makeBatch);
