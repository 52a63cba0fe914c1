import { advanceRow as operation } from "@/lib/contract/sign-off-subjects";
import { advanceRow } from "@/lib/server/commands/advance-row";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, advanceRow);
