import { addTemplateGates as operation } from "@/lib/contract/gate-template";
import { addTemplateGates } from "@/lib/server/commands/add-template-gates";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, addTemplateGates);
