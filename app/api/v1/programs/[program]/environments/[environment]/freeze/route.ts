import * as contract from "@/lib/contract/policy";
import { freezeEnvironment } from "@/lib/server/commands/freeze-environment";
import { unfreezeEnvironment } from "@/lib/server/commands/unfreeze-environment";
import { endpoint } from "@/lib/server/http";

export const PUT = endpoint(contract.freezeEnvironment, freezeEnvironment);
export const DELETE = endpoint(contract.unfreezeEnvironment, unfreezeEnvironment);
