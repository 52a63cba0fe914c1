import {
  editBatch as edit,
  readBatch as read,
  removeBatch as remove,
} from "@/lib/contract/batches";
import { editBatch } from "@/lib/server/commands/edit-batch";
import { removeBatch } from "@/lib/server/commands/remove-batch";
import { endpoint } from "@/lib/server/http";
import { readBatch } from "@/lib/server/queries/read-batch";

export const GET = endpoint(read, readBatch);
export const PUT = endpoint(edit, editBatch);
export const DELETE = endpoint(remove, removeBatch);
