import { endSession as operation } from "@/lib/contract/sessions";
import { endSession } from "@/lib/server/commands/end-session";
import { endpoint } from "@/lib/server/http";

export const DELETE = endpoint(operation, endSession);
