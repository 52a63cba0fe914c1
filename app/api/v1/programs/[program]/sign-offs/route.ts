import { listSignOffs as operation } from "@/lib/contract/sign-offs";
import { endpoint } from "@/lib/server/http";
import { listSignOffs } from "@/lib/server/queries/list-sign-offs";

export const GET = endpoint(operation, listSignOffs);
