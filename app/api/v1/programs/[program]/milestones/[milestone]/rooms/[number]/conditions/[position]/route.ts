import { finishCondition as operation } from "@/lib/contract/go-no-go";
import { finishCondition } from "@/lib/server/commands/finish-condition";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, finishCondition);
