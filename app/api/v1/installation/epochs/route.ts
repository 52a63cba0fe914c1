import { raiseEpochs as operation } from "@/lib/contract/installation";
import { raiseEpochs } from "@/lib/server/commands/raise-epochs";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, raiseEpochs);
