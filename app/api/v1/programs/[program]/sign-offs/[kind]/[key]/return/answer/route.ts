import { settleReturn as operation } from "@/lib/contract/sign-off-subjects";
import { settleReturn } from "@/lib/server/commands/settle-return";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, settleReturn);
