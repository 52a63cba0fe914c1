import { addComment as addOperation, listComments as operation } from "@/lib/contract/comments";
import { addComment } from "@/lib/server/commands/add-comment";
import { endpoint } from "@/lib/server/http";
import { listComments } from "@/lib/server/queries/list-comments";

export const GET = endpoint(operation, listComments);
export const POST = endpoint(addOperation, addComment);
