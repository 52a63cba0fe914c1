import { exportChecklist as operation } from "@/lib/contract/checklists";
import { endpoint } from "@/lib/server/http";
import { exportChecklist } from "@/lib/server/queries/export-checklist";

export const GET = endpoint(operation, exportChecklist);
