import { importSchedule as operation } from "@/lib/contract/batches";
import { importSchedule } from "@/lib/server/commands/import-schedule";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, importSchedule);
