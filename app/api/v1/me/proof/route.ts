import { proveAgain as operation } from "@/lib/contract/sessions";
import { proveAgain } from "@/lib/server/commands/prove-again";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, proveAgain);
