import { listChecklists as operation } from "@/lib/contract/checklists";
import { endpoint } from "@/lib/server/http";
import { listChecklists } from "@/lib/server/queries/list-checklists";

export const GET = endpoint(operation, listChecklists);
